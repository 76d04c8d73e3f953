import { type Request, type Response, Router, text } from 'express';
import { z } from 'zod';
import { SHA256 } from '../../schemas/comune.api.js';
import { allAooByCodice } from '../accesso/aoo.js';
import { createLimite } from '../carte/limite.js';
import { risorseOf } from '../carte/risorse.js';
import { type Cornice, tooManyPage } from '../carte/verifica-pagina.js';
import type { Deps } from '../deps.js';
import { parse, parseJson } from '../lib/http.js';
import { NonTrovatoError, Problema, toProblem } from '../lib/problem.js';
import { receiveGrezza } from './ricevi.js';
import { foundPage, notFoundPage } from './verifica-pagina.js';
import {
  type Chiesta,
  confrontaFirma,
  confrontaImpronta,
  findIntegra,
  presentPubblica,
  readIndirizzo,
} from './verifica-pubblica.js';

/** From one address, a minute: people and their offices, not who tries. A signature costs more to look at. */
const LIMITI = { pagina: 120, confronto: 60, firma: 10 } as const;
const CORPO = '1kb';

const Confronto = z.strictObject({
  sha256: z
    .string({ error: 'Indicare l’impronta.' })
    .regex(SHA256, { error: 'L’impronta è di 64 cifre esadecimali minuscole.' }),
});

const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';
const sendProblem = (res: Response, error: Error): void =>
  void res.type('application/problem+json').send(JSON.stringify(toProblem(error)));

/**
 * The public verification of an attestation: no session, nothing of the content. Whatever is not found is answered with one page, byte for
 * byte the same. It stands before the pages of the application.
 * @param root - folder of the built pages
 */
export function verificaAttestazioneRouter(deps: Deps, root: string): Router {
  const { redis, config, dimostrazione } = deps;
  const risorse = risorseOf(root, 'verifica/attestazione.ts');
  const limite = (atto: Chiesta['atto']) =>
    createLimite(redis, `${config.redisPrefix}:attestazione-${atto}`, LIMITI[atto]);
  const limiti = { pagina: limite('pagina'), confronto: limite('confronto'), firma: limite('firma') };

  const corniceOf = async (): Promise<Cornice> => {
    const [first] = (await allAooByCodice()).values();
    return { ...risorse, ente: first?.ente.denominazione ?? 'Protocollo', dimostrazione };
  };
  const sendNotFound = async (req: Request, res: Response): Promise<void> => {
    res.status(404);
    if (wantsJson(req))
      sendProblem(res, new NonTrovatoError('Non c’è un’attestazione di conformità firmata con questo codice.'));
    else res.type('html').send(notFoundPage(await corniceOf()));
  };
  const refuse = async (req: Request, res: Response, seconds: number): Promise<void> => {
    res.status(429).set('Retry-After', String(seconds));
    if (wantsJson(req))
      sendProblem(
        res,
        new Problema('troppi-tentativi', `Troppe verifiche di seguito: riprovare tra ${seconds} secondi.`),
      );
    else res.type('html').send(tooManyPage(await corniceOf(), seconds));
  };

  const answer = async (req: Request, res: Response, { id, atto }: Chiesta): Promise<void> => {
    const found = await findIntegra(deps, id);
    if (found === undefined) return sendNotFound(req, res);
    if (atto === 'confronto') {
      const { sha256 } = parse(Confronto, parseJson(typeof req.body === 'string' ? req.body : ''));
      res.json(confrontaImpronta(found, sha256));
    } else if (atto === 'firma') res.json(await confrontaFirma(deps, found, await receiveGrezza(req)));
    else {
      const shown = await presentPubblica(deps, found);
      if (wantsJson(req)) res.json(shown);
      else res.type('html').send(foundPage(await corniceOf(), shown));
    }
  };

  const router = Router({ caseSensitive: true });
  router.use(/^\/attestazione(?=\/|$)/i, text({ type: 'application/json', limit: CORPO }), async (req, res) => {
    const chiesta = readIndirizzo(req.originalUrl.split('?', 1)[0] ?? '');
    res.locals['percorso'] = '/attestazione/{id}';
    res.set({ 'Cache-Control': 'no-store', Vary: 'Accept' });
    const seconds = await limiti[chiesta?.atto ?? 'pagina'](req.ip ?? '');
    const reads = req.method === 'GET' || req.method === 'HEAD';
    const right = chiesta !== undefined && (chiesta.atto === 'pagina' ? reads : req.method === 'POST');
    if (seconds > 0) await refuse(req, res, seconds);
    else if (right) await answer(req, res, chiesta);
    else await sendNotFound(req, res);
  });
  return router;
}
