import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import type { Test } from 'supertest';
import type { Account, Harness } from '../../support/harness.js';

/** A part of a multipart body, written as it is: nothing is mended on the way. */
export interface Parte {
  nome: string;
  /** the header's text, between quotes */
  file?: string;
  /** the same percent-encoded (RFC 5987), where the plain form cannot hold it */
  fileEsteso?: string;
  tipo?: string;
  contenuto: string | Buffer;
}

const BOUNDARY = `prova-${randomBytes(8).toString('hex')}`;
export const TIPO_MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** @param fine - the closing boundary; without it the body is cut */
export function multipart(parti: readonly Parte[], fine = `--${BOUNDARY}--\r\n`): Buffer {
  const chunks = parti.flatMap(({ nome, file, fileEsteso, tipo, contenuto }) => {
    const names = [
      `name="${nome}"`,
      ...(file === undefined ? [] : [`filename="${file}"`]),
      ...(fileEsteso === undefined ? [] : [`filename*=UTF-8''${encodeURIComponent(fileEsteso)}`]),
    ];
    const type = tipo === undefined ? '' : `Content-Type: ${tipo}\r\n`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${names.join('; ')}\r\n${type}\r\n`;
    return [Buffer.from(head), Buffer.from(contenuto), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from(fine)]);
}

export const parteJson = (richiesta: unknown): Parte => ({
  nome: 'registrazione',
  contenuto: typeof richiesta === 'string' ? richiesta : JSON.stringify(richiesta),
});
export const partePdf = (file: string, contenuto: string | Buffer = '%PDF-1.4 prova', nome = 'documento'): Parte => ({
  nome,
  file,
  tipo: 'application/pdf',
  contenuto,
});

/** POST with exactly those bytes. */
export const postBytes = (
  here: Harness,
  body: Buffer | string,
  tipo = TIPO_MULTIPART,
  path = '/registrazioni',
  account: Account = 'protocollo',
): Test =>
  here
    .post(path, account)
    .set('Content-Type', tipo)
    .send(body as string);

/** What the server answers to bytes on a bare connection, until it closes or the time is over. */
export function rawExchange(port: number, chunks: readonly (string | Buffer)[], waitMs: number): Promise<string> {
  return new Promise((done, fail) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const chunk of chunks) socket.write(chunk);
    });
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.once('error', fail).once('close', () => {
      clearTimeout(timer);
      done(answer);
    });
  });
}

/** Uploads that were begun and are still in the store's waiting room. */
export const leftovers = async (storageDir: string): Promise<string[]> => readdir(path.join(storageDir, '.tmp'));
