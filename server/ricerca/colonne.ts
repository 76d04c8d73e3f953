import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { rfc3339 } from '../lib/clock.js';
import { dataOf } from '../lib/csv.js';
import { formatNumero } from '../protocollo/rules.js';

/** The columns of the exported list, each with what it says of a registration. */

const FLUSSI = { E: 'Entrata', U: 'Uscita', I: 'Interna' } as const;
const STATI = { valida: 'Valida', 'annullamento-richiesto': 'Annullamento richiesto', annullata: 'Annullata' } as const;

const nameOf = ({ denominazione, cognome, nome, uo, denominazioneUO }: Soggetto): string =>
  denominazione ?? [cognome, nome, uo ?? denominazioneUO].filter((part) => part !== undefined).join(' ');
/** One name between two semicolons, whatever is in it: as many as there are subjects. */
const names = (soggetti: readonly Soggetto[]): string =>
  soggetti.map((one) => nameOf(one).replaceAll(';', ',')).join('; ');
const codes = (soggetti: readonly Soggetto[]): string =>
  soggetti
    .flatMap(({ codiceFiscale, partitaIva, codiceIPA }) => codiceFiscale ?? partitaIva ?? codiceIPA ?? [])
    .join('; ');
const uffici = ({ assegnazioni }: Registrazione, tipo: 'competenza' | 'conoscenza'): string =>
  assegnazioni.flatMap((one) => (one.tipo === tipo ? [one.uo] : [])).join('; ');

/** A registration with the fascicoli that its reader may see. */
type Letta = Registrazione & { visti?: readonly { codice: string }[] };
type Colonna = readonly [titolo: string, valore: (r: Letta) => string];

/** What also a masked row shows. */
const NOTE_A_TUTTI: readonly Colonna[] = [
  ['Anno', ({ anno }) => String(anno)],
  ['Numero', ({ numero }) => formatNumero(numero)],
  ['Registrata il', ({ dataRegistrazione }) => dataOf(rfc3339(dataRegistrazione))],
  ['Flusso', ({ flusso }) => FLUSSI[flusso]],
];

const ALTRE: readonly Colonna[] = [
  ['Riservatezza', ({ riservatezza }) => riservatezza.livello],
  ['Stato', ({ stato }) => STATI[stato]],
  ['Oggetto', ({ oggetto }) => oggetto],
  ['Mittenti', ({ mittenti }) => names(mittenti)],
  ['Codici dei mittenti', ({ mittenti }) => codes(mittenti)],
  ['Destinatari', ({ destinatari }) => names(destinatari)],
  ['Codici dei destinatari', ({ destinatari }) => codes(destinatari)],
  ['Protocollo del mittente', ({ protocolloMittente }) => protocolloMittente?.numero ?? ''],
  ['Data del mittente', ({ protocolloMittente }) => dataOf(protocolloMittente?.data ?? '')],
  ['Arrivo', ({ dataArrivo }) => dataOf(dataArrivo ?? '')],
  ['Mezzo', ({ mezzo }) => mezzo],
  ['Tipologia', ({ tipologia }) => tipologia ?? ''],
  ['Classifica', ({ classifica }) => classifica?.codice ?? ''],
  ['Voce', ({ classifica }) => classifica?.voce ?? ''],
  ['Fascicolo', ({ visti = [] }) => visti.map(({ codice }) => codice).join(', ')],
  ['Per competenza', (r) => uffici(r, 'competenza')],
  ['Per conoscenza', (r) => uffici(r, 'conoscenza')],
  ['In carico a', ({ presaInCarico }) => presaInCarico?.utente ?? ''],
  ['Documento', ({ documento }) => documento?.nome ?? ''],
  ['Impronta SHA-256', ({ documento }) => documento?.sha256 ?? ''],
  ['Allegati', ({ allegati }) => String(allegati.length)],
  ['Operatore', ({ operatore }) => operatore],
  ['Segnatura', ({ segnatura }) => segnatura],
  [
    'Annullata il',
    ({ annullamento }) => (annullamento === undefined ? '' : dataOf(rfc3339(new Date(annullamento.data)))),
  ],
  ['Motivo dell’annullamento', ({ annullamento }) => annullamento?.motivo ?? ''],
  ['Provvedimento', ({ annullamento }) => annullamento?.provvedimento.numero ?? ''],
];

export const TITOLI: readonly string[] = [...NOTE_A_TUTTI, ...ALTRE].map(([titolo]) => titolo);

/** A row; of what is reserved and not the reader's, only that it is there (contract §5). */
export const rigaCsv = (r: Letta, masked: boolean): string[] => [
  ...NOTE_A_TUTTI.map(([, valore]) => valore(r)),
  ...ALTRE.map(([, valore], i) => (masked ? (i === 0 ? 'riservata' : '') : valore(r))),
];
