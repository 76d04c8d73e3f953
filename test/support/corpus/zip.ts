import { crc32, deflateRawSync } from 'node:zlib';

export interface VoceDiProva {
  nome: string;
  bytes: Buffer | string;
  /** kept as it is, not deflated */
  stored?: boolean;
  /** marked as encrypted in its flags */
  cifrata?: boolean;
  /** size that the directory claims, whatever it is */
  dice?: number;
}

/** A real zip: entries, directory, end. */
export function buildZip(voci: readonly VoceDiProva[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { nome, bytes, stored = false, cifrata = false, dice } of voci) {
    const plain = Buffer.from(bytes as Buffer);
    const data = stored ? plain : deflateRawSync(plain);
    const name = Buffer.from(nome, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (cifrata ? 1 : 0), 2);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(dice ?? plain.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, name]));
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(voci.length, 8);
  end.writeUInt16LE(voci.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A Word document that says these paragraphs; other entries beside. */
export const buildDocx = (paragrafi: readonly string[], others: readonly VoceDiProva[] = []): Buffer =>
  buildZip([
    { nome: '[Content_Types].xml', bytes: TYPES },
    {
      nome: 'word/document.xml',
      bytes: `<?xml version="1.0"?><w:document xmlns:w="${W}"><w:body>${paragrafi.map((p) => `<w:p><w:r><w:t>${p}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
    },
    ...others,
  ]);

export const buildXlsx = (celle: readonly string[]): Buffer =>
  buildZip([
    { nome: '[Content_Types].xml', bytes: TYPES },
    { nome: 'xl/workbook.xml', bytes: '<workbook/>' },
    { nome: 'xl/sharedStrings.xml', bytes: `<sst>${celle.map((t) => `<si><t>${t}</t></si>`).join('')}</sst>` },
  ]);

export const buildPptx = (testi: readonly string[]): Buffer =>
  buildZip([
    { nome: '[Content_Types].xml', bytes: TYPES },
    { nome: 'ppt/presentation.xml', bytes: '<p:presentation xmlns:p="p"/>' },
    ...testi.map((t, i) => ({
      nome: `ppt/slides/slide${i + 1}.xml`,
      bytes: `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${t}</a:t></a:r></a:p></p:sld>`,
    })),
  ]);

/** A workbook as programs write it that keep no list of strings: the words stand in the cells of the sheet. */
export const buildXlsxInLinea = (righe: readonly (readonly string[])[]): Buffer =>
  buildZip([
    { nome: '[Content_Types].xml', bytes: TYPES },
    { nome: 'xl/workbook.xml', bytes: '<workbook/>' },
    {
      nome: 'xl/worksheets/sheet1.xml',
      bytes: `<worksheet><sheetData>${righe.map((celle) => `<row>${celle.map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`,
    },
  ]);

const ODS = 'application/vnd.oasis.opendocument.spreadsheet';
const ODP = 'application/vnd.oasis.opendocument.presentation';
const openDocument = (mime: string, body: string): Buffer =>
  buildZip([
    { nome: 'mimetype', bytes: mime, stored: true },
    {
      nome: 'content.xml',
      bytes: `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d"><office:body>${body}</office:body></office:document-content>`,
    },
    { nome: 'META-INF/manifest.xml', bytes: '<manifest:manifest xmlns:manifest="m"/>' },
  ]);
export const buildOds = (righe: readonly (readonly string[])[]): Buffer =>
  openDocument(
    ODS,
    `<office:spreadsheet><table:table>${righe.map((celle) => `<table:table-row>${celle.map((t) => `<table:table-cell><text:p>${t}</text:p></table:table-cell>`).join('')}</table:table-row>`).join('')}</table:table></office:spreadsheet>`,
  );
export const buildOdp = (pagine: readonly string[]): Buffer =>
  openDocument(
    ODP,
    `<office:presentation>${pagine.map((t) => `<draw:page><draw:frame><draw:text-box><text:p>${t}</text:p></draw:text-box></draw:frame></draw:page>`).join('')}</office:presentation>`,
  );

export const ODT = 'application/vnd.oasis.opendocument.text';
export const buildOdt = (paragrafi: readonly string[], manifest = '', others: readonly VoceDiProva[] = []): Buffer =>
  buildZip([
    { nome: 'mimetype', bytes: ODT, stored: true },
    {
      nome: 'content.xml',
      bytes: `<office:document-content xmlns:office="o" xmlns:text="t"><office:body>${paragrafi.map((p) => `<text:p>${p}</text:p>`).join('')}</office:body></office:document-content>`,
    },
    { nome: 'META-INF/manifest.xml', bytes: `<manifest:manifest xmlns:manifest="m">${manifest}</manifest:manifest>` },
    ...others,
  ]);
