import assert from 'node:assert/strict';
import express from 'express';
import http from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeServer, listen } from '../../../server/lib/http-server.js';

describe('closeServer', () => {
  it('answers what is under way and does not wait for connections that are kept', async () => {
    const app = express().get('/', (_req, res) => void setTimeout(() => res.send('fatto'), 200));
    const server = await listen(app, 0, '127.0.0.1');
    const agent = new http.Agent({ keepAlive: true });
    const { port } = server.address() as AddressInfo;
    const answered = new Promise<string>((resolve, reject) => {
      http
        .get({ host: '127.0.0.1', port, agent }, (answer) => void answer.setEncoding('utf8').once('data', resolve))
        .once('error', reject);
    });
    await sleep(50);
    const start = performance.now();
    await closeServer(server);
    assert.equal(await answered, 'fatto');
    assert.ok(performance.now() - start < 2_000);
    agent.destroy();
  });
});

describe('listen', () => {
  it('gives a large file the time it takes', async () => {
    const server = await listen(express(), 0, '127.0.0.1');
    const slowest = (500 * 1_048_576 * 8) / 2_000_000; // seconds for the largest file at 2 Mbit/s
    assert.ok(server.requestTimeout >= slowest * 1_000);
    await closeServer(server);
  });
  it('says that the port is taken', async () => {
    const server = await listen(express(), 0, '127.0.0.1');
    const { port } = server.address() as AddressInfo;
    await assert.rejects(listen(express(), port, '127.0.0.1'), { code: 'EADDRINUSE' });
    await closeServer(server);
  });
});

describe('what is no HTTP request', () => {
  const ask = async (request: string): Promise<string> => {
    const app = express().get('/begun', (_req, res) => void res.write('in corso'));
    const server = await listen(app, 0, '127.0.0.1');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(request));
    const answer = await text(socket);
    await closeServer(server);
    return answer;
  };
  const CASES: [what: string, status: number, request: string][] = [
    ['garbage', 400, '\u0016\u0003\u0001\r\n\r\n'],
    ['two lengths', 400, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length and chunks',
      400,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
    ['a header that breaks the line', 400, 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n'],
    ['20 KB of a key', 413, `GET / HTTP/1.1\r\nHost: a\r\nIdempotency-Key: ${'k'.repeat(20_000)}\r\n\r\n`],
  ];
  for (const [what, status, request] of CASES)
    it(`${what}: ${status}, a problem document, and the connection ends`, async () => {
      const answer = await ask(request);
      assert.ok(answer.startsWith(`HTTP/1.1 ${status} `), answer);
      assert.match(answer, /^Content-Type: application\/problem\+json/m);
      const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { status: number; type: string };
      assert.equal(problem.status, status);
      assert.match(problem.type, /^\/problemi\//);
    });
  it('is not told into the middle of another answer', async () => {
    const answer = await ask('GET /begun HTTP/1.1\r\nHost: a\r\n\r\n\u0016\u0003\r\n\r\n');
    assert.doesNotMatch(answer, /problem/);
  });
});
