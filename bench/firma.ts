import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firmatarioDi } from '../server/firme/chiavi/firmatario.js';
import { esaminaCms } from '../server/firme/cms/verifica.js';
import { bytesDi, type Contenuto, firmaCades } from '../server/firme/crea/cades.js';
import { createFiducia } from '../server/firme/fiducia/crea.js';
import type { Firmatario } from '../server/firme/tipi.js';
import { fonteDiBytes } from '../server/formati/fonte.js';
import { rilascia } from '../test/support/pki-prova.js';
import { MIB } from './lib/memory.js';
import { load, median, percentile, print, round } from './lib/pairs.js';

const GRANDE_MB = Number(process.env['BENCH_FIRMA_MB'] ?? 300);
const COPPIE = 5;
const SECONDI = 3;
const VOLTE = 2;
const LIMITE_MB = 150;
const PICCOLO = 100 * 1024;

/**
 * Signatures made and verified a second, of a document of 100 kB (CAdES-B, envelope); and an envelope of 300 MB verified, against the
 * hash of the same bytes read in the same way, with the most memory that the process ever has.
 */
const dir = await mkdtemp(path.join(os.tmpdir(), 'bench-firma-'));
const run = promisify(execFile);
const quando = new Date();

const ca = rilascia({ nome: 'Autorità di prova', autorita: true });
await writeFile(path.join(dir, 'ca.der'), ca.der);
const config = {
  firme: { fiducia: dir, elenchi: undefined, rete: false, tsa: undefined, segreto: undefined },
  retiPrivate: false,
};
const contesto = { adesso: quando, fiducia: createFiducia({ config }), rete: false };

function firmatarioOf(chiave: 'rsa' | 'ec'): Firmatario {
  const { der, chiave: privata } = rilascia({ nome: 'Esempio Rossi', emittente: ca, chiave });
  return firmatarioDi({ certificato: der, catena: [ca.der], nome: 'Esempio Rossi' }, privata);
}

async function alSecondo(chiave: 'rsa' | 'ec'): Promise<void> {
  const firmatario = firmatarioOf(chiave);
  const contenuto = Buffer.alloc(PICCOLO, 'Contenuto di prova. ');
  const busta = await bytesDi(await firmaCades(contenuto, firmatario, { staccata: false, quando }));
  const firme = await load(2, SECONDI, async () => {
    await bytesDi(await firmaCades(contenuto, firmatario, { staccata: false, quando }));
  });
  const verifiche = await load(2, SECONDI, async () => {
    const { firme: found } = await esaminaCms(fonteDiBytes(busta), contesto);
    if (found[0]?.esito !== 'valida') throw new Error(found[0]?.motivo ?? 'no signature was found');
  });
  print({
    bench: 'firma',
    chiave,
    firmeAlSecondo: round(firme.perSecond, 0),
    verificheAlSecondo: round(verifiche.perSecond, 0),
    verificaMs: { p50: round(median(verifiche.ms), 1), p95: round(percentile(verifiche.ms, 95), 1) },
  });
}

/** So many bytes that are not held: each piece follows from its number. */
const grande = (): Contenuto => {
  const pezzo = (i: number): Buffer => Buffer.alloc(MIB, createHash('sha256').update(String(i)).digest());
  return {
    dimensione: GRANDE_MB * MIB,
    pezzi: async function* () {
      for (let i = 0; i < GRANDE_MB; i += 1) yield await Promise.resolve(pezzo(i));
    },
  };
};

async function unGrande(): Promise<void> {
  const busta = path.join(dir, 'grande.p7m');
  const firmata = await firmaCades(grande(), firmatarioOf('rsa'), { staccata: false, quando });
  const file = await open(busta, 'w');
  for await (const pezzo of firmata.pezzi()) await file.write(pezzo);
  await file.close();
  const figlio = fileURLToPath(new URL('lib/grande-firmato.ts', import.meta.url));
  const { stdout } = await run(process.execPath, ['--import', 'tsx', figlio, busta, dir, String(COPPIE)]);
  const { verifica, hash, picco } = JSON.parse(stdout) as { verifica: number[]; hash: number[]; picco: number };
  print({
    bench: 'firma',
    caso: `una busta di ${GRANDE_MB} MB`,
    MB: round((await stat(busta)).size / MIB, 0),
    verificaMs: round(median(verifica), 0),
    sha256Ms: round(median(hash), 0),
    volte: round(median(verifica.map((ms, i) => ms / (hash[i] ?? NaN))), 2),
    attese: VOLTE,
    piccoMB: round(picco / MIB, 0),
    attesiMB: LIMITE_MB,
  });
}

try {
  await alSecondo('rsa');
  await alSecondo('ec');
  await unGrande();
} finally {
  await rm(dir, { recursive: true, force: true });
}
