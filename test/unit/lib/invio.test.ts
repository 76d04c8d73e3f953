import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import express, { type Response } from 'express';
import { pour } from '../../../server/lib/invio.js';

const CHUNK = 200_000;
const TIMES = 150; // more than what systems hold for a reader

/** Chunks in memory that is used again, with small ones between them; `state` says how far it went and whether it was closed. */
async function* inOneBuffer(state: { made: number; closed: boolean }): AsyncGenerator<Buffer, void> {
  const memory = Buffer.alloc(CHUNK);
  try {
    for (let i = 0; i < TIMES; i += 1) {
      state.made += 1;
      yield memory.fill(i);
      yield memory.subarray(0, 3).fill(200 + (i % 50));
      await Promise.resolve();
    }
  } finally {
    state.closed = true;
  }
}

const expected = (): Buffer =>
  Buffer.concat(
    Array.from({ length: TIMES }, (_, i) => [Buffer.alloc(CHUNK, i), Buffer.alloc(3, 200 + (i % 50))]).flat(),
  );

describe('what is long is sent', () => {
  let server: http.Server;
  let serve: (res: Response) => Promise<void>;

  before(async () => {
    const app = express().get('/', (_req, res) => serve(res));
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());
  const get = async (): Promise<http.IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [answer] = (await once(http.get({ port, host: '127.0.0.1', agent: false }), 'response')) as [
      http.IncomingMessage,
    ];
    return answer;
  };

  it('each chunk before its memory is used again', async () => {
    const state = { made: 0, closed: false };
    serve = async (res) => {
      assert.equal(await pour(res, inOneBuffer(state)), true);
      res.end();
    };
    assert.ok((await buffer(await get())).equals(expected()));
    assert.ok(state.closed);
  });

  it('no faster than it is read', async () => {
    const state = { made: 0, closed: false };
    serve = async (res) => {
      await pour(res, inOneBuffer(state));
    };
    const answer = await get();
    answer.pause();
    let before = -1;
    while (state.made > before) {
      before = state.made;
      await new Promise((done) => setTimeout(done, 200));
    }
    assert.ok(state.made < TIMES, `${state.made} chunks were made for a reader that stopped`);
    answer.destroy();
  });

  it('not to who has gone: what is open is closed', async () => {
    const state = { made: 0, closed: false };
    const ended = new Promise<boolean>((done) => {
      serve = async (res) => {
        done(await pour(res, inOneBuffer(state)));
      };
    });
    const answer = await get();
    answer.pause();
    answer.destroy();
    assert.equal(await ended, false);
    assert.ok(state.closed);
  });
});
