import { type CopiaRegistro, findCopia, insertCopia } from '../../schemas/registro-giornaliero.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { protectFiles } from '../../storage/protect-files.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { readRegistro } from './leggi.js';

/** Draws the readable form of the register of that hash into the store; reads the XML twice, holds a row of it. */
async function render(store: ObjectStore, xml: string): Promise<CopiaRegistro> {
  const { createFoglio, drawRegistro, readCapi } = await import('./pdf/disegna.js'); // heavy: loaded at the first register
  const nodi = async () => readRegistro((await store.open(xml)).stream);
  const capi = await readCapi(await nodi());
  const foglio = createFoglio(capi, xml);
  const drawing = drawRegistro(foglio, capi, xml, await nodi()).catch((error: unknown) => {
    foglio.doc.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [file] = await Promise.all([store.put(foglio.doc), drawing]);
  await protectFiles(store, [file]);
  return { _id: xml, pdf: { sha256: file.sha256, dimensione: file.dimensione }, pagine: foglio.pagine };
}

/**
 * The PDF/A-2b of a closed register: drawn when it is first asked for, or by the night's job, stored, and the same bytes ever
 * after, whatever program draws others. Two that draw at once get one: the first to be written.
 */
export async function ensureCopia(store: ObjectStore, xml: string): Promise<CopiaRegistro> {
  const known = await findCopia(xml);
  if (known !== null) return known;
  const copia = await render(store, xml);
  try {
    await insertCopia(copia);
    return copia;
  } catch (error) {
    const other = isDuplicateKey(error) ? await findCopia(xml) : null;
    if (other === null) throw error;
    return other;
  }
}
