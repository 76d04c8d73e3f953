import fc from 'fast-check';
import assert from 'node:assert/strict';
import {
  buildEnveloped,
  buildP7m,
  buildP7mBer,
  buildPem,
  buildToken,
  buildTsd,
  buildTsq,
  buildTsr,
  der,
} from '../../support/corpus/der.js';
import { buildPdfCon } from '../../support/corpus/pdf.js';
import { buildDocx } from '../../support/corpus/zip.js';
import { formatoDiBytes, prova } from './prove.js';

const PDF = buildPdfCon();
const P7M = 'application/pkcs7-mime';
const DENTRO = { mime: P7M, interno: { nome: 'atto.pdf', mime: 'application/pdf' } };
const MACRO = buildDocx(['x'], [{ nome: 'word/vbaProject.bin', bytes: 'x' }]);
const nested = (depth: number): Buffer => (depth === 0 ? PDF : buildP7m(nested(depth - 1)));

describe('formati: signed envelopes', () => {
  prova([
    ['DER', buildP7m(PDF), DENTRO, 'atto.pdf.p7m'],
    ['BER, content in pieces', buildP7mBer(PDF, 100), DENTRO, 'atto.pdf.p7m'],
    ['base64 without a mark', buildP7m(PDF).toString('base64'), DENTRO, 'atto.pdf.p7m'],
    ['PEM', buildPem(buildP7m(PDF)), DENTRO, 'atto.pdf.p7m'],
    ['PEM that says CMS', buildPem(buildP7m(PDF), 'CMS'), DENTRO, 'atto.pdf.p7m'],
    ['PEM of nothing', '-----BEGIN PKCS7-----\nMIIB\n', { mime: P7M }],
    [
      'p7m in p7m',
      nested(2),
      { mime: P7M, interno: { nome: 'atto.pdf', mime: 'application/pdf' } },
      'atto.pdf.p7m.p7m',
    ],
    ['too deep', nested(8), { mime: P7M, interno: { mime: P7M }, incompleto: true }],
    ['of an unknown name', buildP7m(PDF), { mime: P7M, interno: { mime: 'application/pdf' } }, 'atto'],
    ['detached', buildP7m(null), { mime: 'application/pkcs7-signature' }],
    ['encrypted', buildEnveloped(), { mime: P7M, cifrato: true }],
    [
      'macros inside count for the envelope',
      buildP7m(MACRO),
      { mime: P7M, macro: true, interno: { mime: 'application/vnd.ms-word.document.macroenabled.12' } },
    ],
    [
      'a program inside too',
      buildP7m(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64)])),
      { mime: P7M, eseguibile: true, interno: { mime: 'application/x-msdownload' } },
    ],
    ['cut short', buildP7m(PDF).subarray(0, 200), { mime: P7M, interno: { mime: 'application/pdf' } }],
    [
      'another sequence',
      der(0x30, der(0x06, Buffer.from('2a03', 'hex')), Buffer.alloc(99)),
      { mime: 'application/octet-stream' },
    ],
  ]);

  it('whatever bytes follow the beginning of one, an answer comes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 60 }), async (noise, keep) => {
        const bytes = Buffer.concat([buildP7mBer(PDF).subarray(0, keep), noise]);
        assert.equal(typeof (await formatoDiBytes(bytes)).mime, 'string');
      }),
      { numRuns: 200 },
    ));
});

describe('formati: time stamps', () => {
  const MARCA = { specie: 'marca-temporale' };
  prova([
    ['token', buildToken(), { mime: 'application/vnd.etsi.timestamp-token', ...MARCA }],
    ['reply (tsr)', buildTsr(), { mime: 'application/timestamp-reply', ...MARCA }],
    ['request (tsq)', buildTsq(), { mime: 'application/timestamp-query' }],
    [
      'data with its stamp (tsd), the name inside',
      buildTsd(PDF, 'atto.pdf'),
      { mime: 'application/timestamped-data', ...MARCA, interno: { nome: 'atto.pdf', mime: 'application/pdf' } },
      'altro.tsd',
    ],
    [
      'a signed file with its stamp',
      buildTsd(buildP7m(PDF), 'atto.pdf.p7m'),
      { mime: 'application/timestamped-data', ...MARCA, interno: { nome: 'atto.pdf', mime: 'application/pdf' } },
    ],
  ]);
});
