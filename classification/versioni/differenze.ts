import type { Voce } from '../../schemas/titolario.model.js';
import { compareCodici } from '../codice.js';
import { type Coppia, pairVoci, sameText } from './appaia.js';

/** What may change of a voce without its becoming another one. */
const CAMPI = [
  'voce',
  'descrizione',
  'attivaDal',
  'chiusaDal',
  'motivoChiusura',
  'riservata',
  'tipoAggregazione',
  'tipologiaFascicolo',
] as const satisfies readonly (keyof Voce)[];
type Campo = (typeof CAMPI)[number];

/** One field that is not what it was; absent: it had, or has, no value. */
export interface CampoCambiato {
  campo: Campo;
  prima?: string;
  dopo?: string;
}

/** One difference between a version and the next, as the approver reads it (titolario.md 5.2 rule 10). */
export interface Differenza {
  tipo: 'aggiunta' | 'chiusa' | 'cambiata' | 'spostata';
  /** Code in the new version; in the old one if the voce is no longer there. */
  codice: string;
  voce: string;
  /** Of a voce that was moved: its code before. */
  da?: string;
  campi?: CampoCambiato[];
}

const shown = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'boolean' ? (value ? 'si' : undefined) : value;

function changedFields(prima: Voce, dopo: Voce): CampoCambiato[] {
  return CAMPI.flatMap((campo): CampoCambiato[] => {
    const [old, now] = [shown(prima[campo]), shown(dopo[campo])];
    return old === now
      ? []
      : [{ campo, ...(old !== undefined && { prima: old }), ...(now !== undefined && { dopo: now }) }];
  });
}

function differenzaOf({ prima, dopo }: Coppia): Differenza | undefined {
  if (dopo === undefined) return prima && { tipo: 'chiusa', codice: prima.codice, voce: prima.voce };
  const { codice, voce } = dopo;
  if (prima === undefined) return { tipo: 'aggiunta', codice, voce };
  const campi = changedFields(prima, dopo);
  const some = campi.length > 0 && { campi };
  if (prima.codice !== codice) return { tipo: 'spostata', codice, voce, da: prima.codice, ...some };
  if (campi.length === 0) return undefined;
  const closed = prima.chiusaDal === undefined && dopo.chiusaDal !== undefined;
  return { tipo: closed && sameText(prima.voce, voce) ? 'chiusa' : 'cambiata', codice, voce, campi };
}

/** Every difference between the voci of two versions, in numeric order of the codes; none if they say the same. */
export const differenzeOf = (prima: readonly Voce[], dopo: readonly Voce[]): Differenza[] =>
  pairVoci(prima, dopo)
    .flatMap((coppia) => differenzaOf(coppia) ?? [])
    .sort((a, b) => compareCodici(a.codice, b.codice));
