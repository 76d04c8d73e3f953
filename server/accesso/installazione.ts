import { ensureTitolario } from '../../classification/service.js';
import { standardTitolario } from '../../classification/standard.js';
import { AooModel, insertAoo } from '../../schemas/aoo.model.js';
import type { Installazione } from '../../schemas/installazione.api.js';
import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { insertSistema, SistemaModel } from '../../schemas/sistema.model.js';
import { insertUfficio } from '../../schemas/ufficio.model.js';
import { insertUtente, UtenteModel } from '../../schemas/utente.model.js';
import { legalYear } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import { buildAoo } from './impostazioni.js';
import { hashPassword } from './password.js';
import { inTransaction } from './transaction.js';

const notEmpty = (): StatoIncompatibileError =>
  new StatoIncompatibileError(
    'La base dati non è vuota: la prima installazione si fa una volta sola. Per una nuova amministrazione indicare in MONGODB_URI un’altra base dati.',
  );

/** @throws StatoIncompatibileError when somebody has installed, or anything of a register is there */
export async function requireEmptyDatabase(): Promise<void> {
  const found = await Promise.all([
    SistemaModel.exists({}),
    AooModel.exists({}),
    UtenteModel.exists({}),
    RegistrazioneModel.exists({}),
  ]);
  if (found.some((one) => one !== null)) throw notEmpty();
}

/**
 * The first installation: administration, AOO, first office, first administrator, standard titolario. All or nothing, once:
 * a second one, also at the same moment, is refused.
 * @throws StatoIncompatibileError when the database is not empty
 */
export async function installSistema(dati: Installazione, adesso: Date): Promise<void> {
  await requireEmptyDatabase();
  const passwordHash = await hashPassword(dati.password);
  // the titolario alone makes no installation: repeating after a failure finds it and goes on
  await ensureTitolario(dati.aoo, standardTitolario(`${legalYear(adesso)}-01-01`));
  const ente = {
    denominazione: dati.ente,
    codiceIPA: dati.codiceIpa,
    codiceFiscale: dati.codiceFiscale,
    domicilioDigitale: dati.domicilioDigitale,
  };
  await inTransaction(async (session) => {
    await insertSistema({ dimostrazione: false }, session); // `_id` is one: of two installations at once, one fails here
    await insertAoo(buildAoo(dati.aoo, dati.denominazioneAoo, ente, dati.patrono), session);
    await insertUfficio({ aoo: dati.aoo, codice: dati.ufficio, denominazione: dati.denominazioneUfficio }, session);
    const incarichi = [{ aoo: dati.aoo, ruolo: 'admin' as const, uo: dati.ufficio }];
    await insertUtente(
      {
        _id: dati.amministratore,
        denominazione: dati.denominazioneAmministratore,
        passwordHash,
        attivo: true,
        incarichi,
        versione: 1,
      },
      session,
    );
  }).catch((error: unknown) => {
    throw isDuplicateKey(error) ? notEmpty() : error;
  });
}
