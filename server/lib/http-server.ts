import type { Express } from 'express';
import type { Server } from 'node:http';

/** Longest time for one request with its body: the largest file over a slow line takes the better part of it. */
const REQUEST_MS = 3_600_000;
/** Longer than that of the usual proxies, so that a connection is not closed under a request on its way. */
const KEEP_ALIVE_MS = 65_000;
const LOOK_AGAIN_MS = 50;

/** Resolves when the server takes requests. @throws what the system says of the port */
export async function listen(app: Express, port: number, host: string): Promise<Server> {
  const server = app.listen(port, host);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = REQUEST_MS;
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return server;
}

/** Takes no new connection, lets what is under way be answered, and closes the connections that are kept as soon as they are idle. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const timer = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS); // an answer leaves its connection open
    server.close(() => {
      clearInterval(timer);
      resolve();
    });
  });
