import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { createGate } from '../accesso/gate.js';
import type { Deps } from '../deps.js';
import { cartaOf } from './dati.js';
import type { MotivoFrontespizio } from './frontespizio.js';
import { stampApart } from './isolato.js';
import type { EsitoTimbro } from './timbra.js';

/** A PDF beyond this gets a frontespizio: it would have to be held whole, twice. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A file that took too long is not tried again at once: nobody waits for it anew, and no core is spent on it. */
const RIPROVA_MS = 600_000;
const troppoLunghi = new Set<string>();
/** One file is stamped once at a time: who asks meanwhile learns from it. */
const oneByOne = createGate(1);

async function readWhole({ store }: Pick<Deps, 'store'>, sha256: string): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * A copy of the document that bears its segnatura; the original is only read (DPR 445/2000 art. 55). What cannot be stamped
 * gets a page of its own, with the segnatura and the hash of the original. A copy is PDF/A where the original was; a PDF whose
 * fonts are not embedded cannot become it.
 */
export async function copyWithSegnatura(
  deps: Pick<Deps, 'config' | 'dimostrazione' | 'store' | 'clock'>,
  r: Registrazione,
  documento: FileRegistrato,
): Promise<Buffer> {
  const carta = await cartaOf(deps, r);
  const adesso = deps.clock.now();
  const { drawFrontespizio, drawSegni } = await import('./disegni.js'); // heavy: loaded at the first copy
  const frontespizio = (motivo: MotivoFrontespizio): Promise<Buffer> =>
    drawFrontespizio(carta, documento, motivo, adesso);
  if (documento.formato.mime !== 'application/pdf') return frontespizio('non-pdf');
  if (documento.dimensione > MAX_BYTES) return frontespizio('troppo-grande');
  const { sha256 } = documento;
  const esito = await oneByOne(sha256, async (): Promise<EsitoTimbro> => {
    if (troppoLunghi.has(sha256)) return { motivo: 'troppo-grande' };
    const stamped = await stampApart(await readWhole(deps, sha256), await drawSegni(carta, adesso));
    if ('motivo' in stamped && stamped.motivo === 'troppo-grande') {
      troppoLunghi.add(sha256);
      setTimeout(() => troppoLunghi.delete(sha256), RIPROVA_MS).unref();
    }
    return stamped;
  });
  return 'pdf' in esito ? esito.pdf : frontespizio(esito.motivo);
}
