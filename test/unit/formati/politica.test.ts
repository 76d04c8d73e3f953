import assert from 'node:assert/strict';
import type { Formato } from '../../../schemas/formato.api.js';
import { FORMATI } from '../../../server/configurazione/dati/formati.js';
import { avvisiOfFormati, esitoFile, rifiutiOf } from '../../../server/formati/politica.js';
import { buildFile } from '../../support/factories.js';

const PROGRAMMA = { mime: 'application/x-msdownload', eseguibile: true };
const DOCM = { mime: 'application/vnd.ms-word.document.macroenabled.12', macro: true };
const P7M = 'application/pkcs7-mime';
const di = (formato: Formato, nome = 'a') => buildFile(nome, { mime: formato.mime, formato });

describe('the list of formats of an AOO', () => {
  it('by default: common formats go, programs come and do not leave', () => {
    for (const flusso of ['E', 'U', 'I'] as const)
      assert.equal(esitoFile(FORMATI, flusso, { mime: 'application/pdf' }), 'accettato');
    assert.equal(esitoFile(FORMATI, 'E', PROGRAMMA), 'avviso');
    assert.equal(esitoFile(FORMATI, 'U', PROGRAMMA), 'rifiutato');
    assert.equal(esitoFile(FORMATI, 'I', { mime: 'text/x-script' }), 'rifiutato');
    assert.equal(esitoFile(FORMATI, 'E', { mime: 'application/x-cosa' }), 'avviso');
  });

  it('judges an envelope with what is inside', () => {
    const signed = (mime: string): Formato => ({ mime: P7M, interno: { mime } });
    assert.equal(esitoFile(FORMATI, 'U', signed('application/pdf')), 'accettato');
    assert.equal(esitoFile(FORMATI, 'U', signed(PROGRAMMA.mime)), 'rifiutato');
  });

  it('never refuses what arrived merely for its macros', () => {
    const severe = [{ mime: DOCM.mime, esito: 'rifiutato' as const }];
    assert.equal(esitoFile(severe, 'U', DOCM), 'rifiutato');
    assert.equal(esitoFile(severe, 'E', DOCM), 'avviso');
  });

  it('a refusal names the file and says what is taken', () => {
    const [rifiuto, ...others] = rifiutiOf(FORMATI, 'U', [
      { campo: 'documento', file: di({ mime: 'application/pdf' }) },
      { campo: 'allegati[0]', file: di(PROGRAMMA) },
    ]);
    assert.equal(others.length, 0);
    assert.equal(rifiuto?.campo, 'allegati[0]');
    assert.match(rifiuto.messaggio, /in uscita: programma per Windows\. Sono accettati: PDF, .* e altri\./);
  });

  it('tells of each file what is to be known, and of a sound one nothing', () => {
    const told = (formato: Formato, nome?: string) =>
      avvisiOfFormati(FORMATI, 'E', [di(formato, nome)]).map(({ messaggio }) => messaggio);
    assert.deepEqual(told({ mime: 'application/pdf', pdfA: 'PDF/A-2b' }), []);
    const words: readonly [Formato, RegExp][] = [
      [{ mime: 'application/pdf', discordante: true }, /^a è dichiarato application\/pdf, ma il contenuto è/],
      [{ mime: 'application/pdf', cifrato: true }, /cifrato/],
      [DOCM, /macro/],
      [PROGRAMMA, /programma/],
      [{ mime: 'application/pdf', attivo: ['javascript', 'xfa'] }, /JavaScript, un modulo XFA/],
      [{ mime: 'application/zip', archivio: { voci: 1, espansi: 9, bomba: true } }, /enorme/],
      [{ mime: 'application/pdf', incompleto: true }, /si completa dopo/],
      [{ mime: 'application/octet-stream' }, /formato sconosciuto/],
    ];
    for (const [formato, word] of words) {
      const [messaggio, ...others] = told(formato);
      assert.equal(others.length, 0);
      assert.match(messaggio ?? '', word);
    }
  });
});
