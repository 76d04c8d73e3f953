import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBatcher } from '../../../server/lib/batcher.js';
import { asDomainError, isDatabaseAway, isDuplicateKey } from '../../../server/lib/mongo.js';
import {
  ChiaveRiusataError,
  DatiNonValidiError,
  DatoNonModificabileError,
  OrologioNonAffidabileError,
  PROBLEMI,
  Problema,
  RegistrazioneAnnullataError,
  ServizioNonDisponibileError,
  toProblem,
  VersioneSuperataError,
} from '../../../server/lib/problem.js';

const SECRET = 'mongodb://utente:segreta@10.0.0.7/protocollo';

describe('toProblem', () => {
  it('says status, title and what to do next', () => {
    assert.deepEqual(toProblem(new RegistrazioneAnnullataError(12, 2026)), {
      type: '/problemi/registrazione-annullata',
      title: 'Registrazione annullata',
      status: 409,
      detail: 'La registrazione annullata 0000012/2026 non si cambia più: se serve, registrare di nuovo il documento.',
    });
    const STATI = [
      [new VersioneSuperataError(), 412],
      [new ChiaveRiusataError(), 409],
      [new OrologioNonAffidabileError(3_000), 503],
      [new ServizioNonDisponibileError(), 503],
      [new DatoNonModificabileError(['numero']), 422],
    ] as const;
    for (const [error, status] of STATI) assert.equal(toProblem(error).status, status, error.name);
  });

  it('names the fields, and has no list where there are none', () => {
    const errori = [{ campo: 'mittenti[0].codiceFiscale', messaggio: 'Controllare.' }];
    assert.deepEqual(toProblem(new DatiNonValidiError(errori)).errori, errori);
    assert.ok(!('errori' in toProblem(new DatiNonValidiError([]))));
    assert.deepEqual(
      toProblem(new DatoNonModificabileError(['numero', 'anno'])).errori?.map(({ campo }) => campo),
      ['numero', 'anno'],
    );
  });

  it('says nothing of a cause, expected or not', () => {
    const cause = new Error(SECRET);
    const thrown = [
      cause,
      new TypeError(SECRET),
      SECRET,
      { message: SECRET },
      null,
      undefined,
      new ServizioNonDisponibileError({ cause }),
      new Problema('file-alterato', 'Il file è alterato.', [], { cause }),
    ];
    for (const error of thrown) {
      const text = JSON.stringify(toProblem(error));
      assert.ok(!text.includes('segreta') && !text.includes('.ts') && !/"stack"/.test(text), text);
    }
    assert.equal(toProblem(cause).status, 500);
    assert.equal(toProblem(cause).type, 'about:blank');
  });

  it('has an Italian title and a status of its own kind for every code', () => {
    for (const [code, [status, title]] of Object.entries(PROBLEMI)) {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(status >= 400 && status < 600);
      assert.match(title, /^[A-Z]/);
    }
  });

  it('says when to try again, where trying again may help', () => {
    assert.equal(new OrologioNonAffidabileError(3_000).retryAfterSeconds, 30);
    assert.equal(new ServizioNonDisponibileError().retryAfterSeconds, 2);
    assert.equal(new VersioneSuperataError().retryAfterSeconds, undefined);
  });
});

describe('errors of the database', () => {
  const named = (name: string, over: object = {}) => Object.assign(new Error(SECRET), { name }, over);

  it('a database that is away is a service that is not available', () => {
    const AWAY = [
      named('MongoNetworkError'),
      named('MongoServerSelectionError'),
      named('MongoServerError', { code: 10107 }),
      named('MongoServerError', { code: 11600 }),
      named('MongoServerError', { code: 50 }), // past its time
      named('MongoServerError', { code: 134 }), // just back: what the majority keeps is not known yet
      named('MongoServerError', { code: 14031 }), // the disk is full
      named('MongooseServerSelectionError'),
      new Error('around', { cause: named('MongoPoolClearedError') }),
    ];
    for (const error of AWAY) {
      assert.ok(isDatabaseAway(error), error.name);
      const seen = asDomainError(error);
      assert.ok(seen instanceof ServizioNonDisponibileError && seen.cause === error);
    }
  });

  it('anything else stays what it is', () => {
    for (const error of [
      new Error('x'),
      named('MongoServerError', { code: 11000 }),
      'MongoNetworkError',
      null,
      undefined,
    ]) {
      assert.ok(!isDatabaseAway(error));
      assert.equal(asDomainError(error), error);
    }
  });

  it('a duplicate key is known by its code', () => {
    assert.ok(isDuplicateKey({ code: 11000 }));
    for (const error of [{ code: '11000' }, {}, null, undefined, 'x']) assert.ok(!isDuplicateKey(error));
  });
});

describe('createBatcher', () => {
  it('asks a lone question at once, and together what is asked meanwhile, in order', async () => {
    const asked: number[][] = [];
    const double = createBatcher(async (keys: number[]) => {
      asked.push(keys);
      await sleep(5);
      return keys.map((key) => key * 2);
    });
    assert.deepEqual(await Promise.all([1, 2, 3, 2].map((key) => double(key))), [2, 4, 6, 4]);
    assert.deepEqual(asked, [[1], [2, 3, 2]]);
    assert.equal(await double(9), 18);
  });

  it('asks each alone of those that failed together: only what is at fault fails', async () => {
    const inverse = createBatcher(async (keys: number[]) => {
      await sleep(1);
      if (keys.includes(0)) throw new Error('zero');
      return keys.map((key) => 1 / key);
    });
    const answers = await Promise.allSettled([1, 2, 0, 4].map((key) => inverse(key)));
    assert.deepEqual(
      answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
      [1, 0.5, 'Error: zero', 0.25],
    );
  });

  it('tells all at once that the database does not answer, and asks nobody again', async () => {
    let asked = 0;
    const away = createBatcher(async (_keys: number[]) => {
      asked += 1;
      await sleep(1);
      throw Object.assign(new Error('gone'), { name: 'MongoNetworkError' });
    });
    const answers = await Promise.allSettled([1, 2, 3, 4].map((key) => away(key)));
    assert.ok(answers.every(({ status }) => status === 'rejected'));
    assert.equal(asked, 2);
  });

  it('asks of no more than the maximum at once', async () => {
    const sizes: number[] = [];
    const same = createBatcher((keys: number[]) => {
      sizes.push(keys.length);
      return Promise.resolve(keys);
    }, 3);
    const keys = Array.from({ length: 8 }, (_one, i) => i);
    assert.deepEqual(await Promise.all(keys.map((key) => same(key))), keys);
    assert.deepEqual(sizes, [1, 3, 3, 1]);
  });

  it('fails those who asked, and goes on', async () => {
    let fail = true;
    const same = createBatcher((keys: number[]) => (fail ? Promise.reject(new Error('away')) : Promise.resolve(keys)));
    const failed = await Promise.allSettled([same(1), same(2)]);
    assert.deepEqual(
      failed.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    fail = false;
    assert.equal(await same(3), 3);
  });
});
