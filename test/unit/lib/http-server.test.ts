import assert from 'node:assert/strict';
import express from 'express';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
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
