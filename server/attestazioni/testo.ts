import type { Provvedimento } from '../../schemas/registrazione.api.js';
import { rfc3339 } from '../lib/clock.js';

/* The words of an attestation: those of the configuration, with what it is about. Pure. */

export interface DaDire {
  copie: readonly { nome: string; pagine: number; sha256: string }[];
  funzionario: string;
  atto: Provvedimento;
  luogo: string;
  quando: Date;
}

const giornoIt = (giorno: string): string => giorno.slice(0, 10).split('-').reverse().join('/');

/** `02/03/2026 alle ore 09:14:05` of Italian legal time. */
export function quandoInParole(instant: Date): string {
  const text = rfc3339(instant);
  return `${giornoIt(text)} alle ore ${text.slice(11, 19)}`;
}

export const attoInParole = ({ numero, data, autore }: Provvedimento): string =>
  `atto n. ${numero} del ${giornoIt(data)} (${autore})`;

const SEGNAPOSTO = /\{(copia|pagine|impronta|funzionario|delega|luogo|data)\}/g;

/**
 * The text of the configuration with its marks filled, in paragraphs. What one copy has of its own (name, hash) of several is in their
 * list, and the text says so. A mark that is not known stays as it is written.
 * @param modello - `{copia}`, `{pagine}`, `{impronta}`, `{funzionario}`, `{delega}`, `{luogo}`, `{data}`
 */
export function riempiTesto(modello: string, { copie, funzionario, atto, luogo, quando }: DaDire): string[] {
  const [sola] = copie;
  const una = copie.length === 1 && sola !== undefined;
  const tutte = copie.reduce((sum, { pagine }) => sum + pagine, 0);
  const valori: Record<string, string> = {
    copia: una ? `«${sola.nome}»` : `(ciascuna delle ${copie.length} elencate di seguito)`,
    pagine: una ? String(tutte) : `complessive ${tutte}`,
    impronta: una ? sola.sha256 : 'indicata nell’elenco che segue',
    funzionario,
    delega: attoInParole(atto),
    luogo,
    data: quandoInParole(quando),
  };
  return modello
    .replaceAll(/(\{pagine\} )pagine/g, (whole, mark: string) => (tutte === 1 ? `${mark}pagina` : whole))
    .replaceAll(SEGNAPOSTO, (whole, name: string) => valori[name] ?? whole)
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
