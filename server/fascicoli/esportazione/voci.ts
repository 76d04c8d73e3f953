import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { Caller } from '../../../schemas/accesso.api.js';
import { type EsameFile, findEsami } from '../../../schemas/esame-file.model.js';
import type { Fascicolo } from '../../../schemas/fascicolo.model.js';
import type { TipoMetadati } from '../../../schemas/metadati.api.js';
import type { FileRegistrato } from '../../../schemas/registrazione.types.js';
import { IntegrityError } from '../../../storage/errors.js';
import type { Lettura } from '../../../storage/lettura.js';
import { giornoEOra } from '../../carte/dati.js';
import type { Deps } from '../../deps.js';
import { unoAvanti } from '../../lib/avanti.js';
import type { VoceZip } from '../../lib/zip.js';
import { toXml } from '../../metadati/albero.js';
import type { Costruito } from '../../metadati/dai.js';
import { metadatiOfDocumento } from '../../metadati/documento.js';
import { contenutoDi, metadatiOfFascicolo } from '../../metadati/fascicolo.js';
import { metadatiOfRegistrazioni } from '../../metadati/registrazione.js';
import { createConvalida } from '../../metadati/schema.js';
import { ELENCO, traceReading } from '../../protocollo/registrazioni-http.js';
import type { Contenuto } from '../contenuto.js';
import { findAlberoVisibile } from '../elenco.js';
import { requireFascicolo, traceFascicoli } from '../visibilita.js';
import { Anticipo } from './anticipo.js';
import { camiciaOf } from './camicia.js';
import { dettoOf, type FileEsportato, filesOf, versioniOf, wholeDocumenti, wholeRegistrazioni } from './documenti.js';
import { cartellaDi, nomeSicuro } from './nomi-file.js';
import { type PartePagina, paginaOf, type RigaPagina } from './pagina.js';
import { type RigaIndice, rigaOf } from './righe.js';

/** Files that are opened ahead. */
const AVANTI = 2;
const METADATI = 'metadati.xml';
const MANCANZE = 'metadati-mancanti.txt';

/** A document of a page of the fascicolo, whole, with its metadata; those of its earlier versions after its own. */
interface Preparato {
  riga: RigaPagina;
  file: FileEsportato[];
  metadati: VoceZip[];
}

/** What is missing of incomplete metadata, as a text that stands in their place. */
const mancanzeInParole = ({ mancanze }: Costruito): string =>
  mancanze.map(({ messaggio, chi }) => `${messaggio}\nChi lo può dare: ${chi}\n`).join('\n');

/** Metadata that go into the folder of the document of that place. */
interface DaScrivere {
  posto: number;
  /** what their name begins with */
  cartella: string;
  /** said of them beside what they are */
  detto: string;
  costruito: Costruito;
}

/**
 * What an exported fascicolo holds: for it and each of its parts that the caller may see, cover, index, metadata, and a folder for
 * every document with its files and its metadata; then the page that shows it all, and the hashes of everything. Documents come a
 * page at a time and files are opened when their turn comes: the memory does not grow with the bytes.
 */
export function createEsportazione(deps: Deps) {
  const { clock, config, store, log } = deps;
  const convalida = createConvalida(config.schemiXsd);

  /** Metadata of one kind as entries: whole and valid, or what is missing of them. */
  async function metadatiVoci(
    tipo: TipoMetadati,
    costruiti: readonly { cartella: string; costruito: Costruito }[],
  ): Promise<{ voce: VoceZip; nota?: string }[]> {
    const complete = costruiti.filter(({ costruito }) => costruito.mancanze.length === 0);
    const xmls = new Map(complete.map(({ cartella, costruito }) => [cartella, toXml(costruito.radice)]));
    const giudizi = await convalida(tipo, [...xmls.values()]);
    const refused = new Set([...xmls.keys()].filter((_cartella, i) => giudizi[i]?.valido === false));
    if (refused.size > 0) log.error({ tipo, quanti: refused.size }, 'metadata not valid');
    return costruiti.map(({ cartella, costruito }) => {
      const xml = refused.has(cartella) ? undefined : xmls.get(cartella);
      if (xml !== undefined) return { voce: { nome: `${cartella}${METADATI}`, contenuto: Buffer.from(xml) } };
      const text = refused.has(cartella)
        ? 'I metadati costruiti non superano lo schema ufficiale: avvisare l’assistenza.\n'
        : mancanzeInParole(costruito);
      return {
        voce: { nome: `${cartella}${MANCANZE}`, contenuto: Buffer.from(text) },
        nota: 'metadati incompleti',
      };
    });
  }

  /** @throws IntegrityError for a file that is not as long as the record says: the archive says the size before the bytes */
  const openFile = async ({ sha256, dimensione }: FileRegistrato): Promise<Lettura> => {
    const opened = await store.read(sha256);
    if (opened.dimensione === dimensione) return opened;
    await opened.close();
    throw new IntegrityError(sha256);
  };

  /** The documents of a page with their metadata; the files that come next are opened while the one before is read. */
  async function* vociOfPage(preparati: readonly Preparato[]): AsyncGenerator<VoceZip, void> {
    const files = new Map(preparati.flatMap(({ file }) => file.map((one) => [one.percorso, one.file] as const)));
    const percorsi = [...files.keys()];
    const anticipo = new Anticipo(async (percorso) => {
      const file = files.get(percorso);
      if (file === undefined) throw new RangeError('no such file in the page');
      return openFile(file);
    });
    let at = 0;
    try {
      for (const { file, metadati } of preparati) {
        for (const {
          percorso,
          file: { dimensione, sha256 },
        } of file) {
          at += 1;
          const next = percorsi.slice(at, at + AVANTI);
          const open = (): Promise<Lettura> => {
            const opened = anticipo.prendi(percorso);
            for (const one of next) anticipo.prepara(one);
            return opened;
          };
          yield { nome: percorso, contenuto: { dimensione, open, sha256 } };
        }
        yield* metadati;
      }
    } finally {
      await anticipo.chiudi();
    }
  }

  const isInfetto = (esami: ReadonlyMap<string, EsameFile>, { sha256 }: FileRegistrato): boolean =>
    esami.get(sha256)?.antivirus?.stato === 'infetto';

  /** A page of documents with all that the archive says of them. What is reserved leaves a trace before it goes out. */
  async function preparePage(
    caller: Caller,
    page: readonly Contenuto[],
    prefisso: string,
    from: number,
  ): Promise<Preparato[]> {
    const [whole, documenti] = await Promise.all([wholeRegistrazioni(page), wholeDocumenti(page)]);
    await traceReading(deps, caller, [...whole.values()], ELENCO);
    const items = page.flatMap((one, i) => {
      const record = one.tipo === 'registrazione' ? whole.get(String(one.record._id)) : documenti.get(one.record._id);
      const full = record === undefined ? one : ({ ...one, record } as Contenuto);
      return [{ one: full, posto: from + i, cartella: `${prefisso}documenti/${cartellaDi(from + i, dettoOf(one))}` }];
    });
    const files = items.flatMap(({ one, cartella }) => filesOf(one, cartella).map(({ file }) => file.sha256));
    const registrazioni = items.flatMap(({ one }) => (one.tipo === 'registrazione' ? [one.record] : []));
    const [esami, dai] = await Promise.all([findEsami(files), metadatiOfRegistrazioni(deps, registrazioni)]);
    const built = new Map(registrazioni.map((record, i) => [record, dai[i]] as const));
    const daScrivere: Record<Contenuto['tipo'], DaScrivere[]> = { registrazione: [], documento: [] };
    for (const { one, posto, cartella } of items) {
      if (one.tipo === 'documento')
        for (const versione of versioniOf(one.record))
          daScrivere.documento.push({
            posto,
            cartella: `${cartella}/${versione.inizio}`,
            detto: versione.detto,
            costruito: await metadatiOfDocumento(deps, versione.documento),
          });
      else {
        const costruito = built.get(one.record);
        if (costruito !== undefined)
          daScrivere.registrazione.push({ posto, cartella: `${cartella}/`, detto: '', costruito });
      }
    }
    const vociOf = async (schema: TipoMetadati, some: readonly DaScrivere[]) =>
      (await metadatiVoci(schema, some)).map((voce, i) => ({ posto: some[i]?.posto, detto: some[i]?.detto, ...voce }));
    const metadati = [
      ...(await vociOf('DocumentoAmministrativoInformatico', daScrivere.registrazione)),
      ...(await vociOf('DocumentoInformatico', daScrivere.documento)),
    ];
    return items.flatMap(({ one, posto, cartella }): Preparato[] => {
      const meta = metadati.filter((each) => each.posto === posto);
      if (meta.length === 0) return [];
      const all = filesOf(one, cartella);
      const file = all.filter((each) => !isInfetto(esami, each.file));
      const held = all.length - file.length;
      const riga: RigaPagina = {
        ...rigaOf(one, posto),
        file: [
          ...file.map(({ percorso, detto }) => ({ percorso, detto })),
          ...meta.map(({ voce, nota, detto = '' }) => ({
            percorso: voce.nome,
            detto: `${nota ?? 'metadati'}${detto}`,
          })),
        ],
        note: [
          ...(all.length === 0 ? ['attende la scansione'] : []),
          ...(held === 0 ? [] : [`${held} file in quarantena: infetti, non esportati`]),
        ],
      };
      return [{ riga, file, metadati: meta.map(({ voce }) => voce) }];
    });
  }

  /** A fascicolo or a part of one, below its own folder. */
  async function* parteVoci(
    caller: Caller,
    f: Fascicolo,
    prefisso: string,
    parti: PartePagina[],
  ): AsyncGenerator<VoceZip, void> {
    const adesso = clock.now();
    const { giorno, ora } = giornoEOra(adesso);
    const stampato = `${giorno} alle ore ${ora}`;
    const [camicia, { drawCamicia, drawIndice }, costruito] = await Promise.all([
      camiciaOf(deps, caller, f),
      import('./disegni.js'),
      metadatiOfFascicolo(deps, caller, f),
    ]);
    yield { nome: `${prefisso}copertina.pdf`, contenuto: await drawCamicia(camicia, adesso, stampato) };
    const [meta] = await metadatiVoci('AggregazioneDocumentaliInformatiche', [{ cartella: prefisso, costruito }]);
    if (meta !== undefined) yield meta.voce;
    const righe: RigaPagina[] = [];
    async function* pagine(): AsyncGenerator<Preparato[], void> {
      let from = 1;
      for await (const page of contenutoDi(caller, f._id)) {
        const preparati = await preparePage(caller, page, prefisso, from);
        from += preparati.length;
        yield preparati;
      }
    }
    // the index is drawn a few rows at a time while the documents go out
    const perIndice = new PassThrough({ objectMode: true });
    const indice = drawIndice(camicia, perIndice as AsyncIterable<RigaIndice>, adesso, stampato);
    indice.catch(() => undefined); // told when it is awaited
    try {
      for await (const preparati of unoAvanti(pagine())) {
        righe.push(...preparati.map(({ riga }) => riga));
        for (const { riga } of preparati) perIndice.write(riga);
        yield* vociOfPage(preparati);
      }
      perIndice.end();
      yield { nome: `${prefisso}indice.pdf`, contenuto: await indice };
    } finally {
      perIndice.destroy();
    }
    parti.push({
      codice: f.codice,
      oggetto: f.oggetto,
      file: [
        { percorso: `${prefisso}copertina.pdf`, detto: 'copertina' },
        { percorso: `${prefisso}indice.pdf`, detto: 'indice dei documenti' },
        ...(meta === undefined ? [] : [{ percorso: meta.voce.nome, detto: meta.nota ?? 'metadati del fascicolo' }]),
      ],
      righe,
      note: [],
    });
  }

  /** All entries of the archive, in their order. @param parti - the parts below that go with it */
  return async function* vociOf(caller: Caller, f: Fascicolo): AsyncGenerator<VoceZip, void> {
    const albero = await findAlberoVisibile(caller, f.radice);
    const sotto = albero.filter(({ _id, codice }) => _id !== f._id && codice.startsWith(`${f.codice}.`));
    await traceFascicoli(clock, caller, [f, ...sotto], `fascicolo/${f._id}`);
    const impronte: string[] = [];
    const pagine: PartePagina[] = [];
    const { giorno, ora } = giornoEOra(clock.now());
    async function* all(): AsyncGenerator<VoceZip, void> {
      yield* parteVoci(caller, f, '', pagine);
      for (const parte of sotto) {
        const whole = await requireFascicolo(caller, parte._id); // the list leaves out its acts
        yield* parteVoci(caller, whole, `parti/${nomeSicuro(parte.codice)}/`, pagine);
      }
      const camicia = { ...(await camiciaOf(deps, caller, f)), oggetto: f.oggetto };
      const html = paginaOf(camicia, pagine, `Esportato il ${giorno} alle ore ${ora} da ${caller.denominazione}`);
      yield { nome: 'index.html', contenuto: Buffer.from(html) };
    }
    for await (const voce of all()) {
      const { nome, contenuto } = voce;
      const sha256 = Buffer.isBuffer(contenuto)
        ? createHash('sha256').update(contenuto).digest('hex')
        : contenuto.sha256;
      impronte.push(`${sha256 ?? ''}  ${nome}\n`);
      yield voce;
    }
    yield { nome: 'impronte.sha256', contenuto: Buffer.from(impronte.join('')) };
  };
}
