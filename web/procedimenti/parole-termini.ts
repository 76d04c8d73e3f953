import type { StatoProps } from '../components/Stato.js';
import { giorno, plural } from '../lib/formati.js';
import type { Iter, Termine } from './percorsi-procedimenti.js';

/** Fewer days than these are pressing. */
const VICINI = 3;
const PROSSIMI = 7;

type Stato = Pick<Termine, 'stato' | 'restano' | 'ritardo' | 'scadenza' | 'sospesoDal'>;

/** How a term stands, in words; only what asks for an action is coloured. */
export function statoTermine({
  stato,
  restano,
  ritardo,
  sospesoDal,
}: Stato): Pick<StatoProps, 'tono' | 'icona' | 'parola'> {
  const giorni = plural(restano, 'giorno', 'giorni');
  switch (stato) {
    case 'scaduto':
      return { tono: 'bad', icona: 'warning-circle', parola: `scaduto da ${plural(ritardo, 'giorno', 'giorni')}` };
    case 'sospeso':
      return {
        tono: 'inf',
        icona: 'minus-circle',
        parola: `${sospesoDal === undefined ? 'sospeso' : `sospeso dal ${giorno(sospesoDal)}`}, restano ${restano}`,
      };
    case 'concluso':
      return {
        tono: 'ok',
        icona: 'check-circle',
        parola: ritardo > 0 ? `concluso con ${ritardo} giorni di ritardo` : 'concluso',
      };
    case 'da-avviare':
      return { tono: 'neu', icona: 'clock', parola: 'da avviare' };
    case 'in-corso':
      return {
        tono: restano <= VICINI ? 'bad' : restano <= PROSSIMI ? 'warn' : 'neu',
        icona: 'clock',
        parola: restano === 1 ? 'resta 1 giorno' : `restano ${giorni}`,
      };
  }
}

export const PAROLE_ESITO: Record<NonNullable<Iter['esito']>, string> = {
  provvedimento: 'con un provvedimento',
  'silenzio-assenso': 'con un provvedimento, o per silenzio assenso',
  'silenzio-rigetto': 'con un provvedimento, o per silenzio rigetto',
  dichiarazione: 'con la dichiarazione, salvo divieto',
};
