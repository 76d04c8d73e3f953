import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { findPagine } from '../../../schemas/pagina-scansione.model.js';
import type { EventiScansione, Lotto, Scansione } from '../../../schemas/scansione.api.js';
import { findScansioneById, ScansioneModel } from '../../../schemas/scansione.model.js';
import { faultOfScansione } from '../../../server/scansione/atti.js';
import { avanzaScansione } from '../../../server/scansione/avanza.js';
import { guardaCartella } from '../../../server/scansione/cartella.js';
import { leggiProssima } from '../../../server/scansione/pagina.js';
import { findFileNominati } from '../../../workers/archivio/referenze.js';
import { buildRichiesta } from '../../support/factories.js';
import { startWorker } from '../../support/processi.js';
import { bianco, foglio, foglioConCodice, type Numero, type Registrata, rumore, useBancoScansione } from './banco.js';

describe('scansione: the desk', function () {
  this.timeout(60_000);
  const b = useBancoScansione('scansione');
  let fogli: Buffer[];

  before(async () => {
    fogli = await Promise.all([1, 2, 3].map((seme) => foglio(seme)));
  });

  const attesa = (oggetto: string): Promise<Numero> => b.attesa(oggetto);
  const registrazione = (posto: Numero): Promise<Registrata> => b.registrazione(posto);
  const lotto = async (id: string): Promise<Lotto> =>
    (await b.here.get(`/scansioni/lotti/${id}`, 'protocollo').expect(200)).body as Lotto;
  const [first, second, third] = [0, 1, 2];
  const sheet = (i: number): Buffer => fogli[i] ?? assert.fail('no sheet');

  it('J2: the number comes before the reading ends, and the copy reaches it by itself', async () => {
    const posto = await attesa('Richiesta di riparazione dei lampioni di via Roma');
    const due = fogli.slice(0, 2);
    const richiesta = { registrazione: posto, pagineAttese: 2, originale: { unico: true, collocazione: 'Faldone 12' } };
    const taken = await b.invia(due, richiesta, 'banco-1').expect(202);
    const { id } = taken.body as Scansione;
    assert.equal(taken.get('Location'), `/api/v1/scansioni/${id}`);
    assert.equal((taken.body as Scansione).stato, 'in-coda');
    assert.equal(((await b.invia(due, richiesta, 'banco-1').expect(200)).body as Scansione).id, id);
    await b.invia([sheet(first)], richiesta, 'banco-1').expect(409);
    assert.equal((await registrazione(posto)).documento, undefined);

    await b.lavora(id);
    const done = await b.letta(id);
    assert.deepEqual(
      [done.stato, done.avanzamento, done.unione?.stato, done.bloccata],
      ['pronta', { pagine: 2, fatte: 2 }, 'fatta', true],
      JSON.stringify(done.pagine),
    );
    const { documento } = await registrazione(posto);
    assert.equal(documento?.sha256, done.pdf?.sha256);
    assert.equal(documento?.nome, 'foglio-1.pdf');
    const found = await b.here.get('/registrazioni?q=sottopasso', 'protocollo').expect(200);
    assert.deepEqual(
      (found.body as { elementi: Numero[] }).elementi.map(({ anno, numero }) => ({ anno, numero })),
      [posto],
      'found by what is written on the paper',
    );
    const testo = await b.here.get(`/scansioni/${id}/testo`, 'protocollo').expect(200);
    assert.equal(testo.text.split('\f').length, 2);
    const pdf = await b.here.get(`/scansioni/${id}/pdf`, 'protocollo').expect(200).expect('Content-Type', /pdf/);
    assert.equal((await PDFDocument.load(pdf.body as Buffer, { updateMetadata: false })).getPageCount(), 2);
    await b.here.ask('patch', `/scansioni/${id}/pagine/1`, 'protocollo').send({ rotazione: 90 }).expect(409);
    await avanzaScansione(b.deps, id);
    assert.equal((await registrazione(posto)).allegati.length, 0);

    const stored = await findScansioneById(id);
    assert.ok(stored !== null && faultOfScansione(stored) === undefined);
    const pagine = [...(await findPagine(id)).values()];
    const named = [...stored.impronte, ...pagine.flatMap(({ impronte }) => impronte)];
    assert.deepEqual(await findFileNominati(named), new Set(named));
  });

  it('a scan of another AOO is not there, and who does not scan may not', async () => {
    const { id } = (await b.invia([sheet(first)]).expect(202)).body as Scansione;
    for (const what of ['', '/pdf', '/testo', '/eventi', '/originali/1', '/pagine/1/miniatura'])
      await b.here.get(`/scansioni/${id}${what}`, 'protocollo2').expect(404);
    await b.here
      .post(`/scansioni/${id}/ordine`, 'protocollo2')
      .send({ pagine: ['1'] })
      .expect(404);
    await b.here.get('/scansioni', 'istruttore').expect(403);
    await b.here.post('/scansioni', 'istruttore').expect(403);
    assert.deepEqual((await b.here.get('/scansioni', 'protocollo2').expect(200)).body, { elementi: [], totale: 0 });
  });

  it('a scan of a reserved registration is read as that is: with a reason, or it is not there', async () => {
    const riservatezza = { livello: 'riservata' as const, uo: ['U110'] };
    const dati = buildRichiesta({ oggetto: 'Atto riservato su carta', mezzo: 'sportello', riservatezza });
    const taken = await b.here.post('/registrazioni', 'protocollo').field('registrazione', JSON.stringify(dati));
    const { anno, numero } = taken.body as Numero;
    const { id } = (await b.invia([sheet(first)], { registrazione: { anno, numero } }).expect(202)).body as Scansione;
    for (const what of ['', '/eventi', '/originali/1']) {
      await b.here.get(`/scansioni/${id}${what}`, 'archivista').expect(403);
      await b.here.get(`/scansioni/${id}${what}`, 'archivista').set('X-Motivo-Accesso', 'ispezione').expect(200);
      await b.here.get(`/scansioni/${id}${what}`, 'responsabile').expect(404);
    }
  });

  it('pages are turned, put in order, taken out, scanned again, parted: each leaves its trace and the copy follows', async () => {
    const { id, pdf } = await b.scansionata(fogli);
    const post = (path: string, body: object) => b.here.post(`/scansioni/${id}${path}`, 'protocollo').send(body);
    await b.here.ask('patch', `/scansioni/${id}/pagine/2`, 'protocollo').send({ rotazione: 90 }).expect(200);
    assert.equal((await b.letta(id)).pdf, undefined);
    await post('/ordine', { pagine: ['3', '1', '2'] }).expect(200);
    await post('/ordine', { pagine: ['3', '1'] }).expect(422);
    await b.lavora(id);
    const turned = await b.letta(id);
    assert.deepEqual(
      turned.pagine.map(({ id: page, rotazione }) => [page, rotazione]),
      [
        ['3', 0],
        ['1', 0],
        ['2', 90],
      ],
    );
    assert.notEqual(turned.pdf?.sha256, pdf?.sha256);
    await b.here
      .post(`/scansioni/${id}/pagine/1/sostituzione`, 'protocollo')
      .attach('immagine', await foglio(9), { filename: 'di-nuovo.png', contentType: 'image/png' })
      .expect(200);
    await post('/pagine/2/rimozione', { motivo: 'Foglio di un altro documento' }).expect(200);
    await b.lavora(id);
    const now = await b.letta(id);
    assert.deepEqual(
      now.pagine.map(({ id: page }) => page),
      ['3', '4'],
    );
    assert.deepEqual(
      now.tolte.map(({ id: page }) => page),
      ['1', '2'],
    );
    const parted = await post('/divisione', { da: '4' }).set('Idempotency-Key', 'dividi-1').expect(201);
    const { nuova } = parted.body as { nuova: Scansione };
    await post('/divisione', { da: '4' }).set('Idempotency-Key', 'dividi-1').expect(200);
    await b.lavora(id);
    await b.lavora(nuova.id);
    assert.equal((await b.letta(nuova.id)).stato, 'pronta');
    assert.equal((await b.letta(id)).pagine.length, 1);
    const { elementi } = (await b.here.get(`/scansioni/${id}/eventi`, 'protocollo').expect(200))
      .body as EventiScansione;
    const tipi = new Set(elementi.map(({ tipo }) => tipo));
    for (const tipo of ['rotazione', 'ordine', 'sostituzione', 'rimozione', 'divisione', 'composizione'])
      assert.ok(tipi.has(tipo), tipo);
    for (const what of ['miniatura', 'anteprima', 'immagine'])
      await b.here.get(`/scansioni/${id}/pagine/3/${what}`, 'protocollo').expect(200).expect('Content-Type', /image/);
    const shown = await b.here.get(`/scansioni/${id}/pagine/3/immagine`, 'protocollo').expect(200);
    const [grey] = (
      await sharp(shown.body as Buffer)
        .greyscale()
        .stats()
    ).channels;
    assert.ok((grey?.mean ?? 0) > 150, 'paper is white');
    const parole = await b.here.get(`/scansioni/${id}/pagine/3/parole`, 'protocollo').expect(200);
    assert.equal((parole.body as { parole: object[] }).parole.length, 3);
  });

  it('what a page lacks is told, waits on the desk, and is accepted with its reason', async () => {
    const { id, stato, pagine } = await b.scansionata([sheet(first), sheet(first), await bianco()], {
      pagineAttese: 4,
    });
    assert.equal(stato, 'da-verificare');
    const codici = pagine.map(({ qualita }) => qualita.map(({ codice }) => codice));
    assert.deepEqual(codici, [[], ['doppia'], ['bianca', 'pagine']]);
    const desk = await b.here.get('/scrivania', 'protocollo').expect(200);
    assert.ok((desk.body as { scansioni: { totale: number } }).scansioni.totale >= 1);
    for (const [pagina, codice] of [
      ['2', 'doppia'],
      ['3', 'bianca'],
      ['3', 'pagine'],
    ])
      await b.here
        .post(`/scansioni/${id}/pagine/${pagina}/accettazione`, 'protocollo')
        .send({ codice, motivo: 'L’originale è proprio così' })
        .expect(200);
    assert.equal((await b.letta(id)).stato, 'pronta');
    const body = buildRichiesta({ oggetto: 'Registrata dalla sua scansione', mezzo: 'posta' });
    const registra = () => b.here.post(`/scansioni/${id}/registrazione`, 'protocollo').send(body);
    const [born, ...others] = (await Promise.all([registra(), registra(), registra()])).sort(
      (one, other) => other.status - one.status,
    );
    assert.deepEqual(
      [born.status, ...others.map(({ status }) => status)],
      [201, 200, 200],
      'one number, asked at once',
    );
    assert.ok(born);
    const again = await registra().expect(200);
    for (const one of [...others, again]) assert.equal((one.body as Numero).numero, (born.body as Numero).numero);
    assert.equal((born.body as Registrata).documento?.sha256, (await b.letta(id)).pdf?.sha256);
    const altri = await registra()
      .send({ ...body, oggetto: 'Un altro oggetto per la stessa scansione' })
      .expect(409);
    assert.match((altri.body as { detail: string }).detail, /già il numero/, 'other data are not taken for the first');
  });

  it('files that no scan can be made of get a clear answer', async () => {
    await b.invia([]).expect(422);
    await b.invia([Buffer.alloc(0)]).expect(422);
    const wrong = await b.invia([sheet(first), rumore(2_000)]).expect(422);
    assert.equal((wrong.body as { errori: { campo: string }[] }).errori[0]?.campo, 'immagine[1]');
    await b.invia([sheet(first)], { registrazione: { anno: 2026, numero: 999_999 } }).expect(422);
    await b.invia([sheet(first)], { altro: 1 }).expect(422);
    const cut = await b.scansionata([sheet(second).subarray(0, sheet(second).length / 2)]);
    assert.equal(cut.stato, 'errore');
    assert.match(cut.errore ?? '', /[.]$/);
    const tiff = Buffer.concat([Buffer.from('II*\0', 'latin1'), rumore(200)]);
    const a0 = Buffer.from(sheet(first)); // a sheet whose header declares 19,866 by 28,087 points
    a0.writeUInt32BE(19_866, 16);
    a0.writeUInt32BE(28_087, 20);
    for (const [bytes, words] of [
      [tiff, /TIFF|troncato|incompleto|legge/],
      [a0, /grand/],
    ] as const) {
      const { stato, errore = '' } = await b.scansionata([bytes]);
      assert.equal(stato, 'errore');
      assert.match(errore, words);
    }
  });

  it('two workers never read one page twice, and who died in the middle leaves it to the next', async () => {
    const { id } = (await b.invia(fogli.slice(0, 2)).expect(202)).body as Scansione;
    await avanzaScansione(b.deps, id);
    const before = b.lette;
    const read = await Promise.all(Array.from({ length: 4 }, () => leggiProssima(b.deps, id)));
    assert.equal(b.lette - before, 2);
    assert.equal(read.filter((one) => one === 'niente').length, 2);
    assert.deepEqual(
      [...(await findPagine(id)).values()].map(({ tentativi }) => tentativi),
      [1, 1],
    );
    await Promise.all([avanzaScansione(b.deps, id), avanzaScansione(b.deps, id)]);
    const done = await findScansioneById(id);
    assert.equal(done?.eventi.filter(({ canonico }) => canonico.includes('"composizione"')).length, 1);
  });

  it('a page taken out before it was read is left, also by who died between the two writes', async () => {
    const { id } = (await b.invia(fogli.slice(0, 2)).expect(202)).body as Scansione;
    await avanzaScansione(b.deps, id);
    const taken = b.here
      .post(`/scansioni/${id}/pagine/2/rimozione`, 'protocollo')
      .send({ motivo: 'Foglio di un altro' });
    await taken.expect(200);
    const righe = b.here.harness.collection('pagineScansione');
    await righe.updateOne({ scansione: id, pagina: '2' }, { $set: { daLeggere: true } });
    const before = b.lette;
    await b.lavora(id);
    const { stato, pagine } = await b.letta(id);
    assert.deepEqual([stato, pagine.length, b.lette - before], ['pronta', 1, 1]);
    assert.equal(await righe.countDocuments({ scansione: id, daLeggere: true }), 0);
  });

  /** The sheets as one file, each of which is a picture. */
  const pdfDi = async (sheets: readonly Buffer[]): Promise<Buffer> => {
    const pdf = await PDFDocument.create();
    for (const png of sheets) {
      const picture = await pdf.embedPng(png);
      const size = { width: picture.width * 0.96, height: picture.height * 0.96 };
      pdf.addPage([size.width, size.height]).drawImage(picture, { x: 0, y: 0, ...size });
    }
    return Buffer.from(await pdf.save());
  };

  it('a batch is parted, once, whoever is killed meanwhile; the label joins its document, and what is unreadable stops nothing', async () => {
    const posto = await attesa('Domanda di occupazione di suolo pubblico');
    const label = await foglioConCodice(2, `AVLD001/${posto.anno}/${String(posto.numero).padStart(7, '0')}`);
    const taken = await b.here
      .post('/scansioni/lotti', 'protocollo')
      .attach('documento', await pdfDi([sheet(first), label, sheet(third)]), {
        filename: 'lotto.pdf',
        contentType: 'application/pdf',
      })
      .expect(202);
    const { id } = taken.body as Lotto;
    await avanzaScansione(b.deps, id);
    while ((await leggiProssima(b.deps, id)) === 'letta') continue;

    // one worker stops for ever after the first document, its lease ends, and another goes on
    const insert = ScansioneModel.insertMany.bind(ScansioneModel);
    const signals = new EventEmitter();
    const untilStopped = once(signals, 'stopped');
    let born = 0;
    const stop = mock.method(ScansioneModel, 'insertMany', (async (...given: Parameters<typeof insert>) => {
      born += 1;
      if (born === 2) {
        const wakes = once(signals, 'resumed');
        signals.emit('stopped');
        await wakes;
      }
      return insert(...given);
    }) as typeof insert);
    const dead = avanzaScansione(b.deps, id);
    await untilStopped;
    stop.mock.restore();
    assert.equal((await lotto(id)).stato, 'in-lavorazione');
    assert.deepEqual(await avanzaScansione(b.deps, id), { daLeggere: false, nuove: [] }, 'its lease holds');
    await b.here.harness
      .collection('scansioni')
      .updateOne({ _id: id as never }, { $set: { 'presa.fino': new Date(0) } });
    await b.lavora(id);
    signals.emit('resumed');
    assert.deepEqual((await dead).nuove, [], 'and says nothing when it wakes');

    assert.equal((await lotto(id)).stato, 'diviso');
    const { elementi } = (await b.here.get(`/scansioni?lotto=${id}`, 'protocollo').expect(200)).body as {
      elementi: Scansione[];
    };
    const parti = elementi.toSorted((one, other) => one.id.localeCompare(other.id));
    assert.deepEqual(
      parti.map(({ avanzamento, registrazione: joined }) => [avanzamento.pagine, joined]),
      [
        [1, undefined],
        [2, posto],
      ],
    );
    const joined = await b.letta(parti[1]?.id ?? '');
    assert.deepEqual([joined.stato, joined.unione?.stato], ['pronta', 'fatta']);
    assert.equal((await registrazione(posto)).documento?.sha256, joined.pdf?.sha256);
  });

  it('what a scanner leaves in the watched folder becomes a scan, once, when nobody writes to it any more', async () => {
    const cartella = await mkdtemp(path.join(os.tmpdir(), 'cartella-'));
    try {
      const own = path.join(cartella, 'AVLD001');
      await mkdir(own);
      const lascia = async (nome: string, bytes: Buffer): Promise<void> => {
        await writeFile(path.join(own, nome), bytes);
        await utimes(path.join(own, nome), new Date(0), new Date(0));
      };
      const { config } = b.deps;
      const deps = { ...b.deps, config: { ...config, scansione: { ...config.scansione, cartella } } };
      const guarda = (): Promise<string[]> => guardaCartella(deps, new AbortController().signal);
      await lascia('uno.png', sheet(third));
      await lascia('nota.txt', Buffer.from('non è una scansione'));
      await writeFile(path.join(own, 'in-arrivo.png'), sheet(first)); // its scanner is still writing
      const [id, ...others] = await guarda();
      assert.ok(id !== undefined && others.length === 0);
      assert.deepEqual((await readdir(own)).sort(), ['fatti', 'in-arrivo.png', 'rifiutati']);
      await lascia('di-nuovo.png', sheet(third));
      assert.deepEqual(await guarda(), [id], 'the same file is the same scan');
      assert.deepEqual((await readdir(path.join(own, 'fatti'))).sort(), ['di-nuovo.png', 'uno.png']);
      await b.lavora(id);
      const done = await b.letta(id);
      assert.deepEqual([done.stato, done.avanzamento.fatte], ['pronta', 1]);
    } finally {
      await rm(cartella, { recursive: true });
    }
  });

  it('a worker killed in the middle of a page: nothing is lost, and the page is there once', async () => {
    const { id } = (await b.invia([sheet(third), sheet(second)]).expect(202)).body as Scansione;
    const { database } = b.here.harness;
    const worker = startWorker({ database, env: { LIVELLO_LOG: 'warn' } });
    const lavoro = b.here.harness.collection('pagineScansione');
    const until = async (test: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 800; i += 1) {
        if (await test()) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`not reached: ${worker.output()}`);
    };
    await until(async () => (await lavoro.countDocuments({ scansione: id, presa: { $exists: true } })) > 0);
    assert.equal(
      os.getPriority(worker.pid),
      os.constants.priority.PRIORITY_BELOW_NORMAL,
      'who waits at a page comes first',
    );
    await worker.kill();
    const held = await lavoro.countDocuments({ scansione: id, presa: { $exists: true } });
    assert.ok(held > 0);
    assert.equal(await leggiProssima(b.deps, id).then((one) => one === 'ultima'), false); // its lease still holds
    await lavoro.updateMany({ scansione: id, presa: { $exists: true } }, { $set: { 'presa.fino': new Date(0) } });
    await b.here.harness
      .collection('scansioni')
      .updateOne({ _id: id as never, presa: { $exists: true } }, { $set: { 'presa.fino': new Date(0) } });
    await b.lavora(id);
    const done = await b.letta(id);
    assert.deepEqual([done.stato, done.pagine.length, done.avanzamento.fatte], ['pronta', 2, 2]);
    assert.equal((await findPagine(id)).size, 2);
  });
});
