import type { Request, Response } from 'express';
import { Problema } from '../lib/problem.js';

const COOKIE = 'protocollo_sessione';
const IN_COOKIE = new RegExp(`(?:^|;)\\s*${COOKIE}=([\\w-]+)`);
const BEARER = /^Bearer +([\w.~+/=-]+)$/i;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Token {
  valore: string;
  da: 'bearer' | 'cookie';
}

/** The token of a request: `Authorization: Bearer` of programs, else the cookie of the pages. */
export function tokenOf(req: Request): Token | undefined {
  const bearer = BEARER.exec(req.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return { valore: bearer, da: 'bearer' };
  const cookie = IN_COOKIE.exec(req.get('cookie') ?? '')?.[1];
  return cookie === undefined ? undefined : { valore: cookie, da: 'cookie' };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

const crossOrigin = (): Problema =>
  new Problema(
    'origine-non-consentita',
    'La richiesta viene da un altro sito e non è stata eseguita: ripetere l’operazione dalle pagine del protocollo.',
  );

/**
 * A browser sends the cookie whoever wrote the page; only our own pages may change something with it.
 * @throws Problema 403 `origine-non-consentita`
 */
export function requireSameOrigin(req: Request, token: Token): void {
  if (token.da === 'bearer' || SAFE.has(req.method)) return;
  const site = req.get('sec-fetch-site');
  const same = site === undefined ? hostOf(req.get('origin') ?? '') === req.host : site === 'same-origin';
  if (!same) throw crossOrigin();
}

/** A sign-in that another site's page asks for would put its own user's session into the browser. */
export function refuseCrossSite(req: Request): void {
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw crossOrigin();
}

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;

/** The cookie ends with the browser; when the session ends is decided here, by our clock. */
export function giveCookie(res: Response, token: string, urlPubblico: string): void {
  res.cookie(COOKIE, token, attributes(urlPubblico.startsWith('https:')));
}

export function takeCookie(res: Response, urlPubblico: string): void {
  res.clearCookie(COOKIE, attributes(urlPubblico.startsWith('https:')));
}
