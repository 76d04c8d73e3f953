import type { FascicoloRisposta, TipoFascicolo } from '../../schemas/fascicolo.api.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import type { Io } from '../api/tipi.js';
import type { StatoProps } from '../components/Stato.js';

/** How a fascicolo is said in words, in every page in the same way. */

export const PAROLE_TIPO_FASCICOLO: Readonly<Record<TipoFascicolo, string>> = {
  affare: 'Affare',
  attivita: 'Attività',
  'persona-fisica': 'Persona fisica',
  'persona-giuridica': 'Persona giuridica',
  procedimento: 'Procedimento',
};

export function statoOf({ stato, annullato }: Pick<FascicoloRisposta, 'stato' | 'annullato'>): StatoProps {
  if (annullato !== undefined) return { tono: 'bad', icona: 'ban', parola: 'Annullato' };
  return stato === 'aperto'
    ? { tono: 'inf', icona: 'folder', parola: 'Aperto' }
    : { tono: 'neu', icona: 'locked', parola: 'Chiuso' };
}

export const nomeIntestatario = ({ intestatario }: Pick<FascicoloRisposta, 'intestatario'>): string =>
  intestatario === undefined ? '' : nameOfSoggetto(intestatario as Soggetto);

const EVENTI: Readonly<Record<string, string>> = {
  apertura: 'Aperto',
  modifica: 'Modificato',
  classificazione: 'Classificato di nuovo',
  chiusura: 'Chiuso',
  riapertura: 'Riaperto',
  collegamento: 'Collegato a',
  annullamento: 'Annullato',
  procedimento: 'Procedimento',
  aggiunto: 'Entra',
  tolto: 'Tolto',
  'spostato-qui': 'Arriva da un altro fascicolo',
  'spostato-altrove': 'Spostato in un altro fascicolo',
};
export const paroleAtto = (tipo: string): string => EVENTI[tipo] ?? tipo;

/** Whether the user may do something to this fascicolo; it only spares a button: the server decides. */
export function reaches(
  io: Io,
  atto: 'gestisci-fascicolo' | 'chiudi-fascicolo' | 'apri-fascicolo' | 'apre-interessato',
  { uo, altreUo = [] }: Pick<FascicoloRisposta, 'uo' | 'altreUo'>,
  settore: ReadonlySet<string>,
): boolean {
  const portata = io.diritti[atto];
  if (portata === undefined) return false;
  if (portata === 'aoo') return true;
  const own = portata === 'settore' ? settore : new Set([io.uo.codice]);
  return [uo, ...altreUo].some((one) => own.has(one));
}
