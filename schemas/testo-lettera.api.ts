/**
 * The text of a letter: plain lines with as little structure as a letter has. `# ` and `## ` make a heading, `- ` and `1. ` a list,
 * `**words**` bold; a blank line parts paragraphs, a single line end stays one. One parser for the PDF and for the page beside.
 */

/** Words of one look. */
export interface Tratto {
  testo: string;
  grassetto: boolean;
}
export type Blocco =
  | { tipo: 'titolo'; livello: 1 | 2; righe: Tratto[][] }
  | { tipo: 'paragrafo'; righe: Tratto[][] }
  | { tipo: 'elenco'; ordinato: boolean; voci: Tratto[][] };

const TITOLO = /^(#{1,2}) +(\S.*)$/u;
const PUNTO = /^[-•] +(\S.*)$/u;
const NUMERO = /^\d{1,3}[.)] +(\S.*)$/u;
const GRASSETTO = /\*\*(?=\S)([^*]+?)\*\*/gu;

/** A line parted where bold begins and ends; stars that close nothing stay as they are. */
export function trattiOf(riga: string): Tratto[] {
  const tratti: Tratto[] = [];
  let at = 0;
  for (const match of riga.matchAll(GRASSETTO)) {
    if (match.index > at) tratti.push({ testo: riga.slice(at, match.index), grassetto: false });
    tratti.push({ testo: match[1] ?? '', grassetto: true });
    at = match.index + match[0].length;
  }
  if (at < riga.length) tratti.push({ testo: riga.slice(at), grassetto: false });
  return tratti;
}

/** The parts of a text, in order. Whatever is written is shown: no line is lost. */
export function blocchiOf(testo: string): Blocco[] {
  const blocchi: Blocco[] = [];
  let open: Blocco | undefined;
  const add = (blocco: Blocco): void => {
    blocchi.push(blocco);
    open = blocco;
  };
  for (const raw of testo.split('\n')) {
    const riga = raw.trim();
    if (riga === '') {
      open = undefined;
      continue;
    }
    const titolo = TITOLO.exec(riga);
    const ordinato = NUMERO.exec(riga);
    const voce = PUNTO.exec(riga) ?? ordinato;
    if (titolo !== null) {
      add({ tipo: 'titolo', livello: titolo[1] === '#' ? 1 : 2, righe: [trattiOf(titolo[2] ?? '')] });
      open = undefined;
    } else if (voce !== null) {
      const tratti = trattiOf(voce[1] ?? '');
      if (open?.tipo === 'elenco' && open.ordinato === (ordinato !== null)) open.voci.push(tratti);
      else add({ tipo: 'elenco', ordinato: ordinato !== null, voci: [tratti] });
    } else if (open?.tipo === 'paragrafo') open.righe.push(trattiOf(riga));
    else add({ tipo: 'paragrafo', righe: [trattiOf(riga)] });
  }
  return blocchi;
}
