import { type Blocco, blocchiOf, type Tratto } from '../../schemas/testo-lettera.api.js';
import { INTERLINEA, MM, PdfA } from '../lib/pdfa.js';

/** What the paper of a letter says; number and date are not in it: they stand in the segnatura (DPR 445/2000 art. 55). */
export interface DatiLettera {
  ente: string;
  ufficio: string;
  /** name and address of each addressee, line by line */
  destinatari: readonly (readonly string[])[];
  oggetto: string;
  /** the registration that is answered, in words */
  riferimento?: string;
  testo: string;
  allegati: readonly string[];
  /** who approved it; absent: it is still a draft */
  firmatario?: string;
  istante: Date;
  dimostrazione: boolean;
}

const CORPO = 10.5;
const TITOLI = { 1: 13, 2: 11.5 } as const;
const RIENTRO = 16;

interface Parola {
  testo: string;
  grassetto: boolean;
  larghezza: number;
  /** a blank stands before it */
  spazio: boolean;
}

/** Words of a line of text, each with its look; a word may be of two looks without a blank between. */
function paroleOf(pdf: PdfA, tratti: readonly Tratto[], corpo: number): Parola[] {
  const parole: Parola[] = [];
  let spazio = false;
  for (const { testo, grassetto } of tratti) {
    const carattere = grassetto ? 'grassetto' : 'testo';
    for (const [i, pezzo] of pdf.printable(testo, carattere).split(/\s+/).entries()) {
      if (i > 0) spazio = true;
      if (pezzo === '') continue;
      parole.push({ testo: pezzo, grassetto, larghezza: pdf.widthOf(pezzo, carattere, corpo), spazio });
      spazio = false;
    }
  }
  return parole;
}

/** Words parted into lines no wider than that; one that is wider than a line is parted where it must. */
function righeOf(pdf: PdfA, parole: readonly Parola[], corpo: number, larghezza: number): Parola[][] {
  const righe: Parola[][] = [];
  let riga: Parola[] = [];
  let width = 0;
  const push = (): void => {
    if (riga.length > 0) righe.push(riga);
    riga = [];
    width = 0;
  };
  for (const parola of parole) {
    const carattere = parola.grassetto ? 'grassetto' : 'testo';
    const blank = parola.spazio && riga.length > 0 ? pdf.widthOf(' ', 'testo', corpo) : 0;
    if (riga.length > 0 && width + blank + parola.larghezza > larghezza) push();
    if (parola.larghezza <= larghezza) {
      width += (riga.length > 0 ? blank : 0) + parola.larghezza;
      riga.push(parola);
      continue;
    }
    for (const pezzo of pdf.wrap(parola.testo, { carattere, corpo, larghezza })) {
      push();
      width = pdf.widthOf(pezzo, carattere, corpo);
      riga.push({ ...parola, testo: pezzo, larghezza: width });
    }
  }
  push();
  return righe;
}

/** One text of mixed looks, over as many pages as it takes, as one element of the structure. */
function scriviTratti(
  pdf: PdfA,
  righe: readonly (readonly Tratto[])[],
  { parte, corpo, x = pdf.sinistra, punto }: { parte: string; corpo: number; x?: number; punto?: string },
): void {
  const element = pdf.doc.struct(parte);
  const larghezza = pdf.sinistra + pdf.larghezza - x;
  const lines = righe.flatMap((tratti) => righeOf(pdf, paroleOf(pdf, tratti, corpo), corpo, larghezza));
  for (const [i, line] of lines.entries()) {
    pdf.ensureSpace(corpo * INTERLINEA);
    element.add(
      pdf.content(parte, () => {
        if (i === 0 && punto !== undefined) pdf.drawLine(punto, x - RIENTRO + 2, pdf.y, { corpo });
        let at = x;
        for (const [j, { testo, grassetto, larghezza: width, spazio }] of line.entries()) {
          if (spazio && j > 0) at += pdf.widthOf(' ', 'testo', corpo);
          pdf.drawLine(testo, at, pdf.y, { corpo, carattere: grassetto ? 'grassetto' : 'testo' });
          at += width;
        }
      }),
    );
    pdf.y += corpo * INTERLINEA;
  }
  pdf.doc.addStructure(element);
  element.end();
}

function scriviBlocco(pdf: PdfA, blocco: Blocco): void {
  switch (blocco.tipo) {
    case 'titolo': {
      const corpo = TITOLI[blocco.livello];
      pdf.ensureSpace(corpo * 3); // a heading does not stay alone at the foot
      const righe = blocco.righe.map((tratti) => tratti.map((one) => ({ ...one, grassetto: true })));
      scriviTratti(pdf, righe, { parte: blocco.livello === 1 ? 'H2' : 'H3', corpo });
      pdf.salta(4);
      return;
    }
    case 'paragrafo':
      scriviTratti(pdf, blocco.righe, { parte: 'P', corpo: CORPO });
      pdf.salta(8);
      return;
    case 'elenco':
      blocco.voci.forEach((voce, i) => {
        const punto = blocco.ordinato ? `${i + 1}.` : '•';
        scriviTratti(pdf, [voce], { parte: 'P', corpo: CORPO, x: pdf.sinistra + RIENTRO + 6, punto });
        pdf.salta(3);
      });
      pdf.salta(5);
  }
}

function scriviTesta(pdf: PdfA, { ente, ufficio, destinatari, oggetto, riferimento }: DatiLettera): void {
  pdf.scrivi(ente, { carattere: 'grassetto', corpo: 15, dopo: 2 });
  pdf.scrivi(ufficio, { corpo: 10.5, colore: '#475a6d', dopo: 4 });
  pdf.scrivi('Numero e data di protocollo: nella segnatura', { corpo: 8.5, colore: '#475a6d', dopo: 26 });
  const x = pdf.sinistra + pdf.larghezza * 0.52;
  for (const righe of destinatari)
    pdf.scrivi(righe.join('\n'), { corpo: CORPO, x, larghezza: pdf.larghezza * 0.48, dopo: 6 });
  pdf.salta(16);
  pdf.scrivi(`Oggetto: ${oggetto}`, { parte: 'H1', carattere: 'grassetto', corpo: CORPO, dopo: 4 });
  if (riferimento !== undefined) pdf.scrivi(riferimento, { corpo: 9, colore: '#475a6d' });
  pdf.salta(14);
}

/** The letter as PDF/A-2b. Same data, same bytes; without `firmatario` every page says that it is a draft. */
export async function drawLettera(dati: DatiLettera): Promise<Buffer> {
  const { ente, ufficio, testo, allegati, firmatario, istante, dimostrazione } = dati;
  const pdf = new PdfA({
    titolo: dati.oggetto,
    autore: ente,
    istante,
    dimostrazione,
    margini: { sopra: 62, sotto: 62, lati: 25 * MM },
    ...(firmatario === undefined && { intestazione: { sinistra: 'BOZZA - non ancora approvata' } }),
    piede: `${ente} - ${ufficio}`,
  });
  scriviTesta(pdf, dati);
  for (const blocco of blocchiOf(testo)) scriviBlocco(pdf, blocco);
  const x = pdf.sinistra + pdf.larghezza * 0.52;
  pdf.ensureSpace(60); // the name does not stay alone on a page of its own
  pdf.salta(14);
  pdf.scrivi(firmatario ?? 'Chi approva la lettera', { corpo: CORPO, x, larghezza: pdf.larghezza * 0.48, dopo: 18 });
  if (allegati.length > 0)
    pdf.scrivi(`Allegati: ${allegati.map((nome, i) => `${i + 1}) ${nome}`).join('; ')}`, { corpo: 8.5 });
  return pdf.finish();
}
