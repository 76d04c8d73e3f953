import type { Caller } from '../../schemas/accesso.api.js';
import { deleteSessioniOf } from '../../schemas/sessione.model.js';
import { findUtente, updateUtente } from '../../schemas/utente.model.js';
import type { Clock } from '../lib/clock.js';
import { DatiNonValidiError, VersioneSuperataError } from '../lib/problem.js';
import { changeWithAudit } from './audit.js';
import type { Blocco } from './blocco.js';
import { hashPassword, verifyPassword } from './password.js';
import { forgetSessionsOf, type Identita } from './sessione.js';

interface Richiesta {
  attuale: string;
  nuova: string;
  indirizzo: string;
}

/**
 * Changes the own password. The other sessions of the user end: who knew the old one is out.
 * @throws DatiNonValidiError when the present password is wrong (counted as a try to sign in), TroppiTentativiError
 */
export async function changeOwnPassword(
  clock: Clock,
  blocco: Blocco,
  caller: Caller,
  identita: Identita,
  { attuale, nuova, indirizzo }: Richiesta,
): Promise<void> {
  const utente = await blocco.attempt(caller.utente, indirizzo, async () => {
    const found = await findUtente(caller.utente);
    const right = await verifyPassword(found?.passwordHash, attuale);
    return right && found !== null ? found : undefined;
  });
  if (utente === undefined)
    throw new DatiNonValidiError([
      { campo: 'attuale', messaggio: 'La password attuale non è corretta: scriverla di nuovo.' },
    ]);
  const passwordHash = await hashPassword(nuova);
  await changeWithAudit(
    clock,
    caller,
    { atto: 'cambia-password', riferimento: caller.utente, dettagli: {} },
    async (session) => {
      if ((await updateUtente(utente, { passwordHash }, session)) === null) throw new VersioneSuperataError();
      await deleteSessioniOf(caller.utente, identita.sessione._id, session);
    },
  );
  forgetSessionsOf(caller.utente);
}
