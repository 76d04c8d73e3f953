import { Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import path from 'node:path';
import { PROBLEMI } from './lib/problem.js';
import type { Route } from './lib/route.js';

const YEAR_S = 31_536_000;
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The API as a page to read: no script, nothing from elsewhere. */
function docsPage(routes: readonly Route[]): string {
  const groups = [...new Set(routes.map(({ gruppo }) => gruppo))];
  const row = ({ method, path: route, sommario, atto, risposte }: Route): string =>
    `<tr><td><code>${method.toUpperCase()}</code></td><td><code>/api/v1${escapeHtml(route)}</code></td><td>${escapeHtml(sommario)}</td><td>${escapeHtml([atto].flat().join(', '))}</td><td>${Object.keys(risposte).join(', ')}</td></tr>`;
  const sections = groups.map(
    (group) =>
      `<h2>${escapeHtml(group)}</h2><table><thead><tr><th scope="col">Metodo</th><th scope="col">Indirizzo</th><th scope="col">Che cosa fa</th><th scope="col">Chi può</th><th scope="col">Risposte</th></tr></thead><tbody>${routes
        .filter(({ gruppo }) => gruppo === group)
        .map(row)
        .join('')}</tbody></table>`,
  );
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>API del protocollo</title></head><body><main><h1>API del protocollo</h1><p>Il documento OpenAPI 3.1 completo, con schemi e risposte, è <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>${sections.join('')}</main></body></html>`;
}

/** Where the `type` of a problem leads. */
const problemPage = (status: number, title: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head><body><main><h1>${escapeHtml(title)}</h1><p>Risposta ${status}. Che cosa fare lo dice il testo dell’errore; tutti i codici sono spiegati in docs/errori.md.</p></main></body></html>`;

/** The built pages: files with their hash in the name are kept for ever, and every other address is the application itself. */
export function pagesRouter(root: string, routes: readonly Route[]): Router {
  const router = Router();
  const docs = docsPage(routes);
  router.get('/problemi/:codice', (req, res, next) => {
    const problem = Object.entries(PROBLEMI).find(([codice]) => codice === req.params.codice);
    if (problem === undefined) next();
    else res.type('html').send(problemPage(problem[1][0], problem[1][1]));
  });
  router.get('/api/docs', (_req, res) => void res.type('html').send(docs));
  // compressed once, when they were built
  const serve = (folder: string, options: { immutable?: boolean; maxAge: number }) =>
    expressStaticGzip(folder, {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { redirect: false, ...options },
    });
  router.use('/assets', serve(path.join(root, 'assets'), { immutable: true, maxAge: YEAR_S * 1000 }));
  router.use(serve(root, { maxAge: 0 }));
  router.get(/^\/(?!api\/|assets\/|problemi\/|metrics|healthz|readyz)/, (req, res, next) => {
    if (req.accepts('html') === false) {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache').sendFile('index.html', { root }, (error?: Error) => {
      if (error !== undefined && !res.headersSent) next();
    });
  });
  return router;
}
