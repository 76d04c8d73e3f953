import assert from 'node:assert/strict';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { canonicalizza } from '../../../server/firme/crea/c14n.js';
import { firmaXades } from '../../../server/firme/crea/xades.js';
import { verificaConFirma } from '../../../server/firme/insieme.js';
import { verificaFile } from '../../../server/firme/verifica.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { type Identita, rilascia } from '../../support/pki-prova.js';
import { EXC, firmaStaccata, type RiferimentoDiProva } from '../../support/xades-staccata.js';
import { Cartella } from './prove.js';

const PDF = Buffer.from('%PDF-1.7\nun contratto\n%%EOF\n');
const ALTRO = Buffer.from('%PDF-1.7\nun altro contratto\n%%EOF\n');
const XML = '<?xml version="1.0"?>\n<a b="2" a="1"><c/></a>';
const XML_CANONICO = '<a a="1" b="2"><c></c></a>';
const file = (nome: string, bytes: Buffer | string) => ({ nome, fonte: fonteDiBytes(Buffer.from(bytes)) });

describe('XAdES beside the document that it signs', () => {
  const cartella = new Cartella();
  let rossi: Identita;
  after(() => cartella.close());
  before(() => {
    const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
    cartella.metti('ca.cer', autorita.der);
    rossi = rilascia({ nome: 'Esempio Rossi', emittente: autorita, chiave: 'rsa' });
  });

  const firma = (...riferimenti: RiferimentoDiProva[]): string => firmaStaccata(rossi, riferimenti);
  /** Of the document with the signature that is said to be its own. */
  const esame = (documento: Buffer | string, xml: string, nome = 'contratto.pdf') =>
    verificaConFirma(file(nome, documento), file('contratto.xml', xml), cartella.contesto());
  const esito = async (...args: Parameters<typeof esame>): Promise<string | undefined> =>
    (await esame(...args)).firme[0]?.esito;

  it('is valid by the name, by no name, by another name; the bytes as they are, or in canonical form', async () => {
    for (const uri of [
      'contratto.pdf',
      './contratto.pdf',
      'file:///C:/Documenti/contratto.pdf',
      'http://esempio.invalid/x',
      '',
    ])
      assert.equal(await esito(PDF, firma({ uri, bytes: PDF })), 'valida', uri);
    const { firme, contenuto } = await esame(PDF, firma({ bytes: PDF }));
    assert.deepEqual(
      [firme.length, firme[0]?.tipo, firme[0]?.livello, firme[0]?.firmatario, firme[0]?.esito, contenuto?.nome],
      [1, 'XAdES', 'B', 'Esempio Rossi', 'valida', 'contratto.pdf'],
    );
    const canonica = firma({ uri: 'a.xml', bytes: XML_CANONICO, trasformazioni: [EXC] });
    assert.equal(await esito(XML, canonica, 'a.xml'), 'valida');
    assert.equal(await esito(XML.replace('"2"', '"3"'), canonica, 'a.xml'), 'non-valida');
    assert.equal(
      await esito(XML, firma({ uri: 'a.xml', bytes: XML_CANONICO }), 'a.xml'),
      'non-valida',
      'nothing said so',
    );
    assert.equal(await esito('non è XML <', canonica, 'a.xml'), 'non-verificabile');
    const polyglot = await esame(`<!--%PDF-1.7 un altro contratto %%EOF-->${XML.replace(/^.*\n/, '')}`, canonica);
    assert.deepEqual(
      [polyglot.firme[0]?.esito, /commenti/.test(polyglot.firme[0]?.motivo ?? '')],
      ['non-verificabile', true],
    );
    const strana = firma({ uri: 'a.xml', bytes: XML, trasformazioni: ['http://www.w3.org/TR/1999/REC-xslt-19991116'] });
    assert.equal(await esito(XML, strana, 'a.xml'), 'non-verificabile');
  });

  it('altered, moved, taken apart, put into another document: never valid', async () => {
    const xml = firma({ uri: 'contratto.pdf', bytes: PDF });
    const due = firma({ uri: 'contratto.pdf', bytes: PDF }, { uri: 'altro.pdf', bytes: ALTRO });
    const altrui = firma({ uri: 'contratto.pdf', bytes: ALTRO });
    const digest = /<ds:Reference Id="r0".*?<\/ds:Reference>/.exec(xml)?.[0] ?? assert.fail('no reference');
    const altroDigest = /<ds:Reference Id="r0".*?<\/ds:Reference>/.exec(altrui)?.[0] ?? assert.fail('no reference');
    const forged: Record<string, readonly [Buffer | string, string]> = {
      'another document': [ALTRO, xml],
      'another digest': [ALTRO, xml.replace(digest, altroDigest)],
      'digest and value of two signatures': [PDF, altrui.replace(altroDigest, digest)],
      'the signing time': [PDF, xml.replace('T10:00:00Z</xades', 'T11:00:00Z</xades')],
      'the value': [PDF, xml.replace(/(<ds:SignatureValue>)..../, '$1AAAA')],
      'the bound certificate': [PDF, xml.replace(/(<xades:CertDigest>.*?<ds:DigestValue>)..../, '$1AAAA')],
      'within a document that nobody signed': [PDF, `<Contratto><Importo>900</Importo>${xml}</Contratto>`],
      'with something put into it': [
        PDF,
        firmaStaccata(rossi, [{ bytes: PDF }], { dentro: '<ds:Object>900</ds:Object>' }),
      ],
      'the properties twice': [
        PDF,
        xml.replace('</ds:Signature>', '<ds:Object><x Id="p"/></ds:Object></ds:Signature>'),
      ],
      'only one of two documents': [PDF, due],
      'a weak digest': [PDF, firma({ uri: 'contratto.pdf', bytes: PDF, digest: 'sha1' })],
      'a weak digest of the certificate': [PDF, firmaStaccata(rossi, [{ bytes: PDF }], { digestCertificato: 'md5' })],
      'a signature that carries what it signs': [
        PDF,
        (
          await firmaXades(
            Buffer.from('<a/>'),
            firmatarioDi({ certificato: rossi.der, catena: [], nome: 'R' }, rossi.chiave),
            { quando: new Date() },
          )
        ).toString(),
      ],
    };
    for (const [nome, [documento, one]] of Object.entries(forged)) {
      const { firme } = await esame(documento, one);
      assert.ok(firme.length > 0, nome);
      assert.ok(
        firme.every(({ esito: found }) => found !== 'valida'),
        nome,
      );
    }
    assert.equal(await esito(ALTRO, xml), 'non-valida');
    assert.match((await esame(PDF, due)).firme[0]?.motivo ?? '', /anche di altri file/);
  });

  it('work without end is given up, and nobody is kept by it', async () => {
    const riferimenti = Array.from({ length: 900 }, () => ({ uri: '#p', bytes: 'x', trasformazioni: [EXC] }));
    const prove: Record<string, readonly [string, string]> = {
      'a file of many elements': [
        `<a>${'<b/>'.repeat(90_000)}</a>`,
        firma({ uri: 'a.xml', bytes: 'x', trasformazioni: [EXC] }),
      ],
      'many references to a part of a long signature': [
        '<a/>',
        firmaStaccata(rossi, [{ uri: 'a.xml', bytes: '<a/>' }, ...riferimenti], {
          dentro: `<ds:Object>${'x'.repeat(4 * 1024 ** 2)}</ds:Object>`,
        }),
      ],
    };
    for (const [nome, [documento, xml]] of Object.entries(prove)) {
      const [one] = (await esame(documento, xml, 'a.xml')).firme;
      assert.match(`${one?.esito ?? ''}: ${one?.motivo ?? ''}`, /^non-verificabile: .*troppi elementi/, nome);
    }
    const dichiarati = Array.from({ length: 300 }, (_one, i) => ` xmlns:p${i}="urn:${i}"`).join('');
    assert.throws(() => canonicalizza(`<a${dichiarati}><b/></a>`), RangeError);
  });

  it('among other files it finds its own, and without it is told so', async () => {
    const xml = firma({ uri: 'firmato.pdf', bytes: PDF });
    const fra = (...accanto: ReturnType<typeof file>[]) =>
      verificaFile({ ...file('firma.xml', xml), accanto }, cartella.contesto());
    const trovata = await fra(file('lettera.pdf', ALTRO), file('rinominato.pdf', PDF));
    assert.deepEqual([trovata.firme[0]?.esito, trovata.contenuto?.nome], ['valida', 'rinominato.pdf']);
    const [sola] = (await fra(file('lettera.pdf', ALTRO))).firme;
    assert.deepEqual([sola?.esito, /separata dal documento/.test(sola?.motivo ?? '')], ['non-verificabile', true]);
  });
});
