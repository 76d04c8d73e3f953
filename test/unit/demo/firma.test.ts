import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { certificatoPem, createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { createChiaveDiProva } from '../../../server/demo/firma/chiavi.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { signPades } from '../../../server/demo/firma/pades.js';
import { createPdf, finishPdf } from '../../../server/demo/documenti/pdf.js';

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const istante = new Date('2026-05-05T10:00:00Z');
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
type Nodo = forge.asn1.Asn1;
const children = ({ value }: Nodo): Nodo[] => value as Nodo[];
const bytesOf = (nodo: Nodo): Buffer => Buffer.from(nodo.value as string, 'latin1');
const derOf = (nodo: Nodo): Buffer => Buffer.from(forge.asn1.toDer(nodo).getBytes(), 'latin1');

/** What a verifier reads of a SignedData. */
function readCms(der: Buffer): { content: Buffer | undefined; attributi: Nodo[]; firma: Buffer } {
  const [, explicit] = children(forge.asn1.fromDer(der.toString('latin1')));
  const [, , encap, , signerInfos] = children(children(explicit as Nodo)[0] as Nodo);
  const [, content] = children(encap as Nodo);
  const [, , , attributi, , firma] = children(children(signerInfos as Nodo)[0] as Nodo);
  return {
    content: content === undefined ? undefined : bytesOf(children(content)[0] as Nodo),
    attributi: children(attributi as Nodo),
    firma: bytesOf(firma as Nodo),
  };
}

const attributo = (attributi: readonly Nodo[], oid: string): Nodo | undefined => {
  const found = attributi.find((one) => forge.asn1.derToOid((children(one)[0] as Nodo).value as string) === oid);
  return found && children(children(found)[1] as Nodo)[0];
};

function assertSigned(der: Buffer, content: Buffer): void {
  const { attributi, firma } = readCms(der);
  const encoded = attributi.map(derOf);
  assert.deepEqual(
    [...encoded].sort((a, b) => Buffer.compare(a, b)),
    encoded,
  ); // DER: a SET OF is sorted
  assert.deepEqual(bytesOf(attributo(attributi, '1.2.840.113549.1.9.4') as Nodo), sha256(content));
  const certificate = new X509Certificate(certificatoPem(firmatario));
  const certId = children(children(attributo(attributi, '1.2.840.113549.1.9.16.2.47') as Nodo)[0] as Nodo)[0] as Nodo;
  assert.deepEqual(bytesOf(children(certId)[0] as Nodo), sha256(certificate.raw));
  const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, attributi);
  assert.ok(verify('sha256', derOf(set), certificate.publicKey, firma));
}

describe('demo: firma', () => {
  it('makes the same key for the same name, a real one', () => {
    const [one, two] = [createChiaveDiProva('prova'), createChiaveDiProva('prova')];
    assert.ok(one.equals(two));
    assert.equal(createPublicKey(one).asymmetricKeyDetails?.modulusLength, 2048);
    assert.ok(!createChiaveDiProva('altra').equals(one));
  });

  it('issues certificates that chain to the authority, which calls itself an example', () => {
    const [ca, leaf] = [autorita, firmatario].map((one) => new X509Certificate(certificatoPem(one))) as [
      X509Certificate,
      X509Certificate,
    ];
    assert.ok(ca.ca && ca.verify(ca.publicKey));
    assert.ok(!leaf.ca && leaf.verify(ca.publicKey) && leaf.checkIssued(ca));
    assert.match(ca.subject, /ESEMPIO/);
    assert.match(leaf.subject, /TINIT-SMPNDC80A01X000X/);
    assert.equal(certificatoPem(createAutorita(2026)), certificatoPem(autorita));
  });

  it('wraps a file as CAdES does', () => {
    const content = Buffer.from('contenuto di prova\r\n');
    const der = signCms(content, { firmatario, autorita, istante, incluso: true });
    const read = readCms(der);
    assert.deepEqual(read.content, content);
    assert.ok(attributo(read.attributi, '1.2.840.113549.1.9.5') !== undefined); // the time, as claimed by who signs
    assertSigned(der, content);
    assert.deepEqual(signCms(content, { firmatario, autorita, istante, incluso: true }), der);
  });

  it('signs a PDF as PAdES does: all of it but the signature, what was there untouched', async () => {
    const doc = createPdf({ titolo: 'Prova', autore: 'Esempio', giorno: '2026-05-05' });
    doc.addPage();
    const pdf = await finishPdf(doc);
    const signed = await signPades(pdf, { firmatario, autorita, istante, nome: 'Esempio Undici', motivo: 'prova' });
    assert.deepEqual(signed.subarray(0, pdf.length), pdf);
    const [, start, end, rest] = (/\/ByteRange\s*\[0 (\d+) (\d+) (\d+) *\]/.exec(signed.toString('latin1')) ?? []).map(
      Number,
    ) as [number, number, number, number];
    assert.equal(end + rest, signed.length);
    const hex = signed.subarray(start + 1, end - 1).toString('latin1');
    assert.match(hex, /^[0-9a-f]+$/);
    const cms = Buffer.from(hex, 'hex');
    const der = cms.subarray(0, 4 + cms.readUInt16BE(2));
    const read = readCms(der);
    assert.equal(read.content, undefined);
    assert.equal(attributo(read.attributi, '1.2.840.113549.1.9.5'), undefined); // PAdES has the time in its dictionary
    assertSigned(der, Buffer.concat([signed.subarray(0, start), signed.subarray(end)]));
    assert.match(signed.toString('latin1'), /\/SubFilter \/ETSI\.CAdES\.detached/);
  });
});
