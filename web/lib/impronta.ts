import { Sha256 } from './sha256.js';

const AT_ONCE_BYTES = 64 * 1024 * 1024;

/**
 * SHA-256 of a file in lower-case hex, computed in the browser: the same digest the register will hold.
 * Small files by the browser's own digest where it is offered (https, localhost); the others a piece at a time, apart from the page.
 * @throws DOMException if the file can no longer be read
 */
export async function improntaOf(file: Blob): Promise<string> {
  if (file.size <= AT_ONCE_BYTES) {
    const dati = await file.arrayBuffer();
    if (!globalThis.isSecureContext) return new Sha256().update(new Uint8Array(dati)).digest();
    const digest = await crypto.subtle.digest('SHA-256', dati);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const worker = new Worker(new URL('./impronta.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
      worker.onerror = () => reject(new DOMException('file not readable', 'NotReadableError'));
      worker.postMessage(file);
    });
  } finally {
    worker.terminate();
  }
}
