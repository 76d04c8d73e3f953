import { buildOle } from '../../support/corpus/ole.js';
import { buildDocx, buildOdt, buildPptx, buildXlsx, buildZip, ODT } from '../../support/corpus/zip.js';
import { prova } from './prove.js';

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const DOCX = `${OOXML}wordprocessingml.document`;
const VBA = { nome: 'word/vbaProject.bin', bytes: 'x' };
const RELS = {
  nome: 'word/_rels/settings.xml.rels',
  bytes: '<Relationship Type="http://x/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>',
};
const asic = 'application/vnd.etsi.asic-e+zip';

describe('formati: office documents that are a zip', () => {
  prova([
    ['docx', buildDocx(['ciao']), { mime: DOCX }],
    ['xlsx', buildXlsx(['ciao']), { mime: `${OOXML}spreadsheetml.sheet` }],
    ['pptx', buildPptx(['ciao']), { mime: `${OOXML}presentationml.presentation` }],
    [
      'docm called docx',
      buildDocx(['ciao'], [VBA]),
      { mime: 'application/vnd.ms-word.document.macroenabled.12', macro: true },
      'lettera.docx',
    ],
    ['a template from elsewhere', buildDocx(['x'], [RELS]), { mime: DOCX, attivo: ['modello-esterno'] }],
    [
      'an object inside',
      buildDocx(['x'], [{ nome: 'word/embeddings/oleObject1.bin', bytes: 'x' }]),
      { mime: DOCX, attivo: ['oggetti'] },
    ],
    ['odt', buildOdt(['ciao']), { mime: ODT }],
    [
      'odt with macros',
      buildOdt(['x'], '', [{ nome: 'Basic/Standard/a.xml', bytes: 'x' }]),
      { mime: ODT, macro: true },
    ],
    ['odt with a password', buildOdt(['x'], '<manifest:encryption-data/>'), { mime: ODT, cifrato: true }],
    [
      'ASiC-E',
      buildZip([
        { nome: 'mimetype', bytes: asic, stored: true },
        { nome: 'META-INF/signatures.p7s', bytes: 'x' },
      ]),
      { mime: asic, specie: 'asic' },
    ],
    [
      'EPUB',
      buildZip([{ nome: 'mimetype', bytes: 'application/epub+zip', stored: true }]),
      { mime: 'application/epub+zip' },
    ],
    [
      'a Java program',
      buildZip([
        { nome: 'META-INF/MANIFEST.MF', bytes: 'x' },
        { nome: 'A.class', bytes: 'x' },
      ]),
      { mime: 'application/java-archive', eseguibile: true },
    ],
  ]);
});

const fib = (flags: number): Buffer => {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt16LE(flags, 10);
  return bytes;
};
const biff = (...records: number[]): Buffer =>
  Buffer.concat(records.map((type) => Buffer.from([type & 0xff, type >> 8, 2, 0, 0, 0])));

describe('formati: the old office files', () => {
  prova([
    ['doc', buildOle([{ nome: 'WordDocument', inizio: fib(0) }]), { mime: 'application/msword' }],
    [
      'doc with a password',
      buildOle([{ nome: 'WordDocument', inizio: fib(0x100) }]),
      { mime: 'application/msword', cifrato: true },
    ],
    [
      'doc with macros',
      buildOle([
        { nome: 'WordDocument', inizio: fib(0) },
        { nome: 'Macros', tipo: 1 },
      ]),
      { mime: 'application/msword', macro: true },
    ],
    ['xls', buildOle([{ nome: 'Workbook', inizio: biff(0x809, 0x42) }]), { mime: 'application/vnd.ms-excel' }],
    [
      'xls with a password',
      buildOle([{ nome: 'Workbook', inizio: biff(0x809, 0x2f) }]),
      { mime: 'application/vnd.ms-excel', cifrato: true },
    ],
    [
      'xls with macros',
      buildOle([
        { nome: 'Book', inizio: biff(0x809) },
        { nome: '_VBA_PROJECT_CUR', tipo: 1 },
      ]),
      { mime: 'application/vnd.ms-excel', macro: true },
    ],
    [
      'ppt',
      buildOle([{ nome: 'Current User' }, { nome: 'PowerPoint Document' }]),
      { mime: 'application/vnd.ms-powerpoint' },
    ],
    ['a message of Outlook', buildOle([{ nome: '__properties_version1.0' }]), { mime: 'application/vnd.ms-outlook' }],
    [
      'docx with a password',
      buildOle([{ nome: 'EncryptionInfo' }, { nome: 'EncryptedPackage' }]),
      { mime: 'application/x-cfb', specie: 'documento-cifrato', cifrato: true },
    ],
    [
      'an installer',
      buildOle([{ nome: 'x' }], '84100c0000000000c000000000000046'),
      { mime: 'application/x-msi', eseguibile: true },
    ],
    ['of something else', buildOle([{ nome: 'Contents' }]), { mime: 'application/x-cfb' }],
    ['cut short', buildOle([{ nome: 'WordDocument' }]).subarray(0, 600), { mime: 'application/x-cfb' }],
    ['a ring of sectors', ring(), { mime: 'application/msword' }],
  ]);
});

/** The chain of the directory comes back to its beginning. */
function ring(): Buffer {
  const bytes = buildOle([{ nome: 'WordDocument' }, { nome: 'a' }, { nome: 'b' }, { nome: 'c' }]);
  bytes.writeUInt32LE(1, 512 + 4 * 2);
  return bytes;
}
