import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { checkFirmato } from '../../../server/bozze/controllo-firma.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { buildFile, buildRicevuto } from '../../support/factories.js';
import { firmaPades } from '../../../server/firme/crea/pades.js';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { buildPdf } from '../../support/pdf.js';
import { aggiorna, flusso } from '../../support/pdf-aggiornato.js';
import { rilascia } from '../../support/pki-prova.js';

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const chi = { firmatario, autorita, istante: new Date('2026-03-01T10:00:00Z') };
const approvato = buildPdf('la lettera approvata');
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const file = buildFile('lettera.pdf', { dimensione: approvato.length, sha256: digest(approvato) });
const cms = (bytes: Buffer, incluso = true): Buffer => signCms(bytes, { ...chi, incluso });
const noStore = { store: undefined as never }; // all bytes are at hand

const { der, chiave } = rilascia({ nome: 'Esempio Undici' });
const signPdf = (pdf: Buffer): Promise<Buffer> =>
  firmaPades(pdf, firmatarioDi({ certificato: der, catena: [], nome: 'Esempio Undici' }, chiave), {
    quando: chi.istante,
  });

const check = (bytes: Buffer) =>
  checkFirmato(
    noStore,
    buildRicevuto({ nome: 'firmato', dimensione: bytes.length, sha256: digest(bytes), inizio: bytes }),
    file,
  );
/** As a program that signs adds its revision after the bytes that are there. */
const revision = (bytes: Buffer): Buffer =>
  Buffer.concat([
    bytes,
    Buffer.from('\n9 0 obj\n<< /Type /Sig /ByteRange [0 10 20 30] /Contents <00> >>\nendobj\n%%EOF\n'),
  ]);

describe('what was signed elsewhere', () => {
  it('is the approved file: in an envelope, in two, as the revision that was signed', async () => {
    assert.equal(await check(cms(approvato)), 'identico');
    assert.equal(await check(cms(cms(approvato))), 'identico');
    const pades = await signPdf(approvato);
    assert.equal(await check(pades), 'identico');
    assert.equal(await check(cms(pades)), 'identico');
  });
  it('is something else, or not signed at all', async () => {
    assert.equal(await check(cms(buildPdf('un’altra lettera'))), 'altro');
    assert.equal(await check(approvato), 'non-firmato');
    assert.equal(await check(Buffer.concat([approvato, Buffer.from('\n% nothing')])), 'non-firmato');
    assert.equal(await check(cms(approvato, false)), 'non-firmato');
    assert.equal(await check(Buffer.from('non è un file firmato')), 'non-firmato');
  });
  it('cannot be told of a PDF that who signed wrote anew, or to which more than signatures was added', async () => {
    assert.equal(await check(revision(buildPdf('la lettera approvata, riscritta'))), 'incerto');
    assert.equal(await check(revision(approvato)), 'incerto', 'no signature of the form');
    const cambiata = aggiorna(approvato, { oggetti: { 4: flusso('BT /F1 14 Tf 72 760 Td (altro) Tj ET') } });
    assert.equal(await check(await signPdf(cambiata)), 'incerto', 'changed, then signed');
  });
});
