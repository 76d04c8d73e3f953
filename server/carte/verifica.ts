import type { VerificaPubblica } from '../../schemas/carte.api.js';
import {
  AttoRepertorioModel,
  isAtto,
  modelOf,
  RegistrazioneModel,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import { allAooByCodice } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { isContinua } from '../repertori/configurazione.js';
import { anelloOf, faultOfRecord } from '../protocollo/verifica.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

/** What an address of verification names. */
export interface Chiesta {
  anno: number;
  numero: number;
  hash: string;
}

const INDIRIZZO = /^\/verifica\/(\d{4})\/([1-9]\d{0,8})\/([0-9a-f]{64})(\/confronto)?$/;

/** The one way to write an address of verification; anything else is none, so that all that is wrong is answered alike. */
export function readIndirizzo(path: string): (Chiesta & { confronto: boolean }) | undefined {
  const match = INDIRIZZO.exec(path);
  if (match === null) return undefined;
  const [, anno, numero, hash = '', confronto] = match;
  return { anno: Number(anno), numero: Number(numero), hash, confronto: confronto !== undefined };
}

const beforeOf = ({ aoo, registro, anno, numero }: Registrazione): Promise<Registrazione | null> =>
  modelOf(registro)
    .findOne({ aoo, registro, $or: [{ anno: { $lt: anno } }, { anno, numero: { $lt: numero } }] })
    .sort({ anno: -1, numero: -1 })
    .lean<Registrazione>()
    .exec();

/**
 * The registration of that number and hash, in whichever AOO: two AOO may have the same number, never the same hash. One that
 * does not hold together any more is not said to be in the register: the log has it, for who must act.
 */
async function findWhole({ log }: Pick<Deps, 'log'>, { anno, numero, hash }: Chiesta): Promise<Registrazione | null> {
  const aoo = [...(await allAooByCodice()).keys()];
  const chiesta = { aoo: { $in: aoo }, anno, numero, 'catena.hash': hash };
  const found =
    (await RegistrazioneModel.findOne({ ...chiesta, registro: REGISTRO_GENERALE }).lean<Registrazione>()) ??
    (await AttoRepertorioModel.findOne(chiesta).lean<Registrazione>());
  if (found === null) return null;
  const before = await beforeOf(found);
  const continua = isAtto(found) && (await isContinua(found.aoo, found.registro));
  const fault = faultOfRecord(found, before === null ? null : anelloOf(before), { continua });
  if (fault === null) return found;
  log.error({ aoo: found.aoo, anno, numero, motivo: fault }, 'registration altered');
  return null;
}

/** What anybody with the address may know: registered on that day, unchanged or annulled; nothing of the content (contract §2). */
export async function verifyPubblica(
  deps: Pick<Deps, 'log' | 'clock'>,
  chiesta: Chiesta,
): Promise<VerificaPubblica | undefined> {
  const r = await findWhole(deps, chiesta);
  if (r === null) return undefined;
  const aoo = (await allAooByCodice()).get(r.aoo);
  return {
    ente: aoo?.ente.denominazione ?? r.aoo,
    aoo: r.aoo,
    registro: r.registro,
    anno: r.anno,
    numero: r.numero,
    data: legalDay(r.dataRegistrazione),
    stato: r.stato === 'annullata' ? 'annullata' : 'immutata',
    ...(r.annullamento !== undefined && { dataAnnullamento: legalDay(new Date(r.annullamento.data)) }),
    hash: r.catena.hash,
    verificata: rfc3339(deps.clock.now()),
  };
}

/**
 * Whether that is the hash of one of the files of the registration.
 *
 * The page does not hold the hashes: who has only the address would learn how many files there are and could try contents
 * against them, a form with a name in it for instance, as fast as a machine can. Here each try is a request, counted, and its
 * answer is yes or no; the file never leaves the computer of who asks.
 * @returns undefined if there is no such registration
 */
export async function matchesFile(
  deps: Pick<Deps, 'log'>,
  chiesta: Chiesta,
  sha256: string,
): Promise<boolean | undefined> {
  const r = await findWhole(deps, chiesta);
  if (r === null) return undefined;
  return [r.documento, ...r.allegati].some((one) => one?.sha256 === sha256);
}
