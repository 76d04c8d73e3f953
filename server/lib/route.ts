import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Atto, Caller } from '../../schemas/accesso.api.js';
import { parseBody, parsePath, parseQuery, requireAcceptable } from './http.js';
import { Problema } from './problem.js';

/** One answer as the OpenAPI document tells it. Without `tipo` it is JSON of that shape; without `schema` and `tipo` it has no body. */
export interface Risposta {
  descrizione: string;
  schema?: z.ZodType;
  tipo?: string;
  /** other media types of the same answer: `Accept` chooses; where JSON is among them, `schema` is its shape */
  altriTipi?: readonly string[];
}

export interface RouteContext<P, Q, B> {
  req: Request;
  res: Response;
  params: P;
  query: Q;
  body: B;
  /** who asks; not there on a route that is `pubblico` */
  caller: Caller;
}

/**
 * A route, whole: the right that guards it, the shapes that validate it, what it answers. Guards, validation, 405 and the
 * OpenAPI document all come from here, so none can differ from another.
 */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** below /api/v1, `{name}` for a parameter: `/registrazioni/{anno}/{numero}` */
  path: string;
  /** the act of server/accesso/diritti.ts; a list: any of them; `sessione`: whoever has signed in; `pubblico`: anyone */
  atto: Atto | readonly Atto[] | 'sessione' | 'pubblico';
  sommario: string;
  gruppo: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** shape of the JSON body, or of the JSON part of a multipart body */
  body?: z.ZodType;
  /** the body is multipart/form-data: names of its parts, for the OpenAPI document; the handler reads it by `receiveMultipart` */
  multipart?: {
    json?: string;
    testi?: readonly string[];
    file: readonly { nome: string; molti?: boolean; obbligatorio?: boolean }[];
  };
  /** the body is a text of this media type, which the handler reads by `receiveBytes`: a file as it is */
  testo?: string;
  /** request headers that the route reads */
  intestazioni?: readonly { nome: string; descrizione: string; obbligatoria?: boolean }[];
  risposte: Readonly<Record<number, Risposta>>;
  handler: (ctx: RouteContext<never, never, never>) => Promise<void> | void;
}

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends Omit<
  Route,
  'handler' | 'params' | 'query' | 'body'
> {
  params?: P;
  query?: Q;
  body?: B;
  handler: (ctx: RouteContext<z.output<P>, z.output<Q>, z.output<B>>) => Promise<void> | void;
}

/** Declares a route with its types tied together: `params`, `query` and `body` of the handler are what the schemas give. */
export const route = <
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  spec: Spec<P, Q, B>,
): Route => spec;

/** Answers 401 or 403, or the caller. Given by server/accesso, so that lib knows nothing of roles. */
export type Guard = (req: Request, res: Response, atto: Route['atto']) => Promise<Caller | undefined>;

const toExpress = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const isJson = (route: Route): boolean => route.body !== undefined && route.multipart === undefined;

function handlerOf(route: Route, guard: Guard): RequestHandler {
  return async (req, res) => {
    res.locals['percorso'] = route.path;
    const caller = await guard(req, res, route.atto);
    requireAcceptable(req, route);
    const ctx = {
      req,
      res,
      params: route.params === undefined ? undefined : parsePath(route.params, req.params),
      query: parseQuery(route.query, req),
      body: isJson(route) && route.body !== undefined ? parseBody(route.body, req) : undefined,
      caller,
    };
    await route.handler(ctx as RouteContext<never, never, never>);
  };
}

/** The routes on a router; a known path with another method answers 405 with Allow. */
export function mountRoutes(routes: readonly Route[], guard: Guard): Router {
  const router = Router({ caseSensitive: true });
  const byPath = new Map<string, Route[]>();
  for (const one of routes) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  // an address that is written out is not the parameter of another one, whatever the method: /fascicoli/proposte, /fascicoli/{id}
  const paths = [...byPath].sort(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')));
  for (const [written, own] of paths) {
    const path = toExpress(written);
    for (const one of own) router[one.method](path, handlerOf(one, guard));
    const allowed = own.map(({ method }) => method.toUpperCase());
    router.all(path, async (req, res) => {
      res.locals['percorso'] = path;
      res.set('Allow', [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', '));
      await guard(req, res, 'sessione');
      throw new Problema(
        'metodo-non-consentito',
        `Su questo indirizzo non si può usare ${req.method}: quello che è registrato non si cancella e non si sostituisce.`,
      );
    });
  }
  return router;
}
