import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import { aooOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { composeAnnuale } from '../giornaliero/annuale.js';
import { newConto } from '../giornaliero/componi.js';
import { findResponsabili } from '../giornaliero/interroga.js';
import { readRegistro } from '../giornaliero/leggi.js';
import { legalDay } from '../lib/clock.js';

/**
 * The repertorio of a year as XML, in the form of the yearly register: of a year that is over as it stood when it ended, of the
 * current one as it is now.
 */
export async function composeRepertorio(
  { clock, dimostrazione }: Pick<Deps, 'clock' | 'dimostrazione'>,
  { aoo }: Pick<Caller, 'aoo'>,
  { codice, denominazione }: Repertorio,
  anno: number,
): Promise<Buffer> {
  const chiusura = clock.now();
  const annata = {
    aoo: { ...(await aooOf(aoo)), registro: codice },
    nome: denominazione,
    anno,
    giornate: [],
    responsabile: (await findResponsabili(aoo))(legalDay(chiusura)),
    chiusura,
    dimostrazione,
  };
  const pieces: Buffer[] = [];
  for await (const piece of composeAnnuale(annata, newConto())) pieces.push(Buffer.from(piece, 'utf8'));
  return Buffer.concat(pieces);
}

/** The readable form of that XML: PDF/A-2b, with its hash. */
export async function drawRepertorio(xml: Buffer): Promise<Buffer> {
  const { createFoglio, drawRegistro, readCapi } = await import('../giornaliero/pdf/disegna.js'); // heavy: loaded when first asked for
  const source = async function* () {
    await Promise.resolve();
    yield xml;
  };
  const capi = await readCapi(readRegistro(source()));
  const sha256 = createHash('sha256').update(xml).digest('hex');
  const foglio = createFoglio(capi, sha256);
  const [pdf] = await Promise.all([
    buffer(foglio.doc),
    drawRegistro(foglio, capi, sha256, readRegistro(source())).catch((error: unknown) => {
      foglio.doc.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }),
  ]);
  return pdf;
}
