/** What the browser can show of a file that nobody has checked yet; null: nothing, it can only be kept. */
export type TipoVisibile =
  'application/pdf' | 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'text/plain;charset=utf-8';

const HEAD_BYTES = 1024;

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  Array.from(text).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/**
 * The type by which a file may be shown, from its first bytes and never from the type that its sender declares: markup is
 * not among them, because it would run as a page of ours. A PDF may have something in front of its header.
 */
export async function tipoVisibileOf(contenuto: Blob, nome: string): Promise<TipoVisibile | null> {
  const bytes = new Uint8Array(await contenuto.slice(0, HEAD_BYTES).arrayBuffer());
  if (new TextDecoder('latin1').decode(bytes).includes('%PDF-')) return 'application/pdf';
  if (startsWith(bytes, 'PNG', 1) && bytes[0] === 0x89) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (startsWith(bytes, 'GIF8')) return 'image/gif';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  if (/\.(txt|csv|log|eml|xml|json)$/i.test(nome) && !bytes.includes(0)) return 'text/plain;charset=utf-8';
  return null;
}

/** Name in Bootstrap Italia's sprite for a file's name. */
export function iconaFile(nome: string): string {
  const estensione = /\.([a-z0-9]+)$/i.exec(nome)?.[1]?.toLowerCase() ?? '';
  if (['p7m', 'p7s', 'tsd', 'm7m'].includes(estensione)) return 'file-signed';
  if (['png', 'jpg', 'jpeg', 'gif', 'tif', 'tiff', 'webp'].includes(estensione)) return 'file-image';
  const proprie: Record<string, string> = {
    pdf: 'file-pdf-ext',
    xml: 'file-xml',
    docx: 'file-docx',
    odt: 'file-odt',
    xlsx: 'file-xlsx',
    ods: 'file-ods',
    csv: 'file-csv',
    zip: 'file-compressed',
    txt: 'file-txt',
    eml: 'mail',
  };
  return proprie[estensione] ?? 'file';
}
