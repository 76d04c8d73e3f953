import { findVersione } from '../../../classification/service.js';
import { lineageOf } from '../../../classification/codice.js';
import { type Fascicolo, FascicoloModel } from '../../../schemas/fascicolo.model.js';
import type { Mancanza } from '../../../schemas/metadati.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import type { ChiaveVersamento } from '../../../schemas/versamento.api.js';
import { ufficiOf } from '../../accesso/aoo.js';
import { readCodice } from '../../fascicoli/codici.js';
import type { Contenuto } from '../../fascicoli/contenuto.js';
import { legalDay, rfc3339, startOfLegalDay } from '../../lib/clock.js';
import { contenutoIndice, metadatiConContenuto, tempoDelFascicolo } from '../../metadati/fascicolo.js';
import { procedimentoDi } from '../../metadati/procedimento.js';
import { CHI } from '../../metadati/rilievi.js';
import { formatNumero } from '../../protocollo/rules.js';
import { MAX_UNITA } from '../pacchetti/parer-fascicolo.js';
import { riferimentoUnita } from '../regole/riferimento.js';
import { UNITA_NON_CONSERVATE } from '../regole/risveglia-fascicoli.js';
import type { FascicoloDaVersare } from '../tipi.js';
import { findConservate } from './conservate.js';
import { nomeOf } from './dati-specifici.js';
import { entrateDi } from './entrate.js';
import { type DepsLettura, type Letto, mancaRegola, readProduttore, readRegola, registroVersato } from './letto.js';

/** Register under which the keys of fascicoli stand with us; receivers key them by year and number alone. */
const REGISTRO_FASCICOLI = 'FASCICOLI';

/** So many documents that are not conserved yet are named; the others are counted. */
const MAX_NOMINATI = 10;

/**
 * The number of a fascicolo for the receiver: classification and progressivi, of signs that no receiver replaces: `2026-VI/3.17.2` →
 * `VI.3-17.2`; the year stands beside it. Pure.
 * @throws RangeError for what is no codice
 */
export function numeroFascicolo(codice: string): string {
  const letto = readCodice(codice);
  if (letto === null) throw new RangeError('not the codice of a fascicolo');
  const { titolo, classe, numeri } = letto;
  return `${titolo}${classe === undefined ? '' : `.${classe}`}-${numeri.join('.')}`;
}

const riferimentoOf = (one: Extract<Contenuto, { tipo: 'registrazione' }>): string => riferimentoUnita(one.record);

const isRegistrata = (one: Contenuto): one is Extract<Contenuto, { tipo: 'registrazione' }> =>
  one.tipo === 'registrazione';

/** What a receiver takes only of a fascicolo that will not change any more. */
function statoMancanze({ stato, annullato }: Fascicolo): Mancanza[] {
  if (annullato !== undefined)
    return [
      {
        codice: 'fascicolo-annullato',
        messaggio: 'Il fascicolo è stato annullato: non si versa.',
        chi: CHI.responsabile,
      },
    ];
  return stato === 'chiuso'
    ? []
    : [
        {
          codice: 'fascicolo-aperto',
          messaggio: 'Il fascicolo è ancora aperto: si versa dopo la chiusura.',
          chi: CHI.responsabile,
        },
      ];
}

/** Rule of receivers: every unit of a fascicolo is there before the fascicolo (conservazione-parer.md §12.4 no. 11). */
function contenutoMancanze(
  registrate: readonly Extract<Contenuto, { tipo: 'registrazione' }>[],
  conservate: ReadonlyMap<string, ChiaveVersamento>,
): Mancanza[] {
  const mancanze: Mancanza[] = [];
  if (registrate.length > MAX_UNITA)
    mancanze.push({
      codice: 'troppe-unita',
      messaggio: `Il fascicolo ha ${registrate.length} documenti registrati: in un versamento ne entrano ${MAX_UNITA}. Dividerlo in sottofascicoli.`,
      chi: CHI.archivista,
    });
  const senza = registrate.filter((one) => !conservate.has(riferimentoOf(one)));
  if (senza.length > 0) {
    const detti = senza.slice(0, MAX_NOMINATI).map(({ record: { registro, anno, numero } }) => {
      const posto = `${formatNumero(numero)}/${anno}`;
      return riferimentoUnita({ registro, anno, numero }).startsWith(`${registro}/`) ? `${registro} ${posto}` : posto;
    });
    const altri = senza.length > MAX_NOMINATI ? ` e altri ${senza.length - MAX_NOMINATI}` : '';
    mancanze.push({
      codice: UNITA_NON_CONSERVATE,
      messaggio: `Non sono ancora conservati: ${detti.join(', ')}${altri}. Il fascicolo si versa dopo di loro.`,
      chi: 'Il sistema, quando sono accettati; di quelli rifiutati o non inviabili l’archivista',
    });
  }
  return mancanze;
}

/** The voce and all above it, as the version of the titolario says that was in force when it was given. */
async function classificazioneOf({ aoo, classifica, dataApertura }: Fascicolo) {
  const titolario = await findVersione(aoo, classifica.versione, dataApertura);
  return lineageOf(classifica.codice)
    .reverse()
    .map((codice) => ({
      codice,
      voce: codice === classifica.codice ? classifica.voce : (titolario?.byCodice.get(codice)?.voce ?? codice),
    }));
}

const soggettoOf = (ruolo: string, soggetto: Soggetto, denominazione: string): FascicoloDaVersare['soggetti'] => {
  const { tipo, cognome, nome, codiceFiscale, partitaIva } = soggetto;
  const identificativo = codiceFiscale ?? partitaIva;
  return [
    {
      ruolo,
      denominazione,
      ...(tipo !== 'UO' && { tipo }),
      ...(cognome !== undefined && { cognome }),
      ...(nome !== undefined && { nome }),
      ...(identificativo !== undefined && { identificativo }),
    },
  ];
};

async function soggettiOf(
  { aoo, intestatario, partecipanti = [] }: Fascicolo,
  { ente, codiceFiscale, denominazioneAoo }: FascicoloDaVersare['produttore'],
): Promise<FascicoloDaVersare['soggetti']> {
  const uffici = new Map((await ufficiOf(aoo)).map((one) => [one.codice, one]));
  const nome = (soggetto: Soggetto): string =>
    nomeOf(soggetto, { uffici, aoo: { codice: aoo, denominazione: denominazioneAoo } });
  return [
    {
      ruolo: 'Amministrazione titolare',
      tipo: 'PAI',
      denominazione: ente,
      ...(codiceFiscale !== undefined && { identificativo: codiceFiscale }),
    },
    ...(intestatario === undefined ? [] : soggettoOf('Intestatario', intestatario, nome(intestatario))),
    ...partecipanti.flatMap((one) => soggettoOf('Amministrazione partecipante', one, nome(one))),
  ];
}

async function procedimentoOf(f: Fascicolo): Promise<FascicoloDaVersare['procedimento']> {
  const trovato = await procedimentoDi(f);
  const codice = f.iter?.codice ?? f.procedimento;
  if (trovato?.denominazione === undefined || trovato.materia === undefined || codice === undefined) return undefined;
  return { codice, denominazione: trovato.denominazione, materia: trovato.materia };
}

/** What the receiver is told in words: the notes of the fascicolo, and what stands in it and has no key to be named by. */
function noteOf({ note }: Fascicolo, contenuti: readonly Contenuto[]): string | undefined {
  const quanti = contenuti.filter((one) => !isRegistrata(one)).length;
  const altri =
    quanti === 0
      ? undefined
      : `Contiene ${quanti === 1 ? 'un documento non registrato, indicato' : `${quanti} documenti non registrati, indicati`} nei metadati per impronta.`;
  const dette = [note, altri].filter((una) => una !== undefined && una !== '');
  return dette.length === 0 ? undefined : dette.join('\n');
}

type Vicino = Pick<Fascicolo, '_id' | 'anno' | 'codice'>;
const findVicini = (aoo: string, ids: readonly string[]): Promise<Vicino[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : FascicoloModel.find({ aoo, _id: { $in: [...ids] } }, { anno: 1, codice: 1 })
        .lean<Vicino[]>()
        .exec();

const chiaveDi = ({ anno, codice }: Vicino) => ({ anno, numero: numeroFascicolo(codice) });

/** What it is a part of, and the fascicoli linked with it that the receiver keeps already. */
async function readVicini(
  { aoo, padre, collegati = [] }: Fascicolo,
  conservatore: string,
): Promise<Pick<FascicoloDaVersare, 'padre' | 'collegati'>> {
  const [found, conservati] = await Promise.all([
    findVicini(aoo, [...(padre === undefined ? [] : [padre]), ...collegati]),
    findConservate(aoo, conservatore, 'fascicolo', collegati),
  ]);
  const sopra = found.find(({ _id }) => _id === padre);
  return {
    ...(sopra !== undefined && { padre: chiaveDi(sopra) }),
    collegati: found
      .filter(({ _id }) => conservati.has(_id))
      .map((one) => ({ ...chiaveDi(one), descrizione: 'Fascicolo collegato' })),
  };
}

/**
 * A closed fascicolo as it is shipped, or all that it lacks; null for one that is not there. The system reads it whole: what its
 * units are is not a matter of who looks.
 */
export async function readFascicolo(
  deps: DepsLettura,
  aoo: string,
  id: string,
): Promise<Letto<FascicoloDaVersare> | null> {
  const f = await FascicoloModel.findOne({ _id: id, aoo }).lean<Fascicolo>();
  if (f === null) return null;
  const { versione } = f;
  const cosa = { tipo: 'fascicolo', tipologia: f.tipo } as const;
  const { trovata } = await readRegola(deps, aoo, cosa);
  const stato = statoMancanze(f);
  if (trovata === undefined || f.dataChiusura === undefined || stato.length > 0)
    return { mancanze: [...stato, ...(trovata === undefined ? [mancaRegola(cosa)] : [])], versione };
  const { regola, conservatore } = trovata;
  const contenuti = await contenutoIndice({ sistema: true, aoo }, f);
  const registrate = contenuti.filter(isRegistrata);
  const [{ radice, mancanze }, conservate, entrate, produttore] = await Promise.all([
    metadatiConContenuto(deps, f, contenuti),
    findConservate(aoo, conservatore.codice, 'unita-documentaria', registrate.map(riferimentoOf)),
    entrateDi(aoo, id),
    readProduttore(deps, aoo),
  ]);
  const lacking = [...mancanze, ...contenutoMancanze(registrate, conservate)];
  if (lacking.length > 0) return { mancanze: lacking, versione };
  const [classificazione, tempo, procedimento, vicini, soggetti] = await Promise.all([
    classificazioneOf(f),
    tempoDelFascicolo(f),
    procedimentoOf(f),
    readVicini(f, conservatore.codice),
    soggettiOf(f, produttore),
  ]);
  const unita = registrate.flatMap((one, i) => {
    const riferimento = riferimentoOf(one);
    const chiave = conservate.get(riferimento);
    if (chiave === undefined) return [];
    return [{ chiave, posizione: i + 1, data: legalDay(entrate.get(riferimento) ?? one.data) }];
  });
  const note = noteOf(f, contenuti);
  const versabile: FascicoloDaVersare = {
    tipo: 'fascicolo',
    riferimento: id,
    produttore,
    chiave: { registro: registroVersato(regola, REGISTRO_FASCICOLI), ...chiaveDi(f) },
    versione,
    istante: rfc3339(startOfLegalDay(f.dataChiusura)),
    metadati: radice,
    regola,
    oggetto: f.oggetto,
    dataApertura: f.dataApertura,
    dataChiusura: f.dataChiusura,
    classificazione,
    ...vicini,
    ...(tempo !== undefined && { tempo: tempo.tempo }),
    riservato: f.riservatezza.livello === 'riservata',
    soggetti,
    ...(procedimento !== undefined && { procedimento }),
    ...(note !== undefined && { note }),
    unita,
  };
  return { versabile, configurazione: conservatore, versione };
}
