import type { Fonte } from '../formati/fonte.js';
import { elencaZip } from '../formati/zip.js';
import { testoDiXml } from './da-marcatura.js';
import type { Raccolta } from './raccolta.js';

/** A part is expanded as far as this, and all parts together: more is no document that anybody reads. */
const PART_BYTES = 32 * 1024 ** 2;
const TOTAL_BYTES = 96 * 1024 ** 2;

const TEXT = new Set(['t']);
const LINES = new Set(['p', 'h', 'tr', 'si', 'row', 'table-row', 'br', 'is']);

interface Parti {
  nome: RegExp;
  /** elements whose text counts */
  testo?: ReadonlySet<string>;
}
const PARTI: readonly Parti[] = [
  { nome: /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/, testo: TEXT },
  { nome: /^xl\/(sharedStrings|worksheets\/sheet\d+|comments\d*)\.xml$/, testo: TEXT },
  { nome: /^ppt\/(slides\/slide\d+|notesSlides\/notesSlide\d+)\.xml$/, testo: TEXT },
  { nome: /^content\.xml$/ },
];

/** The text of an office document that is a zip (docx, xlsx, pptx, OpenDocument), part by part. */
export async function testoDiUfficio(fonte: Fonte, raccolta: Raccolta): Promise<void> {
  const { voci, leggi } = await elencaZip(fonte);
  let left = TOTAL_BYTES;
  for (const voce of voci) {
    const parte = PARTI.find(({ nome }) => nome.test(voce.nome));
    if (parte === undefined || raccolta.piena) continue;
    const max = Math.min(PART_BYTES, left);
    const bytes = max <= 0 ? undefined : await leggi(voce, max);
    if (bytes === undefined || bytes.length >= max) raccolta.tronca();
    if (bytes === undefined) continue;
    left -= bytes.length;
    testoDiXml(bytes.toString('utf8'), raccolta, {
      riga: LINES,
      ...(parte.testo !== undefined && { testo: parte.testo }),
    });
    raccolta.aggiungi('\n');
  }
}

/** The names in an archive: it is not unpacked. */
export async function nomiDiArchivio(fonte: Fonte, raccolta: Raccolta): Promise<void> {
  const { voci } = await elencaZip(fonte);
  for (const { nome } of voci) raccolta.aggiungi(`${nome}\n`);
}
