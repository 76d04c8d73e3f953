import type { PacchettoPreparato, Rapporto } from '../tipi.js';
import { leggiRapporto } from './rapporto.js';

/** Archives of receipts, as RecDIPRapportiVersSync gives them: that of the unit, and of every document added to it. */

const MAX_VOCI = 5_000;
const MAX_BYTE = 20 * 1024 * 1024;

/** Every document of an archive, none larger than any receipt. @throws Error where it is no archive, or promises more */
async function* vociOf(zip: Buffer): AsyncGenerator<Buffer, void> {
  const { default: yauzl } = await import('yauzl');
  const archivio = await new Promise<import('yauzl').ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, aperto) => {
      if (error === null) resolve(aperto);
      else reject(error);
    });
  });
  if (archivio.entryCount > MAX_VOCI) throw new Error('the archive has more entries than any');
  let resto = MAX_BYTE;
  for (let n = 0; n < archivio.entryCount; n += 1) {
    const entry = await new Promise<import('yauzl').Entry>((resolve, reject) => {
      archivio.once('entry', resolve);
      archivio.once('error', reject);
      archivio.once('end', () => reject(new Error('the archive ends early')));
      archivio.readEntry();
    });
    if (entry.fileName.endsWith('/')) continue;
    resto -= entry.uncompressedSize;
    if (resto < 0) throw new Error('the archive is larger than any');
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      archivio.openReadStream(entry, (error, aperto) => {
        if (error === null) resolve(aperto);
        else reject(error);
      });
    });
    const pezzi: Buffer[] = [];
    for await (const pezzo of stream as AsyncIterable<Buffer>) pezzi.push(pezzo);
    yield Buffer.concat(pezzi);
  }
}

/** A receipt of an added document names it: `...:DOC00003:RdV`. */
const DI_DOCUMENTO = /:DOC\d+:RdV$/i;

/**
 * The receipt of a package among those of its unit: of an addition the one that bears the hash of its index; of a first shipping that
 * of the unit itself. Null where it is not there.
 * @throws Error where it is no archive that can be read
 */
export async function cercaRapporto(zip: Buffer, pacchetto: PacchettoPreparato): Promise<Rapporto | null> {
  let unita: Rapporto | null = null;
  for await (const contenuto of vociOf(zip)) {
    const rapporto = leggiRapporto(contenuto, 'application/xml', true);
    if (rapporto === undefined) continue;
    if (pacchetto.operazione === 'aggiunta') {
      if (rapporto.improntaIndice !== undefined && rapporto.improntaIndice === pacchetto.improntaIndice)
        return rapporto;
    } else if (!DI_DOCUMENTO.test(rapporto.identificativo ?? '')) unita ??= rapporto;
  }
  return unita;
}
