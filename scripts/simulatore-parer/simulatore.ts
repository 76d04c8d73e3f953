import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express, { type Express } from 'express';
import { Archivio, type TestiUnita, type UnitaConservata } from './archivio.js';
import { Chiamate, type ChiamataVista } from './chiamate.js';
import type { Configurazione } from './configurazione.js';
import { Guasti, numeroDi, type Guasto } from './guasti.js';
import { ispezione } from './ispezione.js';
import { creaOrologio, type Orologio } from './orologio.js';
import { rotte } from './rotte.js';
import { Schemi } from './schemi.js';
import { servi, type Ambiente } from './servizi.js';
import { creaSorte } from './sorte.js';

/** A receiver that answers like ParER's, for the demonstration and the tests. It keeps nothing in the sense of the law. */

export interface OpzioniSimulatore {
  configurazione: Configurazione;
  /** where it keeps what it stores, found again at the next start; absent: in memory, files in a temporary folder */
  cartella?: string;
  /** false: files are hashed and thrown away, for measures */
  tieniFile?: boolean;
  /** folder of the official schemas */
  schemi?: string;
  /** of the generator of UUIDs and of faults by chance */
  seme?: number;
  guasti?: Guasto[];
  adesso?: () => Date;
}

export interface SimulatoreParer {
  app: Express;
  /** Listens on 127.0.0.1. @param porta - 0: any that is free */
  avvia(porta?: number): Promise<{ url: string }>;
  ferma(): Promise<void>;
  stato: {
    unita(): UnitaConservata[];
    testi(unita: UnitaConservata): Promise<TestiUnita>;
    chiamate(): readonly ChiamataVista[];
    azzera(): Promise<void>;
    /** the official schemas are there: requests are validated by them */
    conSchemi: boolean;
  };
  guasti: Guasti;
  orologio: Orologio;
  configurazione: Configurazione;
}

export function creaSimulatoreParer(opzioni: OpzioniSimulatore): SimulatoreParer {
  const { configurazione: config, tieniFile = true, seme = 1 } = opzioni;
  const temporanea =
    opzioni.cartella === undefined ? mkdtempSync(path.join(os.tmpdir(), 'simulatore-parer-')) : undefined;
  const archivio = new Archivio(opzioni.cartella ?? temporanea ?? '', temporanea === undefined, tieniFile);
  // UUIDs name files that last: another start must not give the same again
  const sorte = creaSorte(temporanea === undefined ? (Date.now() ^ seme) >>> 0 : seme);
  const guasti = new Guasti(sorte);
  const chiamate = new Chiamate();
  const schemi = new Schemi(opzioni.schemi ?? process.env['SCHEMI_XSD'] ?? '../shared/xsd');
  const orologio = creaOrologio(opzioni.adesso);
  let server: Server | undefined;
  let porta = 0;

  const aperti = new Set<Server>();
  const ascolta = async (): Promise<void> => {
    const nuovo = createServer(app);
    nuovo.requestTimeout = 0; // a package of 1 GiB may take its time
    nuovo.keepAliveTimeout = 30_000;
    nuovo.listen(porta, '127.0.0.1');
    await once(nuovo, 'listening');
    porta = (nuovo.address() as AddressInfo).port;
    server = nuovo;
    aperti.add(nuovo);
    nuovo.once('close', () => aperti.delete(nuovo));
  };
  const chiudi = async (): Promise<void> => {
    server?.close();
    server = undefined;
    await Promise.all(
      [...aperti].map(async (uno) => {
        const fine = once(uno, 'close');
        uno.closeAllConnections();
        await fine;
      }),
    );
  };
  let riapertura: NodeJS.Timeout | undefined;
  /** Who calls now finds nobody; who is being answered hears the end. */
  const chiudiAscolto = (ms: number): void => {
    if (server === undefined) return;
    server.close();
    server = undefined;
    riapertura = setTimeout(() => void ascolta(), ms);
  };
  const azzera = async (): Promise<void> => {
    await archivio.azzera();
    guasti.azzera();
    chiamate.azzera();
  };

  const ambiente: Ambiente = { config, archivio, schemi, orologio, sorte, guasti, chiamate, tieniFile, chiudiAscolto };
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.setHeader('X-Simulatore', 'parer');
    if (server === undefined) res.setHeader('Connection', 'close');
    next();
  });
  for (const rotta of rotte(config)) {
    app.post(rotta.percorso, (req, res) => servi(ambiente, rotta, req, res));
    app.all(rotta.percorso, (_req, res) => {
      res.status(405).set('Allow', 'POST').type('html').send(paginaErrore('405 Metodo non ammesso'));
    });
  }
  app.use(ispezione(ambiente, azzera));
  app.use((_req, res) => {
    res.status(404).type('html').send(paginaErrore('404 Pagina non trovata'));
  });
  app.use(((error, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    process.stderr.write(
      `simulatore-parer: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    res.status(500).type('html').send(paginaErrore('500 Errore interno'));
  }) as express.ErrorRequestHandler);

  // a refusal of connections with nothing to wait for happens at once
  guasti.ascolta = (guasto) => {
    if (guasto.tipo !== 'rifiutaConnessione' || guasto.quando !== undefined || server === undefined) return;
    guasti.prendi('arrivo', { servizio: '', tentativo: 0 });
    chiudiAscolto(numeroDi(guasto, 'ms', 2_000));
  };
  guasti.aggiungi(...(opzioni.guasti ?? []));

  return {
    app,
    guasti,
    orologio,
    configurazione: config,
    stato: {
      unita: () => archivio.tutte(),
      testi: (unita) => archivio.testi(unita),
      chiamate: () => chiamate.elenco(),
      azzera,
      conSchemi: schemi.presenti,
    },
    async avvia(richiesta = 0) {
      if (process.env['NODE_ENV'] === 'production')
        throw new Error('the simulator of the receiver does not run in production');
      porta = richiesta;
      await archivio.apri();
      await ascolta();
      return { url: `http://127.0.0.1:${porta}` };
    },
    async ferma() {
      clearTimeout(riapertura);
      await chiudi();
      await schemi.chiudi();
      if (temporanea !== undefined) await rm(temporanea, { recursive: true, force: true });
    },
  };
}

const paginaErrore = (titolo: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>${titolo}</title></head><body><h1>${titolo}</h1><p>Simulatore del conservatore: i servizi si chiamano con POST.</p></body></html>`;
