import type { Parola } from '../tipi.js';
import { ASCENDENTE, type CarattereInvisibile, cercabile, DISCENDENTE } from './carattere.js';

/** Size of a page in points, and points of a pixel of its picture. */
export interface Misura {
  larghezza: number;
  altezza: number;
  punto: number;
}

const MIN_CORPO = 1;
const MAX_CORPO = 1_000;

/** Letters that rise above the small ones, and that go below the line. */
const ALTE = /[\p{Lu}\dbdfhklt!?()[\]{}|/\\&%@#$£€§"“”'’‘àèéìòùîôûáíóú]/u;
const BASSE = /[gjpqyQ,;()[\]{}|@ç§]/u;
const BASSA_SOLA = 0.52;

/** How far the ink of a word goes above and below its line, in em, by the letters it is made of. */
const estesaOf = (testo: string): { sopra: number; sotto: number } => ({
  sopra: ALTE.test(testo) ? ASCENDENTE : BASSA_SOLA,
  sotto: BASSE.test(testo) ? DISCENDENTE : 0,
});

const HA_LETTERE = /[\p{L}\p{N}]/u;

interface Messa {
  testo: string;
  parola: Parola;
}

/** Size of the letters of a line, in pixels: what most of its words agree upon. */
function corpoOf(riga: readonly Messa[]): number {
  const sized = riga.filter(({ testo }) => HA_LETTERE.test(testo));
  const corpi = (sized.length > 0 ? sized : riga)
    .map(({ testo, parola }) => {
      const { sopra, sotto } = estesaOf(testo);
      return (parola.y1 - parola.y0) / (sopra + sotto);
    })
    .toSorted((a, b) => a - b);
  return corpi[corpi.length >> 1] ?? MIN_CORPO;
}

function byRiga(parole: readonly Parola[]): Messa[][] {
  const righe: Messa[][] = [];
  let last: number | undefined;
  for (const parola of parole) {
    const testo = cercabile(parola.testo);
    if (testo === '' || parola.x1 <= parola.x0 || parola.y1 <= parola.y0) continue;
    if (parola.riga !== last) righe.push([]);
    last = parola.riga;
    righe.at(-1)?.push({ testo, parola });
  }
  return righe;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** Where a word stands that has no letter to tell its line by: as the one before it, if that is at its height. */
function lineaOf({ testo, parola }: Messa, corpo: number, prima: number | undefined): number {
  const at = parola.y1 - estesaOf(testo).sotto * corpo;
  if (HA_LETTERE.test(testo)) return at;
  return prima !== undefined && Math.abs(prima - at) < corpo ? prima : at;
}

/**
 * The words of a page as operators of a PDF: unseen, each at its place and as wide as there, with a blank after it for who copies a line.
 * Boxes are in pixels from the upper left corner, points go up from the lower one.
 */
export function testoDellaPagina(parole: readonly Parola[], misura: Misura, carattere: CarattereInvisibile): string {
  const out: string[] = [];
  for (const riga of byRiga(parole)) {
    const corpo = Math.min(Math.max(corpoOf(riga) * misura.punto, MIN_CORPO), MAX_CORPO);
    out.push(`/F ${n(corpo)} Tf`);
    let linea: number | undefined;
    riga.forEach((messa, i) => {
      linea = lineaOf(messa, corpo / misura.punto, linea);
      const { larghezza } = carattere.scrivi(messa.testo);
      const { codici } = carattere.scrivi(i < riga.length - 1 ? `${messa.testo} ` : messa.testo);
      if (larghezza === 0) return;
      const width = (messa.parola.x1 - messa.parola.x0) * misura.punto;
      const x = messa.parola.x0 * misura.punto;
      out.push(
        `${n((width / (larghezza * corpo)) * 100)} Tz`,
        `1 0 0 1 ${n(x)} ${n(misura.altezza - linea * misura.punto)} Tm <${codici}> Tj`,
      );
    });
  }
  return out.length === 0 ? '' : `BT 3 Tr\n${out.join('\n')}\nET`;
}
