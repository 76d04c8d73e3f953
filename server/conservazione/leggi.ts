import type { RapportoTenuto, Versamento } from '../../schemas/versamento.model.js';
import type { Causa, Tentativo, Voce } from '../../schemas/versamento.api.js';
import { IntegrityError } from '../../storage/errors.js';
import { causaOf } from './conservatori/codici.js';
import type { DepsConservazione } from './deps.js';
import { tieni, tieniRicevuta } from './ricevute.js';
import type { EsitoChiamata } from './stati.js';
import type { Chiamata, Conservatore, OpzioniChiamata, Rapporto } from './tipi.js';

/** One call as the record keeps it: what came is stored, its receipt compared with what was sent. */
export interface Letta {
  esito: EsitoChiamata;
  voci: readonly Voce[];
  avvisi: Voce[];
  messaggio?: string;
  causa?: Causa;
  rapporto?: RapportoTenuto;
  ticket?: string;
  statoHttp?: number;
  durataMs?: number;
  inviati?: number;
  risposta?: NonNullable<Tentativo['risposta']>;
  /** files that it names */
  impronte: string[];
}

interface Chiesto {
  versamento: Pick<Versamento, 'pacchetto' | 'ticket' | '_id' | 'aoo'>;
  conservatore: Conservatore;
  opzioni: OpzioniChiamata;
  azione: Tentativo['azione'];
}

/** Ours, of what no receiver says. */
const nostra = (codice: string, messaggio: string, gravita: Voce['gravita'] = 'errore'): Voce => ({
  codice,
  messaggio,
  gravita,
});

type Corpo = Pick<Letta, 'esito' | 'voci' | 'avvisi'> &
  Partial<Pick<Letta, 'messaggio' | 'rapporto' | 'ticket' | 'impronte'>>;

/** A receipt that came, or was fetched: it counts only where it says what was sent. */
async function conRapporto(
  deps: DepsConservazione,
  { versamento: { pacchetto } }: Chiesto,
  rapporto: Rapporto,
  avvisi: readonly Voce[],
  giaPresente: boolean,
): Promise<Corpo> {
  const { rapporto: kept, differenze } = await tieniRicevuta(deps, pacchetto, rapporto);
  const impronte = [kept.sha256];
  return differenze.length === 0
    ? {
        esito: { tipo: 'conservato', avvisi: avvisi.length > 0 },
        voci: avvisi,
        avvisi: [...avvisi],
        rapporto: kept,
        impronte,
      }
    : { esito: { tipo: 'discordante', giaPresente }, voci: differenze, avvisi: [], rapporto: kept, impronte };
}

/** It is there without its receipt: that is asked for at once. */
async function cercaRapporto(
  deps: DepsConservazione,
  chiesto: Chiesto,
  voci: readonly Voce[],
  giaPresente: boolean,
): Promise<Corpo> {
  const { versamento, conservatore, opzioni } = chiesto;
  const found = await conservatore
    .rapporto(versamento.pacchetto, opzioni, versamento.ticket)
    .catch((error: unknown) => {
      deps.log.warn({ err: error, aoo: versamento.aoo, versamento: versamento._id }, 'receipt not fetched');
      return null;
    });
  const missing = nostra('RAPPORTO-MANCANTE', 'Il conservatore ha accettato senza rendere il rapporto di versamento.');
  if (found === null)
    return { esito: { tipo: 'senza-rapporto' }, voci: [...voci, missing], avvisi: [], messaggio: missing.messaggio };
  const avvisi = giaPresente
    ? []
    : [
        nostra(
          'RAPPORTO-RECUPERATO',
          'La risposta era senza rapporto di versamento: il rapporto è stato chiesto a parte.',
          'avviso',
        ),
      ];
  return conRapporto(deps, chiesto, found, avvisi, giaPresente);
}

/**
 * A receipt found by asking for the key may be of something that was there before. What the receiver had taken in charge from us is
 * ours: a receipt that does not match is its fault, and a person looks.
 */
const isDiAltri = ({ azione, versamento }: Chiesto): boolean =>
  azione === 'interrogazione' && versamento.ticket === undefined;

function corpoOf(deps: DepsConservazione, chiesto: Chiesto, { esito }: Chiamata): Corpo | Promise<Corpo> {
  switch (esito.tipo) {
    case 'conservato':
      return conRapporto(deps, chiesto, esito.rapporto, esito.avvisi, esito.giaPresente || isDiAltri(chiesto));
    case 'senza-rapporto':
      return cercaRapporto(deps, chiesto, esito.voci, esito.giaPresente || isDiAltri(chiesto));
    case 'in-carico':
      return {
        esito: { tipo: 'in-carico', verificaDopo: esito.verificaDopo },
        voci: [],
        avvisi: [],
        ticket: esito.ticket,
      };
    case 'incerto':
      return {
        esito: { tipo: 'incerto' },
        voci: [nostra('ESITO-INCERTO', esito.motivo)],
        avvisi: [],
        messaggio: esito.motivo,
      };
    case 'tecnico':
      return { esito: { tipo: 'tecnico', riprovaDopo: esito.riprovaDopo }, voci: esito.voci, avvisi: [] };
    case 'rifiutato':
    case 'sospeso':
    case 'conflitto':
      return { esito: { tipo: esito.tipo }, voci: esito.voci, avvisi: [] };
    case 'assente':
      return {
        esito: { tipo: 'assente' },
        voci: [],
        avvisi: [],
        messaggio: 'Il conservatore non ha ricevuto il pacchetto: si invia di nuovo.',
      };
    case 'annullato':
      return {
        esito: { tipo: 'annullato' },
        voci: [],
        avvisi: [],
        messaggio: 'Presso il conservatore il versamento risulta annullato.',
      };
  }
}

/** So much of what an answer says is kept in the record, which is one document for ever; the whole answer is in the store. */
const MAX_VOCI = 40;
const MAX_PAROLE = 1_000;

/** The first of what a receiver says, faults before all, each cut: an answer may say a hundred thousand things. Pure. */
export function ristrette(voci: readonly Voce[]): Voce[] {
  const cut = voci
    .toSorted((a, b) => Number(b.gravita === 'errore') - Number(a.gravita === 'errore'))
    .slice(0, MAX_VOCI)
    .map((voce) => ({ ...voce, messaggio: voce.messaggio.slice(0, MAX_PAROLE) }));
  const left = voci.length - cut.length;
  return left <= 0 ? cut : [...cut, nostra('ALTRE-VOCI', `E altre ${left}: sono tutte nella risposta.`, 'avviso')];
}

/** A stored file is not what it was: whatever the call has said, it was not shipped whole. */
const alterato = (guasto: unknown): Corpo => {
  const voce =
    guasto instanceof IntegrityError
      ? nostra('FILE-ALTERATO', 'Un file non ha più l’impronta registrata: il pacchetto non è stato inviato.')
      : nostra('FILE-MANCANTE', 'Un file non è nell’archivio: il pacchetto non è stato inviato.');
  return { esito: { tipo: 'alterato' }, voci: [voce], avvisi: [], messaggio: voce.messaggio };
};

/** Esiti of which a person is told why. */
const CON_CAUSA: ReadonlySet<EsitoChiamata['tipo']> = new Set([
  'discordante',
  'conflitto',
  'senza-rapporto',
  'rifiutato',
  'sospeso',
  'tecnico',
  'incerto',
  'annullato',
  'alterato',
]);

/**
 * Reads what a call has brought: keeps the answer and the receipt as they came, compares, and says why where it does not go on.
 * @param guasto - what the store said of a file of the package while it was sent
 */
export async function leggiChiamata(
  deps: DepsConservazione,
  chiesto: Chiesto,
  chiamata: Chiamata,
  guasto?: unknown,
): Promise<Letta> {
  const { risposta } = chiamata;
  const kept =
    risposta === undefined || risposta.contenuto.length === 0 ? undefined : await tieni(deps, risposta.contenuto);
  const corpo = guasto === undefined ? await corpoOf(deps, chiesto, chiamata) : alterato(guasto);
  const { pacchetto } = chiesto.versamento;
  const conflict: Voce[] =
    corpo.esito.tipo === 'discordante' && corpo.esito.giaPresente
      ? [nostra('CONFLITTO', 'Il conservatore ha già questo numero, con un altro contenuto.')]
      : [];
  const voci = [...conflict, ...corpo.voci];
  return {
    ...corpo,
    voci: ristrette(voci),
    avvisi: ristrette(corpo.avvisi),
    ...(CON_CAUSA.has(corpo.esito.tipo) && {
      causa: causaOf(voci, pacchetto, chiesto.conservatore.configurazione.denominazione),
    }),
    ...(chiamata.statoHttp !== undefined && { statoHttp: chiamata.statoHttp }),
    durataMs: Math.round(chiamata.durataMs),
    inviati: chiamata.inviati,
    ...(kept !== undefined && risposta !== undefined && { risposta: { ...kept, mime: risposta.mime } }),
    impronte: [...(corpo.impronte ?? []), ...(kept === undefined ? [] : [kept.sha256])],
  };
}
