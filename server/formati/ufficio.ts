import type { Attivita, Formato } from '../../schemas/formato.api.js';
import type { ElencoZip, VoceZip } from './zip.js';

/** Documents that are a zip: Office Open XML, OpenDocument, EPUB, ASiC, programs. By what is inside, never by the name. */

const PART_BYTES = 512 * 1024;
const OOXML = 'application/vnd.openxmlformats-officedocument.';

interface Famiglia {
  cartella: string;
  senza: string;
  con: string;
}
const FAMIGLIE: readonly Famiglia[] = [
  {
    cartella: 'word/document.xml',
    senza: `${OOXML}wordprocessingml.document`,
    con: 'application/vnd.ms-word.document.macroenabled.12',
  },
  {
    cartella: 'xl/workbook.xml',
    senza: `${OOXML}spreadsheetml.sheet`,
    con: 'application/vnd.ms-excel.sheet.macroenabled.12',
  },
  {
    cartella: 'ppt/presentation.xml',
    senza: `${OOXML}presentationml.presentation`,
    con: 'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  },
  {
    cartella: 'xl/workbook.bin',
    senza: 'application/vnd.ms-excel.sheet.binary.macroenabled.12',
    con: 'application/vnd.ms-excel.sheet.binary.macroenabled.12',
  },
];
/** Formats whose documents may hold macros, and hold them where this type is told. */
export const isMimeConMacro = (mime: string): boolean => mime.includes('macroenabled');

/** A template, or anything else, that is fetched from elsewhere when the document is opened. */
const ESTERNO =
  /attachedTemplate[^>]*TargetMode\s*=\s*["']External|TargetMode\s*=\s*["']External[^>]*attachedTemplate/i;
const OGGETTI = /(^|\/)(embeddings\/.*\.(bin|exe|vbs|js)|activeX\/)/i;

async function formatoDiOoxml({ voci, leggi }: ElencoZip, famiglia: Famiglia): Promise<Formato> {
  const macro = voci.some(({ nome }) => /(^|\/)vbaProject\.bin$/i.test(nome));
  const attivo: Attivita[] = [];
  if (voci.some(({ nome }) => OGGETTI.test(nome))) attivo.push('oggetti');
  const rels = voci.find(({ nome }) => nome === 'word/_rels/settings.xml.rels');
  const text = rels === undefined ? undefined : await leggi(rels, PART_BYTES);
  if (text !== undefined && ESTERNO.test(text.toString('utf8'))) attivo.push('modello-esterno');
  return {
    mime: macro ? famiglia.con : famiglia.senza,
    ...(macro && { macro }),
    ...(attivo.length > 0 && { attivo }),
  };
}

async function formatoDiOpenDocument({ voci, leggi }: ElencoZip, mime: string): Promise<Formato> {
  const manifest = voci.find(({ nome }) => nome === 'META-INF/manifest.xml');
  const text = manifest === undefined ? undefined : await leggi(manifest, PART_BYTES);
  return {
    mime,
    ...(voci.some(({ nome }) => /^(Basic|Scripts)\/./.test(nome)) && { macro: true }),
    ...(text?.includes('encryption-data') === true && { cifrato: true }),
    ...(voci.some(({ nome }) => /^Object [^/]*$/.test(nome)) && { attivo: ['oggetti'] }),
  };
}

const MIMETYPE_MAX = 200;
const isMimetype = ({ nome, espansi }: VoceZip): boolean => nome === 'mimetype' && espansi <= MIMETYPE_MAX;

/** The document that a zip is; undefined where it is only an archive. @throws FuoriLimite */
export async function formatoDiUfficio(elenco: ElencoZip): Promise<Formato | undefined> {
  const { voci, leggi } = elenco;
  const names = new Set(voci.map(({ nome }) => nome));
  const famiglia = FAMIGLIE.find(({ cartella }) => names.has(cartella));
  if (famiglia !== undefined && names.has('[Content_Types].xml')) return formatoDiOoxml(elenco, famiglia);
  const mimetype = voci.find(isMimetype);
  const mime = mimetype === undefined ? undefined : (await leggi(mimetype, MIMETYPE_MAX))?.toString('latin1').trim();
  if (mime?.startsWith('application/vnd.oasis.opendocument.') === true) return formatoDiOpenDocument(elenco, mime);
  if (mime === 'application/epub+zip') return { mime };
  if (mime !== undefined && /^application\/vnd\.etsi\.asic-[es]\+zip$/.test(mime)) return { mime, specie: 'asic' };
  if (names.has('AndroidManifest.xml')) return { mime: 'application/vnd.android.package-archive', eseguibile: true };
  if (names.has('META-INF/MANIFEST.MF') && voci.some(({ nome }) => nome.endsWith('.class')))
    return { mime: 'application/java-archive', eseguibile: true };
  return undefined;
}
