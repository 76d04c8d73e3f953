import type { EsitoVerifica } from '../../schemas/firma.api.js';
import type { Deps } from '../deps.js';
import { fonteDiBytes, Limite } from '../formati/fonte.js';

/* Signatures of attestations looked at by the engine of server/firme, which is loaded when it is first asked. */

const LIMITE = { ms: 30_000, bytes: 512 * 1024 ** 2 };

export interface Esaminata {
  esito: EsitoVerifica;
  forma: 'busta' | 'staccata' | 'pdf';
}

const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString('latin1') === '%PDF-';

/**
 * What holds of a signature over a document: an envelope with the document inside, a signature beside it, the signed PDF. Revocation is
 * asked over the network as the installation is set.
 * @param firmato - as it came
 * @param documento - what was to be signed
 */
export async function verificaFirmato(
  deps: Pick<Deps, 'config' | 'clock'>,
  firmato: Buffer,
  documento: Buffer,
): Promise<Esaminata> {
  const [{ verificaFile }, { contestoOf }, { riconosciBusta }] = await Promise.all([
    import('../firme/verifica.js'),
    import('../firme/contesto.js'),
    import('../formati/busta.js'),
  ]);
  const fonte = (bytes: Buffer) => fonteDiBytes(bytes, new Limite(LIMITE));
  const contesto = await contestoOf(deps, { rete: true, segnale: AbortSignal.timeout(LIMITE.ms) });
  const esito = await verificaFile(
    { fonte: fonte(firmato), accanto: [{ fonte: fonte(documento), nome: 'attestazione.pdf' }], certo: true },
    contesto,
  );
  if (isPdf(firmato)) return { esito, forma: 'pdf' };
  const busta = await riconosciBusta(fonte(firmato));
  return { esito, forma: busta !== undefined && busta.contenuto === undefined ? 'staccata' : 'busta' };
}

/**
 * True if a signed PDF is the document, byte for byte, with nothing after it but signatures: what an official signs is what he was given.
 */
export async function hasSoloFirma(firmato: Buffer, documento: Buffer): Promise<boolean> {
  if (firmato.length <= documento.length || !firmato.subarray(0, documento.length).equals(documento)) return false;
  const { isSoloFirma } = await import('../firme/pades/solo-firma.js');
  return isSoloFirma(fonteDiBytes(firmato, new Limite(LIMITE)), documento.length);
}
