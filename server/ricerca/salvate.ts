import type { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import { MAX_SALVATE, type RicercaRichiesta, type RicercaSalvata } from '../../schemas/ricerca-salvata.api.js';
import {
  countRicerche,
  findRicerche,
  removeRicerca,
  type RicercaConservata,
  upsertRicerca,
} from '../../schemas/ricerca-salvata.model.js';
import { NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';

const present = ({ _id, nome, domanda }: RicercaConservata): RicercaSalvata => ({
  id: _id.toHexString(),
  nome,
  domanda,
});

export const listRicerche = async (caller: Caller): Promise<RicercaSalvata[]> =>
  (await findRicerche(caller)).map(present);

/** Keeps a search under its name. @throws StatoIncompatibileError for one too many */
export async function saveRicerca(
  caller: Caller,
  { nome, domanda }: z.output<typeof RicercaRichiesta>,
): Promise<{ ricerca: RicercaSalvata; created: boolean }> {
  if ((await countRicerche(caller, nome)) >= MAX_SALVATE)
    throw new StatoIncompatibileError(
      `Si salvano al massimo ${MAX_SALVATE} ricerche: toglierne una che non serve più.`,
    );
  const { ricerca, created } = await upsertRicerca(caller, nome, domanda);
  return { ricerca: present(ricerca), created };
}

/** @throws NonTrovatoError */
export async function deleteRicerca(caller: Caller, id: string): Promise<void> {
  if (!(await removeRicerca(caller, id))) throw new NonTrovatoError('La ricerca salvata non c’è.');
}
