import { formatEmergenza } from '../../schemas/emergenza-numero.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Flusso, Provvedimento } from '../../schemas/registrazione.api.js';
import { aooOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { formatNumero } from '../protocollo/rules.js';

/** What every paper says of a registration: nothing of its content, so that a label may lie on a desk. */
export interface Carta {
  ente: string;
  codiceIPA: string;
  aoo: string;
  denominazioneAoo: string;
  domicilioDigitale?: string;
  registro: string;
  flusso: Flusso;
  anno: number;
  /** at least seven digits, never cut */
  numero: string;
  /** `02/03/2026`, of Italian legal time */
  giorno: string;
  /** `09:14:05` */
  ora: string;
  segnatura: string;
  classifica?: string;
  /** `EM-2026-0000012 del 02/03/2026`: number and day of the register of emergency (DPR 445/2000 art. 63 c. 5) */
  emergenza?: string;
  /** public address of verification, the text of the QR code */
  indirizzo: string;
  annullata?: { giorno: string; provvedimento: string; numero: string };
  dimostrazione: boolean;
}

export const FLUSSI_IN_PAROLE: Readonly<Record<Flusso, string>> = { E: 'Entrata', U: 'Uscita', I: 'Interno' };

/** `02/03/2026` of a legal day or of an instant with its offset. */
export const giornoOf = (testo: string): string => testo.slice(0, 10).split('-').reverse().join('/');

/** Day and hour of Italian legal time. */
export function giornoEOra(instant: Date): { giorno: string; ora: string } {
  const text = rfc3339(instant);
  return { giorno: giornoOf(text), ora: text.slice(11, 19) };
}

export const provvedimentoInParole = ({ numero, data, autore }: Provvedimento): string =>
  `provvedimento n. ${numero} del ${giornoOf(data)} di ${autore}`;

/** Public address that says whether a registration is in the register (contract §2). */
export const indirizzoVerifica = (
  urlPubblico: string,
  { anno, numero, catena }: Pick<Registrazione, 'anno' | 'numero' | 'catena'>,
): string => `${urlPubblico}/verifica/${anno}/${numero}/${catena.hash}`;

/** What the papers of a registration say, as it is now. */
export async function cartaOf(
  { config, dimostrazione }: Pick<Deps, 'config' | 'dimostrazione'>,
  r: Registrazione,
): Promise<Carta> {
  const { ente, denominazione } = await aooOf(r.aoo);
  const { annullamento } = r;
  return {
    ente: ente.denominazione,
    codiceIPA: ente.codiceIPA,
    aoo: r.aoo,
    denominazioneAoo: denominazione,
    ...(ente.domicilioDigitale !== undefined && { domicilioDigitale: ente.domicilioDigitale }),
    registro: r.registro,
    flusso: r.flusso,
    anno: r.anno,
    numero: formatNumero(r.numero),
    ...giornoEOra(r.dataRegistrazione),
    segnatura: r.segnatura,
    ...(r.classifica !== undefined && { classifica: r.classifica.codice }),
    ...(r.emergenza !== undefined && {
      emergenza: `${formatEmergenza(r.emergenza)} del ${giornoOf(r.emergenza.data)}`,
    }),
    indirizzo: indirizzoVerifica(config.urlPubblico, r),
    ...(r.stato === 'annullata' &&
      annullamento !== undefined && {
        annullata: {
          giorno: giornoEOra(new Date(annullamento.data)).giorno,
          provvedimento: provvedimentoInParole(annullamento.provvedimento),
          numero: annullamento.provvedimento.numero,
        },
      }),
    dimostrazione,
  };
}

/** `n. 0001234 del 02/03/2026` */
export const numeroEData = ({ numero, giorno }: Carta): string => `n. ${numero} del ${giorno}`;

/** `ANNULLATO il 03/03/2026, provvedimento n. …` (DPR 445/2000 art. 54 c. 2) */
export const annullataInParole = ({ annullata }: Carta): string | undefined =>
  annullata && `ANNULLATO il ${annullata.giorno}, ${annullata.provvedimento}`;
