/** A change to a PDF, as an incremental update by hand: what a forger would append. */
export interface Aggiornamento {
  /** bodies by number of object; null: the object is freed */
  oggetti: Readonly<Record<number, string | null>>;
  radice?: number;
  /** more of the trailer */
  coda?: string;
  /** no cross-reference section: only the bytes */
  senzaSezione?: boolean;
}

const lastOf = (text: string, pattern: RegExp): string | undefined => [...text.matchAll(pattern)].at(-1)?.[1];

/** The file with the update at its end; what was there stays byte for byte. */
export function aggiorna(pdf: Buffer, { oggetti, radice, coda = '', senzaSezione = false }: Aggiornamento): Buffer {
  const text = pdf.toString('latin1');
  const before = lastOf(text, /startxref\s+(\d+)/g) ?? '0';
  const root = radice ?? Number(lastOf(text, /\/Root (\d+) 0 R/g));
  const numbers = Object.keys(oggetti).map(Number);
  const size = Math.max(Number(lastOf(text, /\/Size (\d+)/g)), ...numbers.map((one) => one + 1));
  let added = '\n';
  const rows: string[] = [];
  for (const numero of numbers) {
    const body = oggetti[numero];
    const place = String(pdf.length + added.length).padStart(10, '0');
    rows.push(`${numero} 1\n${body === null ? '0000000000 00001 f' : `${place} 00000 n`} \n`);
    if (body !== null) added += `${numero} 0 obj\n${body ?? ''}\nendobj\n`;
  }
  if (senzaSezione) return Buffer.concat([pdf, Buffer.from(added, 'latin1')]);
  const at = pdf.length + added.length;
  added += `xref\n${rows.join('')}trailer\n<< /Size ${size} /Root ${root} 0 R /Prev ${before} ${coda} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(added, 'latin1')]);
}

/** The last body of an object, as it stands in the file. */
export function oggettoDi(pdf: Buffer, numero: number): string {
  const found = lastOf(pdf.toString('latin1'), new RegExp(`(?:^|\\n)${numero} 0 obj\\s+([\\s\\S]*?)\\s+endobj`, 'g'));
  if (found === undefined) throw new Error(`no object ${numero}`);
  return found;
}

export const flusso = (testo: string): string => `<< /Length ${testo.length} >>\nstream\n${testo}\nendstream`;
