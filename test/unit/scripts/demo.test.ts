import assert from 'node:assert/strict';
import { describeServizi, storageOf, withDatabase } from '../../../scripts/lib/servizi-demo.mjs';
import { inventPassword } from '../../../scripts/lib/password-demo.mjs';
import { recentDeaths, tooManyDeaths } from '../../../scripts/lib/sorvegliante.mjs';

const deathsAt = (...times: number[]) => times.map((atMs) => ({ nome: 'web', come: 'SIGKILL', atMs }));

describe('the limit of deaths', () => {
  it('bears four in a minute and gives up at the fifth', () => {
    assert.equal(tooManyDeaths(deathsAt(0, 1_000, 2_000, 3_000), 3_000), false);
    assert.equal(tooManyDeaths(deathsAt(0, 1_000, 2_000, 3_000, 59_999), 59_999), true);
  });

  it('forgets what is a minute old', () => {
    assert.equal(tooManyDeaths(deathsAt(0, 1_000, 2_000, 3_000, 60_000), 60_000), false);
    assert.deepEqual(recentDeaths(deathsAt(0, 1, 60_000), 60_000), deathsAt(1, 60_000));
  });

  it('counts over all processes', () => {
    const deaths = ['web', 'worker', 'redis', 'mongodb', 'web'].map((nome, at) => ({
      nome,
      come: 'SIGKILL',
      atMs: at,
    }));
    assert.equal(tooManyDeaths(deaths, 5), true);
  });
});

describe('servizi.json', () => {
  const places = {
    url: 'http://127.0.0.1:3000',
    mongodbUri: 'mongodb://127.0.0.1:20001/protocollo?replicaSet=rs0',
    redisUrl: 'redis://127.0.0.1:20002',
    storage: { tipo: 'cartella', percorso: '/dati/oggetti' },
  };

  it('names address and processes', () => {
    const pids: Record<string, number> = { web: 11, worker: 12, mongodb: 13, redis: 14 };
    assert.deepEqual(
      describeServizi(places, (nome) => pids[nome]),
      {
        web: { url: places.url, pid: [11] },
        worker: { pid: [12] },
        mongodb: { uri: places.mongodbUri, pid: 13 },
        redis: { url: places.redisUrl, pid: 14 },
        storage: places.storage,
      },
    );
  });

  it('gives no process for servers that are not ours, nor for one that is on its way back', () => {
    const servizi = describeServizi(places, () => undefined);
    assert.deepEqual(servizi['web'], { url: places.url, pid: [] });
    assert.deepEqual(servizi['mongodb'], { uri: places.mongodbUri });
    assert.deepEqual(servizi['redis'], { url: places.redisUrl });
  });

  it('names the simulated receiver where one runs', () => {
    const simulatoreParer = { url: 'http://127.0.0.1:20003' };
    assert.deepEqual(describeServizi({ ...places, simulatoreParer }, () => 15)['simulatoreParer'], {
      url: simulatoreParer.url,
      pid: 15,
    });
    assert.equal('simulatoreParer' in describeServizi(places, () => 15), false);
  });

  it('says where the objects are', () => {
    assert.deepEqual(storageOf('/dati', {}), { tipo: 'cartella', percorso: '/dati/oggetti' });
    assert.deepEqual(storageOf('/dati', { S3_ENDPOINT: 'http://minio:9000', S3_BUCKET: 'atti' }), {
      tipo: 's3',
      endpoint: 'http://minio:9000',
      bucket: 'atti',
    });
  });
});

describe('the database of an address', () => {
  for (const [given, expected] of [
    ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/protocollo'],
    ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/protocollo'],
    ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'mongodb://127.0.0.1:27017/protocollo?replicaSet=rs0'],
    ['mongodb://a:1,b:2?replicaSet=rs0', 'mongodb://a:1,b:2/protocollo?replicaSet=rs0'],
    ['mongodb://u:p@a:1,b:2/comune?replicaSet=rs0', 'mongodb://u:p@a:1,b:2/comune?replicaSet=rs0'],
    ['mongodb+srv://cluster.example.org/comune', 'mongodb+srv://cluster.example.org/comune'],
  ] as const) {
    it(`of ${given} is in ${expected}`, () => assert.equal(withDatabase(given), expected));
  }
});

describe('an invented password', () => {
  it('is four words and four digits', () => {
    assert.match(inventPassword(), /^([A-Z][a-z]+-){4}\d{4}$/);
  });

  it('comes from the randomness it is given', () => {
    assert.equal(
      inventPassword(() => 0),
      'Abete-Abete-Abete-Abete-0000',
    );
  });
});
