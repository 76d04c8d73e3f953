import type { Sostituzione } from '../api/tipi.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { giorno } from '../lib/formati.js';

/** What somebody is charged with for a time: a substitution, a delegation. */
type APeriodo = Pick<Sostituzione, 'dal' | 'al' | 'stato'>;

const STATI: Readonly<Record<APeriodo['stato'], StatoProps>> = {
  'in-corso': { tono: 'inf', icona: 'key', parola: 'In corso' },
  futura: { tono: 'neu', icona: 'calendar', parola: 'Futura' },
  finita: { tono: 'neu', icona: 'check', parola: 'Finita' },
  revocata: { tono: 'neu', icona: 'ban', parola: 'Revocata' },
};

/** True while it can still be ended before its last day. */
export const isAperta = ({ stato }: APeriodo): boolean => stato === 'in-corso' || stato === 'futura';

export const GIORNI: readonly ColonnaOrdinata<APeriodo>[] = [
  { campo: 'dal', titolo: 'Dal', classe: 'c-giorno', valore: ({ dal }) => giorno(dal), chiave: ({ dal }) => dal },
  { campo: 'al', titolo: 'Al', classe: 'c-giorno', valore: ({ al }) => giorno(al), chiave: ({ al }) => al },
];

/** @param icona - of what is running */
export const colonnaStato = (icona: StatoProps['icona']): ColonnaOrdinata<APeriodo> => ({
  campo: 'stato',
  titolo: 'Stato',
  classe: 'c-stato-periodo',
  valore: ({ stato }) => STATI[stato].parola,
  mostra: ({ stato }) => <Stato {...STATI[stato]} {...(stato === 'in-corso' && { icona })} />,
});
