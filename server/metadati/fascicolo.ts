import { tempoDiConservazione } from '../../classification/strumenti/conservazione.js';
import { findAttestate } from '../../schemas/attestazione.model.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Config } from '../lib/config.js';
import { type Contenuto, type Lettore, readContenuto } from '../fascicoli/contenuto.js';
import { formatNumero } from '../protocollo/rules.js';
import { buildAgg, type DocumentoIndice, type FascicoloMetadati } from './agg.js';
import { assegnazioniOf } from './assegnazioni.js';
import type { Conf } from './conf.js';
import { readConf, readPersone } from './conf-lettura.js';
import { type Costruito, identificativoOf } from './dai.js';
import { procedimentoDi } from './procedimento.js';
import { pianoOf } from './registrazione.js';

const AT_ONCE = 200;

/** All that stands in a fascicolo and the reader may see, in the order of the dates, a page at a time. */
export async function* contenutoDi(lettore: Lettore, id: string): AsyncGenerator<Contenuto[], void> {
  let cursore: string | undefined;
  do {
    const page = await readContenuto(lettore, { ids: [id], recenti: false, limite: AT_ONCE, cursore });
    yield page.elementi;
    cursore = page.cursore;
  } while (cursore !== undefined);
}

/**
 * What the index of a fascicolo names: what stands in it, or, where everything lies in its parts, what stands in those. The index wants
 * a document at least, and nothing in it can name a part (Allegato 5).
 */
export async function contenutoIndice(
  lettore: Lettore,
  { _id, aoo, radice }: Pick<Fascicolo, '_id' | 'aoo' | 'radice'>,
): Promise<Contenuto[]> {
  const own: Contenuto[] = [];
  for await (const page of contenutoDi(lettore, _id)) own.push(...page);
  if (own.length > 0) return own;
  const parti = await FascicoloModel.find({ aoo, radice, padre: _id, annullato: { $exists: false } })
    .sort({ ordine: 1 })
    .lean<Fascicolo[]>();
  for (const parte of parti) own.push(...(await contenutoIndice(lettore, parte)));
  return own;
}

/** How the index of a fascicolo names a document. */
function indiceOf(conf: Conf, one: Contenuto): DocumentoIndice {
  if (one.tipo === 'documento') {
    const { _id, versioni, oggetto } = one.record;
    const sha256 = versioni.at(-1)?.file.sha256;
    return {
      genere: 'informatico',
      detto: oggetto,
      ...(sha256 !== undefined && { identita: { sha256, identificativo: identificativoOf(conf, _id) } }),
    };
  }
  const { _id, anno, numero, documento, segnatura } = one.record;
  return {
    genere: 'amministrativo',
    detto: `${formatNumero(numero)}/${anno}`,
    ...(documento !== undefined && {
      identita: { sha256: documento.sha256, identificativo: identificativoOf(conf, String(_id)), segnatura },
    }),
  };
}

const rupOf = ({ tipo, rup, responsabile, uo }: Fascicolo): FascicoloMetadati['rup'] => {
  const utente = rup ?? (tipo === 'procedimento' ? responsabile : undefined);
  return utente === undefined ? undefined : { uo, utente };
};

/** The years of a fascicolo count from its closing: the massimario of that day says how many; before, that of the opening. */
export const tempoDelFascicolo = ({ aoo, dataChiusura, dataApertura, classifica }: Fascicolo) =>
  tempoDiConservazione(aoo, dataChiusura ?? dataApertura, classifica.codice);

/** What is known of a fascicolo but for its documents. */
async function readIntorno(f: Fascicolo) {
  const assegnazioni = assegnazioniOf(f);
  const rup = rupOf(f);
  const utenti = [...assegnazioni.map(({ utente }) => utente), rup?.utente].filter((one) => one !== undefined);
  const [conf, tempo, procedimento] = await Promise.all([
    readPersone(utenti).then((persone) => readConf(f.aoo, f.dataApertura, persone)),
    tempoDelFascicolo(f),
    procedimentoDi(f),
  ]);
  const noto: Omit<FascicoloMetadati, 'documenti'> = {
    id: f._id,
    tipo: f.tipo,
    oggetto: f.oggetto,
    paroleChiave: f.paroleChiave,
    progressivo: f.progressivo,
    classifica: f.classifica,
    dataApertura: f.dataApertura,
    dataChiusura: f.stato === 'chiuso' ? f.dataChiusura : undefined,
    rup,
    intestatario: f.intestatario,
    partecipanti: f.partecipanti ?? [],
    assegnazioni,
    procedimento,
    posizione: f.posizione,
    padre: f.padre,
    note: f.note,
  };
  return { noto, conf, anni: tempo?.tempo };
}

/** What who leads the fascicolo has not said of it yet, and its metadata want; its documents are looked at elsewhere. */
export async function mancanzeDelFascicolo(f: Fascicolo): Promise<Costruito['mancanze']> {
  const { noto, conf, anni } = await readIntorno(f);
  const { mancanze } = buildAgg({ ...noto, documenti: [] }, { conf, anni, piano: () => '' });
  return mancanze.filter(({ rimedio }) => rimedio === 'fascicolo');
}

const MAX_POSTI = 5;

/** Where the paper lies of the copies that were attested: due for digitised paper, where the fascicolo itself does not say it (rule A9). */
async function postiDegliOriginali(aoo: string, contenuti: readonly Contenuto[]): Promise<string | undefined> {
  const impronte = contenuti.flatMap((one) =>
    one.tipo === 'registrazione' ? (one.record.documento?.sha256 ?? []) : [],
  );
  const own = new Set(impronte);
  const found = await findAttestate(aoo, impronte);
  const posti = [
    ...new Set(
      found.flatMap(({ copie }) =>
        copie.filter(({ sha256 }) => own.has(sha256)).flatMap(({ originale }) => originale?.collocazione ?? []),
      ),
    ),
  ].sort();
  const altri = posti.length > MAX_POSTI ? ` e altri ${posti.length - MAX_POSTI}` : '';
  return posti.length === 0 ? undefined : `${posti.slice(0, MAX_POSTI).join('; ')}${altri}`;
}

/** The metadata of a fascicolo that holds those documents. */
export async function metadatiConContenuto(
  { config }: { config: Pick<Config, 'urlPubblico'> },
  f: Fascicolo,
  contenuti: readonly Contenuto[],
): Promise<Costruito> {
  const { noto, conf, anni } = await readIntorno(f);
  const documenti = contenuti.map((one) => indiceOf(conf, one));
  const posizione = noto.posizione ?? (await postiDegliOriginali(f.aoo, contenuti));
  return buildAgg({ ...noto, documenti, posizione }, { conf, anni, piano: pianoOf(config) });
}

/** The metadata of a fascicolo, with the documents that the reader may see: what he may not is absent (contract §5). */
export async function metadatiOfFascicolo(
  deps: { config: Pick<Config, 'urlPubblico'> },
  lettore: Lettore,
  f: Fascicolo,
): Promise<Costruito & { documenti: number }> {
  const contenuti = await contenutoIndice(lettore, f);
  return { ...(await metadatiConContenuto(deps, f, contenuti)), documenti: contenuti.length };
}
