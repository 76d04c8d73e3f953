import { puo } from '../../api/sessione.js';
import type { Atto, Io } from '../../api/tipi.js';
import type { Flusso } from '../../../schemas/registrazione.api.js';
import { memorizza, ricorda } from '../../lib/memoria.js';
import { VALORI_VUOTI, type Valori } from './valori.js';

const ATTI: Record<Flusso, Atto> = { E: 'registra-entrata', U: 'registra-uscita', I: 'registra-interna' };
const MEZZI_INIZIALI: Record<Flusso, string> = { E: 'pec', U: 'pec', I: 'interno' };

/** The flows that this user may register, in the order of the form. */
export const flussiOf = (io: Io): Flusso[] => (['E', 'U', 'I'] as const).filter((flusso) => puo(io, ATTI[flusso]));

/** Whose drafts and last choices: one person in one AOO. */
export const autoreOf = (io: Io): string => `${io.aoo.codice}/${io.utente}`;

interface UltimaScelta {
  mezzo?: string;
  assegnazioni?: Valori['assegnazioni'];
}

const chiaveOf = (io: Io, flusso: Flusso): string => `protocollo.registrazione.${autoreOf(io)}.${flusso}`;

function ultimaScelta(io: Io, flusso: Flusso): UltimaScelta {
  const { mezzo, assegnazioni } = ricorda(chiaveOf(io, flusso), localStorage) ?? {};
  return {
    ...(typeof mezzo === 'string' && { mezzo }),
    ...(Array.isArray(assegnazioni) && { assegnazioni: assegnazioni as Valori['assegnazioni'] }),
  };
}

/** Remembers means and offices of what was just registered, for the next one of the same flow. */
export function memorizzaScelte(io: Io, { flusso, mezzo, assegnazioni }: Valori): void {
  memorizza(chiaveOf(io, flusso), { mezzo, assegnazioni }, localStorage);
}

const chiaveEtichetta = (io: Io): string => `protocollo.etichetta-subito.${autoreOf(io)}`;

/** Whether this person wants the label printed with the number. */
export const readEtichettaSubito = (io: Io): boolean => ricorda(chiaveEtichetta(io), localStorage)?.['subito'] === true;

export function rememberEtichettaSubito(io: Io, subito: boolean): void {
  memorizza(chiaveEtichetta(io), { subito }, localStorage);
}

const mezzoOf = (io: Io, flusso: Flusso): string => {
  const voluto = ultimaScelta(io, flusso).mezzo ?? MEZZI_INIZIALI[flusso];
  return io.mezzi.some(({ codice }) => codice === voluto) ? voluto : '';
};

/** An internal document goes to the offices it is addressed to: nothing is proposed for it. */
const assegnazioniOf = (io: Io, flusso: Flusso): Valori['assegnazioni'] =>
  flusso === 'I' ? [] : (ultimaScelta(io, flusso).assegnazioni ?? []);

/** Whether the offices are still those proposed from the last time: worth a look before they are taken. */
export const isProposta = ({ flusso, assegnazioni }: Valori, io: Io): boolean =>
  assegnazioni.length > 0 && JSON.stringify(assegnazioni) === JSON.stringify(assegnazioniOf(io, flusso));

const ufficioProprio = (io: Io): Valori['mittenti'] => [
  { tipo: 'UO', uo: io.uo.codice, denominazioneUO: io.uo.denominazione },
];

/** The means of the AOO that bring paper. */
export const cartaceiOf = ({ mezzi }: Io): string[] =>
  mezzi.flatMap(({ codice, cartaceo }) => (cartaceo === true ? [codice] : []));

/**
 * An empty form of one flow: means and offices as this person chose last, own office as the sender of what leaves.
 * @param arrivo - day of arrival of the letter registered just before
 */
export function valoriIniziali(io: Io, flusso: Flusso, arrivo = ''): Valori {
  return {
    ...VALORI_VUOTI,
    flusso,
    mezzo: mezzoOf(io, flusso),
    mittenti: flusso === 'E' ? [] : ufficioProprio(io),
    assegnazioni: assegnazioniOf(io, flusso),
    dataArrivo: { giorno: flusso === 'E' ? arrivo : '', ora: '' },
  };
}

/**
 * The same form after another flow was chosen: nothing typed goes. Who wrote to us becomes whom we write to and the
 * other way round; means and offices follow only if they were the proposed ones.
 */
export function conFlusso(valori: Valori, flusso: Flusso, io: Io): Valori {
  if (flusso === valori.flusso) return valori;
  const tutti = [...valori.mittenti, ...valori.destinatari];
  const esterni = tutti.filter(({ tipo }) => tipo !== 'UO');
  const altriUffici = tutti.filter(({ tipo, uo }) => tipo === 'UO' && uo !== io.uo.codice);
  const { mittenti, destinatari } = valori.scrittura;
  const cercato =
    flusso === 'E'
      ? { mittenti: mittenti || destinatari, destinatari: '' }
      : { mittenti: '', destinatari: destinatari || mittenti };
  const proposte = JSON.stringify(valori.assegnazioni) === JSON.stringify(assegnazioniOf(io, valori.flusso));
  const lista = flusso === 'E' ? ('mittenti' as const) : ('destinatari' as const);
  return {
    ...valori,
    flusso,
    mezzo: valori.mezzo === mezzoOf(io, valori.flusso) ? mezzoOf(io, flusso) : valori.mezzo,
    assegnazioni: proposte ? assegnazioniOf(io, flusso) : valori.assegnazioni,
    mittenti: flusso === 'E' ? esterni : ufficioProprio(io),
    destinatari: flusso === 'E' ? altriUffici : [...esterni, ...altriUffici],
    scrittura: { ...valori.scrittura, ...cercato },
    soggettoAperto: valori.soggettoAperto === null ? null : { ...valori.soggettoAperto, lista, posto: null },
  };
}
