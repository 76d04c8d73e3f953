import { findIncaricatiUnTempo } from '../../schemas/accesso-registrato.model.js';
import type { NomePersona } from '../../schemas/sostituzione.api.js';
import { findConIncarichi, findPersone } from '../../schemas/utente.model.js';
import { allAooByCodice } from './aoo.js';

/** Names of people by their accounts, whatever their state; of one who is not there the account itself. */
export async function denominazioniOf(utenti: readonly string[]): Promise<(utente: string) => string> {
  const found = utenti.length === 0 ? [] : await findPersone([...new Set(utenti)]);
  const nomi = new Map(found.map(({ _id, denominazione }) => [_id, denominazione]));
  return (utente) => nomi.get(utente) ?? utente;
}

/**
 * Names of those of these accounts who have or had a charge in the AOO, whatever their state, in the order of the question; nobody
 * acts in an AOO without one. Of other accounts nothing is told, not even that they exist.
 */
export async function nomiIn(aoo: string, utenti: readonly string[]): Promise<NomePersona[]> {
  const found = new Map((await findConIncarichi(utenti)).map((one) => [one._id, one]));
  const isOf = ({ incarichi }: { incarichi: readonly { aoo: string }[] }) => incarichi.some((one) => one.aoo === aoo);
  const others = [...found.values()].filter((one) => !isOf(one)).map(({ _id }) => _id);
  const gone =
    others.length === 0 ? [] : await findIncaricatiUnTempo(aoo, others, [...(await allAooByCodice()).keys()]);
  return utenti.flatMap((utente) => {
    const one = found.get(utente);
    return one !== undefined && (isOf(one) || gone.includes(utente))
      ? [{ utente, denominazione: one.denominazione }]
      : [];
  });
}
