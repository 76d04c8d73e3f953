import type { Formato } from '../../schemas/formato.api.js';

/** Names that a computer runs when they are opened, whatever is inside: for the names in archives and for texts without a mark. */
const ESTENSIONI = new Set(
  'exe dll com scr pif cpl msi msp msix bat cmd vbs vbe js jse mjs wsf wsh ps1 psm1 hta lnk reg jar apk app sh inf chm scf url iso img vhd application gadget'.split(
    ' ',
  ),
);
/** What a text of these names is: a script. */
const SCRIPT = new Set('bat cmd vbs vbe js jse mjs wsf wsh ps1 psm1 hta sh reg inf'.split(' '));

export const estensioneOf = (nome: string): string =>
  /\.([A-Za-z0-9]{1,12})$/.exec(nome.trim())?.[1]?.toLowerCase() ?? '';
export const isNomeEseguibile = (nome: string): boolean => ESTENSIONI.has(estensioneOf(nome));
export const isNomeDiScript = (nome: string): boolean => SCRIPT.has(estensioneOf(nome));

const starts = (bytes: Buffer, hex: string): boolean => bytes.subarray(0, hex.length / 2).toString('hex') === hex;

const MACH_O = ['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe'];
const LNK = '4c0000000114020000000000c000000000000046';
const MIN_CLASS = 45; // versions of Java classes begin here: below, the same number is a universal Mach-O

/** A program by its first bytes. */
export function formatoDiEseguibile(head: Buffer): Formato | undefined {
  const mime = mimeOf(head);
  return mime === undefined ? undefined : { mime, eseguibile: true };
}

function mimeOf(head: Buffer): string | undefined {
  if (starts(head, '4d5a') && head.length > 32) return 'application/x-msdownload';
  if (starts(head, '7f454c46')) return 'application/x-elf';
  if (MACH_O.some((magic) => starts(head, magic))) return 'application/x-mach-binary';
  if (starts(head, 'cafebabe') && head.length >= 8)
    return head.readUInt16BE(6) >= MIN_CLASS ? 'application/java-vm' : 'application/x-mach-binary';
  return starts(head, LNK) ? 'application/x-ms-shortcut' : undefined;
}
