import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione.api.js';
import { askPdfsig, checkStructure, judgePdfA, readCodes, readText } from '../../support/giudici.js';
import { at, type FileProva, useHarness } from '../../support/harness.js';
import { formatNumero } from '../../../server/protocollo/rules.js';
import { entrata, MOTIVO, PROVVEDIMENTO } from '../protocollo/richieste.js';
import { documentiOnesti, documentiOstili, documentiSenzaTimbro, PAROLE } from './documenti.js';

const BIANCHI = /\s+/g;

describe('the copy with the segnatura', function () {
  this.timeout(90_000);
  const here = useHarness('copia');

  const bytesOf = async (path: string): Promise<Buffer> => {
    const { body } = (await here
      .get(path, 'protocollo')
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200)) as { body: Buffer };
    return body;
  };
  const register = (documento: FileProva): Promise<RegistrazioneRisposta> =>
    here.registered('protocollo', entrata(), { documento });
  const copyOf = (r: RegistrazioneRisposta): Promise<Buffer> => bytesOf(`${at(r)}/documento?segnatura=si`);
  const stamped = async (documento: FileProva): Promise<{ r: RegistrazioneRisposta; copia: Buffer }> => {
    const r = await register(documento);
    return { r, copia: await copyOf(r) };
  };
  const pdfs: Record<string, Buffer> = {};

  it('bears number, date and AOO and keeps the words of the document, whatever its page', async function () {
    for (const [nome, documento] of Object.entries(await documentiOnesti())) {
      const { r, copia } = await stamped(documento);
      const testo = (await readText(this, copia)).replaceAll(BIANCHI, ' ');
      assert.ok(testo.includes(`n. ${formatNumero(r.numero)} del 02/03/2026`), `${nome}: ${testo}`);
      assert.ok(testo.includes('AVLD001') && testo.includes('ESEMPIO'), nome);
      if (nome !== 'fitta' && nome !== 'minuscola') assert.ok(testo.includes(PAROLE), `${nome}: ${testo}`);
      const { codice, uscita } = await checkStructure(this, copia);
      assert.equal(codice, 0, `${nome}: ${uscita}`);
      assert.deepEqual(await bytesOf(`${at(r)}/documento`), documento.bytes, nome);
      pdfs[nome] = copia;
      if (nome.startsWith('firmata')) {
        assert.ok(copia.subarray(0, documento.bytes.length).equals(documento.bytes), nome); // an update, added after
        assert.match(await askPdfsig(this, copia), /Signature Validation: Signature is Valid/, nome);
      }
      if (nome !== 'enorme') {
        const url = `${r.anno}/${r.numero}/${r.catena.hash}`;
        assert.ok(
          (await readCodes(this, copia)).some((code) => code.endsWith(url)),
          `${nome}: QR`,
        );
      }
    }
  });

  it('is a frontespizio for what cannot be stamped, with the reason and the hash of the original', async function () {
    for (const [nome, [documento, motivo]] of Object.entries(await documentiSenzaTimbro())) {
      const { r, copia } = await stamped(documento);
      const testo = (await readText(this, copia)).replaceAll(BIANCHI, ' ');
      assert.match(testo, motivo, `${nome}: ${testo}`);
      assert.ok(testo.includes(r.segnatura), nome);
      const sha256 = createHash('sha256').update(documento.bytes).digest('hex');
      assert.ok(testo.replaceAll(BIANCHI, '').includes(sha256), nome);
      if (nome === 'nome') assert.match(testo, /□ sta al posto di un carattere/);
      pdfs[`frontespizio-${nome}`] = copia;
    }
  });

  it('a hostile file gives a paper too, and the process goes on', async function () {
    for (const [nome, documento] of Object.entries(await documentiOstili())) {
      const { copia } = await stamped(documento);
      assert.ok(copia.subarray(0, 5).equals(Buffer.from('%PDF-')), nome);
    }
    assert.equal((await here.get('/io', 'protocollo')).status, 200);
  });

  it('says that the registration is annulled, by which act', async function () {
    const r = await register((await documentiOnesti())['semplice'] as FileProva);
    await here
      .post(`${at(r)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO, provvedimento: PROVVEDIMENTO })
      .expect(200);
    assert.match(
      (await readText(this, await copyOf(r))).replaceAll(BIANCHI, ' '),
      /ANNULLATO il 02\/03\/2026, provvedimento n\. 12/,
    );
  });

  it('is PDF/A where the original was, and a frontespizio always', async function () {
    const verdicts = await judgePdfA(this, pdfs);
    for (const nome of ['pdfA', 'firmata', ...Object.keys(pdfs).filter((one) => one.startsWith('frontespizio'))])
      assert.equal(verdicts[nome], 'PASS', `${nome}: ${verdicts[nome]}`);
    assert.notEqual(verdicts['semplice'], 'PASS'); // its fonts are not embedded: nothing can make it PDF/A
  });

  it('is refused like the document itself', async () => {
    const carta = await here.registered('protocollo', entrata({ mezzo: 'posta' }), { documento: null });
    await here.get(`${at(carta)}/documento?segnatura=si`, 'protocollo').expect(404);
    await here.get(`${at(carta)}/documento?segnatura=forse`, 'protocollo').expect(422);
    await here.get(`${at(carta)}/documento?timbro=si`, 'protocollo').expect(400);
    await here.get(`${at(carta)}/documento?segnatura=si`, 'istruttore').expect(404);
  });
});
