import assert from 'node:assert/strict';
import express from 'express';
import { Readable } from 'node:stream';
import request from 'supertest';
import type { Deps } from '../../../server/deps.js';
import { createLogger } from '../../../server/lib/logger.js';
import { problemHandler } from '../../../server/lib/problem-handler.js';
import { sendFile } from '../../../server/protocollo/files.js';

const log = createLogger('silent', 'prova');
const FILE = {
  nome: 'lettera.pdf',
  mime: 'application/pdf',
  dimensione: 4,
  sha256: 'a'.repeat(64),
  formato: { mime: 'application/pdf' },
  firme: [],
};

/** What a client gets when the store holds these bytes under the name of the file. */
const getWhere = (stored: string, range?: string) => {
  const store = {
    open: () => Promise.resolve({ stream: Readable.from([Buffer.from(stored)]), dimensione: stored.length }),
  };
  const deps = { store, log } as unknown as Deps;
  const app = express()
    .get('/', (req, res) => sendFile(deps, req, res, FILE))
    .use(problemHandler(log));
  return request(app)
    .get('/')
    .set(range === undefined ? {} : { Range: range });
};

describe('sendFile', () => {
  it('sends a file of the registered length', async () => {
    const { body } = (await getWhere('%PDF').expect(200)) as { body: Buffer };
    assert.equal(body.toString(), '%PDF');
  });
  for (const stored of ['%PDF and more', '%P'])
    for (const range of [undefined, 'bytes=0-1'])
      it(`sends nothing of one that has ${stored.length} bytes${range === undefined ? '' : ', nor a part of it'}`, async () => {
        const answer = await getWhere(stored, range).expect(500);
        assert.equal((answer.body as { type: string }).type, '/problemi/file-alterato');
        assert.equal(answer.get('Content-Disposition'), undefined);
      });
});
