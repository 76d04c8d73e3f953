import { RUOLI } from '../../schemas/accesso.api.js';
import type { Ruolo, UtenteLetto } from '../api/tipi.js';
import { giorno } from '../lib/formati.js';

export { RUOLI };

export const PAROLE_RUOLO: Readonly<Record<Ruolo, string>> = {
  operatore: 'Operatore di protocollo',
  istruttore: 'Istruttore',
  responsabile: 'Responsabile',
  archivista: 'Archivista',
  rgd: 'Responsabile della gestione documentale',
  vicario: 'Vicario',
  admin: 'Amministratore di sistema',
};

export type Incarico = UtenteLetto['incarichi'][number];

/** `dal 02/03/2026 al 31/12/2026`; empty without dates. */
export const paroleDate = ({ dal, al }: Pick<Incarico, 'dal' | 'al'>): string =>
  [dal !== undefined && `dal ${giorno(dal)}`, al !== undefined && `al ${giorno(al)}`].filter(Boolean).join(' ');

/** `Operatore di protocollo, U110`, with the days between which it holds. */
export function paroleIncarico(incarico: Incarico): string {
  const date = paroleDate(incarico);
  return `${PAROLE_RUOLO[incarico.ruolo]}, ${incarico.uo}${date === '' ? '' : ` (${date})`}`;
}

/** How a charge stands on a day. */
export const validoIl = ({ dal, al }: Pick<Incarico, 'dal' | 'al'>, oggi: string): boolean =>
  (dal === undefined || dal <= oggi) && (al === undefined || oggi <= al);

export const PAROLE_ATTO: Readonly<Record<string, string>> = {
  'accede-riservate': 'Legge una riservata, con motivo',
  'legge-riservate': 'Legge una riservata, perché nominato',
  accesso: 'Accesso',
  'cambia-password': 'Cambia la propria password',
  'crea-utente': 'Crea un utente',
  'modifica-utente': 'Cambia un utente',
  'sblocca-utente': 'Toglie il blocco a un utente',
  'crea-ufficio': 'Apre un ufficio',
  'modifica-ufficio': 'Cambia un ufficio',
  'modifica-aoo': 'Cambia la AOO',
  'nomina-sostituto': 'Nomina un sostituto',
  'revoca-sostituto': 'Revoca un sostituto',
  'muovi-orologio': 'Sposta l’orologio di prova',
  'legge-registro-giornaliero': 'Legge un registro giornaliero o annuale',
  'esporta-registro': 'Esporta il registro',
  'esporta-elenco': 'Esporta un elenco',
  'esporta-fascicolo': 'Esporta un fascicolo',
  'autorizza-emergenza': 'Autorizza un registro di emergenza',
  'ripristina-emergenza': 'Dichiara il ripristino dopo l’emergenza',
  'riversa-emergenza': 'Riversa un registro di emergenza',
  'apri-registro': 'Dichiara l’apertura del registro',
  'chiude-giornata': 'Chiude una giornata',
  'chiede-sigilli': 'Chiede il sigillo sui registri giornalieri',
};

/** A new password long enough for anyone to type: five groups of four letters and digits that are not taken for each other. */
export function proponiPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const random = crypto.getRandomValues(new Uint32Array(20));
  const letters = Array.from(random, (one) => alphabet.charAt(one % alphabet.length)).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
