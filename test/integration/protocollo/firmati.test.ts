import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createPdf, finishPdf } from '../../../server/demo/documenti/pdf.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { signPades } from '../../../server/demo/firma/pades.js';
import { comeByte } from '../../support/byte.js';
import { at, type FileProva, filePdf, useHarness } from '../../support/harness.js';
import { entrata, MOTIVO } from './richieste.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const chi = { firmatario, autorita, istante: new Date('2026-03-01T10:00:00Z') };

async function firmaPades(): Promise<FileProva> {
  const doc = createPdf({ titolo: 'Istanza', autore: 'Esempio', giorno: '2026-03-01' });
  doc.addPage();
  const bytes = await signPades(await finishPdf(doc), { ...chi, nome: 'Esempio Undici', motivo: 'prova' });
  return { nome: 'istanza_signed.pdf', mime: 'application/pdf', bytes };
}
const bustaCades = (mime: string): FileProva => ({
  nome: 'relazione.pdf.p7m',
  mime,
  bytes: signCms(filePdf('relazione').bytes, { ...chi, incluso: true }),
});

describe('signed files', function () {
  this.timeout(30_000);
  const here = useHarness('firmati');

  const bytesOf = async (path: string): Promise<Buffer> => {
    const { body } = (await here.get(path, 'protocollo').buffer(true).parse(comeByte).expect(200)) as { body: Buffer };
    return body;
  };

  it('are taken, and never touched: after every act the bytes are those that came', async () => {
    const pades = await firmaPades();
    const busta = bustaCades('application/pkcs7-mime');
    const one = await here.registered('protocollo', entrata(), { documento: pades, allegati: [busta] });
    assert.deepEqual([one.documento?.sha256, one.allegati[0]?.sha256], [sha256(pades.bytes), sha256(busta.bytes)]);
    assert.deepEqual([...new Set(one.avvisi.map(({ codice }) => codice))], ['firma']); // of an authority that is not trusted here
    const patched = await here.patch(at(one), 'rgd', 1).send({ motivo: MOTIVO, oggetto: 'Istanza con relazione' });
    assert.equal(patched.status, 200);
    await here
      .post(`${at(one)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    assert.deepEqual(await bytesOf(`${at(one)}/documento`), pades.bytes);
    assert.deepEqual(await bytesOf(`${at(one)}/allegati/1`), busta.bytes);
  });

  it('an envelope is known for what it is, however it is declared, and is downloaded', async () => {
    for (const mime of ['application/pkcs7-mime', 'application/x-pkcs7-mime', 'application/octet-stream']) {
      const one = await here.registered('protocollo', entrata(), { documento: bustaCades(mime) });
      const interno = { nome: 'relazione.pdf', mime: 'application/pdf' };
      assert.deepEqual(one.documento?.formato, { mime: 'application/pkcs7-mime', interno }, mime);
      assert.ok(!one.avvisi.some(({ codice }) => codice === 'formato'), mime);
      const { headers } = await here.get(`${at(one)}/documento`, 'protocollo').expect(200);
      assert.match(headers['content-disposition'] ?? '', /^attachment; filename="relazione\.pdf\.p7m"/);
    }
  });

  it('the same signed file may come as document once and as attachment another time', async () => {
    const pades = await firmaPades();
    const first = await here.registered('protocollo', entrata(), { documento: pades });
    const second = await here.registered('protocollo', entrata(), { allegati: [pades] });
    const { n: _n, ...attached } = second.allegati[0] ?? assert.fail();
    assert.deepEqual(attached, first.documento, 'what is known of a file belongs to the file, not to its place');
    assert.deepEqual(await bytesOf(`${at(second)}/allegati/1`), pades.bytes);
  });
});
