import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import supertest from 'supertest';
import { dataOf, sendCsv } from '../../../server/lib/csv.js';

const RIGHE = 100_000;
const TESTO = 'Relazione tecnica '.repeat(25);
/** What the sockets of the two sides may hold lies well below this. */
const IN_ANTICIPO = 50_000;

describe('a table as CSV', () => {
  it('of 100,000 rows is made no faster than it is read: nothing is kept of what nobody takes', async function () {
    this.timeout(30_000);
    let made = 0;
    function* righe(): Generator<string[]> {
      for (; made < RIGHE; made += 1) yield [String(made).padStart(7, '0'), TESTO];
    }
    const app = express().get('/', (_req, res, next) => {
      sendCsv(res, 'registro', ['Numero', 'Oggetto'], righe()).catch(next);
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const request = http.get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false });
      const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
      answer.pause();
      for (let before = -1; made !== before;) {
        before = made;
        await sleep(100);
      }
      assert.ok(made < IN_ANTICIPO, `${made} rows made while none was read`);
      let lines = 0;
      for await (const chunk of answer as AsyncIterable<Buffer>)
        for (const byte of chunk) if (byte === 0x0a) lines += 1;
      assert.equal(lines, RIGHE + 1);
    } finally {
      server.close();
    }
  });

  it('leaves no cell that a spreadsheet runs, in its heads as in its rows', async () => {
    const app = express().get('/', (_req, res, next) => {
      sendCsv(res, 'prova', [' =1', 'Oggetto'], [['＝1', 'a=1']]).catch(next);
    });
    const { text } = await supertest(app).get('/').expect(200);
    assert.equal(text, `\uFEFF"' =1";"Oggetto"\r\n"'＝1";"a=1"\r\n`);
  });

  it('writes days as they are read here', () => {
    assert.equal(dataOf('2026-03-02T09:14:05+01:00'), '02/03/2026 09:14:05');
    assert.equal(dataOf('2026-03-02'), '02/03/2026');
  });
});
