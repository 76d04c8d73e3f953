import http from 'node:http';

/** What a test looks at in an answer. */
export interface Risposta {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

export interface Domanda {
  method: string;
  token?: string | undefined;
  /** JSON as text */
  corpo?: string;
}

/** One request on connections that are kept: for tests that ask thousands of times. */
export const askSvelto = (url: string, { method, token, corpo }: Domanda): Promise<Risposta> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(corpo !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(corpo) }),
    };
    const request = http.request(url, { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject).once('end', () => {
        const plain = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(plain) as Record<string, string>,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.once('error', reject).end(corpo);
  });

/** Does all, so many at once. */
export async function eachOf<T>(items: Iterable<T>, insieme: number, act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: insieme }, async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await act(one);
    }),
  );
}
