import type { FirmaVerificata } from '../../../schemas/firma.api.js';
import { ATTRIBUTO, type SignerInfo } from './signer-info.js';

/**
 * The level that a CAdES signature reaches, as far as its structure goes (ETSI EN 319 122-1 §6.3).
 * @param revoche - the structure holds revocation values
 * @returns undefined below the baseline
 */
export function livelloOf(
  { attributi, nonFirmati }: SignerInfo,
  revoche: boolean,
): NonNullable<FirmaVerificata['livello']> | undefined {
  const firmati = new Set(attributi?.map(({ oid }) => oid));
  const altri = new Set(nonFirmati.map(({ oid }) => oid));
  const legata = firmati.has(ATTRIBUTO.certificatoFirmaV2) || firmati.has(ATTRIBUTO.certificatoFirma);
  const base = [ATTRIBUTO.tipoContenuto, ATTRIBUTO.digest, ATTRIBUTO.istante].every((oid) => firmati.has(oid));
  if (!legata || !base) return undefined;
  if (!altri.has(ATTRIBUTO.marca)) return 'B';
  if (!revoche && !altri.has(ATTRIBUTO.revoche)) return 'T';
  return altri.has(ATTRIBUTO.marcaArchivioV3) || altri.has(ATTRIBUTO.marcaArchivio) ? 'LTA' : 'LT';
}
