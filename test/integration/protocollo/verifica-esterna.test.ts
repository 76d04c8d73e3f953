import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { at } from '../../support/harness.js';
import { runScript } from '../../support/processi.js';
import { isProblem } from './problemi.js';
import { set, useRegistroDiProva } from './registro-di-prova.js';
import { ROSSI } from './richieste.js';

describe('verification from outside: files, references, the command, the export', function () {
  this.timeout(60_000);
  const { here, done, numeroOf, everything, altered, requireWhole } = useRegistroDiProva('verifica-esterna');
  const script = (...args: string[]) => runScript('scripts/verifica.js', args, { database: here.database });

  describe('from outside the server', () => {
    it('the words by which it is found', async () => {
      await altered(
        'primo',
        () => ({ $pop: { parole: 1 } }),
        async () => {
          const fault = await everything();
          assert.deepEqual(
            [fault?.numero, fault?.motivo],
            [numeroOf('primo'), 'il campo parole non è quello che dice il contenuto'],
          );
        },
      );
    });

    it('a last record that was moved where no register is', async () => {
      const moves: [Record<string, unknown>, RegExp][] = [
        [{ registro: 'ALTRO' }, /registro che non c’è/],
        [{ aoo: 'AVLD009' }, /registro che non c’è/],
        [{ numero: String(numeroOf('ultimo')) }, /fuori dal registro/],
        [{ anno: '2026' }, /fuori dal registro/],
        [{ numero: -5 }, /buco nella numerazione/],
      ];
      for (const [campi, kind] of moves)
        await altered(
          'ultimo',
          () => set(campi),
          async () => {
            assert.match((await everything())?.motivo ?? '', kind, JSON.stringify(campi));
          },
        );
    });

    it('an answer to what is not there', async () => {
      const gone = { risponde: { anno: 2026, numero: 5_000 }, 'nascita.risponde': { anno: 2026, numero: 5_000 } };
      await altered(
        'risposta',
        () => set(gone),
        async () => {
          const fault = await everything();
          assert.equal(fault?.numero, numeroOf('risposta'));
          assert.match(fault.motivo, /0005000\/2026, che non c’è/);
        },
      );
    });

    const fileOf = (sha256 = ''): string => path.join(here.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    async function withFile(
      file: string,
      damage: (bytes: Buffer) => Promise<void>,
      look: () => Promise<void>,
    ): Promise<void> {
      const bytes = await readFile(file);
      await rename(file, `${file}.prima`);
      try {
        await damage(bytes);
        await look();
      } finally {
        await rm(file, { force: true });
        await rename(`${file}.prima`, file);
      }
    }

    it('a file with one byte changed, cut, longer, or gone: number and hash', async () => {
      const sha256 = done['primo']?.allegati[1]?.sha256 ?? assert.fail();
      const file = fileOf(sha256);
      const damages: [string, (bytes: Buffer) => Promise<void>][] = [
        [
          'changed',
          (bytes) =>
            writeFile(
              file,
              bytes.map((b, i) => (i === 100 ? b ^ 1 : b)),
            ),
        ],
        ['cut', (bytes) => writeFile(file, bytes.subarray(0, -1))],
        ['longer', (bytes) => writeFile(file, Buffer.concat([bytes, bytes]))],
        ['empty', () => writeFile(file, '')],
        ['gone', () => Promise.resolve()],
      ];
      for (const [what, damage] of damages)
        await withFile(file, damage, async () => {
          const fault = await everything();
          assert.equal(fault?.numero, numeroOf('primo'), what);
          assert.match(fault.motivo, new RegExp(`due.pdf manca o è alterato .*${sha256}`), what);
        });
      await chmod(file, 0o440);
    });

    it('one registration verified alone tells of its file too', async () => {
      const one = done['rinnovato'] ?? assert.fail();
      const verified = async () =>
        (await here.get(`${at(one)}/verifica`, 'protocollo').expect(200)).body as {
          integra: boolean;
          file: { nome: string; integro: boolean }[];
          motivo?: string;
          precedente: unknown;
          successiva: unknown;
          eventi: number;
        };
      const whole = await verified();
      assert.deepEqual(
        [whole.integra, whole.file, whole.eventi],
        [true, [{ nome: one.documento?.nome, integro: true }], 4],
      );
      assert.deepEqual(
        [whole.precedente, whole.successiva],
        [
          { anno: 2026, numero: one.numero - 1 },
          { anno: 2026, numero: one.numero + 1 },
        ],
      );
      await withFile(
        fileOf(one.documento?.sha256),
        (bytes) => writeFile(fileOf(one.documento?.sha256), bytes.subarray(1)),
        async () => {
          const { integra, file } = await verified();
          assert.deepEqual([integra, file[0]?.integro], [false, false]);
        },
      );
      await altered(
        'rinnovato',
        () => set({ mittenti: [{ ...ROSSI, nome: 'Mario' }] }),
        async () => {
          assert.match((await verified()).motivo ?? '', /campo mittenti/);
        },
      );
    });

    it('the command: 0 when whole, 1 and the first fault when not, 2 when it cannot', async () => {
      const whole = await script('--anno', '2026');
      assert.deepEqual(
        [whole.code, /AVLD001 2026: \d+ registrazioni, \d+ registri giornalieri, \d+ file: integro/.test(whole.output)],
        [0, true],
        whole.output,
      );
      await altered(
        'annullato',
        () => set({ stato: 'valida' }),
        async () => {
          const { code, output } = await script();
          assert.equal(code, 1, output);
          assert.match(
            output,
            new RegExp(`Primo errore: AVLD001 n. ${String(numeroOf('annullato')).padStart(7, '0')}/2026: .*stato`),
          );
        },
      );
      const wrong = await script('--anno', 'ieri');
      assert.deepEqual([wrong.code, /quattro cifre/.test(wrong.output)], [2, true], wrong.output);
      const away = await runScript('scripts/verifica.js', [], {
        database: { ...here.database, uri: 'mongodb://127.0.0.1:9/test' },
      });
      assert.equal(away.code, 2, away.output);
    });

    it('the command takes its addresses from servizi.json where the environment has none', async () => {
      const dir = await mkdtemp(path.join(os.tmpdir(), 'protocollo-verifica-'));
      try {
        const env = { MONGODB_URI: '', STORAGE_DIR: '', DATA_DIR: dir };
        const lost = await runScript('scripts/verifica.js', [], { database: here.database, env });
        assert.deepEqual([lost.code, /servizi\.json/.test(lost.output)], [2, true], lost.output);
        const servizi = {
          web: { url: 'http://127.0.0.1:1', pid: [1] },
          mongodb: { uri: here.database.uri },
          redis: { url: 'redis://127.0.0.1:1' },
          storage: { tipo: 'cartella', percorso: here.storageDir },
        };
        await writeFile(path.join(dir, 'servizi.json'), JSON.stringify(servizi));
        const found = await runScript('scripts/verifica.js', ['--anno', '2026'], { database: here.database, env });
        assert.deepEqual([found.code, found.output.includes('AVLD001 2026')], [0, true], found.output);
      } finally {
        await rm(dir, { recursive: true });
      }
    });
  });

  describe('of a whole register', () => {
    it('is for rgd, vicario and archivista', async () => {
      for (const path of ['/registro/verifica', '/registro/esportazione']) {
        for (const account of ['rgd', 'vicario', 'archivista'] as const) await here.get(path, account).expect(200);
        for (const account of ['protocollo', 'istruttore', 'responsabile', 'admin'] as const)
          isProblem(await here.get(path, account), 403);
        isProblem(await here.get(path), 401);
        isProblem(await here.get(`${path}?anno=duemila`, 'rgd'), 422, ['anno']);
        isProblem(await here.get(`${path}?mese=3`, 'rgd'), 400);
      }
    });

    it('a year without records is whole', async () => {
      const answer = await here.get('/registro/verifica?anno=2025', 'rgd').expect(200);
      assert.deepEqual(answer.body, { integro: true, registrazioni: 0, ultimoHash: '0'.repeat(64) });
    });

    it('the export is complete, in order, never redacted, and its reading is noted', async () => {
      const notes = await here.count('accessi', { atto: 'esporta-registro', utente: 'archivista' });
      const answer = await here
        .get('/registro/esportazione?anno=2026', 'archivista')
        .buffer(true)
        .parse((res, end) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => end(null, Buffer.concat(chunks).toString('utf8')));
        })
        .expect(200);
      assert.match(answer.headers['content-type'] ?? '', /^application\/x-ndjson/);
      const lines = (answer.body as string)
        .trimEnd()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as {
              anno: number;
              numero: number;
              canonico: string;
              hash: string;
              eventi: { canonico: string; hash: string }[];
            },
        );
      assert.deepEqual(
        lines.map(({ numero }) => numero),
        Array.from({ length: numeroOf('ultimo') }, (_, i) => i + 1),
      );
      let before = '0'.repeat(64);
      for (const { canonico, hash, eventi } of lines) {
        assert.equal(sha256Hex(canonico), hash);
        assert.equal((JSON.parse(canonico) as { precedente: string }).precedente, before);
        eventi.reduce((precedente, one) => {
          assert.equal((JSON.parse(one.canonico) as { precedente: string }).precedente, precedente);
          assert.equal(sha256Hex(one.canonico), one.hash);
          return one.hash;
        }, hash);
        before = hash;
      }
      assert.ok(lines[numeroOf('riservato') - 1]?.canonico.includes(done['riservato']?.oggetto ?? '?'));
      assert.equal(await here.count('accessi', { atto: 'esporta-registro', utente: 'archivista' }), notes + 1);
    });

    it('put back, it is whole again', requireWhole);
  });
});
