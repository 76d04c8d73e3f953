import { randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

export interface Answer {
  status: number;
  body: string;
}

/** A request with as little of our own as can be: what is measured is the server. */
export function send(
  url: string,
  method: string,
  headers: Record<string, string | number>,
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = http.request(
      url,
      { method, agent, headers: { ...headers, ...(body !== undefined && { 'content-length': body.length }) } },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        res.on('error', reject);
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

export async function signIn(url: string, utente: string, password: string): Promise<string> {
  const { body, status } = await send(
    `${url}/api/v1/sessione`,
    'POST',
    { 'content-type': 'application/json' },
    Buffer.from(JSON.stringify({ utente, password })),
  );
  if (status !== 200) throw new Error(`sign in: ${status} ${body}`);
  return (JSON.parse(body) as { token: string }).token;
}

/** A PDF of exactly that size, of other bytes each time. */
export function pdfOf(size: number): Buffer {
  const head = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%',
  );
  const tail = Buffer.from('\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  return Buffer.concat([
    head,
    Buffer.from(randomBytes(Math.ceil((size - head.length - tail.length) / 2)).toString('hex')).subarray(
      0,
      size - head.length - tail.length,
    ),
    tail,
  ]);
}

/** A registration as the pages send it. */
export function multipartOf(registrazione: object, pdf: Buffer): { headers: Record<string, string>; body: Buffer } {
  const boundary = `----bench${randomBytes(8).toString('hex')}`;
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="registrazione"\r\n\r\n${JSON.stringify(registrazione)}\r\n--${boundary}\r\nContent-Disposition: form-data; name="documento"; filename="documento.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
    ),
    pdf,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': randomUUID() },
    body,
  };
}
