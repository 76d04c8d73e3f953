import { type Request, type Response, Router, text } from 'express';
import { z } from 'zod';
import { SHA256 } from '../../schemas/comune.api.js';
import { allAooByCodice } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { parse, parseJson } from '../lib/http.js';
import { toProblem, NonTrovatoError, Problema } from '../lib/problem.js';
import { createLimite } from './limite.js';
import { risorseOf } from './risorse.js';
import { type Chiesta, matchesFile, readIndirizzo, verifyPubblica } from './verifica.js';
import { type Cornice, foundPage, notFoundPage, tooManyPage } from './verifica-pagina.js';

/** From one address, a minute: people and their offices, not who tries numbers. */
const VERIFICHE_AL_MINUTO = 120;
const CONFRONTI_AL_MINUTO = 30;
const CORPO = '1kb';

const Confronto = z.strictObject({
  sha256: z.string().regex(SHA256, { error: 'L’impronta è di 64 cifre esadecimali minuscole.' }),
});

const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

/**
 * The public verification (contract §2): no session, no script needed, nothing of the content. Whatever is not found is
 * answered with one page, byte for byte the same. It stands before the pages of the application.
 * @param root - folder of the built pages
 */
export function verificaRouter(deps: Deps, root: string): Router {
  const { redis, config, dimostrazione } = deps;
  const risorse = risorseOf(root);
  const verifiche = createLimite(redis, `${config.redisPrefix}:verifica`, VERIFICHE_AL_MINUTO);
  const confronti = createLimite(redis, `${config.redisPrefix}:confronto`, CONFRONTI_AL_MINUTO);

  const corniceOf = async (): Promise<Cornice> => {
    const [first] = (await allAooByCodice()).values();
    return { ...risorse, ente: first?.ente.denominazione ?? 'Protocollo', dimostrazione };
  };

  const sendNotFound = async (req: Request, res: Response): Promise<void> => {
    res.status(404);
    if (wantsJson(req))
      res
        .type('application/problem+json')
        .send(
          JSON.stringify(toProblem(new NonTrovatoError('Nel registro non c’è una registrazione con questo codice.'))),
        );
    else res.type('html').send(notFoundPage(await corniceOf()));
  };

  const refuse = async (req: Request, res: Response, seconds: number): Promise<void> => {
    res.status(429).set('Retry-After', String(seconds));
    if (wantsJson(req)) {
      const problem = toProblem(
        new Problema('troppi-tentativi', `Troppe verifiche di seguito: riprovare tra ${seconds} secondi.`),
      );
      res.type('application/problem+json').send(JSON.stringify(problem));
    } else res.type('html').send(tooManyPage(await corniceOf(), seconds));
  };

  const answerFound = async (req: Request, res: Response, chiesta: Chiesta): Promise<void> => {
    const found = await verifyPubblica(deps, chiesta);
    if (found === undefined) await sendNotFound(req, res);
    else if (wantsJson(req)) res.json(found);
    else res.type('html').send(foundPage(await corniceOf(), found));
  };

  const answerConfronto = async (req: Request, res: Response, chiesta: Chiesta): Promise<void> => {
    const { sha256 } = parse(Confronto, parseJson(typeof req.body === 'string' ? req.body : ''));
    const corrisponde = await matchesFile(deps, chiesta, sha256);
    if (corrisponde === undefined) await sendNotFound(req, res);
    else res.json({ corrisponde });
  };

  const router = Router({ caseSensitive: true });
  // any letter case: what is written otherwise is not found, and is not a page of the application either
  router.use(/^\/verifica(?=\/|$)/i, text({ type: 'application/json', limit: CORPO }), async (req, res) => {
    const chiesta = readIndirizzo(req.originalUrl.split('?', 1)[0] ?? '');
    res.locals['percorso'] = '/verifica/{anno}/{numero}/{hash}';
    res.set({ 'Cache-Control': 'no-store', Vary: 'Accept' });
    const key = req.ip ?? '';
    const seconds = await (chiesta?.confronto === true ? confronti : verifiche)(key);
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (seconds > 0) await refuse(req, res, seconds);
    else if (chiesta === undefined) await sendNotFound(req, res);
    else if (reads && !chiesta.confronto) await answerFound(req, res, chiesta);
    else if (req.method === 'POST' && chiesta.confronto) await answerConfronto(req, res, chiesta);
    else await sendNotFound(req, res);
  });
  return router;
}
