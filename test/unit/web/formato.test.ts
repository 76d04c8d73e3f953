import assert from 'node:assert/strict';
import { vistaDi } from '../../../web/protocollo/vista-file.js';
import { formatoInBreve, osservazioniFile } from '../../../web/protocollo/formato-in-parole.js';
import { guardaFile } from '../../../web/protocollo/registrazione/occhiata.js';
import { buildPdfCon } from '../../support/corpus/pdf.js';
import { buildDocx } from '../../support/corpus/zip.js';

const PDF = { mime: 'application/pdf' };

describe('the format of a file in words', () => {
  it('is short, and says that a claim is a claim', () => {
    assert.equal(formatoInBreve({ ...PDF, pdfA: 'PDF/A-2b' }), 'PDF, si dichiara PDF/A-2b (non verificato)');
    const p7m = { mime: 'application/pkcs7-mime', interno: { mime: PDF.mime } };
    assert.equal(formatoInBreve(p7m), 'file firmato (P7M) che contiene PDF');
    assert.equal(
      formatoInBreve({ mime: 'application/xml', specie: 'fattura-elettronica' }),
      'XML, fattura elettronica',
    );
    assert.equal(formatoInBreve({ mime: 'application/octet-stream' }), 'formato sconosciuto');
  });

  it('tells what is to be known before opening, and nothing of a sound file', () => {
    assert.deepEqual(osservazioniFile({ formato: PDF, antivirus: { stato: 'pulito' } }), []);
    const told = osservazioniFile({
      formato: { ...PDF, cifrato: true, macro: true, attivo: ['javascript'] },
      antivirus: { stato: 'infetto', minaccia: 'X' },
    });
    for (const word of ['quarantena', 'cifrato', 'macro', 'JavaScript']) assert.ok(told.join().includes(word), word);
  });

  it('what acts, what is infected, what is not known yet is not shown', () => {
    assert.equal(vistaDi({ formato: PDF }), 'pdf');
    assert.equal(vistaDi({ formato: { ...PDF, attivo: ['javascript'] } }), 'nessuna');
    assert.equal(vistaDi({ formato: { ...PDF, incompleto: true } }), 'nessuna');
    assert.equal(vistaDi({ formato: PDF, antivirus: { stato: 'infetto' } }), 'nessuna');
  });
});

describe('a first look at a chosen file', () => {
  const look = (bytes: Buffer) => guardaFile(new Blob([new Uint8Array(bytes)]));
  it('sees macros, programs, passwords, what acts; a sound file is left alone', async () => {
    assert.deepEqual(await look(buildPdfCon()), { parole: [], attivo: false });
    assert.equal((await look(buildPdfCon('<< /S /JavaScript >>'))).attivo, true);
    assert.match((await look(buildPdfCon('<< /Encrypt 9 0 R >>'))).parole.join(), /cifrato/);
    assert.match((await look(buildDocx(['x'], [{ nome: 'word/vbaProject.bin', bytes: 'x' }]))).parole.join(), /macro/);
    assert.match((await look(Buffer.from('MZ\x90'))).parole.join(), /programma/);
    const late = buildPdfCon(Buffer.alloc(3_000_000, 0x20), '<< /S /Launch >>');
    assert.equal((await look(late)).attivo, true);
  });
});
