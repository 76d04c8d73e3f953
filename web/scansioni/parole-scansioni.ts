import type { RigaScansione, StatoScansione } from '../../schemas/scansione.api.js';
import type { StatoProps } from '../components/Stato.js';
import { intero, plural } from '../lib/formati.js';

type Parole = Pick<StatoProps, 'tono' | 'icona' | 'parola'>;

export const STATI: Readonly<Record<StatoScansione, Parole>> = {
  'in-coda': { tono: 'neu', icona: 'clock', parola: 'In coda' },
  'in-lavorazione': { tono: 'inf', icona: 'refresh', parola: 'In lettura' },
  'da-verificare': { tono: 'warn', icona: 'warning-circle', parola: 'Da verificare' },
  pronta: { tono: 'inf', icona: 'check', parola: 'Da raffrontare' },
  attestata: { tono: 'ok', icona: 'check-circle', parola: 'Attestata' },
  errore: { tono: 'bad', icona: 'error', parola: 'Non riuscita' },
};

/** The parts of the list, each with its address. */
export const VISTE = [
  { vista: 'da-registrare', parola: 'Da registrare', vuota: 'Tutto ciò che è acquisito ha il suo numero.' },
  { vista: 'da-verificare', parola: 'Da verificare', vuota: 'Nessuna scansione da verificare.' },
  { vista: 'pronta', parola: 'Da raffrontare', vuota: 'Nessuna scansione attende il raffronto.' },
  { vista: 'in-coda', parola: 'In coda', vuota: 'Nessuna scansione attende di essere letta.' },
  { vista: 'in-lavorazione', parola: 'In lettura', vuota: 'Nessuna scansione è in lettura.' },
  { vista: 'errore', parola: 'Non riuscite', vuota: 'Nessuna scansione non riuscita.' },
  { vista: 'attestata', parola: 'Attestate', vuota: 'Nessuna scansione attestata finora.' },
  { vista: 'tutte', parola: 'Tutte', vuota: 'Nessuna scansione finora.' },
] as const;
export type Vista = (typeof VISTE)[number]['vista'];
export const isVista = (value: string | null): value is Vista => VISTE.some(({ vista }) => vista === value);

/** What is asked of the server for a part of the list. */
export const domandaDi = (vista: Vista): Record<string, string> =>
  vista === 'tutte' ? {} : vista === 'da-registrare' ? { daRegistrare: 'si' } : { stato: vista };

/** What there is to know of a row besides its state: how far it is, what is to be looked at, why it failed. */
export function situazione({ stato, avanzamento, daVedere, errore, registrazione, esclusa }: RigaScansione): string {
  if (esclusa !== undefined) return `non si registra: ${esclusa.esclusione}`;
  const { pagine, fatte } = avanzamento;
  if (stato === 'errore') return errore ?? 'La lettura non è riuscita: aprirla e aggiungere le pagine di nuovo.';
  if (stato === 'in-coda' || stato === 'in-lavorazione')
    return pagine === 0 ? 'si contano le pagine' : `${intero(fatte)} di ${intero(pagine)} pagine lette`;
  if (daVedere > 0) return plural(daVedere, 'pagina da guardare', 'pagine da guardare');
  if (stato === 'da-verificare')
    return errore ?? (registrazione === undefined ? 'manca a chi unirla' : 'unione al numero da confermare');
  const manca = registrazione === undefined ? ', senza numero' : '';
  return (stato === 'pronta' ? 'controllata, attende il raffronto' : 'copia conforme, non cambia più') + manca;
}
