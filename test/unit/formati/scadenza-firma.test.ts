import assert from 'node:assert/strict';
import fc from 'fast-check';
import forge from 'node-forge';
import { createPdf, finishPdf } from '../../../server/demo/documenti/pdf.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { signPades } from '../../../server/demo/firma/pades.js';
import { instantOf } from '../../../server/formati/certificati.js';
import { fonteDiBytes, FuoriLimite, Limite } from '../../../server/formati/fonte.js';
import { scadenzaFirmaDi } from '../../../server/formati/scadenza-firma.js';

const { asn1 } = forge;
type Nodo = forge.asn1.Asn1;
const children = ({ value }: Nodo): Nodo[] => value as Nodo[];
const read = (der: Buffer): Nodo => asn1.fromDer(der.toString('latin1'));
const derOf = (nodo: Nodo): Buffer => Buffer.from(asn1.toDer(nodo).getBytes(), 'latin1');
const make = (type: forge.asn1.Type, value: string | Nodo[], context = false): Nodo =>
  asn1.create(context ? asn1.Class.CONTEXT_SPECIFIC : asn1.Class.UNIVERSAL, type, typeof value !== 'string', value);
const oid = (value: string): Nodo => make(asn1.Type.OID, asn1.oidToDer(value).getBytes());

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici' }, 2026);
const altro = createFirmatario(autorita, { nome: 'Esempio Dodici' }, 2023);
const tsa = createFirmatario(autorita, { nome: 'Marca di prova' }, 2030);
const SCADENZA = '2031-01-01T00:00:00.000Z';
const PRIMA = '2028-01-01T00:00:00.000Z';
const MARCA = '2035-01-01T00:00:00.000Z';
const TESTO = Buffer.from('contenuto di prova\r\n'.repeat(50));
const istante = new Date('2026-05-05T10:00:00Z');
const busta = (contenuto: Buffer, chi = firmatario, incluso = true) =>
  signCms(contenuto, { firmatario: chi, autorita, istante, incluso });

const scadenza = async (bytes: Buffer): Promise<string | undefined> =>
  (await scadenzaFirmaDi(fonteDiBytes(bytes, new Limite({ ms: 10_000, bytes: 1024 ** 3 }))))?.toISOString();

/** A timestamp token: a SignedData over a TSTInfo. */
function marca(): Nodo {
  const token = read(busta(TESTO, tsa));
  const [, , encap] = children(children(children(token)[1] as Nodo)[0] as Nodo);
  children(encap as Nodo)[0] = oid('1.2.840.113549.1.9.16.1.4');
  return token;
}

/** The same with the timestamp among the unsigned attributes of its signer. */
function conMarca(der: Buffer): Buffer {
  const cms = read(der);
  const parts = children(children(children(cms)[1] as Nodo)[0] as Nodo);
  const [signer] = children(parts.at(-1) as Nodo);
  const attributo = make(asn1.Type.SEQUENCE, [oid('1.2.840.113549.1.9.16.2.14'), make(asn1.Type.SET, [marca()])]);
  children(signer as Nodo).push(make(asn1.Type.BOOLEAN, [attributo], true));
  return derOf(cms);
}

/** As BER with no lengths, contents in pieces: what some programs write. */
function toBer(der: Buffer): Buffer {
  const indefinite = (nodo: Nodo): Buffer => {
    const bytes = derOf(nodo);
    const [tag = 0] = bytes;
    if (tag === 0x04) {
      const content = Buffer.from(nodo.value as string, 'latin1');
      const pieces = Array.from({ length: Math.ceil(content.length / 100) }, (_one, i) => {
        const piece = content.subarray(i * 100, i * 100 + 100);
        return Buffer.concat([Buffer.from([0x04, piece.length]), piece]);
      });
      return Buffer.concat([Buffer.from([0x24, 0x80]), ...pieces, Buffer.from([0, 0])]);
    }
    if ((tag & 0x20) === 0) return bytes;
    return Buffer.concat([Buffer.from([tag, 0x80]), ...children(nodo).map(indefinite), Buffer.from([0, 0])]);
  };
  const cms = read(der);
  const [tipo, explicit] = children(cms) as [Nodo, Nodo];
  const [version, digests, encap, certificati, firme] = children(children(explicit)[0] as Nodo) as [
    Nodo,
    Nodo,
    Nodo,
    Nodo,
    Nodo,
  ];
  const open = (tag: number, ...parts: Buffer[]) =>
    Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
  const whole = open(
    0x30,
    derOf(version),
    derOf(digests),
    indefinite(encap),
    open(0xa0, ...children(certificati).map(derOf)),
    derOf(firme),
  );
  return open(0x30, derOf(tipo), open(0xa0, whole));
}

async function pdf(): Promise<Buffer> {
  const doc = createPdf({ titolo: 'Prova', autore: 'Esempio', giorno: '2026-05-05' });
  doc.addPage();
  return finishPdf(doc);
}
const pades = async (chi = firmatario) =>
  signPades(await pdf(), { firmatario: chi, autorita, istante, nome: 'Esempio', motivo: 'prova' });

describe('formati: when signatures end', () => {
  it('an envelope: by the certificate of who signed, not by that of his authority', async () => {
    const der = busta(TESTO);
    assert.equal(await scadenza(der), SCADENZA);
    assert.equal(await scadenza(busta(TESTO, firmatario, false)), SCADENZA); // detached
    assert.equal(await scadenza(toBer(der)), SCADENZA);
    const letters = der.toString('base64').replaceAll(/(.{64})/g, '$1\r\n');
    assert.equal(await scadenza(Buffer.from(letters)), SCADENZA);
    assert.equal(await scadenza(Buffer.from(`-----BEGIN PKCS7-----\n${letters}\n-----END PKCS7-----\n`)), SCADENZA);
  });

  it('envelopes in envelopes, a signed PDF in one: the first to end counts', async () => {
    assert.equal(await scadenza(busta(busta(TESTO, altro))), PRIMA);
    assert.equal(await scadenza(busta(await pades(altro))), PRIMA);
    assert.equal(await scadenza(busta(await pdf())), SCADENZA);
  });

  it('a PDF: by what lies between its ranges', async () => {
    assert.equal(await scadenza(await pades()), SCADENZA);
    assert.equal(await scadenza(await pdf()), undefined);
  });

  it('a timestamp makes the proof last as long as its own certificate', async () => {
    assert.equal(await scadenza(conMarca(busta(TESTO))), MARCA);
    assert.equal(await scadenza(derOf(marca())), MARCA);
    const risposta = make(asn1.Type.SEQUENCE, [make(asn1.Type.SEQUENCE, [make(asn1.Type.INTEGER, '\0')]), marca()]);
    assert.equal(await scadenza(derOf(risposta)), MARCA);
    const tsd = (contenuto: Buffer): Nodo =>
      make(asn1.Type.SEQUENCE, [
        oid('1.2.840.113549.1.9.16.1.31'),
        make(
          asn1.Type.NONE,
          [
            make(asn1.Type.SEQUENCE, [
              make(asn1.Type.INTEGER, '\x01'),
              make(asn1.Type.OCTETSTRING, contenuto.toString('latin1')),
              make(asn1.Type.NONE, [make(asn1.Type.SEQUENCE, [marca()])], true),
            ]),
          ],
          true,
        ),
      ]);
    assert.equal(await scadenza(derOf(tsd(busta(TESTO)))), MARCA);
    assert.equal(await scadenza(derOf(tsd(TESTO))), MARCA);
  });

  it('an XML signature: by the certificate that it carries', async () => {
    const base64 = ({ certificato }: typeof firmatario) =>
      derOf(forge.pki.certificateToAsn1(certificato)).toString('base64');
    const xml = (...certificati: string[]) =>
      Buffer.from(
        `<?xml version="1.0"?><a><ds:Signature xmlns:ds="x">${certificati
          .map((one) => `<ds:X509Certificate>${one}</ds:X509Certificate>`)
          .join('')}</ds:Signature></a>`,
      );
    assert.equal(await scadenza(xml(base64(autorita), base64(firmatario))), SCADENZA);
    assert.equal(await scadenza(xml()), undefined);
  });

  it('instants as certificates write them', () => {
    assert.equal(instantOf(0x17, '310101000000Z')?.toISOString(), SCADENZA);
    assert.equal(instantOf(0x17, '500101000000Z')?.getUTCFullYear(), 1950);
    assert.equal(instantOf(0x18, '20500101000000Z')?.getUTCFullYear(), 2050);
    assert.equal(instantOf(0x17, '3101010000Z')?.toISOString(), SCADENZA);
    for (const text of ['', 'Z', '311301000000Z', '310101000000', '310101000000+0100', 'aaaaaaaaaaaaZ'])
      assert.equal(instantOf(0x17, text), undefined);
  });

  it('what is cut, altered or made up is never a failure', async () => {
    const [der, ber, signed] = [busta(TESTO), toBer(busta(TESTO)), await pades()];
    for (const whole of [der, ber, signed])
      await fc.assert(
        fc.asyncProperty(
          fc.nat(whole.length),
          fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
          async (end, changes) => {
            const altered = Buffer.from(whole);
            for (const [place, value] of changes) altered[place] = value;
            await scadenza(altered.subarray(0, end));
            await scadenza(altered);
          },
        ),
        { numRuns: 60 },
      );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await scadenza(Buffer.concat([Buffer.from([0x30, 0x80]), bytes]));
      }),
    );
  });

  it('what is made to cost much ends all the same', async () => {
    const nested = Buffer.alloc(200_000, Buffer.from([0x30, 0x80]));
    const explicit = busta(TESTO).subarray(0, 40);
    const ranges = Buffer.from(`%PDF-1.7\n${'/ByteRange [0 1 99999999999999 1]\n'.repeat(20_000)}`);
    const overlapping = Buffer.from(
      `%PDF-1.7\n${Array.from({ length: 300 }, (_one, i) => `/ByteRange [0 ${i} 900000 1]`).join('\n')}${'<'.repeat(1_000_000)}`,
    );
    const letters = Buffer.from(`<?xml version="1.0"?>${'<X509Certificate>MIIB'.repeat(50_000)}`);
    for (const bytes of [nested, Buffer.concat([explicit, nested]), ranges, overlapping, letters]) {
      const began = performance.now();
      const limite = new Limite({ ms: 1_000, bytes: 1024 ** 3 });
      await scadenzaFirmaDi(fonteDiBytes(bytes, limite)).catch((error: unknown) => {
        assert.ok(error instanceof FuoriLimite);
      });
      assert.ok(performance.now() - began < 3_000);
    }
  }).timeout(20_000);
});
