import type { EsitoVerifica } from '../../schemas/firma.api.js';
import type { Fonte } from '../formati/fonte.js';
import type { ContestoFirme } from './tipi.js';
import type { Accanto } from './raccolta.js';
import { verificaFile } from './verifica.js';

/**
 * Verifies a document, or a document with the signature that stands beside it: of both together, the signature beside first.
 * @throws FuoriLimite
 */
export async function verificaConFirma(
  documento: Accanto,
  firma: { nome: string; fonte: Fonte } | undefined,
  contesto: ContestoFirme,
): Promise<EsitoVerifica> {
  const proprie = await verificaFile(documento, contesto);
  if (firma === undefined) return proprie;
  const accanto = await verificaFile({ ...firma, accanto: [documento], certo: true }, contesto);
  const nulla = accanto.firme.length + accanto.marche.length + accanto.avvisi.length === 0;
  const contenuto = accanto.contenuto ?? proprie.contenuto;
  return {
    firme: [...accanto.firme, ...proprie.firme],
    marche: [...accanto.marche, ...proprie.marche],
    ...(contenuto !== undefined && { contenuto }),
    quando: proprie.quando,
    avvisi: [
      ...(nulla ? ['Il file indicato come firma non ne contiene alcuna.'] : []),
      ...accanto.avvisi,
      ...proprie.avvisi,
    ],
  };
}
