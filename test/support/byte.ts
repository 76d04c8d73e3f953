import type { Response } from 'supertest';

/** For `parse` of supertest: the body as the bytes that it is, whatever its type. */
export function comeByte(res: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
}
