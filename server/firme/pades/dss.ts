import { espandi } from './espandi.js';
import type { DocumentoPdf, Vista } from './documento.js';
import { Flusso, type Oggetto, PdfIlleggibile } from './oggetti.js';

/** Certificates and revocations that a PDF carries for who validates it (ETSI EN 319 142-1 §5.4.2), DER. */
export interface Evidenze {
  certificati: Buffer[];
  revoche: Buffer[];
}

const MAX_VOCI = 200;
const MAX_BYTES = 8 * 1024 ** 2;

async function flussiDi(doc: DocumentoPdf, vista: Vista, list: Oggetto): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for (const one of Array.isArray(list) ? list.slice(0, MAX_VOCI) : []) {
    const flusso = await doc.risolto(vista, one);
    if (!(flusso instanceof Flusso)) continue;
    const lunghezza = await doc.lunghezza(vista, flusso);
    if (lunghezza <= MAX_BYTES)
      found.push(await espandi(await doc.fonte.leggi(flusso.inizio, lunghezza), flusso.dizionario, MAX_BYTES));
  }
  return found;
}

/** What the document brings; nothing where it cannot be read: evidence is a help, never a duty. */
export async function evidenzeDi(doc: DocumentoPdf, vista: Vista | undefined): Promise<Evidenze> {
  if (vista === undefined || vista.coda.has('Encrypt')) return { certificati: [], revoche: [] };
  try {
    const catalogo = await doc.dizionario(vista, vista.radice);
    const dss = await doc.dizionario(vista, catalogo?.get('DSS'));
    const read = async (key: string): Promise<Buffer[]> =>
      flussiDi(doc, vista, await doc.risolto(vista, dss?.get(key)));
    return { certificati: await read('Certs'), revoche: [...(await read('CRLs')), ...(await read('OCSPs'))] };
  } catch (error) {
    if (!(error instanceof PdfIlleggibile)) throw error;
    return { certificati: [], revoche: [] };
  }
}
