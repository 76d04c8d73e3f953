import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { visibleTo } from '../accesso/visibilita.js';
import { REGISTRO_GENERALE } from './rules.js';

const keyOf = ({ anno, numero }: AnnoNumero): string => `${anno}/${numero}`;

/** Which of these registrations the caller may see. */
export async function seenAmong(caller: Caller, registro: string, posti: readonly AnnoNumero[]): Promise<Set<string>> {
  if (posti.length === 0) return new Set();
  const $or = posti.map(({ anno, numero }) => ({ anno, numero }));
  const seen = await RegistrazioneModel.find(
    { $and: [{ aoo: caller.aoo, registro, $or }, visibleTo(caller)] },
    { _id: 0, anno: 1, numero: 1 },
  ).lean<AnnoNumero[]>();
  return new Set(seen.map(keyOf));
}

/** The registrations as their reader may know them: what they answer is named only to who may see that, too (contract §5). */
export async function withSeenRisponde<R extends Pick<Registrazione, 'registro' | 'risponde'>>(
  caller: Caller,
  registrazioni: readonly R[],
): Promise<R[]> {
  const registro = registrazioni[0]?.registro;
  const named = registrazioni.flatMap(({ risponde }) => risponde ?? []);
  if (registro === undefined || named.length === 0) return [...registrazioni];
  const seen = await seenAmong(caller, registro, named);
  return registrazioni.map((one) => {
    if (one.risponde === undefined || seen.has(keyOf(one.risponde))) return one;
    const { risponde: _hidden, ...rest } = one;
    return rest as R;
  });
}

/** The acts of repertori as their reader may know them: the registration of protocol is named only to who may see it. */
export async function withSeenProtocollo<R extends Pick<Registrazione, 'protocollo'>>(
  caller: Caller,
  atti: readonly R[],
): Promise<R[]> {
  const named = atti.flatMap(({ protocollo }) => protocollo ?? []);
  if (named.length === 0) return [...atti];
  const seen = await seenAmong(caller, REGISTRO_GENERALE, named);
  return atti.map((one) => {
    if (one.protocollo === undefined || seen.has(keyOf(one.protocollo))) return one;
    const { protocollo: _hidden, ...rest } = one;
    return rest as R;
  });
}

const MAX_RISPOSTE = 200;

/**
 * The registrations that answer this one, newest first, as far as the caller may see them: the other end of `risponde`
 * (DPR 445/2000 art. 52 c. 1 lett. c).
 */
export const findRisposte = (
  caller: Caller,
  { registro, anno, numero }: Pick<Registrazione, 'registro' | 'anno' | 'numero'>,
): Promise<Registrazione[]> =>
  RegistrazioneModel.find({
    $and: [{ aoo: caller.aoo, registro, 'risponde.anno': anno, 'risponde.numero': numero }, visibleTo(caller)],
  })
    .sort({ anno: -1, numero: -1 })
    .limit(MAX_RISPOSTE)
    .lean<Registrazione[]>()
    .exec();
