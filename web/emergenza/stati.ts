import type { PeriodoEmergenza } from '../../schemas/emergenza.api.js';
import type { StatoProps } from '../components/Stato.js';

export const STATI_PERIODO: Record<PeriodoEmergenza['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>> = {
  aperto: { tono: 'warn', icona: 'warning-circle', parola: 'In corso' },
  proseguito: { tono: 'neu', icona: 'clock', parola: 'Proseguito da un altro periodo' },
  ripristinato: { tono: 'inf', icona: 'refresh', parola: 'Da riversare' },
  riversato: { tono: 'ok', icona: 'check', parola: 'Riversato' },
};
