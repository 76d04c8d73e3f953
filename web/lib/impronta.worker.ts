import { Sha256 } from './sha256.js';

/** Runs apart from the page: a large file is hashed while one goes on writing. One message with the file in, one with the digest out. */
self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  const hash = new Sha256();
  const lettore = data.stream().getReader();
  for (;;) {
    const { done, value } = await lettore.read();
    if (done) break;
    hash.update(value);
  }
  self.postMessage(hash.digest());
};
