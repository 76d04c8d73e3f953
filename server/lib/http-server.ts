import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problema, toProblem } from './problem.js';

/** Longest time for one request with its body: the largest file over a slow line takes the better part of it. */
const REQUEST_MS = 3_600_000;
/** Longer than that of the usual proxies, so that a connection is not closed under a request on its way. */
const KEEP_ALIVE_MS = 65_000;
const LOOK_AGAIN_MS = 50;

/** What Node.js calls too long before any of ours has seen the request. */
const OVERFLOWS = new Set(['HPE_HEADER_OVERFLOW', 'HPE_CHUNK_EXTENSIONS_OVERFLOW']);

/** The answer to what is no HTTP request: a problem document as well, and the connection ends. */
export function answerUnreadable(code: string | undefined): string {
  const problem = toProblem(
    OVERFLOWS.has(code ?? '')
      ? new Problema('richiesta-troppo-grande', 'Le intestazioni della richiesta sono troppo lunghe: abbreviarle.')
      : new Problema('richiesta-illeggibile', 'La richiesta si è interrotta o non si può leggere: inviarla di nuovo.'),
  );
  const text = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.status === 413 ? 'Payload Too Large' : 'Bad Request'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${text}`;
}

function answerUnreadableRequests(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (req, res) => latest.set(req.socket, res));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = latest.get(socket);
    const isBegun = answer?.headersSent === true && !answer.writableFinished; // what is under way is not written into
    if (error.code === 'ECONNRESET' || !socket.writable || isBegun) socket.destroy();
    else socket.end(answerUnreadable(error.code));
  });
}

/** Resolves when the server takes requests. @throws what the system says of the port */
export async function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(listener).listen(port, host);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = REQUEST_MS;
  answerUnreadableRequests(server);
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
