import { MAX_PAGINE, rifiuto } from './rifiuti.js';

/** A page as its directory declares it. */
export interface PaginaTiff {
  /** place of its directory in the file, thumbnails counted */
  indice: number;
  larghezza: number;
  altezza: number;
  /** 0 where it is not said */
  dpiX: number;
  dpiY: number;
  orientamento: number;
}

const MAX_VOCI = 4_096;
const MAX_STRISCE = 200_000;
const TAG = {
  sottotipo: 254,
  larghezza: 256,
  altezza: 257,
  strisce: 273,
  orientamento: 274,
  lunghezze: 279,
  dpiX: 282,
  dpiY: 283,
  unita: 296,
  mattonelle: 324,
  lunghezzeMattonelle: 325,
} as const;
/** Bytes of one value of each type that is read here: short, long, rational, long8. */
const TIPI: Readonly<Record<number, number>> = { 3: 2, 4: 4, 5: 8, 16: 8 };

/** A TIFF or BigTIFF, read where it stands; nothing outside the file is believed. */
class Lettura {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly grande: boolean;

  constructor(private readonly bytes: Buffer) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#little = bytes[0] === 0x49;
    if (bytes.length < 8) throw rifiuto('troncato');
    this.grande = this.u16(2) === 43;
  }
  #within(at: number, length: number): void {
    if (at < 0 || at + length > this.bytes.length) throw rifiuto('troncato');
  }
  u16(at: number): number {
    this.#within(at, 2);
    return this.#view.getUint16(at, this.#little);
  }
  u32(at: number): number {
    this.#within(at, 4);
    return this.#view.getUint32(at, this.#little);
  }
  u64(at: number): number {
    this.#within(at, 8);
    return Number(this.#view.getBigUint64(at, this.#little));
  }
  puntatore(at: number): number {
    return this.grande ? this.u64(at) : this.u32(at);
  }
  holds(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && at + length <= this.bytes.length;
  }
}

type Voci = Map<number, { tipo: number; quanti: number; at: number }>;

/** The entries of a directory, and where the next one is. */
function leggiDirectory(tiff: Lettura, at: number): { voci: Voci; seguente: number } {
  const [testa, passo, larghezza] = tiff.grande ? ([8, 20, 8] as const) : ([2, 12, 4] as const);
  const quante = tiff.grande ? tiff.u64(at) : tiff.u16(at);
  if (quante < 1 || quante > MAX_VOCI) throw rifiuto('illeggibile');
  const voci: Voci = new Map();
  for (let i = 0; i < quante; i += 1) {
    const entry = at + testa + i * passo;
    const tipo = tiff.u16(entry + 2);
    const quanti = tiff.puntatore(entry + 4);
    const value = entry + passo - larghezza;
    const size = (TIPI[tipo] ?? 0) * quanti;
    voci.set(tiff.u16(entry), { tipo, quanti, at: size > larghezza ? tiff.puntatore(value) : value });
  }
  return { voci, seguente: tiff.puntatore(at + testa + quante * passo) };
}

function numero(tiff: Lettura, voci: Voci, tag: number, i = 0): number | undefined {
  const voce = voci.get(tag);
  if (voce === undefined || i >= voce.quanti) return undefined;
  const at = voce.at + i * (TIPI[voce.tipo] ?? 0);
  switch (voce.tipo) {
    case 3:
      return tiff.u16(at);
    case 4:
      return tiff.u32(at);
    case 5: {
      const sotto = tiff.u32(at + 4);
      return sotto === 0 ? undefined : tiff.u32(at) / sotto;
    }
    case 16:
      return tiff.u64(at);
    default:
      return undefined;
  }
}

/** @throws ImmagineRifiutata `troncato` where a strip of the picture lies beyond the end of the file */
function controllaStrisce(tiff: Lettura, voci: Voci): void {
  for (const [posti, lunghezze] of [
    [TAG.strisce, TAG.lunghezze],
    [TAG.mattonelle, TAG.lunghezzeMattonelle],
  ] as const) {
    const quante = voci.get(posti)?.quanti ?? 0;
    if (quante > MAX_STRISCE) throw rifiuto('illeggibile');
    for (let i = 0; i < quante; i += 1) {
      if (!tiff.holds(numero(tiff, voci, posti, i) ?? 0, numero(tiff, voci, lunghezze, i) ?? 0))
        throw rifiuto('troncato');
    }
  }
}

function paginaOf(tiff: Lettura, voci: Voci, indice: number): PaginaTiff {
  const unita = numero(tiff, voci, TAG.unita) ?? 2;
  const perPollice = unita === 3 ? 2.54 : unita === 2 ? 1 : 0;
  const dpi = (tag: number): number => Math.round((numero(tiff, voci, tag) ?? 0) * perPollice);
  return {
    indice,
    larghezza: numero(tiff, voci, TAG.larghezza) ?? 0,
    altezza: numero(tiff, voci, TAG.altezza) ?? 0,
    dpiX: dpi(TAG.dpiX),
    dpiY: dpi(TAG.dpiY),
    orientamento: numero(tiff, voci, TAG.orientamento) ?? 1,
  };
}

/**
 * The pages of a TIFF as their directories declare them, thumbnails left out; no picture is decoded.
 * @throws ImmagineRifiutata if it is cut off, runs in a circle, or has more pages than are taken
 */
export function pagineDiTiff(bytes: Buffer): PaginaTiff[] {
  const tiff = new Lettura(bytes);
  const pagine: PaginaTiff[] = [];
  const miniature: PaginaTiff[] = [];
  const seen = new Set<number>();
  let at = tiff.grande ? tiff.u64(8) : tiff.u32(4);
  while (at !== 0) {
    if (seen.has(at)) throw rifiuto('illeggibile');
    seen.add(at);
    if (seen.size > 2 * MAX_PAGINE) throw rifiuto('troppe-pagine');
    const { voci, seguente } = leggiDirectory(tiff, at);
    const miniatura = ((numero(tiff, voci, TAG.sottotipo) ?? 0) & 1) === 1;
    controllaStrisce(tiff, voci);
    (miniatura ? miniature : pagine).push(paginaOf(tiff, voci, seen.size - 1));
    if (pagine.length > MAX_PAGINE) throw rifiuto('troppe-pagine');
    at = seguente;
  }
  const found = pagine.length > 0 ? pagine : miniature;
  if (found.length === 0) throw rifiuto('illeggibile');
  return found;
}
