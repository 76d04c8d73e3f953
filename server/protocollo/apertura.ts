import type { Caller } from '../../schemas/accesso.api.js';
import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import { aooOf, changeAoo } from '../accesso/aoo.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { legalYear, rfc3339 } from '../lib/clock.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import { inizioDi, isContinua } from '../repertori/configurazione.js';
import { HASH_INIZIALE } from './canonico.js';
import type { RegistroSource } from './registro.js';
import { REGISTRO_GENERALE } from './rules.js';

/** Where the register gets what it must know of its AOO. */
export const registroSource: RegistroSource = {
  codiceIPA: async (aoo) => (await aooOf(aoo)).ente.codiceIPA,
  isContinua: (aoo, registro) => (registro === REGISTRO_GENERALE ? Promise.resolve(false) : isContinua(aoo, registro)),
  async begin(aoo, registro) {
    if (registro !== REGISTRO_GENERALE) return inizioDi(aoo, registro);
    // one write decides between the first number and an opening that is being stated at the same time
    const begun =
      (await changeAoo(aoo, { iniziato: { $ne: true } }, { $set: { iniziato: true } })) ?? (await aooOf(aoo));
    const { apertura } = begun;
    if (apertura === undefined) return { coda: null };
    const { ultimoNumero, provvedimento, data } = apertura;
    return {
      coda: { anno: legalYear(data), numero: ultimoNumero, dataRegistrazione: data, hash: HASH_INIZIALE },
      apertura: { ultimoNumero, provvedimento },
    };
  },
};

/**
 * States the last number given elsewhere, for an AOO that begins in mid-year; once, before its first number (contract §2).
 * The first registration carries it in its canonical text.
 * @throws StatoIncompatibileError if numbers have been given, or an opening stated
 */
export async function openRegistro(
  deps: Deps,
  caller: Caller,
  { ultimoNumero, provvedimento }: { ultimoNumero: number; provvedimento: Provvedimento },
) {
  const data = deps.clock.now();
  const { registro } = await aooOf(caller.aoo);
  const begun = await RegistrazioneModel.exists({ aoo: caller.aoo, registro });
  const changed =
    begun === null
      ? await changeAoo(
          caller.aoo,
          { iniziato: { $ne: true }, apertura: { $exists: false } },
          { $set: { apertura: { ultimoNumero, provvedimento, data } } },
        )
      : null;
  if (changed === null)
    throw new StatoIncompatibileError(
      'Il registro ha già numeri, o l’apertura è già stata dichiarata: si dichiara una volta sola, prima del primo numero.',
    );
  await recordAccesso(deps.clock, caller, 'apri-registro', registro, {
    motivo: `${provvedimento.numero} del ${provvedimento.data}`,
  });
  return { registro, ultimoNumero, provvedimento, data: rfc3339(data) };
}
