import assert from 'node:assert/strict';
import { ostacoloOf } from '../../../server/scansione/ufficio/copia-pdfa.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const of = (formato: Parameters<typeof ostacoloOf>[0]['formato'], dimensione = 1_000): string | undefined =>
  ostacoloOf({ formato, dimensione });

describe('what gets a PDF/A copy', () => {
  it('files of office, by what they are', () => {
    assert.equal(of({ mime: DOCX }), undefined);
    assert.equal(of({ mime: 'application/vnd.oasis.opendocument.spreadsheet' }), undefined);
    assert.equal(of({ mime: 'application/msword' }), undefined);
  });
  it('nothing else, and the reason is told', () => {
    assert.match(of({ mime: 'application/octet-stream' }) ?? '', /di questo file no/);
    assert.match(of({ mime: 'application/pdf', pdfA: 'PDF/A-2b' }) ?? '', /già in PDF\/A/);
    assert.match(of({ mime: DOCX, cifrato: true }) ?? '', /password/);
    assert.match(of({ mime: 'application/msword', macro: true }) ?? '', /macro/);
    assert.match(of({ mime: DOCX, incompleto: true }) ?? '', /esame/);
    assert.match(of({ mime: DOCX }, 65 * 1024 * 1024) ?? '', /64 MB/);
  });
});
