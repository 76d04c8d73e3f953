import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createFiducia } from '../../server/firme/fiducia/crea.js';
import { esaminaCms } from '../../server/firme/cms/verifica.js';
import type { Fonte } from '../../server/formati/fonte.js';
import { alternate } from './pairs.js';
import { peakDuring } from './memory.js';

/* A process of its own: what it holds is what verifying a large envelope holds. Arguments: the envelope, the folder of trust, pairs. */

const PEZZO = 1024 ** 2;
const [busta = '', fiducia = '', coppie = '5'] = process.argv.slice(2);
const file = await open(busta, 'r');
const { size: dimensione } = await file.stat();
const fonte: Fonte = {
  dimensione,
  leggi: async (inizio, lunghezza) => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(lunghezza, dimensione - inizio)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, inizio);
    return bytes.subarray(0, bytesRead);
  },
};
const config = {
  firme: { fiducia, elenchi: undefined, rete: false, tsa: undefined, segreto: undefined },
  retiPrivate: false,
};
const contesto = { adesso: new Date(), fiducia: createFiducia({ config }), rete: false };

const timed = async (task: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await task();
  return performance.now() - start;
};
const hash = () =>
  timed(async () => {
    const sha256 = createHash('sha256');
    for (let at = 0; at < dimensione; at += PEZZO) sha256.update(await fonte.leggi(at, PEZZO));
    sha256.digest();
  });
const verifica = () =>
  timed(async () => {
    const { firme } = await esaminaCms(fonte, contesto);
    if (firme[0]?.esito !== 'valida') throw new Error(firme[0]?.motivo ?? 'no signature was found');
  });

let tempi: { one: number[]; other: number[] } = { one: [], other: [] };
const picco = await peakDuring(process.pid, async () => {
  tempi = await alternate(Number(coppie), verifica, hash);
});
await file.close();
console.log(JSON.stringify({ verifica: tempi.one, hash: tempi.other, picco }));
