import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { comeByte } from '../../support/byte.js';
import { askPdfsig, checkStructure, judgePdfA, readCodes, readText } from '../../support/giudici.js';
import { at, type FileProva, useHarness } from '../../support/harness.js';
import { formatNumero } from '../../../server/protocollo/rules.js';
import { entrata, MOTIVO, PROVVEDIMENTO } from '../protocollo/richieste.js';
import { documentiOnesti, documentiSenzaTimbro, PAROLE } from './documenti.js';

/** Whose QR code is read back: of each kind one. */
const CON_QR = ['semplice', 'girata', 'firmata'];
/** Judged by veraPDF. */
const GIUDICATI = ['semplice', 'pdfA', 'firmata', 'frontespizio-busta', 'frontespizio-nome'];
const BIANCHI = /\s+/g;

describe('the copy with the segnatura', function () {
  this.timeout(90_000);
  const here = useHarness('copia');

  const bytesOf = async (path: string): Promise<Buffer> => {
    const { body } = (await here.get(path, 'protocollo').buffer(true).parse(comeByte).expect(200)) as { body: Buffer };
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
    const judge = async (nome: string, documento: FileProva): Promise<void> => {
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
      if (CON_QR.includes(nome)) {
        const url = `${r.anno}/${r.numero}/${r.catena.hash}`;
        assert.ok(
          (await readCodes(this, copia)).some((code) => code.endsWith(url)),
          `${nome}: QR`,
        );
      }
    };
    await Promise.all(Object.entries(await documentiOnesti()).map(([nome, documento]) => judge(nome, documento)));
  });

  it('is a frontespizio for what cannot be stamped, with the reason and the hash of the original', async function () {
    const judge = async (nome: string, documento: FileProva, motivo: RegExp): Promise<void> => {
      const { r, copia } = await stamped(documento);
      const testo = (await readText(this, copia)).replaceAll(BIANCHI, ' ');
      assert.match(testo, motivo, `${nome}: ${testo}`);
      assert.ok(testo.includes(r.segnatura), nome);
      const sha256 = createHash('sha256').update(documento.bytes).digest('hex');
      assert.ok(testo.replaceAll(BIANCHI, '').includes(sha256), nome);
      if (nome === 'nome') assert.match(testo, /□ sta al posto di un carattere/);
      pdfs[`frontespizio-${nome}`] = copia;
    };
    await Promise.all(
      Object.entries(await documentiSenzaTimbro()).map(([nome, [documento, motivo]]) => judge(nome, documento, motivo)),
    );
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
    const chosen = Object.entries(pdfs).filter(([nome]) => GIUDICATI.includes(nome));
    const verdicts = await judgePdfA(this, Object.fromEntries(chosen));
    for (const nome of GIUDICATI.slice(1)) assert.equal(verdicts[nome], 'PASS', `${nome}: ${verdicts[nome]}`);
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
