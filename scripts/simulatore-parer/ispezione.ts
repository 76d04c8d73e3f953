import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import express, { Router } from 'express';
import type { UnitaConservata } from './archivio.js';
import { evadi } from './annullamento.js';
import { GuastoNonValidoError, TIPI, type Guasto, type TipoGuasto } from './guasti.js';
import { istante } from './orologio.js';
import type { Ambiente } from './servizi.js';
import { pagina } from './pagina.js';
import { statoOra } from './stati.js';

/** What tests and who looks on may ask and set: units as decoded, calls, rules, the clock. */

const vista = (ambiente: Ambiente, unita: UnitaConservata): Record<string, unknown> => ({
  ...unita,
  stato: statoOra(ambiente, unita),
});

export function ispezione(ambiente: Ambiente, azzera: () => Promise<void>): Router {
  const { archivio, guasti, chiamate, orologio } = ambiente;
  const router = Router();
  const una = (registro: string, anno: string, numero: string): UnitaConservata | undefined =>
    archivio
      .tutte()
      .findLast(({ chiave }) => chiave.registro === registro && chiave.anno === anno && chiave.numero === numero);

  router.get('/_simulatore/unita', (req, res) => {
    const { registro, anno, stato } = req.query;
    const scelte = archivio
      .tutte()
      .filter(
        (unita) =>
          (registro === undefined || unita.chiave.registro === registro) &&
          (anno === undefined || unita.chiave.anno === anno) &&
          (stato === undefined || statoOra(ambiente, unita) === stato),
      );
    res.json(scelte.map((unita) => vista(ambiente, unita)));
  });
  router.get('/_simulatore/unita/:registro/:anno/:numero', async (req, res) => {
    const unita = una(req.params.registro, req.params.anno, req.params.numero);
    if (unita === undefined) return void res.status(404).json({ errore: 'unità non presente' });
    res.json({ ...vista(ambiente, unita), ...(await archivio.testi(unita)) });
  });
  router.get('/_simulatore/unita/:registro/:anno/:numero/file/:id', async (req, res) => {
    const componenti = una(req.params.registro, req.params.anno, req.params.numero)?.documenti.flatMap(
      (documento) => documento.componenti,
    );
    const sha256 = componenti?.find(({ id }) => id === req.params.id)?.sha256;
    const file = sha256 === undefined ? undefined : archivio.percorsoFile(sha256);
    if (file === undefined || !existsSync(file)) return void res.status(404).json({ errore: 'file non tenuto' });
    res.type('application/octet-stream');
    await pipeline(createReadStream(file), res);
  });
  router.get('/_simulatore/chiamate', (_req, res) => {
    res.json({ accessiFalliti: chiamate.accessiFalliti, chiamate: chiamate.elenco() });
  });

  router.use('/_simulatore', express.json({ limit: '1mb' }));
  router.get('/_simulatore/guasti', (_req, res) => {
    res.json(guasti.elenco());
  });
  router.post('/_simulatore/guasti', (req, res) => {
    const nuovi = (Array.isArray(req.body) ? req.body : [req.body]) as Guasto[];
    try {
      guasti.aggiungi(...nuovi);
    } catch (error) {
      if (!(error instanceof GuastoNonValidoError)) throw error;
      return void res.status(400).json({ errore: error.message });
    }
    res.status(201).set('Connection', 'close').json(guasti.elenco()); // a rule may have closed the listener
  });
  router.delete('/_simulatore/guasti', (_req, res) => {
    guasti.azzera();
    res.status(204).end();
  });
  router.get('/', (_req, res) => {
    res.type('html').send(pagina(ambiente));
  });
  router.post('/_simulatore/guasti-dalla-pagina', express.urlencoded({ extended: false }), (req, res) => {
    const { tipo, quante, codice } = req.body as Record<string, string | undefined>;
    if (req.query['togli'] === 'si') guasti.azzera();
    else if (tipo !== undefined && TIPI.includes(tipo))
      guasti.aggiungi({
        tipo: tipo as TipoGuasto,
        quante: Math.max(0, Number(quante ?? 1) || 0),
        ...(codice !== undefined && codice !== '' && { parametri: { codice, codici: [codice] } }),
      });
    res.redirect(303, '/');
  });
  router.post('/_simulatore/annullamenti/:codice/evadi', async (req, res) => {
    const richieste = [...archivio.annullamenti.values()].filter(({ codice }) => codice === req.params.codice);
    const aperta = richieste.find(({ stato }) => stato === 'APERTA');
    if (aperta === undefined)
      return void res
        .status(richieste.length === 0 ? 404 : 409)
        .json({ errore: 'nessuna richiesta aperta con questo codice' });
    await evadi(ambiente, aperta, 'EVASA');
    res.json({ codice: aperta.codice, stato: 'EVASA' });
  });
  router.post('/_simulatore/orologio', (req, res) => {
    const { adesso, avanza } = req.body as { adesso?: unknown; avanza?: unknown };
    const quando = typeof adesso === 'string' ? new Date(adesso) : undefined;
    if (quando !== undefined && Number.isNaN(quando.getTime()))
      return void res.status(400).json({ errore: 'adesso non è un istante' });
    if (quando !== undefined) orologio.ferma(quando);
    if (typeof avanza === 'number') orologio.avanza(avanza);
    res.json({ adesso: istante(orologio.adesso()) });
  });
  router.post('/_simulatore/azzera', async (req, res) => {
    if (archivio.durevole && req.query['conferma'] !== 'si')
      return void res.status(409).json({ errore: 'il simulatore ha una cartella: ripetere con ?conferma=si' });
    await azzera();
    res.status(204).end();
  });
  return router;
}
