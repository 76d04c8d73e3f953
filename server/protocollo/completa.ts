import {
  AGGIUNTI,
  type Completamento,
  countIncomplete,
  fillIncomplete,
  readIncomplete,
} from '../../schemas/registrazione-derivati.model.js';
import { giorniOf, type Registrazione } from '../../schemas/registrazione.model.js';
import { atteseOf } from './attese.js';
import { type BirthContent, readEvento } from './canonico.js';
import { applyEvento, contentAtBirth, contenutoOf } from './eventi.js';

/**
 * What a registration of an earlier version lacks, told again from its birth and its acts. What it has is not touched: if that is
 * not what they say, the verification finds it afterwards as it did before. Pure.
 * @returns null for a record that was altered so that it cannot be read: it stays as it is, and the verification names it
 */
export function completamentoOf(record: Registrazione): Completamento | null {
  try {
    const { _id, versione, eventi } = record;
    const nato = contentAtBirth(JSON.parse(record.canonico) as BirthContent, record.nascita);
    const detto = eventi.map(readEvento).reduce(applyEvento, nato);
    const lacking = AGGIUNTI.filter((campo) => record[campo] === undefined && detto[campo] !== undefined);
    const added = Object.fromEntries(lacking.map((campo) => [campo, detto[campo]]));
    const attese = atteseOf({ ...contenutoOf(record), ...added });
    return {
      _id,
      versione,
      set: { ...added, attese, ...(eventi.length > 0 && { giorniAtti: giorniOf(eventi) }) },
    };
  } catch {
    return null;
  }
}

/** How many registrations of an earlier version have been looked at, of how many. */
export interface Avanzamento {
  fatte: number;
  totale: number;
}

/**
 * Completes the registrations of an earlier version. Safe to be killed anywhere and to run twice.
 * @param told - of each page that is done
 * @returns how many there were
 */
export async function completeRegistrazioni(told: (avanzamento: Avanzamento) => void): Promise<number> {
  const totale = await countIncomplete();
  let fatte = 0;
  let completed = 0;
  told({ fatte, totale });
  for await (const page of readIncomplete()) {
    const completamenti = page.flatMap((record) => completamentoOf(record) ?? []);
    await fillIncomplete(completamenti);
    completed += completamenti.length;
    fatte += page.length;
    told({ fatte, totale });
  }
  return completed;
}
