import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createStore } from '../../../storage/create-store.js';
import { createS3Client, type S3Config } from '../../../storage/s3-client.js';
import { itKeepsFiles } from './contract.js';

/** The S3 server that the test run started. */
function s3Config(): S3Config {
  const { TEST_S3_ENDPOINT: endpoint, TEST_S3_ACCESS_KEY: accessKey, TEST_S3_SECRET_KEY: secretKey } = process.env;
  if (endpoint === undefined || accessKey === undefined || secretKey === undefined) {
    throw new Error(
      'TEST_S3_ENDPOINT, TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY are not set: run npm run test:integration',
    );
  }
  return { tipo: 's3', endpoint, accessKey, secretKey, bucket: `test-${randomBytes(6).toString('hex')}` };
}

describe('S3 store', () => {
  itKeepsFiles(async () => {
    const config = s3Config();
    const client = createS3Client(config);
    return {
      store: await createStore(config),
      tamper: async (sha256, bytes) => {
        await client.putObject(config.bucket, `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, bytes);
      },
      leftovers: async () => {
        const { objects } = await client.listObjectsV2Query(config.bucket, 'tmp/', '', '', 1000, '');
        const { uploads } = await client.listIncompleteUploadsQuery(config.bucket, '', '', '', '');
        return [...objects.flatMap(({ name }) => name ?? []), ...uploads.map(({ key }) => key)];
      },
    };
  });

  it('uses a bucket that is there', async () => {
    const config = s3Config();
    const [one, other] = await Promise.all([createStore(config), createStore(config)]);
    const { sha256 } = await one.put(Readable.from([randomBytes(1000)]));
    assert.equal((await other.stat(sha256))?.dimensione, 1000);
  });

  it('is not available when nothing answers', () =>
    assert.rejects(createStore({ ...s3Config(), endpoint: 'http://127.0.0.1:9' }), {
      code: 'archivio-non-disponibile',
    }));

  it('is not available with wrong keys', () =>
    assert.rejects(createStore({ ...s3Config(), secretKey: 'wrong' }), { code: 'archivio-non-disponibile' }));

  it('is not available when its bucket is gone, and leaves nothing waiting', async () => {
    const config = s3Config();
    const store = await createStore(config);
    await createS3Client(config).removeBucket(config.bucket);
    await assert.rejects(store.check(), { code: 'archivio-non-disponibile' });
    const source = Readable.from(Array.from({ length: 400 }, () => randomBytes(65_536)));
    await assert.rejects(store.put(source), { code: 'archivio-non-disponibile' });
    assert.ok(source.destroyed);
  });
});
