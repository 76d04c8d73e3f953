import { demoTitolario } from '../../classification/standard.js';
import { ensureTitolario } from '../../classification/service.js';
import { insertAoo } from '../../schemas/aoo.model.js';
import { insertSistema } from '../../schemas/sistema.model.js';
import { insertUfficio } from '../../schemas/ufficio.model.js';
import { insertUtente } from '../../schemas/utente.model.js';
import { buildAoo } from '../../server/accesso/impostazioni.js';
import { hashPassword } from '../../server/accesso/password.js';
import { AOO, buildPersone, ENTE, readUffici, SECONDA_AOO } from '../../server/demo/ente.js';

export const PASSWORD = 'Parola-di-prova-2026';

/**
 * The demonstration Comune without its past, in the database to which mongoose is connected: AOO, offices, people, titolario.
 * @param anno - year from which the titolario with sottoclassi is in force
 */
export async function buildEnte(anno = 2026): Promise<void> {
  await insertSistema({ dimostrazione: true });
  const { denominazione, codiceIPA, codiceFiscale } = ENTE;
  for (const aoo of [AOO, SECONDA_AOO]) {
    await insertAoo(
      buildAoo(
        aoo.codice,
        aoo.denominazione,
        { denominazione, codiceIPA, codiceFiscale, domicilioDigitale: aoo.domicilioDigitale },
        '09-03',
      ),
    );
    await ensureTitolario(aoo.codice, demoTitolario(anno));
  }
  for (const { aoo, codice, denominazione: nome, codiceUnivoco, padre } of readUffici())
    await insertUfficio({ aoo, codice, denominazione: nome, codiceUnivoco, ...(padre !== undefined && { padre }) });
  const passwordHash = await hashPassword(PASSWORD);
  for (const { utente, denominazione: detta, cognome, nome, aoo, ruolo, uo, validita } of buildPersone(anno)) {
    await insertUtente({
      _id: utente,
      denominazione: detta,
      cognome,
      nome,
      passwordHash,
      attivo: true,
      incarichi: [{ aoo, ruolo, uo, ...validita }],
      versione: 1,
    });
  }
}
