import express, { type Express, type RequestHandler, text } from 'express';
import helmet from 'helmet';
import path from 'node:path';
import { titolarioRoutes } from '../classification/router.js';
import { strumentiRoutes } from '../classification/strumenti/router.js';
import { versioniTitolarioRoutes } from '../classification/versioni/router.js';
import { suggerimentiRoutes } from '../classification/suggerimenti/router.js';
import { createGuard } from './accesso/guard.js';
import { accessoRoutes } from './accesso/router.js';
import { campioniRoutes } from './attestazioni/campioni-router.js';
import { deleghePerAttestareRoutes } from './attestazioni/deleghe-router.js';
import { distruzioneRoutes } from './attestazioni/distruzione-router.js';
import { attestazioniRoutes } from './attestazioni/router.js';
import { verificaAttestazioneRouter } from './attestazioni/verifica-router.js';
import { carteRoutes } from './carte/router.js';
import { verificaRouter } from './carte/verifica-router.js';
import { bozzeFileRoutes } from './bozze/file-router.js';
import { bozzeRoutes } from './bozze/router.js';
import { configurazioneRoutes } from './configurazione/router.js';
import { conservazioneMetrics } from './conservazione/avvisi/metriche.js';
import { avvisiRoutes } from './conservazione/avvisi/router.js';
import { esibizioneRoutes } from './conservazione/esibizione/router.js';
import { fissitaRoutes } from './conservazione/fissita/router.js';
import { rapportiRoutes } from './conservazione/rapporti/router.js';
import { orologioRoutes } from './demo/orologio-router.js';
import type { ProcessClock } from './demo/orologio.js';
import { delegheRoutes } from './deleghe/router.js';
import type { Deps } from './deps.js';
import { differimentiRoutes } from './differimenti/router.js';
import { emergenzaRoutes } from './emergenza/router.js';
import { documentiRoutes } from './fascicoli/documenti-router.js';
import { fascicoliRoutes } from './fascicoli/router.js';
import { chiaviRoutes } from './firme/chiavi/router.js';
import { firmeRoutes } from './firme/router.js';
import { giornalieroMetrics } from './giornaliero/metriche.js';
import { giornalieroRoutes } from './giornaliero/router.js';
import { sigilliRoutes } from './giornaliero/sigilli-router.js';
import { esportazioneRoutes } from './fascicoli/esportazione/router.js';
import { metadatiRoutes } from './metadati/router.js';
import { interessatoRouter } from './interessato/pubblico-router.js';
import { interessatoRoutes } from './interessato/router.js';
import { conservazioneRoutes } from './conservazione/router.js';
import { createMetrics } from './lib/metrics.js';
import { notFound, problemHandler } from './lib/problem-handler.js';
import { requestLog } from './lib/request-log.js';
import { mountRoutes, type Route } from './lib/route.js';
import { pagesRouter } from './pages.js';
import { attiRoutes } from './protocollo/atti-router.js';
import { procedimentiRoutes } from './procedimenti/router.js';
import { registrazioniRoutes } from './protocollo/router.js';
import { ricercaRoutes } from './ricerca/router.js';
import { statisticheArchivioRoutes } from './statistiche/archivio-router.js';
import { statisticheRoutes } from './statistiche/router.js';
import { registroRoutes } from './protocollo/registro-router.js';
import { readinessOf } from './readiness.js';
import { importazioniRoutes } from './rubrica/importazioni-router.js';
import { rubricaRoutes } from './rubrica/router.js';
import { scartoRoutes } from './scarto/router.js';
import { lottiScansioneRoutes } from './scansione/lotti-router.js';
import { pagineLetteRoutes } from './scansione/pagine-lette-router.js';
import { pagineScansioneRoutes } from './scansione/pagine-router.js';
import { scansioniRoutes } from './scansione/router.js';
import { scrivaniaRoutes } from './scrivania/router.js';
import { attiRepertoriRoutes } from './repertori/atti-router.js';
import { repertoriRoutes } from './repertori/router.js';
import { smistamentoRoutes } from './smistamento/router.js';
import { sostituzioniRoutes } from './sostituzioni/router.js';
import { salvataggiRoutes } from './salvataggio/router.js';

const JSON_LIMIT = '1mb';

/** Every route of the product; guards, validation and the OpenAPI document come from this one list. */
export const allRoutes = (deps: Deps & { clock: ProcessClock }): Route[] => [
  ...registrazioniRoutes(deps), // first: a registration is what is asked most
  ...ricercaRoutes(deps),
  ...statisticheRoutes(deps),
  ...statisticheArchivioRoutes(deps),
  ...accessoRoutes(deps),
  ...attiRoutes(deps),
  ...carteRoutes(deps),
  ...firmeRoutes(deps),
  ...metadatiRoutes(deps),
  ...esportazioneRoutes(deps),
  ...scartoRoutes(deps),
  ...interessatoRoutes(deps),
  ...registroRoutes(deps),
  ...sigilliRoutes(deps), // before those of one day: their address would take `sigilli` for a day
  ...giornalieroRoutes(deps),
  ...fascicoliRoutes(deps),
  ...documentiRoutes(deps),
  ...titolarioRoutes(deps),
  ...versioniTitolarioRoutes(deps),
  ...strumentiRoutes(deps),
  ...suggerimentiRoutes(deps),
  ...configurazioneRoutes(deps),
  ...salvataggiRoutes(deps),
  ...rubricaRoutes(deps),
  ...importazioniRoutes(deps),
  ...scrivaniaRoutes(deps),
  ...bozzeRoutes(deps),
  ...bozzeFileRoutes(deps),
  ...sostituzioniRoutes(deps),
  ...delegheRoutes(deps),
  ...smistamentoRoutes(deps),
  ...procedimentiRoutes(deps),
  ...differimentiRoutes(deps),
  ...emergenzaRoutes(deps),
  ...repertoriRoutes(deps),
  ...attiRepertoriRoutes(deps),
  ...conservazioneRoutes(deps),
  ...fissitaRoutes(deps),
  ...avvisiRoutes(deps),
  ...rapportiRoutes(deps),
  ...esibizioneRoutes(deps),
  ...chiaviRoutes(deps),
  ...deleghePerAttestareRoutes(deps),
  ...campioniRoutes(deps),
  ...attestazioniRoutes(deps),
  ...distruzioneRoutes(deps),
  ...scansioniRoutes(deps),
  ...pagineLetteRoutes(deps),
  ...pagineScansioneRoutes(deps),
  ...lottiScansioneRoutes(deps),
  ...orologioRoutes(deps),
];

/** The headers of every page (web.md §1); a stored document sets its own. `blob:` in a frame: the file chosen, shown before it is sent. */
const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      styleSrcAttr: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      frameSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** Data is never a page: nothing of it may run, be framed or be kept. */
const API_HEADERS = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
] as const;

/** Builds the application; it never listens. */
export function createApp(deps: Deps & { clock: ProcessClock }): Express {
  const app = express();
  const metrics = createMetrics();
  giornalieroMetrics(metrics.register, deps.clock);
  conservazioneMetrics(metrics.register, deps.clock);
  const routes = allRoutes(deps);

  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', deps.config.proxyFidati)
    .set('query parser', 'simple')
    .set('case sensitive routing', true);
  app.use(requestLog(deps.log), metrics.measure);

  app.get('/healthz', (_req, res) => void res.json({ stato: 'vivo' }));
  app.get('/readyz', readinessOf(deps));
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.register.contentType).send(await metrics.register.metrics());
  });

  const api = express.Router();
  api.use((_req, res, next) => {
    for (const [name, value] of API_HEADERS) res.setHeader(name, value);
    next();
  });
  let document: string | undefined;
  api.get('/openapi.json', async (_req, res) => {
    document ??= JSON.stringify((await import('./openapi.js')).buildOpenApi(routes)); // asked for seldom, dear to make
    res.type('application/json').send(document);
  });
  // JSON is read as text and parsed by us: `__proto__` and depth are looked at before anything else sees it
  api.use(
    text({
      type: ['application/json', 'application/*+json'],
      limit: JSON_LIMIT,
      defaultCharset: 'utf-8',
      inflate: false,
    }),
  );
  api.use(mountRoutes(routes, createGuard(deps)));
  api.use(notFound);
  app.use('/api/v1', api);

  const pages = path.resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../dist/web' : '../web'); // the built ones
  app.use(
    securityHeaders,
    verificaRouter(deps, pages),
    verificaAttestazioneRouter(deps, pages),
    interessatoRouter(deps, pages),
    pagesRouter(pages, routes),
  );
  app.use(notFound);
  app.use(problemHandler(deps.log));
  return app;
}
