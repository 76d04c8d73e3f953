import type { TipoConfigurazione } from '../api/tipi.js';

/** Where the choices of a field come from, when they are not written here. */
type Fonte = 'tipologie' | 'mezzi' | 'uffici' | 'voci';

/** What has fields: a part, or a section of one. */
export type TipoCampi =
  TipoConfigurazione | 'conservazione.conservatori' | 'conservazione.regole' | 'conservazione.termini';

/** A field of an entry: how it is called, shown and written. `campo` may go levels down: `atto.numero`. */
export interface CampoRegole {
  campo: string;
  titolo: string;
  genere: 'testo' | 'lungo' | 'si-no' | 'scelta' | 'scelte' | 'righe' | 'data' | 'intero' | 'decimale';
  opzioni?: readonly (readonly [valore: string, parola: string])[];
  /** the choices are numbers */
  numeri?: boolean;
  fonte?: Fonte;
  aiuto?: string;
  obbligatorio?: boolean;
}

export const FLUSSI = [
  ['E', 'Entrata'],
  ['U', 'Uscita'],
  ['I', 'Interna'],
] as const;

export const codice = (titolo: string): CampoRegole => ({
  campo: 'codice',
  titolo,
  genere: 'testo',
  obbligatorio: true,
});
