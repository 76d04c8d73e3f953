import type { Types } from 'mongoose';
import { type Attestazione, findDaAnnotare, markDaAnnotare, settleAnnotata } from '../../schemas/attestazione.model.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { annotaRegistrazione } from '../protocollo/annota.js';
import { annotazioneDi } from './annotazione-rules.js';

/*
 * What was attested is told in the chain of the registrations that hold it. The mark is set in the write that signs the attestation
 * (and again where a copy joins a registration later), and taken away when all of them tell it: killed in between, the sweep goes on.
 */

type DepsAnnota = Pick<Deps, 'clock' | 'log'>;

/** Of more copies who has signed does not wait: the sweep tells them. */
const SUBITO = 20;
const INSIEME = 100;

/** @returns how many registrations tell it now that did not */
async function annota(deps: DepsAnnota, attestazione: Attestazione): Promise<number> {
  const { aoo, copie } = attestazione;
  const filter = { aoo, impronte: { $in: copie.map(({ sha256 }) => sha256) } };
  let told = 0;
  for (const model of [RegistrazioneModel, AttoRepertorioModel]) {
    const found = await model.find(filter, { registro: 1 }).lean<{ _id: Types.ObjectId; registro: string }[]>();
    for (const one of found) told += await annotaRegistrazione(deps, one, (r, data) => annotazioneDi(r, attestazione, data)); // prettier-ignore
  }
  await settleAnnotata(attestazione);
  return told;
}

/** The same at once, for who has just signed: what fails is left to the sweep, and never fails the attestation. */
export async function annotaSubito(deps: DepsAnnota, attestazione: Attestazione): Promise<void> {
  const { _id, stato, copie, aoo } = attestazione;
  if (stato !== 'firmata' || copie.length > SUBITO) return;
  try {
    await annota(deps, attestazione);
  } catch (error) {
    deps.log.warn({ err: error, aoo, attestazione: _id }, 'attestation not told in its registrations: the sweep will');
  }
}

/** Tells what is still to be told, of every AOO; one that fails is left for the next turn. @returns how many registrations tell it now */
export async function annotaPendenti(deps: DepsAnnota): Promise<number> {
  let told = 0;
  for (const attestazione of await findDaAnnotare(INSIEME))
    try {
      told += await annota(deps, attestazione);
    } catch (error) {
      const { _id, aoo } = attestazione;
      deps.log.error({ err: error, aoo, attestazione: _id }, 'attestation not told in its registrations');
      await markDaAnnotare(aoo, _id); // after the others
    }
  return told;
}
