import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Coda } from '../../../schemas/scrivania.api.js';
import type { Statistiche } from '../../../schemas/statistiche.api.js';
import { formatNumero } from '../../../server/protocollo/rules.js';
import { comeByte } from '../../support/byte.js';
import { readCodes, readText } from '../../support/giudici.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { runScript } from '../../support/processi.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata, MOTIVO, PROVVEDIMENTO, ROSSI, uscita } from '../protocollo/richieste.js';

const SITO = 'https://protocollo.valdoria.example';
const BIANCHI = /\s+/g;

describe('whole journeys', function () {
  this.timeout(60_000);
  const here = useHarness('percorsi', { env: { URL_PUBBLICO: SITO } });
  const done = async (one: RegistrazioneRisposta, sub: string, account: Account, body: object, status = 200) =>
    (
      await here
        .post(`${at(one)}/${sub}`, account)
        .send(body)
        .expect(status)
    ).body as RegistrazioneRisposta;
  const waits = async (one: RegistrazioneRisposta, coda: Coda, account: Account) =>
    (
      (await here.get(`/scrivania/${coda}`, account).expect(200)).body as { elementi: { numero: number }[] }
    ).elementi.some(({ numero }) => numero === one.numero);
  const bytes = async (address: string, account: Account, accept = 'application/pdf'): Promise<Buffer> =>
    (await here.get(address, account).set('Accept', accept).buffer(true).parse(comeByte).expect(200)).body as Buffer;
  const verified = async () =>
    (await here.get('/registro/verifica?anno=2026', 'rgd').expect(200)).body as {
      integro: boolean;
      primoErrore?: { anno: number; numero: number; motivo: string };
    };
  const script = () => runScript('scripts/verifica.js', ['--anno', '2026'], { database: here.database });
  /** The page that the QR of a label opens, as a telephone opens it. */
  const byQr = async (label: Buffer, context: Mocha.Context): Promise<string> => {
    const qr = (await readCodes(context, label, 300)).find((code) => code.startsWith(`QR-Code:${SITO}/`));
    const answer = await fetch((qr ?? assert.fail('no QR')).replace(`QR-Code:${SITO}`, here.nextWeb().url));
    assert.equal(answer.status, 200);
    return answer.text();
  };

  it('a number given to the wrong file is annulled, an oggetto corrected: the day tells old and new', async function () {
    const wrong = await here.registered('protocollo', entrata(), { documento: filePdf('un altro file') });
    const stale = await here.registered('protocollo', entrata({ oggetto: 'Richiesta di accesso agli antri' }));
    await done(wrong, 'annullamento', 'protocollo', { motivo: 'allegato il file di un’altra pratica' }, 202);
    const asked = { motivo: MOTIVO, campo: 'oggetto', nuovo: 'Richiesta di accesso agli atti' };
    await done(stale, 'rettifiche', 'protocollo', asked, 202);
    assert.ok((await waits(wrong, 'annullamenti', 'rgd')) && (await waits(stale, 'rettifiche', 'rgd')));
    await done(wrong, 'annullamento', 'rgd', { motivo: 'file sbagliato', provvedimento: PROVVEDIMENTO });
    const corrected = (await here.patch(at(stale), 'rgd', 2).send({ motivo: MOTIVO, oggetto: asked.nuovo }).expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      corrected.rinnovi.map(({ vecchio, nuovo, operatore }) => [vecchio, nuovo, operatore]),
      [[stale.oggetto, asked.nuovo, 'rgd']],
    );
    assert.ok(!(await waits(wrong, 'annullamenti', 'rgd')) && !(await waits(stale, 'rettifiche', 'rgd')));
    const again = await here.registered('protocollo', entrata());
    assert.equal(again.numero, stale.numero + 1, 'the annulled number is not used again');
    assert.match(await byQr(await bytes(`${at(wrong)}/etichetta.pdf`, 'protocollo'), this), /Registrazione annullata/);

    await here.moveClock('2026-03-03T08:00:00+01:00');
    const xml = String(await bytes('/registro-giornaliero/2026-03-02', 'rgd', 'application/xml'));
    const pdf = await readText(this, await bytes('/registro-giornaliero/2026-03-02', 'rgd'));
    assert.match(xml, new RegExp(`numero="${formatNumero(wrong.numero)}" anno="2026" stato="annullata"`));
    for (const text of [xml, pdf.replaceAll(BIANCHI, ' ')])
      assert.ok(text.includes(stale.oggetto) && text.includes(asked.nuovo), text);
    assert.match(pdf, /ANNULLATA/i);
    assert.equal((await verified()).integro, true);
  });

  it('brought to the wrong office: the day of arrival and the day of the right office are both kept', async () => {
    const one = await here.registered('protocollo', entrata({ dataArrivo: '2026-03-03' }));
    await done(one, 'assegnazioni', 'protocollo', { assegnazioni: [competenza('U410')] });
    await done(one, 'rifiuto', 'istruttore', { motivo: 'spetta ai servizi demografici' });
    await here.moveClock('2026-03-04T09:00:00+01:00');
    const right = await done(one, 'assegnazioni', 'protocollo', { assegnazioni: [competenza('U114')] });
    assert.equal(right.dataArrivo, '2026-03-03');
    const { elementi } = (await here.get(`${at(one)}/eventi`, 'protocollo').expect(200)).body as {
      elementi: { tipo: string; data: string; dettagli: object }[];
    };
    assert.deepEqual(
      elementi.map(({ tipo, data }) => [tipo, data.slice(0, 10)]),
      [
        ['assegnazione', '2026-03-03'],
        ['rifiuto', '2026-03-03'],
        ['assegnazione', '2026-03-04'],
      ],
    );
  });

  it('a program that reads the one document registers once, however often it sends', async () => {
    const { paths } = (await here.get('/openapi.json').expect(200)).body as {
      paths: Record<string, Record<string, { parameters?: { name: string }[]; requestBody?: { content: object } }>>;
    };
    const told = paths['/registrazioni']?.['post'] ?? assert.fail('not in the document');
    assert.ok(told.parameters?.some(({ name }) => name === 'Idempotency-Key'));
    assert.deepEqual(Object.keys(told.requestBody?.content ?? {}), ['multipart/form-data']);
    const before = await here.count('registrazioni');
    const [richiesta, chiave, documento] = [entrata({ mezzo: 'portale' }), randomUUID(), filePdf('pratica')];
    const send = () => here.register('protocollo', richiesta, { chiave, documento });
    const answers = [await send().expect(201), await send().expect(200), await send().expect(200)];
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    assert.equal(await here.count('registrazioni'), before + 1);
  });

  it('there is one register of protocol, and no way to a second', async () => {
    for (const address of ['/registri', '/protocolli', '/registro'])
      isProblem(await here.post(address, 'admin').send({ codice: 'PROT-2' }), 404);
    for (const account of ['protocollo', 'rgd'] as const)
      isProblem(await here.register(account, entrata({ registro: 'PROT-SETTORE' })), 422, ['registro']);
    assert.deepEqual(await here.collection('registrazioni').distinct('registro'), ['PROT-GEN']);
  });

  it('an inspector is shown the year, and the first fault of what was touched by hand', async () => {
    await here.registered('istruttore', uscita({ mittenti: [{ tipo: 'UO', uo: 'U410' }], destinatari: [ROSSI] }));
    const total = await here.count('registrazioni');
    for (const per of ['mese', 'ufficio']) {
      const { righe, totali } = (await here.get('/statistiche', 'rgd').query({ anno: 2026, per }).expect(200))
        .body as Statistiche;
      assert.equal(totali.totale, total, per);
      assert.equal(totali.annullate, 1, per);
      assert.ok(righe.length > 0 && righe.every(({ totale }) => totale <= total), per);
    }
    const one = await here.stored({ anno: 2026, numero: 3 });
    const { sha256 } = one['documento'] as { sha256: string };
    const registrazioni = here.collection('registrazioni');
    const faulty = async (motivo: RegExp): Promise<void> => {
      const { code, output } = await script();
      assert.equal(code, 1, output);
      assert.match(output, new RegExp(`Primo errore: AVLD001 n\\. 0000003/2026: .*${motivo.source}`));
    };
    await registrazioni.updateOne({ _id: one._id }, { $set: { oggetto: 'Oggetto cambiato a mano' } });
    const { integro, primoErrore } = await verified();
    assert.deepEqual([integro, primoErrore?.anno, primoErrore?.numero], [false, 2026, 3]);
    await faulty(/oggetto/);
    await registrazioni.updateOne({ _id: one._id }, { $set: { oggetto: one['oggetto'] } });

    const file = path.join(here.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    const whole = await readFile(file);
    await rename(file, `${file}.prima`);
    await writeFile(
      file,
      whole.map((byte, i) => (i === 50 ? byte ^ 1 : byte)),
    );
    await faulty(/manca o è alterato/);
    await rm(file, { force: true });
    await rename(`${file}.prima`, file);
    const { code, output } = await script();
    assert.equal(code, 0, output);
  });
});
