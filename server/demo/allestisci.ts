import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { ensureTitolario } from '../../classification/service.js';
import { demoTitolario } from '../../classification/standard.js';
import { findAllAoo, insertAoo } from '../../schemas/aoo.model.js';
import { findSistema, insertSistema } from '../../schemas/sistema.model.js';
import { insertUfficio } from '../../schemas/ufficio.model.js';
import { findUtente, insertUtente, updateUtente, type Utente } from '../../schemas/utente.model.js';
import { forgetAoo, forgetUffici } from '../accesso/aoo.js';
import { buildAoo } from '../accesso/impostazioni.js';
import { hashPassword, verifyPassword } from '../accesso/password.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import { ensureConservazione } from './conservazione.js';
import { AOO, buildPersone, ENTE, type PersonaDemo, readUffici, SECONDA_AOO, type UfficioDemo } from './ente.js';
import { PATRONO } from './giorni.js';
import type { Passato } from './passato.js';
import { ensureProcedimenti } from './procedimenti.js';
import { ensureRepertori } from './repertori.js';
import { ensureConfigurazioneScansione } from './scansioni/configura.js';
import { findStato, insertStato, type StatoDemo, updateStato } from '../../schemas/dimostrazione.model.js';

/** What is there already stays as it is: the set-up may have been broken off. */
async function unlessThere(insert: Promise<unknown>): Promise<void> {
  await insert.catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}

/**
 * The state of the demonstration, begun now on an empty database.
 * @throws StatoIncompatibileError on a database that is somebody's own
 */
export async function ensureStato(passato: () => Passato): Promise<StatoDemo> {
  const stato = await findStato();
  if (stato !== null) return stato;
  if ((await findSistema()) !== null || (await findAllAoo()).length > 0) {
    throw new StatoIncompatibileError(
      'La base dati non è stata creata dalla dimostrazione: indicarne in MONGODB_URI una vuota, oppure togliere la variabile.',
    );
  }
  const begun = passato();
  await mongoose.connection.transaction(async (session) => {
    await insertSistema({ dimostrazione: true }, session);
    await insertStato(begun, session);
  });
  return { _id: 'passato', ...begun, compiuto: false };
}

async function ensureAoo(anno: number): Promise<void> {
  const { denominazione, codiceIPA, codiceFiscale } = ENTE;
  for (const { codice, denominazione: nome, domicilioDigitale } of [AOO, SECONDA_AOO]) {
    await ensureTitolario(codice, demoTitolario(anno));
    await unlessThere(
      insertAoo(buildAoo(codice, nome, { denominazione, codiceIPA, codiceFiscale, domicilioDigitale }, PATRONO)),
    );
  }
  forgetAoo();
}

const capoOf = (persone: readonly PersonaDemo[], { aoo, responsabile }: UfficioDemo): string | undefined =>
  persone.find((one) => one.aoo === aoo && one.denominazione === responsabile)?.utente;

async function ensureUffici(persone: readonly PersonaDemo[]): Promise<void> {
  for (const ufficio of readUffici()) {
    const { aoo, codice, denominazione, codiceUnivoco, padre } = ufficio;
    const responsabile = capoOf(persone, ufficio);
    const nuovo = {
      aoo,
      codice,
      denominazione,
      codiceUnivoco,
      ...(padre !== undefined && { padre }),
      ...(responsabile !== undefined && { responsabile }),
    };
    await unlessThere(insertUfficio(nuovo));
  }
  forgetUffici(AOO.codice);
  forgetUffici(SECONDA_AOO.codice);
}

const utenteOf = (
  { utente, denominazione, cognome, nome, aoo, ruolo, uo, validita, account, descrizione }: PersonaDemo,
  passwordHash: string,
): Utente => ({
  _id: utente,
  denominazione,
  cognome,
  nome,
  passwordHash,
  attivo: true,
  incarichi: [{ aoo, ruolo, uo, ...validita }],
  ...(account && { descrizione }),
  versione: 1,
});

/** The accounts have the password that is printed; the other people one that nobody knows. */
async function ensurePersone(persone: readonly PersonaDemo[], password: string): Promise<void> {
  const shared = await hashPassword(password);
  const unknown = await hashPassword(randomBytes(24).toString('base64url'));
  for (const persona of persone) await unlessThere(insertUtente(utenteOf(persona, persona.account ? shared : unknown)));
}

/** AOO, offices, people, titolario and catalogue of the demonstration; what is there already stays. */
export async function ensureEnte(anno: number, password: string): Promise<void> {
  const persone = buildPersone(anno);
  await ensureAoo(anno);
  await ensureUffici(persone);
  await ensurePersone(persone, password);
  await ensureProcedimenti(anno);
  await ensureRepertori(anno);
  await ensureConservazione(anno);
  await ensureConfigurazioneScansione(anno);
}

/** Gives the accounts another password when the start names another one; what somebody changed in the pages meanwhile goes with it. */
export async function ensurePassword({ anno, passwordHash }: StatoDemo, password: string): Promise<void> {
  if (await verifyPassword(passwordHash, password)) return;
  const fresh = await hashPassword(password);
  for (const { utente, account } of buildPersone(anno)) {
    const found = account ? await findUtente(utente) : null;
    if (found !== null) await updateUtente(found, { passwordHash: fresh });
  }
  await updateStato({ passwordHash: fresh });
}
