import { insertVersione } from '../../../schemas/configurazione.model.js';
import { findFunzionari } from '../../../schemas/funzionario-delegato.model.js';
import type { Caller } from '../../../schemas/accesso.api.js';
import { createFunzionario } from '../../attestazioni/deleghe.js';
import { SCANSIONE } from '../../configurazione/dati/scansione.js';
import { type Clock, startOfLegalDay } from '../../lib/clock.js';
import { isDuplicateKey } from '../../lib/mongo.js';
import { AOO } from '../ente.js';

/** Who may attest that copies conform, on any day of the past and of the year after it. */
const DELEGATI = ['protocollo', 'responsabile'];

/** The office parts its batches at blank sheets too; what is there already stays. */
export async function ensureConfigurazioneScansione(anno: number): Promise<void> {
  const validoDal = `${anno}-01-01`;
  await insertVersione({
    aoo: AOO.codice,
    tipo: 'scansione',
    numero: 1,
    validoDal,
    autore: 'rgd',
    quando: startOfLegalDay(validoDal),
    motivo: 'I lotti si dividono anche ai fogli bianchi',
    contenuto: { ...SCANSIONE, dividiABianca: true },
  }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}

/** @param rgd - who records the acts of delegation */
export async function ensureDeleghe(clock: Clock, rgd: Caller, anno: number): Promise<void> {
  for (const [i, utente] of DELEGATI.entries()) {
    if ((await findFunzionari(AOO.codice, 1, utente)).length > 0) continue;
    await createFunzionario(clock, rgd, {
      utente,
      atto: { numero: String(i + 1), data: `${anno}-01-01`, autore: 'Segretario generale' },
      ambito: { modi: ['raffronto', 'processo'] },
      dal: `${anno}-01-01`,
      al: `${anno + 1}-12-31`,
    });
  }
}
