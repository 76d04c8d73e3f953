import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'supertest';
import type { AttestazioneLetta } from '../../../schemas/attestazione.api.js';
import type { CampioneLetto } from '../../../schemas/campione.api.js';
import { type Attestazione, AttestazioneModel } from '../../../schemas/attestazione.model.js';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { estrai } from '../../../server/attestazioni/campione-rules.js';
import { verifyAttestazioni } from '../../../server/attestazioni/verifica-totale.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';
import { firmaPades } from '../../../server/firme/crea/pades.js';
import { fileDi } from '../../../server/conservazione/pacchetti/file-di.js';
import { documentiOf } from '../../../server/conservazione/unita/registrazione.js';
import { toXml } from '../../../server/metadati/albero.js';
import { readConf } from '../../../server/metadati/conf-lettura.js';
import { metadatiOfRegistrazione } from '../../../server/metadati/registrazione.js';
import { buildRichiesta } from '../../support/factories.js';
import { ask, judgeDss, judgePdfA, readCodes, readText } from '../../support/giudici.js';
import { AOO_PROVA } from '../../support/harness.js';
import { scansionePronta } from './banco.js';
import { CICLO, sha256, useUfficio } from './ufficio.js';

describe('attestations of conformity', function () {
  this.timeout(90_000);
  const u = useUfficio();
  const { harness, delega, attesta, bytesOf, stored, letta, daFirmare, cades, putFirma } = u;
  /** what was made on the way, for the judges: their start costs more than their work */
  const documenti: Record<string, Buffer> = {};
  let busta: Buffer = Buffer.alloc(0);

  it('an official attests by comparison; the judges find the document and its signature as they should be', async function () {
    const scansione = await scansionePronta(harness);
    await harness
      .post(`/scansioni/${scansione._id}/raffronto`, 'protocollo')
      .send({ pagine: ['1', '2'], esito: 'uguale' })
      .expect(200);
    const chiave = 'attesta-uno';
    const { body } = (await attesta(scansione._id).set('Idempotency-Key', chiave).expect(201)) as { body: unknown };
    const { attestazione } = body as {
      attestazione: { id: string; sha256: string; firma: { url: string; sha256: string; tipo: string; esito: string } };
    };
    const again = await attesta(scansione._id).set('Idempotency-Key', chiave).expect(200);
    assert.deepEqual(again.body, body);

    const after = await stored(scansione._id);
    assert.equal(after.stato, 'attestata');
    assert.equal(after.attestazione, attestazione.id);
    const dati = await letta(attestazione.id);
    assert.deepEqual(
      dati.copie.map(({ sha256: one, confrontate }) => [one, confrontate]),
      [[scansione.copia?.sha256, 2]],
    );
    const documento = await bytesOf(`/attestazioni/${attestazione.id}`);
    assert.equal(sha256(documento), attestazione.sha256);
    const p7m = await bytesOf(attestazione.firma.url);
    assert.equal(sha256(p7m), attestazione.firma.sha256);
    const { tipo } = attestazione.firma;
    assert.equal(tipo, 'CAdES');

    const testo = await readText(this, documento);
    for (const part of [scansione.copia?.sha256, 'Operatore di protocollo', '7/2026 del 02/01/2026', dati.verifica])
      assert.ok(
        testo.replaceAll(/\s+/g, ' ').includes(part ?? '?') || testo.replaceAll(/\s+/g, '').includes(part ?? '?'),
        part,
      );
    assert.deepEqual(await readCodes(this, documento), [`QR-Code:${dati.verifica}`]);
    documenti['raffronto'] = documento;
    const file = path.join(u.autorita.dir, 'attestazione.p7m');
    await writeFile(file, p7m);
    const ca = path.join(u.autorita.dir, 'ca.pem');
    const { codice, uscita } = await ask('openssl', ['cms', '-verify', '-cades', '-inform', 'DER', '-in', file, '-CAfile', ca, '-purpose', 'any', '-out', path.join(u.autorita.dir, 'contenuto.pdf')]); // prettier-ignore
    assert.equal(codice, 0, uscita);
    busta = p7m;
    assert.equal(attestazione.firma.esito, 'valida');
  });

  it('without a delegation that is valid today: 403, ended yesterday too, and nothing is written', async () => {
    const scansione = await scansionePronta(harness);
    const before = await AttestazioneModel.countDocuments();
    await attesta(scansione._id, {}, 'responsabile').expect(403);
    const { body } = (await delega('responsabile', { dal: '2026-03-01', al: '2026-03-02' }).expect(201)) as {
      body: unknown;
    };
    await harness.get('/attestazioni/miei-poteri', 'responsabile').expect(200);
    await harness.moveClock('2026-03-03T00:00:30+01:00');
    const refused = await attesta(scansione._id, {}, 'responsabile').expect(403);
    assert.match((refused.body as { detail: string }).detail, /finita il 02\/03\/2026/);
    await harness
      .post(`/scansioni/${scansione._id}/raffronto`, 'responsabile')
      .send({ pagina: '1', esito: 'uguale' })
      .expect(403);
    await harness
      .post(`/attestazioni/deleghe/${(body as { id: string }).id}/revoca`, 'rgd')
      .send({ motivo: 'tardi' })
      .expect(409);
    assert.equal(await AttestazioneModel.countDocuments(), before);
    assert.equal((await stored(scansione._id)).stato, 'pronta');
    for (const account of ['istruttore', 'archivista', 'admin'] as const)
      await attesta(scansione._id, {}, account).expect(403);
  });

  it('what is not there, or another AOO’s, is 404; what is not ready, or attested already, is 409', async () => {
    const scansione = await scansionePronta(harness);
    await attesta('0'.repeat(24)).expect(404);
    await delega('protocollo2').expect(422); // not of this AOO
    await harness
      .post(`/scansioni/${scansione._id}/raffronto`, 'protocollo2')
      .send({ pagina: '1', esito: 'uguale' })
      .expect(404);
    await attesta(scansione._id, {}, 'protocollo2').expect(404);
    const aperta = await scansionePronta(harness, { stato: 'da-verificare' });
    await attesta(aperta._id).expect(409);
    const { body } = (await attesta(scansione._id, { copie: [aperta._id] }).expect(409)) as { body: unknown };
    assert.match((body as { detail: string }).detail, /non è pronta/);
    await attesta(scansione._id, { copie: ['f'.repeat(24)] }).expect(422);
    await attesta(scansione._id, { dichiarazione: false }).expect(422);
    await attesta(scansione._id).expect(201);
    await attesta(scansione._id).expect(409);
    await attesta(scansione._id, { firma: 'esterna' }).expect(409);
    const { attestazione = '' } = await stored(scansione._id);
    await harness.get(`/attestazioni/${attestazione}`, 'protocollo2').expect(404);
    await harness.get(`/attestazioni/${attestazione}/firma`, 'protocollo2').expect(404);
    await harness.get(`/attestazioni/${attestazione}`, 'istruttore').expect(403);
  });

  it('a page found different stops everybody until it is scanned again', async () => {
    const scansione = await scansionePronta(harness);
    const mark = (body: object): Test => harness.post(`/scansioni/${scansione._id}/raffronto`, 'protocollo').send(body);
    await mark({ pagina: '2', esito: 'diversa' }).expect(422);
    await mark({ pagina: '9', esito: 'uguale' }).expect(422);
    const { body } = (await mark({ pagina: '2', esito: 'diversa', motivo: 'manca il timbro' }).expect(200)) as {
      body: unknown;
    };
    assert.equal((body as { diverse: number }).diverse, 1);
    const refused = await attesta(scansione._id).expect(409);
    assert.match((refused.body as { detail: string }).detail, /pagina 2 risulta diversa/);
    await mark({ pagina: '2', esito: 'uguale' }).expect(200);
    await attesta(scansione._id).expect(201);
    await mark({ pagina: '2', esito: 'uguale' }).expect(409);
  });

  it('signed outside: the exact bytes, and only what signs them, whole, valid and his', async () => {
    const scansioni = await Promise.all([1, 2, 3].map(() => scansionePronta(harness)));
    const [prima, ...altre] = scansioni.map(({ _id }) => _id);
    const { body } = (await attesta(prima ?? '', { firma: 'esterna', copie: altre }).expect(202)) as { body: unknown };
    const { id } = body as { id: string };
    const bytes = await bytesOf(`/attestazioni/${id}`);
    const refused = async (firma: Buffer, words: RegExp, tipo?: string): Promise<void> => {
      const answer = await putFirma(id, firma, tipo).expect(422);
      const { errori } = answer.body as { errori: { campo: string; messaggio: string }[] };
      assert.equal(errori[0]?.campo, 'firma');
      assert.match(errori[0].messaggio, words);
    };
    await harness.get(`/attestazioni/${id}/firma`, 'protocollo').expect(404);
    await refused(await cades(Buffer.concat([bytes, Buffer.from(' ')]), u.operatore), /altro documento/);
    await refused(await cades(bytes, u.altro), /deve firmare/);
    await refused(
      await cades(
        bytes,
        await u.estranea.rilascia('Operatore di protocollo', { dal: '20260101000000Z', chiave: 'ec' }),
      ),
      /deve firmare/,
    );
    const buona = await cades(bytes, u.operatore);
    const rotta = Buffer.from(buona);
    const posto = rotta.indexOf(bytes.subarray(100, 140)) + 5;
    rotta.writeUInt8(rotta.readUInt8(posto) ^ 1, posto);
    await refused(rotta, /altro documento|non è valida/);
    await refused(bytes, /firma/, 'application/pdf');
    await refused(Buffer.from('niente'), /firma/);
    await refused(await cades(Buffer.from('altro'), u.operatore, true), /non è valida|altro documento/);
    await putFirma(id, buona, 'text/plain').expect(415);
    await putFirma(id, buona, undefined, 'responsabile').expect(403);
    assert.deepEqual(
      new Set((await Promise.all(scansioni.map(({ _id }) => stored(_id)))).map(({ stato }) => stato)),
      new Set(['pronta']),
    );

    const { body: signed } = (await putFirma(id, buona).expect(200)) as { body: unknown };
    assert.equal((signed as AttestazioneLetta).stato, 'firmata');
    assert.equal((signed as AttestazioneLetta).firma?.modo, 'esterna');
    for (const { _id } of scansioni) assert.equal((await stored(_id)).attestazione, id);
    await putFirma(id, buona).expect(200);
    await putFirma(id, await cades(bytes, u.operatore, true)).expect(409);
    assert.equal(sha256(await bytesOf(`/attestazioni/${id}/firma`)), sha256(buona));
  });

  it('a detached signature and a signed PDF serve as well; a PDF with anything else in it does not', async () => {
    const staccata = await daFirmare((await scansionePronta(harness))._id);
    await harness
      .put(`/attestazioni/${staccata.attestazione}/firma`, 'protocollo')
      .attach('firma', await cades(staccata.bytes, u.operatore, true), 'attestazione.pdf.p7s')
      .expect(200);
    const pdf = await daFirmare((await scansionePronta(harness))._id);
    const firmato = await firmaPades(pdf.bytes, u.operatore.firmatario, { quando: harness.now() });
    const altroPdf = await firmaPades(staccata.bytes, u.operatore.firmatario, { quando: harness.now() });
    await putFirma(pdf.attestazione, altroPdf, 'application/pdf').expect(422);
    const cambiato = Buffer.concat([firmato, Buffer.from('\n% altro\n')]);
    await putFirma(pdf.attestazione, cambiato, 'application/pdf').expect(422);
    const { body } = (await putFirma(pdf.attestazione, firmato, 'application/pdf').expect(200)) as { body: unknown };
    assert.equal((body as AttestazioneLetta).firma?.tipo, 'PAdES');
  });

  it('a copy that changed after it was to be signed is not attested, nor any other of the list', async () => {
    const [una, due] = await Promise.all([scansionePronta(harness), scansionePronta(harness)]);
    const { body } = (await attesta(una._id, { firma: 'esterna', copie: [due._id] }).expect(202)) as { body: unknown };
    const { id } = body as { id: string };
    const firma = await cades(await bytesOf(`/attestazioni/${id}`), u.operatore);
    await harness
      .collection('scansioni')
      .updateOne({ _id: due._id as never }, { $set: { 'copia.sha256': 'a'.repeat(64) } });
    await putFirma(id, firma).expect(409);
    assert.equal((await stored(una._id)).stato, 'pronta');
    assert.equal((await letta(id)).stato, 'da-firmare');
    await harness
      .collection('scansioni')
      .updateOne({ _id: due._id as never }, { $set: { 'copia.sha256': due.copia?.sha256 } });
    const both = await Promise.all([putFirma(id, firma), attesta(due._id)]);
    assert.deepEqual(both.map(({ status }) => status).filter((status) => status < 300).length, 1, 'one of two wins');
    const states = [await stored(una._id), await stored(due._id)].map(({ attestazione }) => attestazione);
    assert.ok(
      states[1] !== undefined && (states[0] === undefined || states[0] === states[1]),
      'all or none of the list',
    );
  });

  describe('by certified process', () => {
    const lotto = 'b'.repeat(24);
    const rifatto = 'c'.repeat(24);
    const campione = async (codice: string, status: number): Promise<CampioneLetto> =>
      (await harness.post('/attestazioni/campioni', 'protocollo').send({ lotto: codice }).expect(status))
        .body as CampioneLetto;
    const esito = (id: string, scansione: string, body: object): Test =>
      harness.post(`/attestazioni/campioni/${id}/esiti`, 'protocollo').send({ scansione, ...body });

    it('is refused until the AOO has recorded its certificates; then the sample is drawn, compared, and the lot attested', async function () {
      const scansioni = await Promise.all(Array.from({ length: 10 }, () => scansionePronta(harness, { lotto })));
      const [prima] = scansioni;
      const id = prima?._id ?? '';
      await attesta(id, { modo: 'processo' }).expect(409);
      await campione(lotto, 409);
      const oggi = '2026-03-03';
      await harness.post('/configurazione/scansione/versioni', 'rgd').send({ validoDal: oggi, motivo: 'certificati del ciclo', contenuto: { ...SCANSIONE, ciclo: CICLO } }).expect(201); // prettier-ignore
      await harness
        .post('/attestazioni/campioni', 'protocollo')
        .send({ lotto: 'd'.repeat(24) })
        .expect(404);
      await attesta(id, { modo: 'processo' }).expect(409);
      const drawn = await campione(lotto, 201);
      assert.deepEqual(await campione(lotto, 200), drawn, 'nobody draws until it suits');
      const ids = scansioni.map(({ _id }) => _id);
      assert.deepEqual(
        drawn.scelti.map(({ scansione }) => scansione),
        estrai(drawn.seme, ids, drawn.piano.campione),
      );
      assert.deepEqual([drawn.piano.lettera, drawn.piano.campione, drawn.piano.accetta], ['B', 3, 0]);
      await attesta(id, { modo: 'processo' }).expect(409);
      await esito(drawn.id, ids.find((one) => !drawn.scelti.some(({ scansione }) => scansione === one)) ?? '', { esito: 'conforme' }).expect(422); // prettier-ignore
      for (const { scansione } of drawn.scelti) await esito(drawn.id, scansione, { esito: 'conforme' }).expect(200);
      const { body } = (await attesta(id, { modo: 'processo' }).expect(201)) as { body: unknown };
      const { attestazione } = body as { attestazione: { id: string } };
      const dati = await letta(attestazione.id);
      assert.deepEqual(new Set(dati.copie.map(({ scansione }) => scansione)), new Set(ids));
      for (const one of ids) assert.equal((await stored(one)).attestazione, attestazione.id);
      const documento = await bytesOf(`/attestazioni/${attestazione.id}`);
      const testo = (await readText(this, documento)).replaceAll(/\s+/g, ' ');
      const { iso9001, iso27001, documentazione, luogo, finalita } = CICLO;
      const dette = [iso9001.numero, iso27001.numero, documentazione, luogo, finalita];
      for (const part of [lotto, ...dette, 'UNI ISO 2859-1', 'lettera B']) assert.ok(testo.includes(part), part);
      assert.ok(testo.replaceAll(' ', '').includes(drawn.seme));
      documenti['processo'] = documento;
    });

    it('a refused sample sends the whole lot back to the check', async () => {
      const scansioni = await Promise.all(
        Array.from({ length: 3 }, () => scansionePronta(harness, { lotto: rifatto })),
      );
      const drawn = await campione(rifatto, 201);
      const [scelta] = drawn.scelti;
      await esito(drawn.id, scelta?.scansione ?? '', { esito: 'difforme' }).expect(422);
      const { body } = (await esito(drawn.id, scelta?.scansione ?? '', {
        esito: 'difforme',
        motivo: 'pagina tagliata',
      }).expect(200)) as { body: unknown };
      assert.equal((body as CampioneLetto).stato, 'rifiutato');
      for (const { _id } of scansioni) assert.equal((await stored(_id)).stato, 'da-verificare');
      await attesta(scansioni[0]?._id ?? '', { modo: 'processo' }).expect(409);
      await campione(rifatto, 409);
      const again = (id: string): Test =>
        harness.post(`/scansioni/${id}/ricontrollo`, 'protocollo').send({ motivo: 'riviste tutte le pagine' });
      for (const { _id } of scansioni) await again(_id).expect(200);
      await again(scansioni[0]?._id ?? '').expect(409);
      assert.notEqual((await campione(rifatto, 201)).id, drawn.id);
    });
  });

  it('of a registration tells copy, attestation and place of the original, and why the paper stays; its metadata say it conforms', async () => {
    const scansione = await scansionePronta(harness);
    const r = await harness.registered('protocollo', buildRichiesta({ mezzo: 'sportello' }), {
      documento: { nome: 'foglio.pdf', mime: 'application/pdf', bytes: scansione.bytes },
    });
    await harness.collection('scansioni').updateOne({ _id: scansione._id as never }, { $set: { registrazione: { anno: r.anno, numero: r.numero, da: 'operatore' } } }); // prettier-ignore
    const of = `/registrazioni/${r.anno}/${r.numero}/attestazioni`;
    assert.deepEqual((await harness.get(of, 'protocollo').expect(200)).body, { elementi: [] });
    await attesta(scansione._id).expect(201);
    const { body } = (await harness.get(of, 'protocollo').expect(200)) as { body: unknown };
    const [one] = (body as { elementi: (AttestazioneLetta & { copia: { originale: object }; distruzione: { ammessa: boolean; motivi: { codice: string }[] } })[] }).elementi; // prettier-ignore
    assert.ok(one);
    assert.deepEqual(one.copia.originale, scansione.originale);
    assert.equal(one.distruzione.ammessa, false);
    assert.deepEqual(one.distruzione.motivi.map(({ codice }) => codice), ['conservazione-copia', 'conservazione-attestazione', 'pratica-aperta', 'autorizzazione']); // prettier-ignore
    const record = (await harness.stored(r)) as unknown as Registrazione;
    const { radice } = await metadatiOfRegistrazione({ config: { urlPubblico: '' } }, record);
    const xml = toXml(radice);
    assert.match(xml, /<ConformitaCopieImmagineSuSupportoInformatico>true</);
    const attestazione = await AttestazioneModel.findById(one.id).lean<Attestazione>();
    assert.ok(attestazione);
    const unita = documentiOf(record, await readConf(AOO_PROVA, '2026-03-03', new Map()), undefined, [attestazione]);
    assert.deepEqual(
      unita.flatMap((documento) =>
        fileDi(documento).map(({ id, formato, sha256 }) => [documento.ruolo, id, formato, sha256]),
      ),
      [
        ['principale', 'f0', 'PDF', scansione.copia?.sha256],
        ['annesso', 'f1', 'PDF', attestazione.documento.sha256],
        ['annesso', 'f2', 'PDF.P7M', attestazione.firma?.sha256],
      ],
    );
    const storia = await harness.get(`/registrazioni/${r.anno}/${r.numero}/eventi`, 'protocollo').expect(200);
    const [atto] = (storia.body as { elementi: { tipo: string; utente: string; dettagli: object }[] }).elementi;
    assert.deepEqual([atto?.tipo, atto?.utente], ['attestazione', 'protocollo'], 'at once');
    assert.equal((await AttestazioneModel.findById(one.id).lean())?.daAnnotare, undefined);
    const other = await scansionePronta(harness, {
      registrazione: { anno: r.anno, numero: r.numero + 1_000, da: 'operatore' },
    });
    await attesta(other._id).expect(404);
  });

  it('anybody with the address checks copy, attestation and signature; nothing of the content', async () => {
    const scansione = await scansionePronta(harness);
    const { body } = (await attesta(scansione._id).expect(201)) as { body: unknown };
    const { id } = (body as { attestazione: { id: string } }).attestazione;
    const web = harness.nextWeb().url;
    const page = await fetch(`${web}/attestazione/${id}`, { headers: { Accept: 'text/html' } });
    assert.equal(page.status, 200);
    const html = await page.text();
    assert.match(html, /Attestazione autentica/);
    for (const hidden of ['foglio', scansione.copia?.sha256 ?? '', 'faldone', scansione._id])
      assert.ok(!html.includes(hidden), hidden);
    const compare = async (bytes: Buffer): Promise<unknown> =>
      (await fetch(`${web}/attestazione/${id}/confronto`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ sha256: sha256(bytes) }) })).json(); // prettier-ignore
    const documento = await bytesOf(`/attestazioni/${id}`);
    const p7m = await bytesOf(`/attestazioni/${id}/firma`);
    assert.deepEqual(await compare(scansione.bytes), { che: 'copia', pagine: 2 });
    assert.deepEqual(await compare(documento), { che: 'attestazione' });
    assert.deepEqual(await compare(p7m), { che: 'firma' });
    assert.deepEqual(await compare(Buffer.concat([scansione.bytes, Buffer.from('x')])), { che: 'nessuno' });
    const check = async (bytes: Buffer) =>
      (await fetch(`${web}/attestazione/${id}/firma`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: new Uint8Array(bytes) })).json() as Promise<{ corrisponde: boolean; esito: string }>; // prettier-ignore
    const buona = await check(p7m);
    assert.deepEqual([buona.corrisponde, buona.esito], [true, 'valida']);
    const falsa = await check(await cades(Buffer.from('altro'), u.operatore));
    assert.equal(falsa.corrisponde, false);
    const absent = await fetch(`${web}/attestazione/${'0'.repeat(24)}`);
    assert.equal(absent.status, 404);
    const pending = await daFirmare((await scansionePronta(harness))._id);
    assert.equal((await fetch(`${web}/attestazione/${pending.attestazione}`)).status, 404, 'not before it is signed');
  });

  describe('in the end', () => {
    it('veraPDF finds every document a PDF/A-2b, DSS the signature a CAdES baseline', async function () {
      const verdicts = await judgePdfA(this, documenti);
      assert.deepEqual(verdicts, { raffronto: 'PASS', processo: 'PASS' });
      const fiducia = { autorita: [await u.autorita.certificato()], crl: [await u.autorita.crl()] };
      const [firma] = (await judgeDss(this, { busta: { firmato: busta } }, fiducia))['busta'] ?? [];
      assert.equal(firma?.formato, 'CAdES-BASELINE-B');
    });

    it('the verification from outside replays every attestation, and finds one that was altered', async () => {
      const whole = await verifyAttestazioni(AOO_PROVA, undefined);
      assert.equal(whole.guasto, undefined);
      assert.ok(whole.attestazioni > 5 && whole.files.length > whole.attestazioni);
      const one = await AttestazioneModel.findOne({ stato: 'firmata' }).lean();
      assert.ok(one);
      const attestazioni = harness.collection('attestazioni');
      await attestazioni.updateOne({ _id: one._id as never }, { $set: { 'copie.0.sha256': 'e'.repeat(64) } });
      assert.match((await verifyAttestazioni(AOO_PROVA, undefined)).guasto?.motivo ?? '', /nascita/);
      await attestazioni.updateOne({ _id: one._id as never }, { $set: { 'copie.0.sha256': one.copie[0]?.sha256 } });
      await harness
        .collection('scansioni')
        .updateOne({ _id: one.copie[0]?.scansione as never }, { $set: { stato: 'pronta' } });
      assert.match((await verifyAttestazioni(AOO_PROVA, undefined)).guasto?.motivo ?? '', /copia/);
      await harness
        .collection('scansioni')
        .updateOne({ _id: one.copie[0]?.scansione as never }, { $set: { stato: 'attestata' } });
      await assert.rejects(AttestazioneModel.deleteOne({ _id: one._id }), { code: 'dato-non-modificabile' });
    });
  });
});
