import { type Attestazione, AttestazioneModel } from '../../schemas/attestazione.model.js';
import { ScansioneModel } from '../../schemas/scansione.model.js';
import { legalYear, startOfLegalDay } from '../lib/clock.js';
import { faultOfAttestazione } from './nascita.js';

/* Attestations replayed: births, signatures, the copies that they list, and the files that must be in the store. */

export interface FileDiAttestazione {
  che: string;
  nome: string;
  sha256: string;
  dimensione: number;
}

export interface EsitoAttestazioni {
  attestazioni: number;
  /** documents, signatures, attested copies */
  files: FileDiAttestazione[];
  guasto?: { che: string; anno: number; numero: number; motivo: string };
}

const PAGINA = 200;

type Scansione = { _id: string; stato: string; attestazione?: string; copia?: { sha256: string } };

/** Every copy of a signed attestation is attested by it, and has the bytes that it lists. */
async function faultOfCopie({ _id, aoo, stato, copie }: Attestazione): Promise<string | null> {
  if (stato !== 'firmata') return null;
  const found = await ScansioneModel.find(
    { aoo, _id: { $in: copie.map(({ scansione }) => scansione) } },
    { stato: 1, attestazione: 1, 'copia.sha256': 1 },
  ).lean<Scansione[]>();
  const byId = new Map(found.map((one) => [one._id, one]));
  for (const { scansione, sha256 } of copie) {
    const there = byId.get(scansione);
    if (there?.stato !== 'attestata' || there.attestazione !== _id)
      return `la copia ${scansione} non risulta attestata da questa attestazione`;
    if (there.copia?.sha256 !== sha256) return `la copia ${scansione} non ha l’impronta che l’attestazione elenca`;
  }
  return null;
}

function* filesOf({ documento, firma, stato, copie }: Attestazione, che: string): Generator<FileDiAttestazione, void> {
  yield { che, ...documento };
  if (firma !== undefined) yield { che, nome: firma.nome, sha256: firma.sha256, dimensione: firma.dimensione };
  if (stato === 'firmata') for (const { nome, sha256, dimensione } of copie) yield { che, nome, sha256, dimensione };
}

/** A scan that says it is attested by what does not attest it: marked by hand, since no door writes it. */
async function faultOfMarks(aoo: string): Promise<EsitoAttestazioni['guasto']> {
  const cursor = ScansioneModel.find({ aoo, stato: 'attestata' }, { attestazione: 1 })
    .lean<Scansione>()
    .cursor({ batchSize: PAGINA });
  for await (const { _id, attestazione } of cursor) {
    if ((await AttestazioneModel.exists({ _id: attestazione ?? '', aoo, attestate: _id })) !== null) continue;
    await cursor.close();
    return {
      che: `scansione ${_id}`,
      anno: 0,
      numero: 0,
      motivo: 'risulta attestata, e nessuna attestazione la elenca',
    };
  }
  return undefined;
}

/**
 * Replays the attestations of an AOO.
 * @param anno - in which they were made; absent: all
 * @returns the first fault, and the files that must be in the store
 */
export async function verifyAttestazioni(aoo: string, anno: number | undefined): Promise<EsitoAttestazioni> {
  const files: FileDiAttestazione[] = [];
  let attestazioni = 0;
  const within =
    anno === undefined
      ? {}
      : { creata: { $gte: startOfLegalDay(`${anno}-01-01`), $lt: startOfLegalDay(`${anno + 1}-01-01`) } };
  const cursor = AttestazioneModel.find({ aoo, ...within })
    .sort({ _id: 1 })
    .lean<Attestazione>()
    .cursor({ batchSize: PAGINA });
  for await (const one of cursor) {
    attestazioni += 1;
    const che = `attestazione ${one._id}`;
    const motivo = faultOfAttestazione(one) ?? (await faultOfCopie(one));
    if (motivo !== null) {
      await cursor.close();
      const year = one.creata instanceof Date ? legalYear(one.creata) : 0;
      return { attestazioni, files, guasto: { che, anno: anno ?? year, numero: 0, motivo } };
    }
    files.push(...filesOf(one, che));
  }
  const guasto = anno === undefined ? await faultOfMarks(aoo) : undefined;
  return { attestazioni, files, ...(guasto !== undefined && { guasto }) };
}
