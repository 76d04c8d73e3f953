import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createStore } from '../../../storage/create-store.js';
import { createS3Client } from '../../../storage/s3-client.js';
import { testBucket } from '../../support/servizi.js';
import { itKeepsFiles } from './contract.js';

describe('S3 store', () => {
  itKeepsFiles(async () => {
    const config = testBucket();
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
    const config = testBucket();
    const [one, other] = await Promise.all([createStore(config), createStore(config)]);
    const { sha256 } = await one.put(Readable.from([randomBytes(1000)]));
    assert.equal((await other.stat(sha256))?.dimensione, 1000);
  });

  it('is not available when nothing answers', () =>
    assert.rejects(createStore({ ...testBucket(), endpoint: 'http://127.0.0.1:9' }), {
      code: 'archivio-non-disponibile',
    }));

  it('is not available with wrong keys', () =>
    assert.rejects(createStore({ ...testBucket(), secretKey: 'wrong' }), { code: 'archivio-non-disponibile' }));

  it('is not available when its bucket is gone, and leaves nothing waiting', async () => {
    const config = testBucket();
    const store = await createStore(config);
    await createS3Client(config).removeBucket(config.bucket);
    await assert.rejects(store.check(), { code: 'archivio-non-disponibile' });
    const source = Readable.from(Array.from({ length: 400 }, () => randomBytes(65_536)));
    await assert.rejects(store.put(source), { code: 'archivio-non-disponibile' });
    assert.ok(source.destroyed);
  });
});
