import type { Caller } from '../../../schemas/accesso.api.js';
import { findInScadenza } from '../../../schemas/chiave-firma.model.js';
import type { Scrivania } from '../../../schemas/scrivania.api.js';
import { portataOf } from '../../accesso/diritti.js';
import { legalDay } from '../../lib/clock.js';
import { GIORNI_PREAVVISO, statoOf } from './rules.js';

const DAY_MS = 86_400_000;

/** Keys that end within thirty days, for whose they are, and all of the AOO for who takes care of them; the nearest first. */
export async function chiaviInScadenza(
  { aoo, utente, ruolo }: Caller,
  adesso: Date,
): Promise<NonNullable<Scrivania['chiaviInScadenza']>> {
  const until = new Date(adesso.getTime() + (GIORNI_PREAVVISO + 1) * DAY_MS);
  const mine = portataOf(ruolo, 'cura-chiavi') === undefined ? utente : undefined;
  const found = await findInScadenza(aoo, adesso, until, mine);
  return found.flatMap((one) => {
    const { giorni } = statoOf(one, adesso);
    return giorni === undefined ? [] : [{ nome: one.nome, specie: one.specie, al: legalDay(one.al), giorni }];
  });
}
