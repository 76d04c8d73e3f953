import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address through which another is reached, that a test may take away and bring back. */
export interface Ponte {
  port: number;
  /** Cuts what is connected and listens no more. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
}

/** @param target - `redis://127.0.0.1:6379`; only host and port count */
export async function openPonte(target: string): Promise<Ponte> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
    }
  });
  const listen = (at: number): Promise<void> =>
    new Promise((done, fail) => server.once('error', fail).listen(at, '127.0.0.1', () => done()));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    up: () => listen(own),
    down: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
