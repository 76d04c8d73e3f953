import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { AOO_PROVA, type Harness } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';
import type { TestWeb } from '../../support/processi.js';
import { entrata } from './richieste.js';

/** One request of a load, the same bytes at every try. */
export interface Invio {
  chiave: string;
  registrazione: string;
  file: Buffer;
}

export const buildInvio = (sopra: Record<string, unknown> = {}): Invio => {
  const chiave = randomUUID();
  return { chiave, registrazione: JSON.stringify(entrata(sopra)), file: buildPdf(`Istanza ${chiave}`, 3_000) };
};

export interface Esito {
  stato: number;
  corpo: RegistrazioneRisposta;
}

/** Sends one request over HTTP, as a client that has nothing of ours. @throws when the connection is cut */
export async function invia(
  web: TestWeb,
  token: string,
  { chiave, registrazione, file }: Invio,
  signal = AbortSignal.timeout(30_000),
): Promise<Esito> {
  const form = new FormData();
  form.append('registrazione', registrazione);
  form.append('documento', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'istanza.pdf');
  const answer = await fetch(`${web.url}/api/v1/registrazioni`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': chiave },
    body: form,
    signal,
  });
  const corpo = (await answer.json()) as RegistrazioneRisposta;
  if (answer.status >= 500) {
    assert.equal(answer.status, 503, JSON.stringify(corpo));
    assert.ok(Number(answer.headers.get('retry-after')) > 0, '503 without Retry-After');
  }
  return { stato: answer.status, corpo };
}

/** Sends it again and again, to whichever process answers, until it is registered. */
export async function inviaFinoA(here: Harness, token: string, invio: Invio, limitMs = 60_000): Promise<Esito> {
  for (const end = performance.now() + limitMs; performance.now() < end; await sleep(100)) {
    const esito = await invia(here.nextWeb(), token, invio).catch((error: unknown) => {
      if (error instanceof assert.AssertionError) throw error;
      return undefined; // the connection was cut, or nobody listens there
    });
    if (esito !== undefined && esito.stato < 300) return esito;
    assert.ok(esito === undefined || esito.stato === 503, `answered ${esito?.stato ?? 0}`);
  }
  throw new Error('never registered');
}

export interface Anello {
  anno: number;
  numero: number;
  dataRegistrazione: Date;
  canonico: string;
  catena: { precedente: string; hash: string };
  richiesta: { chiave: string };
  documento?: { sha256: string; dimensione: number };
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/**
 * The register of an AOO as it is stored, seen from outside: every year from 1 without holes, dates that never decrease, each
 * text with its hash, one chain from the first to the last.
 */
export async function requireCatena(here: Harness, aoo = AOO_PROVA): Promise<Anello[]> {
  const all = (await here
    .collection('registrazioni')
    .find({ aoo })
    .sort({ anno: 1, numero: 1 })
    .toArray()) as unknown as Anello[];
  let before: Anello | undefined;
  for (const one of all) {
    const dove = `${one.numero}/${one.anno}`;
    assert.equal(one.numero, before?.anno === one.anno ? before.numero + 1 : 1, `number of ${dove}`);
    assert.equal(one.catena.precedente, before?.catena.hash ?? '0'.repeat(64), `precedente of ${dove}`);
    assert.equal(sha256(one.canonico), one.catena.hash, `hash of ${dove}`);
    const born = JSON.parse(one.canonico) as {
      numero: number;
      anno: number;
      precedente: string;
      dataRegistrazione: string;
    };
    assert.deepEqual(
      [born.anno, born.numero, born.precedente, Date.parse(born.dataRegistrazione)],
      [one.anno, one.numero, one.catena.precedente, one.dataRegistrazione.getTime()],
      `text of ${dove}`,
    );
    assert.ok(before === undefined || one.dataRegistrazione >= before.dataRegistrazione, `date of ${dove}`);
    before = one;
  }
  return all;
}
