/** What can be told of a chosen file before it is sent. It is a first look: the server looks at all of it. */
export interface Occhiata {
  parole: string[];
  /** it may act when it is opened: it is not shown */
  attivo: boolean;
}

/** From the beginning and from the end: there is what tells, and a large file does not fill the page's memory. */
const SIDE_BYTES = 1024 * 1024;

const text = async (blob: Blob): Promise<string> => new TextDecoder('latin1').decode(await blob.arrayBuffer());

/** Looks at a file: never at its name. */
export async function guardaFile(contenuto: Blob): Promise<Occhiata> {
  const head = await text(contenuto.slice(0, SIDE_BYTES));
  const tail =
    contenuto.size > SIDE_BYTES ? await text(contenuto.slice(Math.max(SIDE_BYTES, contenuto.size - SIDE_BYTES))) : '';
  const has = (pattern: RegExp): boolean => pattern.test(head) || pattern.test(tail);
  const parole: string[] = [];
  let attivo = false;
  if (head.slice(0, 1024).includes('%PDF-')) {
    if (has(/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/)) parole.push('È cifrato: per leggerlo può servire la parola chiave.');
    attivo = has(/\/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|SubmitForm)\b/);
    if (attivo) parole.push('Contiene comandi o altri file: non si mostra qui.');
  } else if (head.startsWith('PK')) {
    if (has(/vbaProject\.bin/)) parole.push('Contiene macro.');
  } else if (head.startsWith('MZ') || head.startsWith('\x7fELF')) {
    parole.push('È un programma: non eseguirlo.');
  } else if (head.startsWith('\xd0\xcf\x11\xe0') && tailOrHeadHas(head, tail, 'EncryptedPackage')) {
    parole.push('È cifrato: per leggerlo serve la parola chiave.');
  }
  return { parole, attivo };
}

/** A name as the old files of an office write it, two bytes a letter. */
const tailOrHeadHas = (head: string, tail: string, name: string): boolean => {
  const wide = Array.from(name).join('\0');
  return head.includes(wide) || tail.includes(wide);
};
