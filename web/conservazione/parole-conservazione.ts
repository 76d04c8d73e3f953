import type { GRUPPI_CONSERVAZIONE, Linea, STATI_LINEA } from '../../schemas/conservazione.api.js';
import type {
  CodaConservazione,
  EsitoTentativo,
  NomeForzatura,
  OperazioneVersamento,
  Rimedio,
  StatoVersamento,
  TipoVersamento,
} from '../../schemas/versamento.api.js';
import { paginaScheda } from '../api/percorsi.js';
import type { StatoProps } from '../components/Stato.js';
import { conMaiuscola, giorno, numero7 } from '../lib/formati.js';

/** The words of conservation: states, piles, remedies; how a package is called and where what it holds is seen. */

export const STATI: Readonly<Record<StatoVersamento, StatoProps>> = {
  preparato: { tono: 'neu', icona: 'clock', parola: 'Pronto' },
  'in-invio': { tono: 'inf', icona: 'upload', parola: 'In invio' },
  incerto: { tono: 'warn', icona: 'help-circle', parola: 'Esito incerto' },
  'in-carico': { tono: 'inf', icona: 'clock', parola: 'Preso in carico' },
  'attesa-riprova': { tono: 'neu', icona: 'refresh', parola: 'Attesa di riprova' },
  accettato: { tono: 'ok', icona: 'check-circle', parola: 'Accettato' },
  'accettato-con-avvisi': { tono: 'ok', icona: 'check-circle', parola: 'Accettato con avvisi' },
  rifiutato: { tono: 'bad', icona: 'error', parola: 'Rifiutato' },
  conflitto: { tono: 'bad', icona: 'warning-circle', parola: 'Conflitto' },
  'da-verificare': { tono: 'warn', icona: 'warning-circle', parola: 'Da verificare' },
  sospeso: { tono: 'warn', icona: 'minus-circle', parola: 'Sospeso' },
  annullato: { tono: 'neu', icona: 'ban', parola: 'Annullato' },
};

export const STATI_DI_LINEA: Readonly<Record<(typeof STATI_LINEA)[number], StatoProps>> = {
  attiva: { tono: 'ok', icona: 'check-circle', parola: 'Attiva' },
  'fuori-orario': { tono: 'neu', icona: 'clock', parola: 'Fuori orario' },
  'in-pausa': { tono: 'warn', icona: 'minus-circle', parola: 'In pausa' },
  sospesa: { tono: 'bad', icona: 'error', parola: 'Sospesa' },
  interrotta: { tono: 'warn', icona: 'warning-circle', parola: 'Interrotta' },
  spenta: { tono: 'neu', icona: 'ban', parola: 'Spenta' },
};

export const TIPI: Readonly<Record<TipoVersamento, readonly [breve: string, intero: string]>> = {
  'unita-documentaria': ['UD', 'Unità documentaria'],
  'registro-giornaliero': ['RG', 'Registro giornaliero'],
  fascicolo: ['FA', 'Fascicolo'],
};

export const OPERAZIONI: Readonly<Record<OperazioneVersamento, string>> = {
  versamento: 'Versamento',
  aggiunta: 'Aggiunta di documento',
  aggiornamento: 'Aggiornamento dei metadati',
};

export const TIPI_DI_CONSERVATORE: Readonly<Record<Linea['tipo'], string>> = {
  parer: 'ParER, in linea',
  deposito: 'deposito di pacchetti, rapporto a mano',
  rest: 'servizio con ricevuta differita',
};

const RUOLI: Readonly<Record<string, string>> = {
  principale: 'Documento principale',
  allegato: 'Allegato',
  annesso: 'Annesso',
  annotazione: 'Annotazione',
  metadati: 'Metadati',
};
export const nomeRuolo = (ruolo: string): string => RUOLI[ruolo] ?? ruolo;

export const ESITI: Readonly<Record<EsitoTentativo, string>> = {
  'in-corso': 'In corso',
  accettato: 'Accettato',
  'accettato-con-avvisi': 'Accettato con avvisi',
  'in-carico': 'Preso in carico',
  rifiutato: 'Rifiutato',
  conflitto: 'Conflitto',
  tecnico: 'Non riuscito, si riprova',
  incerto: 'Esito incerto',
  assente: 'Il conservatore non lo ha',
  sospeso: 'Accesso rifiutato',
  anomalia: 'Risposta che non torna',
  annullato: 'Annullato presso il conservatore',
};

export const FORZE: Readonly<Record<NomeForzatura, string>> = {
  accettazione: 'Accettare benché una verifica non riesca',
  conservazione: 'Conservare anche senza una firma valida',
  collegamento: 'Accettare un collegamento a ciò che non è ancora conservato',
  hash: 'Accettare un’impronta che non torna',
  'formato-numero': 'Accettare un numero scritto in un’altra forma',
  'formato-file': 'Accettare un formato diverso da quello dichiarato',
};

/** The deed on its button; `…` where it asks for something first. */
export const PAROLE_RIMEDIO: Readonly<Record<Rimedio, string>> = {
  'correggi-formato': 'Correggi e reinvia',
  'scegli-tipologia': 'Scegli tipologia',
  forza: 'Forza con motivo…',
  confronta: 'Confronta',
  'completa-dati': 'Completa i dati',
  ritenta: 'Ritenta',
  'carica-rapporto': 'Carica il rapporto',
  configura: 'Rivedi le regole',
  'avvisa-assistenza': 'Avvisa l’assistenza',
};

/** Remedies that send again, so that many can be mended in one go. */
export const INSIEME: readonly Rimedio[] = ['correggi-formato', 'scegli-tipologia', 'forza', 'ritenta'];

export const GRUPPI: Readonly<Record<(typeof GRUPPI_CONSERVAZIONE)[number], string>> = {
  'da-fare': 'Da fare',
  'va-da-se': 'Va da sé',
  presto: 'Presto',
  fatto: 'Fatto',
};

interface ParoleCoda {
  titolo: string;
  /** What stands there and what is to be done with it. */
  spiega: string;
  vuota: string;
}

export const CODE: Readonly<Record<CodaConservazione, ParoleCoda>> = {
  rifiutati: {
    titolo: 'Rifiutati',
    spiega: 'il conservatore non li ha presi: si rimedia e si reinvia',
    vuota: 'Nessun pacchetto rifiutato. Ciò che parte stanotte compare qui solo se il conservatore lo respinge.',
  },
  'non-inviabili': {
    titolo: 'Non inviabili, manca un dato',
    spiega: 'non partono, non contano come errori',
    vuota: 'A nulla di ciò che è da versare manca un dato.',
  },
  conflitti: {
    titolo: 'Conflitti e verifiche',
    spiega: 'ciò che risponde il conservatore non torna: decide una persona',
    vuota: 'Nessun conflitto. Compare qui un pacchetto quando il rapporto non corrisponde a ciò che è stato inviato.',
  },
  'in-ritardo': {
    titolo: 'In ritardo',
    spiega: 'oltre il termine, non ancora accettati',
    vuota: 'Tutto ciò che aveva un termine è stato accettato in tempo.',
  },
  'da-inviare': { titolo: 'Da inviare', spiega: 'partono da sé, in ordine di urgenza', vuota: 'Nulla da inviare.' },
  'in-invio': { titolo: 'In invio', spiega: 'stanno partendo ora', vuota: 'Nessun invio in corso.' },
  'attesa-riprova': {
    titolo: 'Attesa di riprova',
    spiega: 'il conservatore non era raggiungibile: si riprova da sé',
    vuota: 'Nessun pacchetto aspetta un altro tentativo.',
  },
  incerti: {
    titolo: 'Esito incerto',
    spiega: 'la risposta si è persa: prima di reinviare si chiede al conservatore',
    vuota: 'Di ogni invio si conosce l’esito.',
  },
  'in-carico': {
    titolo: 'Presi in carico',
    spiega: 'consegnati: si aspetta il rapporto di versamento',
    vuota: 'Di tutto ciò che è stato consegnato c’è il rapporto.',
  },
  sospesi: {
    titolo: 'Sospesi',
    spiega: 'la linea è ferma: credenziali o struttura rifiutate',
    vuota: 'Nessun pacchetto è fermo per le credenziali.',
  },
  'firme-in-scadenza': {
    titolo: 'Firme in scadenza',
    spiega: 'partono per primi: il certificato di firma sta per scadere',
    vuota: 'Nessuna firma scade a breve tra ciò che è da versare.',
  },
  'fascicoli-da-versare': {
    titolo: 'Fascicoli da versare',
    spiega: 'chiusi, non ancora in conservazione',
    vuota: 'Ogni fascicolo chiuso è in conservazione.',
  },
  accettati: {
    titolo: 'Accettati',
    spiega: 'con il rapporto di versamento',
    vuota: 'Nessun pacchetto accettato in quest’anno.',
  },
};

export const isCoda = (nome: string | null): nome is CodaConservazione => nome !== null && Object.hasOwn(CODE, nome);

interface DiChe {
  tipo: TipoVersamento;
  riferimento: string;
  /** of what follows the first package: what it brings */
  porta?: string | undefined;
  chiave?: { numero: string };
}

/** `2026/12` or `DET/2026/12`, taken apart. */
function registrazioneDi(riferimento: string): { registro?: string; anno: number; numero: number } | null {
  const found = /^(?:(.+)\/)?(\d{4})\/(\d+)$/.exec(riferimento);
  if (found === null) return null;
  const [, registro, anno, numero] = found;
  return { ...(registro !== undefined && { registro }), anno: Number(anno), numero: Number(numero) };
}

/** How it is called in a narrow column: `0000338`, `DET 0000012`, `24/11/2026`, `2026-V/2.1`. */
export function nomeBreve({ tipo, riferimento, chiave }: DiChe): string {
  if (tipo === 'registro-giornaliero') return giorno(riferimento);
  const found = tipo === 'fascicolo' ? null : registrazioneDi(riferimento);
  if (found === null) return chiave?.numero ?? riferimento;
  return found.registro === undefined ? numero7(found.numero) : `${found.registro} ${numero7(found.numero)}`;
}

/** What tells packages of one thing apart: `Registro`, `Sigillo sul PDF`, `Documento`, `Allegato`, `Metadati`. */
export function cosaPorta({ tipo, porta }: Pick<DiChe, 'tipo' | 'porta'>): string {
  if (porta !== undefined) return conMaiuscola(porta);
  return { 'unita-documentaria': 'Documento', 'registro-giornaliero': 'Registro', fascicolo: 'Fascicolo' }[tipo];
}

/** The same in a title: `n. 0000338/2026`, `registro del 24/11/2026`, `fascicolo 2026-V/2.1`; `sigillo sul PDF, registro del 24/11/2026`. */
export function nomeIntero(che: DiChe): string {
  const { porta, ...primo } = che;
  if (porta !== undefined) return `${porta}, ${nomeIntero(primo)}`;
  if (che.tipo === 'registro-giornaliero') return `registro del ${giorno(che.riferimento)}`;
  if (che.tipo === 'fascicolo') return `fascicolo ${nomeBreve(che)}`;
  return `n. ${nomeBreve(che)}/${registrazioneDi(che.riferimento)?.anno ?? ''}`;
}

/** The page of what the package holds. */
export function paginaDi({ tipo, riferimento }: DiChe): string {
  if (tipo === 'fascicolo') return `/fascicoli/${encodeURIComponent(riferimento)}`;
  if (tipo === 'registro-giornaliero')
    return `/registri-giornalieri?anno=${riferimento.slice(0, 4)}&mese=${riferimento.slice(5, 7)}`;
  const found = registrazioneDi(riferimento);
  return found === null ? '/registro' : paginaScheda(found);
}

/** The page of a record that names a stored file; undefined where it has none. */
export function paginaNominante({ tipo, riferimento }: { tipo: string; riferimento: string }): string | undefined {
  switch (tipo) {
    case 'registrazione':
    case 'atto-repertorio':
      return paginaDi({ tipo: 'unita-documentaria', riferimento });
    case 'registro-giornaliero':
      return paginaDi({ tipo, riferimento });
    case 'fascicolo':
      return paginaDi({ tipo, riferimento });
    case 'versamento':
      return `/conservazione/${encodeURIComponent(riferimento)}`;
    default:
      return undefined;
  }
}
