import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for Prometheus. Labels hold patterns of routes and states, never numbers or names. */
export function createMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const richieste = new Histogram({
    name: 'protocollo_http_durata_secondi',
    help: 'Durata delle richieste HTTP',
    labelNames: ['metodo', 'percorso', 'stato'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  const registrate = new Counter({
    name: 'protocollo_registrazioni_totale',
    help: 'Registrazioni fatte da questo processo',
    registers: [register],
  });
  const inCorso = new Gauge({
    name: 'protocollo_http_in_corso',
    help: 'Richieste HTTP in corso',
    registers: [register],
  });

  const measure: RequestHandler = (req, res, next) => {
    const end = richieste.startTimer();
    inCorso.inc();
    res.once('close', () => {
      inCorso.dec();
      const percorso: unknown = res.locals['percorso'];
      end({ metodo: req.method, percorso: typeof percorso === 'string' ? percorso : 'altro', stato: res.statusCode });
      if (percorso === '/registrazioni' && req.method === 'POST' && res.statusCode === 201) registrate.inc();
    });
    next();
  };
  return { register, measure };
}
