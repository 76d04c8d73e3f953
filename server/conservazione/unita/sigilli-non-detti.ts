import {
  type FirmaRegistro,
  findCopia,
  findFirmeRegistri,
  findGiornaliero,
} from '../../../schemas/registro-giornaliero.model.js';
import type { Versamento } from '../../../schemas/versamento.model.js';

/**
 * The seals over the files of a closed day that none of these packages of it holds: found without its metadata, which may be what is
 * missing to tell of them.
 */
export async function findSigilliNonDetti(
  aoo: string,
  giorno: string,
  pacchetti: readonly Pick<Versamento, 'vivo' | 'pacchetto'>[],
): Promise<FirmaRegistro[]> {
  const registro = await findGiornaliero(aoo, giorno);
  if (registro === null) return [];
  const copia = await findCopia(registro.xml.sha256);
  const sealed = [registro.xml.sha256, ...(copia === null ? [] : [copia.pdf.sha256])];
  const told = new Set(
    pacchetti.flatMap(({ vivo, pacchetto }) => (vivo === true ? pacchetto.file.map(({ sha256 }) => sha256) : [])),
  );
  return [...(await findFirmeRegistri(sealed)).values()].filter(({ firma }) => !told.has(firma.sha256));
}
