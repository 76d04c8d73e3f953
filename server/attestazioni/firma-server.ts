import type { Caller } from '../../schemas/accesso.api.js';
import { findChiaveAttiva } from '../../schemas/chiave-firma.model.js';
import type { Deps } from '../deps.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import type { Firmatario } from '../firme/tipi.js';

/* The official signs with the key that the system holds for him. What signs is loaded when it is first asked for. */

const SENZA_CHIAVE =
  'Il server non ha una chiave di firma valida di chi attesta: caricarla tra le chiavi di firma, oppure scegliere la firma esterna.';

/** Name and last day of the key with which the server would sign for the caller now; undefined where it has none. */
export async function chiaveOf(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  { aoo, utente }: Pick<Caller, 'aoo' | 'utente'>,
): Promise<{ nome: string; al: Date } | undefined> {
  if (config.firme.segreto === undefined) return undefined;
  const chiave = await findChiaveAttiva(aoo, { utente }, clock.now());
  return chiave === null ? undefined : { nome: chiave.nome, al: chiave.al };
}

/** @throws StatoIncompatibileError where the server holds no key of the caller that is valid now */
export async function requireFirmatario(deps: Deps, { aoo, utente }: Caller): Promise<Firmatario> {
  const { firmatarioOf } = await import('../firme/chiavi/firmatario.js');
  const firmatario = await firmatarioOf(deps, aoo, { utente });
  if (firmatario === undefined) throw new StatoIncompatibileError(SENZA_CHIAVE);
  return firmatario;
}

/** The document in its signed envelope (.p7m): CAdES-BASELINE-B, -T where a time-stamping authority is configured. */
export async function firmaDocumento(
  { config }: Pick<Deps, 'config'>,
  bytes: Buffer,
  firmatario: Firmatario,
  quando: Date,
): Promise<Buffer> {
  const { bytesDi, firmaCades } = await import('../firme/crea/cades.js');
  const { tsa } = config.firme;
  const marca = tsa === undefined ? undefined : (await import('../firme/crea/marca.js')).chiediMarca(tsa);
  return bytesDi(
    await firmaCades(bytes, firmatario, { staccata: false, quando, ...(marca !== undefined && { marca }) }),
  );
}
