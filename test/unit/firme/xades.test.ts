import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { firmaXades } from '../../../server/firme/crea/xades.js';
import type { Firmatario } from '../../../server/firme/tipi.js';
import { verificaFile } from '../../../server/firme/verifica.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { type Identita, rilascia } from '../../support/pki-prova.js';
import { Cartella } from './prove.js';

const FATTURA =
  '<?xml version="1.0" encoding="UTF-8"?>\n<f:Fattura xmlns:f="urn:esempio" versione="1"><Importo>100</Importo><Nota>Città</Nota></f:Fattura>';
const QUANDO = new Date('2026-06-01T10:00:00Z');

describe('XAdES: only what is signed is believed', () => {
  const cartella = new Cartella();
  let firmatario: Firmatario;
  let identita: Identita;
  let firmato: string;
  after(() => cartella.close());
  before(async () => {
    const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
    cartella.metti('ca.cer', autorita.der);
    identita = rilascia({ nome: 'Esempio Rossi', emittente: autorita, chiave: 'rsa' });
    firmatario = firmatarioDi(
      { certificato: identita.der, catena: [autorita.der], nome: 'Esempio Rossi' },
      identita.chiave,
    );
    firmato = (await firmaXades(Buffer.from(FATTURA), firmatario, { quando: QUANDO })).toString('utf8');
  });

  const verifica = (xml: string | Buffer) =>
    verificaFile({ fonte: fonteDiBytes(Buffer.from(xml)), nome: 'a.xml' }, cartella.contesto());
  const esito = async (xml: string): Promise<string> => {
    const { firme, avvisi } = await verifica(xml);
    return firme[0]?.esito ?? avvisi[0] ?? 'none';
  };

  it('what we sign is valid, with level, signer and time', async () => {
    const [firma, ...others] = (await verifica(firmato)).firme;
    assert.equal(others.length, 0);
    assert.deepEqual(
      [firma?.tipo, firma?.livello, firma?.firmatario, firma?.esito, firma?.motivo],
      ['XAdES', 'B', 'Esempio Rossi', 'valida', undefined],
    );
    assert.equal(new Date(firma?.dichiarato ?? '').getTime(), QUANDO.getTime());
    const ec = rilascia({ nome: 'Esempio Verdi', emittente: rilascia({ nome: 'Altra', autorita: true }) });
    const altra = firmatarioDi({ certificato: ec.der, catena: [], nome: 'Esempio Verdi' }, ec.chiave);
    const [ignota] = (await verifica(await firmaXades(Buffer.from(FATTURA), altra, { quando: QUANDO }))).firme;
    assert.deepEqual(
      [ignota?.firmatario, ignota?.esito],
      ['Esempio Verdi', 'non-verificabile'],
      'nobody trusts its authority',
    );
    assert.ok(
      ignota?.controlli.some(({ codice, esito: one }) => codice === 'integrita' && one === 'si'),
      'ECDSA is verified',
    );
  });

  it('what was changed, taken away or put elsewhere is never valid', async () => {
    const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(firmato)?.[0] ?? assert.fail('no signature');
    const forged: Record<string, string> = {
      amount: firmato.replace('<Importo>100', '<Importo>900'),
      attribute: firmato.replace('versione="1"', 'versione="2"'),
      'signing time': firmato.replace(/(<xades:SigningTime[^>]*>)2026/, '$12025'),
      'digest of the certificate': firmato.replace(/(<xades:CertDigest>.*?<ds:DigestValue[^>]*>)..../s, '$1AAAA'),
      value: firmato.replace(/(<ds:SignatureValue[^>]*>)..../, '$1AAAA'),
      'within another document': `<Falsa xmlns="urn:x"><Importo>900</Importo>${firmato.replace(/^<\?xml[^>]*>\s*/, '')}</Falsa>`,
      'in another document': `<f:Fattura xmlns:f="urn:esempio" versione="1"><Importo>900</Importo>${signature}</f:Fattura>`,
      twice: firmato.replace('</f:Fattura>', `${signature}</f:Fattura>`),
      'another root beside': firmato.replace('<Importo>', '<Extra/><Importo>'),
    };
    for (const [nome, xml] of Object.entries(forged)) {
      const { firme } = await verifica(xml);
      assert.ok(firme.length > 0, nome);
      assert.ok(
        firme.every((one) => one.esito !== 'valida'),
        `${nome}: ${firme.map((one) => one.esito).join()}`,
      );
    }
    assert.equal(await esito(firmato.replace('<Importo>100', '<Importo>900')), 'non-valida');
  });

  it('a signature over a part of the document says nothing of the rest', async () => {
    // the element `parte` is signed by hand, the document around it is not
    const parte = '<Parte xmlns="urn:x" Id="p1">tutto bene</Parte>';
    const digest = createHash('sha256').update(parte).digest('base64');
    const DS = 'http://www.w3.org/2000/09/xmldsig#';
    const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
    const el = (nome: string, uri: string): string => `<${nome} Algorithm="${uri}"></${nome}>`;
    const info = `<SignedInfo xmlns="${DS}">${el('CanonicalizationMethod', EXC)}${el('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')}<Reference URI="#p1"><Transforms>${el('Transform', EXC)}</Transforms>${el('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256')}<DigestValue>${digest}</DigestValue></Reference></SignedInfo>`;
    const valore = sign('sha256', Buffer.from(info), identita.chiave).toString('base64');
    const xml = `<Doc><Importo>900</Importo>${parte}<Signature xmlns="${DS}">${info}<SignatureValue>${valore}</SignatureValue><KeyInfo><X509Data><X509Certificate>${identita.der.toString('base64')}</X509Certificate></X509Data></KeyInfo></Signature></Doc>`;
    const [firma] = (await verifica(xml)).firme;
    assert.equal(firma?.esito, 'non-verificabile');
    assert.match(firma.motivo ?? '', /soltanto una parte/);
    const doppio = xml.replace('<Importo>', '<Altro Id="p1"/><Importo>');
    assert.equal(await esito(doppio), 'non-valida');
  });

  it('what is put into the signature itself is signed by nobody; work without end is given up', async () => {
    const con = (altro: string): string => firmato.replace('</ds:Signature>', `${altro}</ds:Signature>`);
    for (const altro of ['<ds:Object><Importo>900</Importo></ds:Object>', '<Importo>900</Importo>', '900']) {
      const [firma] = (await verifica(con(altro))).firme;
      assert.deepEqual([firma?.esito, /altro contenuto/.test(firma?.motivo ?? '')], ['non-verificabile', true], altro);
    }
    const tanti = await verifica(firmato.replace('<Importo>', `${'<Riga/>'.repeat(50_000)}<Importo>`));
    assert.match(tanti.firme[0]?.motivo ?? '', /troppi elementi/);
    assert.equal(tanti.firme[0]?.esito, 'non-verificabile');
  });

  it('a long document is verified apart, and not waited for longer than who asks waits', async () => {
    const lungo = `<Registro>${'<Riga>1</Riga>'.repeat(600)}</Registro>`;
    const xml = (await firmaXades(Buffer.from(lungo), firmatario, { quando: QUANDO })).toString('utf8');
    assert.equal(await esito(xml), 'valida');
    assert.equal(await esito(xml.replace('<Riga>1<', '<Riga>9<')), 'non-valida');
    const stanco = { ...cartella.contesto(), segnale: AbortSignal.abort() };
    await assert.rejects(verificaFile({ fonte: fonteDiBytes(Buffer.from(xml)), nome: 'a.xml' }, stanco), /limit/);
  });

  it('DTD, entities and what is not well formed are refused in words; a detached signature is told', async () => {
    assert.match(await esito(firmato.replace('?>\n', '?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n')), /DTD/);
    assert.match(await esito(firmato.replace('</f:Fattura>', '')), /ben formato/);
    const { firme } = await verifica(firmato.replace('URI=""', 'URI="documento.pdf"'));
    assert.equal(firme[0]?.esito, 'non-verificabile');
    assert.match(firme[0].motivo ?? '', /separata dal documento/);
  });
});
