import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { EventiScansione, Scansione } from '../../../schemas/scansione.api.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';
import { legalDay } from '../../../server/lib/clock.js';
import { avanzaScansione } from '../../../server/scansione/avanza.js';
import { leggiProssima } from '../../../server/scansione/pagina.js';
import { ImmagineRifiutata } from '../../../server/scansione/tipi.js';
import { isProblem } from '../protocollo/problemi.js';
import { foglio, foglioConBarre, foglioConCodice, type Numero, useBancoScansione } from './banco.js';

describe('scansione: what is read, and what its label says', function () {
  this.timeout(60_000);
  const b = useBancoScansione('scansione-etichetta');
  const { fiducia } = b;
  afterEach(() => {
    b.fiducia = fiducia;
  });

  /** Where the code is below the middle, as `foglioConCodice` puts it, the page lies upright. */
  const fiduciaDelVerso = async (png: Buffer): Promise<number> => {
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    const half = Math.floor(info.height / 2) * info.width;
    const light = (bytes: Buffer): number => bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
    return light(data.subarray(0, half)) > light(data.subarray(half)) ? 93 : 24;
  };
  const codiceDi = ({ anno, numero }: Numero): string => `AVLD001/${anno}/${String(numero).padStart(7, '0')}`;

  it('a page upside down is told, holds back what its label says, and once turned joins by itself', async () => {
    const posto = await b.attesa('Segnalazione di una buca in via Garibaldi');
    const label = await foglioConCodice(5, codiceDi(posto));
    b.fiducia = fiduciaDelVerso;
    const before = b.lette;
    const { id, stato, unione, registrazione: named, pagine } = await b.scansionata([await sharp(label).rotate(180).withMetadata({ density: 75 }).png().toBuffer()]); // prettier-ignore
    assert.deepEqual([stato, unione?.stato, named], ['da-verificare', 'da-confermare', posto]);
    const [sign] = pagine[0]?.qualita ?? [];
    assert.deepEqual([sign?.codice, sign?.rotazione], ['capovolta', 180]);
    assert.match(sign?.messaggio ?? '', /24 %.*93 %/);
    assert.equal(b.lette - before, 2, 'as it lies, and turned');
    assert.equal((await b.registrazione(posto)).documento, undefined);
    await b.here.ask('patch', `/scansioni/${id}/pagine/1`, 'protocollo').send({ rotazione: 180 }).expect(200);
    await b.lavora(id);
    const turned = await b.letta(id);
    assert.deepEqual([turned.stato, turned.unione?.stato, turned.pagine[0]?.qualita], ['pronta', 'fatta', []]);
    assert.equal(b.lette - before, 3, 'a page that is read well is read once');
    assert.equal((await b.registrazione(posto)).documento?.sha256, turned.pdf?.sha256);
  });

  it('ask 16: pages that carry their words are skipped, each page is a work of its own with its limit, and nobody waits for them', async () => {
    const doc = new PDFDocument({ autoFirstPage: false });
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.addPage({ size: 'A6' }).fontSize(9).text('Relazione tecnica che nasce digitale e porta le sue parole');
    for (const seme of [7, 8]) doc.addPage({ size: 'A6', margin: 0 }).image(await foglio(seme), 0, 0, { width: 297 });
    doc.end();
    await once(doc, 'end');
    const before = b.lette;
    const signals = new EventEmitter();
    let slow = 0;
    b.fiducia = async () => {
      slow += 1;
      if (slow === 2) throw new ImmagineRifiutata('tempo', 'La lettura della pagina richiede troppo tempo.');
      await once(signals, 'go on');
      return 90;
    };
    const taken = await b.here
      .post('/scansioni', 'protocollo')
      .attach('documento', Buffer.concat(chunks), { filename: 'misto.pdf', contentType: 'application/pdf' })
      .expect(202);
    const { id } = taken.body as Scansione;
    assert.equal((await avanzaScansione(b.deps, id)).daLeggere, true);
    const lavoro = b.here.harness.collection('pagineScansione');
    assert.equal(await lavoro.countDocuments({ scansione: id, daLeggere: true }), 3);
    const reading = Promise.all([1, 2, 3].map(() => leggiProssima(b.deps, id)));
    while ((await lavoro.countDocuments({ scansione: id, daLeggere: true })) > 1) await turn();
    const meanwhile = await b.letta(id);
    assert.deepEqual([meanwhile.stato, meanwhile.avanzamento], ['in-lavorazione', { pagine: 3, fatte: 2 }]);
    const posto = await b.attesa('Registrata mentre una pagina è in lettura');
    assert.ok(posto.numero > 0);
    signals.emit('go on');
    await reading;
    await b.lavora(id);
    assert.equal(b.lette - before, 2, 'the page that carries its words is not read');
    const done = await b.letta(id);
    assert.deepEqual(
      done.pagine.flatMap(({ qualita }) => qualita.map(({ codice }) => codice)),
      ['illeggibile'],
      'the page that took too long has its picture, and is told',
    );
    assert.equal(done.avanzamento.fatte, 3);
    const testo = await b.here.get(`/scansioni/${id}/testo`, 'protocollo').expect(200);
    assert.match(testo.text, /nasce digitale/);
  });

  it('the label of another AOO, or of another register, with a number that is here too, names nothing', async () => {
    const posto = await b.attesa('Richiesta che aspetta la sua carta');
    const altrui = codiceDi(posto).replace('AVLD001', 'ALTRA01');
    const { stato, unione, registrazione } = await b.scansionata([await foglioConCodice(9, altrui)]);
    assert.deepEqual([stato, unione, registrazione], ['pronta', undefined, undefined]);
    assert.equal((await b.registrazione(posto)).documento, undefined);
  });

  it('a bar code alone, which any office may print, proposes the number and joins nothing until a person confirms', async () => {
    const posto = await b.attesa('Richiesta il cui numero è anche di un altro ente');
    const { anno, numero } = posto;
    const barre = await foglioConBarre(11, `${anno}-${String(numero).padStart(7, '0')}`);
    const { id, stato, unione, registrazione } = await b.scansionata([barre]);
    assert.deepEqual([stato, unione?.stato, registrazione], ['da-verificare', 'da-confermare', { anno, numero }]);
    assert.match(unione?.messaggio ?? '', /un altro ente può avere stampato lo stesso/);
    await b.lavora(id);
    assert.equal((await b.registrazione(posto)).documento, undefined, 'however often the worker looks');
    await b.here.post(`/scansioni/${id}/unione`, 'protocollo').send({ registrazione: posto }).expect(200);
    await b.lavora(id);
    const joined = await b.letta(id);
    assert.deepEqual([joined.stato, joined.unione?.stato], ['pronta', 'fatta']);
    assert.equal((await b.registrazione(posto)).documento?.sha256, joined.pdf?.sha256);
  });

  it('an AOO may ask that every label is confirmed: by one request, that joins once however often it is made', async () => {
    const contenuto = {
      ...SCANSIONE,
      soglie: { ...SCANSIONE.soglie, dpiMinimi: 72 },
      unioneEtichetta: 'dopo-conferma',
    };
    await b.here
      .post('/configurazione/scansione/versioni', 'rgd')
      .send({ validoDal: legalDay(b.deps.clock.now()), motivo: 'Ogni unione si conferma', contenuto })
      .expect(201);
    const posto = await b.attesa('Richiesta di un passo carrabile in via Mazzini');
    const { id, stato, unione } = await b.scansionata([await foglioConCodice(6, codiceDi(posto))]);
    assert.deepEqual([stato, unione?.stato], ['da-verificare', 'da-confermare']);
    await b.here.post(`/scansioni/${id}/controllo`, 'protocollo').send({ motivo: 'Guardata tutta' }).expect(409);
    await b.lavora(id);
    assert.equal((await b.registrazione(posto)).documento, undefined, 'however often the worker looks');
    // a label that is on the wrong paper: who takes it off says why, and it is not read again
    const sbagliata = await b.scansionata([await foglioConCodice(7, codiceDi(posto))]);
    assert.deepEqual(sbagliata.separabile, { motivo: true });
    const separa = (corpo: object) => b.here.post(`/scansioni/${sbagliata.id}/separazione`, 'protocollo').send(corpo);
    isProblem(await separa({}), 422, ['motivo']);
    await separa({ motivo: 'È l’etichetta di un altro foglio' }).expect(200);
    isProblem(await separa({ motivo: 'È l’etichetta di un altro foglio' }), 409);
    await b.here.ask('patch', `/scansioni/${sbagliata.id}/pagine/1`, 'protocollo').send({ rotazione: 180 }).expect(200);
    await b.lavora(sbagliata.id);
    const libera = await b.letta(sbagliata.id);
    assert.deepEqual([libera.registrazione, libera.unione, libera.separabile], [undefined, undefined, undefined]);
    const eventi = (await b.here.get(`/scansioni/${sbagliata.id}/eventi`, 'protocollo').expect(200))
      .body as EventiScansione;
    const { anno, numero } = posto;
    assert.deepEqual(eventi.elementi.find(({ tipo }) => tipo === 'separazione')?.dettagli, {
      registrazione: { anno, numero },
      detta: 'etichetta',
      motivo: 'È l’etichetta di un altro foglio',
    });
    const conferma = () =>
      b.here
        .post(`/scansioni/${id}/unione`, 'protocollo')
        .set('Idempotency-Key', 'conferma-1')
        .send({ registrazione: posto });
    await conferma().expect(200);
    await conferma().expect(200);
    await b.lavora(id);
    const joined = await b.letta(id);
    assert.deepEqual([joined.stato, joined.unione?.stato], ['pronta', 'fatta']);
    // a worker killed between the registration and its mark
    await b.here.harness
      .collection('scansioni')
      .updateOne({ _id: id as never }, { $set: { unione: { stato: 'in-attesa' }, daFare: true } });
    await b.lavora(id);
    const { documento, allegati } = await b.registrazione(posto);
    assert.deepEqual([documento?.sha256, allegati.length], [joined.pdf?.sha256, 0]);
    assert.equal((await b.letta(id)).unione?.stato, 'fatta');
  });
});
