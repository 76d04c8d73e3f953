import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { chiediMarca } from '../../../server/firme/crea/marca.js';
import { firmaPades } from '../../../server/firme/crea/pades.js';
import { firmaXades } from '../../../server/firme/crea/xades.js';
import { PdfA } from '../../../server/lib/pdfa.js';
import { buildAsic, firmeXades, manifesto, manifestoOdf } from '../../support/asic.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import {
  ask,
  askPdfsig,
  checkStructure,
  type DaGiudicare,
  type GiudizioDss,
  judgeDss,
  judgePdfA,
} from '../../support/giudici.js';
import { buildPdf } from '../../support/pdf.js';
import { requireProgram } from '../../support/servizi.js';
import { firmaStaccata } from '../../support/xades-staccata.js';

const QUANDO = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000); // judged by programs with the machine's clock
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<?stile prova?>
<r:registro xmlns:r="urn:prova:1" xmlns="urn:prova:2" xml:lang="it" z="1" a="perché &amp; &quot;come&quot;">
  <!-- una nota --><voce r:numero="2" numero='1'>Città &lt;vuota&gt; <![CDATA[<cdata>]]></voce><vuota/>
</r:registro>
`;

/** Containers that a test builds of our signatures, and signatures that it makes as others do: what we call valid, DSS does too. */
async function contenitori({
  certificato: der,
  chiave,
  firmatario,
}: IdentitaDiProva): Promise<Record<string, DaGiudicare>> {
  const [a, b] = [Buffer.from('%PDF-1.7\nil primo\n%%EOF\n'), Buffer.from('il secondo '.repeat(2_000))];
  const p7s = async (bytes: Buffer): Promise<Buffer> =>
    bytesDi(await firmaCades(bytes, firmatario, { staccata: true, quando: QUANDO }));
  const staccata = (...riferimenti: Parameters<typeof firmaStaccata>[1]): string =>
    firmaStaccata({ der, chiave }, riferimenti, { quando: QUANDO });
  const posto = 'META-INF/signature001.p7s';
  const xml = manifesto(posto, { 'a.pdf': a, 'allegati/b.txt': b });
  const file = [
    { nome: 'a.pdf', bytes: a },
    { nome: 'allegati/b.txt', bytes: b },
  ];
  const xades = firmeXades(staccata({ uri: 'a.pdf', bytes: a }, { uri: 'allegati/b.txt', bytes: b }));
  return {
    'XAdES-B, detached': { firmato: Buffer.from(staccata({ bytes: a })), contenuto: a },
    'CAdES-B, ASiC-S': {
      firmato: buildAsic('s', [
        { nome: 'a.pdf', bytes: a },
        { nome: 'META-INF/signature.p7s', bytes: await p7s(a) },
      ]),
    },
    'CAdES-B, ASiC-E': {
      firmato: buildAsic('e', [
        ...file,
        { nome: 'META-INF/ASiCManifest001.xml', bytes: xml },
        { nome: posto, bytes: await p7s(Buffer.from(xml)) },
      ]),
    },
    'XAdES-B, ASiC-E': {
      firmato: buildAsic('e', [
        ...file,
        { nome: 'META-INF/manifest.xml', bytes: manifestoOdf(file.map(({ nome }) => nome)) },
        { nome: 'META-INF/signatures001.xml', bytes: xades },
      ]),
    },
  };
}

describe('firme: what we make, before its judges', function () {
  this.timeout(120_000);
  let autorita: AutoritaDiProva;
  let tsa: Server;
  let firmatario: IdentitaDiProva;
  let pades: Record<string, Buffer>;
  let file: Record<string, DaGiudicare>;
  let giudizi: Record<string, GiudizioDss[]>;
  let crl: Buffer;

  const openssl = (...args: string[]): ReturnType<typeof ask> => ask('openssl', args);
  const place = (name: string): string => path.join(autorita.dir, name);

  before(async function () {
    requireProgram(this, 'openssl', 'apt-get install -y openssl');
    autorita = await AutoritaDiProva.create();
    firmatario = await autorita.rilascia('Esempio Undici', { codiceFiscale: 'SMPNDC80A01X000X' });
    const curva = await autorita.rilascia('Esempio Dodici', { chiave: 'ec' });
    const marcatore = await autorita.rilascia('Marche di prova', { uso: 'marca' });
    tsa = createServer((req, res) => {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
        res.setHeader('Content-Type', 'application/timestamp-reply');
        res.end(await autorita.rispondi(Buffer.concat(parts), marcatore));
      })();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => tsa.once('listening', resolve));
    const marca = chiediMarca({ url: `http://127.0.0.1:${(tsa.address() as AddressInfo).port}/` });
    const rsa = firmatario.firmatario;
    const ec = curva.firmatario;
    const contenuto = Buffer.from('Contenuto di prova\r\n');
    const pagina = { titolo: 'Prova', autore: 'Esempio', istante: QUANDO, dimostrazione: true };
    const pdf = await new PdfA(pagina).finish();
    const cades = async (who: typeof rsa, staccata: boolean, conMarca = false): Promise<DaGiudicare> => ({
      firmato: await bytesDi(
        await firmaCades(contenuto, who, { staccata, quando: QUANDO, ...(conMarca && { marca }) }),
      ),
      ...(staccata && { contenuto }),
    });
    const one = await firmaPades(pdf, rsa, { quando: QUANDO, motivo: 'Prova di firma', luogo: 'Comune' });
    pades = {
      'PAdES-B': one,
      'PAdES-T': await firmaPades(pdf, rsa, { quando: QUANDO, marca }),
      'PAdES-B, due firme': await firmaPades(one, ec, { quando: QUANDO }),
      'PAdES-B, plain PDF': await firmaPades(buildPdf('Una pagina'), rsa, { quando: QUANDO }),
    };
    file = {
      'CAdES-B': await cades(rsa, false),
      'CAdES-B, ec': await cades(ec, false),
      'CAdES-B, detached': await cades(rsa, true),
      'CAdES-T': await cades(rsa, false, true),
      'CAdES-T, detached': await cades(ec, true, true),
      'XAdES-B': { firmato: await firmaXades(Buffer.from(XML), rsa, { quando: QUANDO }) },
      'XAdES-B, ec': { firmato: await firmaXades(Buffer.from('<vuoto/>'), ec, { quando: QUANDO }) },
      ...(await contenitori(firmatario)),
      ...Object.fromEntries(Object.entries(pades).map(([name, firmato]) => [name, { firmato }])),
    };
    crl = await autorita.crl();
    giudizi = await judgeDss(this, file, { autorita: [await autorita.certificato()], crl: [crl] });
  });

  after(async () => {
    tsa.close();
    await autorita.close();
  });

  it('passes at DSS with the level that it claims and without a warning', () => {
    for (const [name, firme] of Object.entries(giudizi)) {
      const formato = name.replace(/^(.AdES)-(.).*$/, '$1-BASELINE-$2');
      const expected = { esito: 'TOTAL_PASSED', formato, detto: [] };
      assert.deepEqual(firme, name.includes('due') ? [expected, expected] : [expected], name);
    }
    assert.equal(Object.keys(giudizi).length, Object.keys(file).length);
  });

  it('is verified by openssl as CAdES, attached and detached, and its timestamp too', async () => {
    for (const name of ['CAdES-B', 'CAdES-B, ec', 'CAdES-B, detached', 'CAdES-T', 'CAdES-T, detached']) {
      const { firmato = Buffer.alloc(0), contenuto } = file[name] ?? {};
      await writeFile(place('firma.p7m'), firmato);
      await writeFile(place('contenuto'), contenuto ?? '');
      const detached = contenuto === undefined ? [] : ['-content', place('contenuto')];
      const options = [
        '-inform',
        'DER',
        '-in',
        place('firma.p7m'),
        '-CAfile',
        place('ca.pem'),
        '-out',
        place('uscita'),
      ];
      const said = await openssl('cms', '-verify', '-cades', '-purpose', 'any', '-binary', ...options, ...detached);
      assert.equal(said.codice, 0, `${name}: ${said.uscita}`);
      assert.equal((await autorita.read('uscita')).toString(), 'Contenuto di prova\r\n');
    }
  });

  it('gives a token that openssl verifies over the digest', async () => {
    const token = await autorita.read('marca.tsr'); // the last that the authority has given
    await writeFile(place('marca.tsr'), token);
    const query = ['-queryfile', place('domanda.tsq'), '-in', place('marca.tsr')];
    const said = await openssl('ts', '-verify', ...query, '-CAfile', place('ca.pem'));
    assert.match(said.uscita, /Verification: OK/);
  });

  it('is a sound PDF whose every signature pdfsig verifies, and stays PDF/A-2b', async function () {
    for (const [name, pdf] of Object.entries(pades)) {
      assert.equal((await checkStructure(this, pdf)).codice, 0, name);
      const said = await askPdfsig(this, pdf);
      const valid = said.match(/Signature Validation: Signature is Valid\./g) ?? [];
      assert.equal(valid.length, name.includes('due') ? 2 : 1, `${name}: ${said}`);
    }
    const { 'PAdES-B, plain PDF': plain, ...archiviabili } = pades;
    const verdicts = await judgePdfA(this, { ...archiviabili, plain: plain ?? Buffer.alloc(0) });
    for (const name of Object.keys(archiviabili)) assert.equal(verdicts[name], 'PASS', name);
    assert.match(verdicts['plain'] ?? '', /^FAIL/); // the judge looks
  });

  it('is an XML signature that xmlsec1 verifies, and no longer once the text is changed', async function () {
    const xmlsec1 = requireProgram(this, 'xmlsec1', 'apt-get install -y xmlsec1');
    const verify = async (xml: Buffer): ReturnType<typeof ask> => {
      await writeFile(place('firmato.xml'), xml);
      const id = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
      return ask(xmlsec1, ['--verify', '--trusted-pem', place('ca.pem'), ...id, place('firmato.xml')]);
    };
    for (const name of ['XAdES-B', 'XAdES-B, ec']) {
      const said = await verify(file[name]?.firmato ?? Buffer.alloc(0));
      assert.equal(said.codice, 0, `${name}: ${said.uscita}`);
    }
    const altered = Buffer.from((file['XAdES-B']?.firmato.toString() ?? '').replace('Città', 'Citta'));
    assert.notEqual((await verify(altered)).codice, 0);
  });
});
