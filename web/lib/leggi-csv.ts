/**
 * The cells of a CSV as a spreadsheet writes it: semicolons, commas or tabs (whichever its first line has more of), cells in quotes
 * where they hold one of these, a line end or a quote. Lines with nothing in them are left out.
 */
export function leggiCsv(testo: string): string[][] {
  const text = testo.replace(/^\uFEFF/, '');
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (sign: string): number => first.split(sign).length;
  const separatore = [';', '\t', ','].reduce((best, one) => (count(one) > count(best) ? one : best));
  const righe: string[][] = [];
  let riga: string[] = [];
  let cella = '';
  let inside = false;
  const endCell = (): void => {
    riga.push(cella);
    cella = '';
  };
  const endLine = (): void => {
    endCell();
    if (riga.some((one) => one.trim() !== '')) righe.push(riga);
    riga = [];
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (inside) {
      if (c !== '"') cella += c;
      else if (text.charAt(i + 1) === '"') {
        cella += '"';
        i += 1;
      } else inside = false;
    } else if (c === '"' && cella === '') inside = true;
    else if (c === separatore) endCell();
    else if (c === '\n') endLine();
    else if (c !== '\r') cella += c;
  }
  endLine();
  return righe;
}
