import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import type { Attivita, Formato } from '../../schemas/formato.api.js';
import type { Fonte } from './fonte.js';

const inflateAsync = promisify(inflate);

const BLOCK = 256 * 1024;
/** What may be cut by the end of a block: a name, a claim. */
const OVERLAP = 256;
/** An object stream is looked into as far as this, compressed and expanded. */
const OBJECTS_IN = 256 * 1024;
const OBJECTS_OUT = 2 * 1024 ** 2;
const MAX_OBJECT_STREAMS = 2_000;

/** Names of a PDF that say that it acts, and how (ISO 32000-1 §12.6). */
const NOMI: Readonly<Record<string, Attivita>> = {
  JavaScript: 'javascript',
  Launch: 'avvio-programmi',
  EmbeddedFile: 'file-incorporati',
  EmbeddedFiles: 'file-incorporati',
  SubmitForm: 'invio-dati',
  ImportData: 'invio-dati',
  RichMedia: 'multimedia',
  Rendition: 'multimedia',
  GoToE: 'file-incorporati',
};
const NAME = /\/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){4,32})(?![A-Za-z])/g;
const XFA = /\/XFA\s*(?:\[|\d+\s+\d+\s+R)/;
const ENCRYPT = /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/;
const PART = /pdfaid:part\s*(?:=\s*["']|>)\s*(\d)/;
const CONFORMANCE = /pdfaid:conformance\s*(?:=\s*["']|>)\s*([ABUEFabuef])/;
const OBJECT_STREAM = /\/ObjStm\b/g;

/** What every signature has (ISO 32000-1 §12.8.1), in the clear. */
const FIRMA = 'ByteRange';

/** What has been seen of a PDF so far. */
class Visto {
  readonly attivo = new Set<Attivita>();
  cifrato = false;
  firmato = false;
  part: string | undefined;
  conformance: string | undefined;

  /** Looks at a stretch; bytes as characters of one byte each. */
  guarda(text: string): void {
    for (const [, name = ''] of text.matchAll(NAME)) {
      const plain = name.includes('#')
        ? name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        : name;
      const kind = Object.hasOwn(NOMI, plain) ? NOMI[plain] : undefined;
      if (kind !== undefined) this.attivo.add(kind);
      this.firmato ||= plain === FIRMA;
    }
    if (XFA.test(text)) this.attivo.add('xfa');
    this.cifrato ||= ENCRYPT.test(text);
    this.part ??= PART.exec(text)?.[1];
    this.conformance ??= CONFORMANCE.exec(text)?.[1];
  }

  formato(): Formato {
    return {
      mime: 'application/pdf',
      ...(this.cifrato && { cifrato: true }),
      ...(this.part !== undefined && { pdfA: `PDF/A-${this.part}${this.conformance?.toLowerCase() ?? ''}` }),
      ...(this.attivo.size > 0 && { attivo: [...this.attivo].sort() }),
    };
  }
}

/** The objects that are kept compressed, expanded as far as the limit goes. */
async function objectsAt(fonte: Fonte, at: number): Promise<string | undefined> {
  const bytes = await fonte.leggi(at, OBJECTS_IN);
  const begin = /stream\r?\n/.exec(bytes.subarray(0, 2_048).toString('latin1'));
  if (begin === null) return undefined;
  const data = bytes.subarray(begin.index + begin[0].length);
  return inflateAsync(data, { maxOutputLength: OBJECTS_OUT, finishFlush: constants.Z_SYNC_FLUSH }).then(
    (plain) => plain.toString('latin1'),
    () => undefined,
  );
}

/**
 * What a PDF says of itself, by its names and not by its pages: nothing is drawn or run. What is kept in object streams is looked
 * into; a file that is encrypted keeps there what nobody can see.
 * @returns whether it may bear signatures, too
 * @throws FuoriLimite, with what was seen so far in `parziale`
 */
export async function formatoDiPdf(
  fonte: Fonte,
  parziale: (formato: Formato) => void,
): Promise<{ formato: Formato; firmato: boolean }> {
  const visto = new Visto();
  parziale(visto.formato());
  let streams = 0;
  for (let at = 0; at < fonte.dimensione; at += BLOCK) {
    const text = (await fonte.leggi(at, BLOCK + OVERLAP)).toString('latin1');
    visto.guarda(text);
    for (const { index } of text.matchAll(OBJECT_STREAM)) {
      if (index >= BLOCK || visto.cifrato || ++streams > MAX_OBJECT_STREAMS) continue;
      const objects = await objectsAt(fonte, at + index);
      if (objects !== undefined) visto.guarda(objects);
    }
    parziale(visto.formato());
  }
  const { firmato } = visto;
  return { formato: { ...visto.formato(), ...(streams > MAX_OBJECT_STREAMS && { incompleto: true }) }, firmato };
}
