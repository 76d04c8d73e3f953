import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';

/** An address that is not called, or that did not give what was asked. The message is for the log and for who looks after the system. */
export class ScaricoError extends Error {
  constructor(
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 3;

/** Networks that nothing of ours calls on somebody's word: own machine, local, private, reserved (RFC 6890). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6');

/** True for an address of a private or reserved network. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves a name, and refuses it if any of its addresses is private: the connection goes to the address that was looked at. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) callback(error, []);
    else if (addresses.some(({ address }) => isPrivateAddress(address)))
      callback(new ScaricoError('l’indirizzo è di una rete privata'), []);
    else callback(null, addresses);
  });
};

export interface OpzioniScarico {
  /** http and private networks are allowed: in a demonstration */
  retiPrivate: boolean;
  segnale?: AbortSignal;
  /** http is called too: for what is signed itself, such as lists of revoked certificates */
  http?: boolean;
  /** sent by POST */
  corpo?: { tipo: string; bytes: Buffer };
  /** how long an answer is waited for */
  attesaMs?: number;
}

/** The URL, if it may be called. @throws ScaricoError */
export function requireCallable(address: string, { retiPrivate, http: inChiaro = false }: OpzioniScarico): URL {
  const url = new URL(address);
  if (url.protocol !== 'https:' && !((retiPrivate || inChiaro) && url.protocol === 'http:'))
    throw new ScaricoError('si chiamano soltanto indirizzi https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!retiPrivate && isIP(host) !== 0 && isPrivateAddress(host))
    throw new ScaricoError('l’indirizzo è di una rete privata');
  if (url.username !== '' || url.password !== '') throw new ScaricoError('l’indirizzo non porta utente e password');
  return url;
}

const ask = (
  url: URL,
  { retiPrivate, segnale, corpo, attesaMs = TIMEOUT_MS }: OpzioniScarico,
): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        timeout: attesaMs,
        ...(corpo !== undefined && {
          method: 'POST',
          headers: { 'Content-Type': corpo.tipo, 'Content-Length': corpo.bytes.length },
        }),
        ...(!retiPrivate && { lookup: publicLookup }),
        ...(segnale !== undefined && { signal: segnale }),
      },
      resolve,
    );
    request.on('timeout', () => request.destroy(new ScaricoError('l’indirizzo non risponde')));
    request.on('error', reject);
    request.end(corpo?.bytes);
  });

/**
 * Opens an address for reading, in a stream. Only https to public networks (or what the options allow); each redirect is looked at like
 * the first address.
 * @throws ScaricoError, with the status where there was an answer
 */
export async function openAddress(address: string, options: OpzioniScarico): Promise<Readable> {
  let url = requireCallable(address, options);
  for (let i = 0; i <= MAX_REDIRECTS; i += 1) {
    const response = await ask(url, options).catch((error: unknown) => {
      throw error instanceof ScaricoError
        ? error
        : new ScaricoError('l’indirizzo non risponde', undefined, { cause: error });
    });
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.resume();
      url = requireCallable(new URL(location, url).href, options);
      continue;
    }
    if (status === 200) return response;
    response.resume();
    throw new ScaricoError(`l’indirizzo risponde ${status}`, status);
  }
  throw new ScaricoError('l’indirizzo rimanda troppe volte altrove');
}
