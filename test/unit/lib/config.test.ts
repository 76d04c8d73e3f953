import assert from 'node:assert/strict';
import { ConfigurazioneError, readConfig } from '../../../server/lib/config.js';
import { faultOfFileName } from '../../../server/lib/multipart.js';

const OBBLIGATORIE = { MONGODB_URI: 'mongodb://127.0.0.1:27017/protocollo', REDIS_URL: 'redis://127.0.0.1:6379' };
const S3 = { S3_ENDPOINT: 'https://s3.example', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' };
const faultOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigurazioneError) return error.message;
    throw error;
  }
  return '';
};

describe('readConfig', () => {
  it('needs nothing but the two servers', () => {
    const config = readConfig(OBBLIGATORIE);
    assert.deepEqual(
      [
        config.port,
        config.limiteFileBytes,
        config.urlPubblico,
        config.storage,
        config.durataSessioneMs,
        config.orologio,
      ],
      [
        3000,
        500 * 1_048_576,
        'http://127.0.0.1:3000',
        { tipo: 'cartella', percorso: '.data/oggetti' },
        36_000_000,
        undefined,
      ],
    );
  });

  it('takes what is empty for what is not set', () =>
    assert.equal(readConfig({ ...OBBLIGATORIE, PORT: '', HOST: '' }).port, 3000));

  it('ignores what is not its own', () => assert.equal(faultOf({ ...OBBLIGATORIE, PATH: '/bin', PORTA: 'x' }), ''));

  it('puts the objects where it is told', () => {
    assert.deepEqual(readConfig({ ...OBBLIGATORIE, DATA_DIR: '/srv/dati' }).storage, {
      tipo: 'cartella',
      percorso: '/srv/dati/oggetti',
    });
    assert.deepEqual(readConfig({ ...OBBLIGATORIE, STORAGE_DIR: '/mnt/oggetti' }).storage, {
      tipo: 'cartella',
      percorso: '/mnt/oggetti',
    });
    assert.deepEqual(readConfig({ ...OBBLIGATORIE, ...S3, S3_BUCKET: 'atti' }).storage, {
      tipo: 's3',
      endpoint: 'https://s3.example',
      accessKey: 'a',
      secretKey: 'b',
      bucket: 'atti',
    });
  });

  it('reads the clock with its offset, the address without its last bar', () => {
    assert.equal(
      readConfig({ ...OBBLIGATORIE, OROLOGIO: '2026-12-31T23:59:50+01:00' }).orologio?.toISOString(),
      '2026-12-31T22:59:50.000Z',
    );
    assert.equal(
      readConfig({ ...OBBLIGATORIE, URL_PUBBLICO: 'https://atti.example/' }).urlPubblico,
      'https://atti.example',
    );
  });

  const WRONG: readonly [name: string, ...values: string[]][] = [
    ['MONGODB_URI', 'localhost:27017', 'http://x'],
    ['REDIS_URL', 'localhost:6379', 'http://x'],
    ['PORT', 'abc', '0', '-1', '65536', '3000.5', '3000/tcp'],
    ['LIMITE_FILE_MB', '0', '-5', 'molti', '2000000', 'Infinity'],
    ['S3_ENDPOINT', 'localhost:9000', 's3.example', 'ftp://s3.example', 'javascript:alert(1)'],
    ['URL_PUBBLICO', 'atti.example', 'ftp://atti.example', 'javascript:alert(1)'],
    ['PROXY_FIDATI', '-1', '11', 'uno', '1.5'],
    ['LIVELLO_LOG', 'tutto', 'INFO'],
    ['OROLOGIO', 'ieri', '2026-12-31', '2026-12-31T23:59:50', '2026-02-30T10:00:00Z'],
    ['DURATA_SESSIONE_ORE', '0', '73', 'x'],
  ];
  for (const [name, ...values] of WRONG)
    for (const value of values)
      it(`stops at ${name}=${value}, naming it`, () => {
        const fault = faultOf({ ...OBBLIGATORIE, ...S3, [name]: value });
        assert.deepEqual(fault.match(/^ {2}\w+/gm), [`  ${name}`], fault);
      });

  it('names all that is wrong at once, and what to write', () => {
    const fault = faultOf({ PORT: 'x' });
    for (const name of ['MONGODB_URI', 'REDIS_URL', 'PORT']) assert.ok(fault.includes(`  ${name}: `), fault);
    assert.match(fault, /mongodb:\/\/127\.0\.0\.1/);
  });

  it('wants both keys of an object store', () => {
    for (const missing of ['S3_ACCESS_KEY', 'S3_SECRET_KEY']) {
      const fault = faultOf({ ...OBBLIGATORIE, ...S3, [missing]: '' });
      assert.ok(fault.includes('S3_ENDPOINT') && fault.includes(missing), fault);
    }
  });
});

describe('faultOfFileName', () => {
  it('takes what people call files', () => {
    for (const nome of [
      'lettera.pdf',
      'Allegato 1 – perché (copia).p7m',
      'senza estensione',
      '.nascosto',
      '…',
      'a..b',
      '文書.pdf',
      '😀.png',
      'a'.repeat(255),
      '😀'.repeat(255),
    ])
      assert.equal(faultOfFileName(nome), null, nome);
  });

  const BAD: readonly [what: string, motivo: RegExp, ...nomi: string[]][] = [
    ['no name', /non ha un nome/, '', '   ', '\t'],
    ['too long', /255/, 'a'.repeat(256), '😀'.repeat(256)],
    ['a path', /percorso/, '../etc/passwd', 'a/b.pdf', 'C:\\atti\\b.pdf', '..', '.', '/'],
    ['control characters', /controllo/, 'a\u0000.pdf', 'a\nb.pdf', 'a\u0085.pdf', 'a\u2028b', '\u007f.pdf'],
    ['a direction that is turned', /direzione/, 'fattura\u202Efdp.exe', 'a\u2066b.pdf', 'a\u200Fb.pdf'],
    ['half characters', /illeggibili/, 'a\ud800.pdf', '\udc00', 'a\ufffd.pdf'],
  ];
  for (const [what, motivo, ...nomi] of BAD)
    it(`refuses ${what}`, () => {
      for (const nome of nomi) assert.match(faultOfFileName(nome) ?? '', motivo, JSON.stringify(nome));
    });
});
