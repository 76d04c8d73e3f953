import type { StatoProps } from '../components/Stato.js';
import type { AttoBozza, CodaBozze, Lettera, StatoBozza } from './percorsi-bozze.js';

export const PAROLE_CODA_BOZZE: Readonly<Record<CodaBozze, { titolo: string; vuota: string }>> = {
  'da-approvare': { titolo: 'Da approvare', vuota: 'Nessuna lettera aspetta la sua approvazione.' },
  rinviate: { titolo: 'Rinviate con osservazioni', vuota: 'Nessuna lettera le è tornata indietro.' },
  'in-lavorazione': { titolo: 'In lavorazione', vuota: 'Non ha lettere cominciate.' },
  'in-approvazione': { titolo: 'Mandate in approvazione', vuota: 'Nessuna delle sue lettere aspetta il responsabile.' },
  'da-firmare': { titolo: 'Approvate, da firmare', vuota: 'Nessuna lettera aspetta la firma.' },
  'da-registrare': { titolo: 'Firmate, da registrare', vuota: 'Nessuna lettera firmata aspetta il suo numero.' },
  registrate: { titolo: 'Registrate', vuota: 'Nessuna lettera ha ancora avuto il suo numero.' },
  scartate: { titolo: 'Messe da parte', vuota: 'Nessuna lettera è stata messa da parte.' },
};

const STATI: Readonly<Record<StatoBozza, StatoProps>> = {
  'in-lavorazione': { tono: 'neu', icona: 'pencil', parola: 'In lavorazione' },
  'in-approvazione': { tono: 'warn', icona: 'clock', parola: 'In approvazione' },
  'da-firmare': { tono: 'warn', icona: 'pencil', parola: 'Da firmare' },
  firmata: { tono: 'inf', icona: 'check', parola: 'Firmata' },
  registrata: { tono: 'ok', icona: 'check-circle', parola: 'Registrata' },
  scartata: { tono: 'neu', icona: 'ban', parola: 'Messa da parte' },
};

/** The state of a letter in words; one that was sent back says so. */
export const statoLettera = ({ stato, rinvio }: Pick<Lettera, 'stato' | 'rinvio'>): StatoProps =>
  stato === 'in-lavorazione' && rinvio !== undefined
    ? { tono: 'bad', icona: 'arrow-left-circle', parola: 'Rinviata' }
    : STATI[stato];

export const PAROLE_PASSO: Readonly<Record<AttoBozza | 'crea', string>> = {
  crea: 'cominciata',
  modifica: 'modificata',
  invia: 'mandata in approvazione',
  approva: 'approvata',
  rinvia: 'rinviata con osservazioni',
  ritira: 'ripresa in lavorazione',
  firma: 'firmata',
  registra: 'registrata',
  scarta: 'messa da parte',
};
