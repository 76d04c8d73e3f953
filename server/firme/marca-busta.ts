import type { Marca } from '../../schemas/firma.api.js';
import {
  dopo,
  type Elemento,
  elementoA,
  esadecimale,
  OCTET_STRING,
  OCTET_STRING_A_PEZZI,
  primiFigli,
  SEQUENCE,
  UTF8,
} from '../formati/der.js';
import { type Fonte, fonteDiBytes, fonteDiSegmenti, type Segmento } from '../formati/fonte.js';
import { digestOfFonte } from './impronte.js';
import { verificaMarca } from './marche/verifica.js';
import type { ContestoFirme } from './tipi.js';

const BOOLEAN = 0x01;
const SIGNED_DATA = '2a864886f70d010702'; // 1.2.840.113549.1.7.2
const MAX_TOKEN = 1024 ** 2;
const MAX_MARCHE = 50;
const CONSTRUCTED = 0x20;

async function bytesOf(fonte: Fonte, elemento: Elemento): Promise<Buffer | undefined> {
  const fine = await dopo(fonte, elemento);
  if (fine === undefined || fine - elemento.testa > MAX_TOKEN) return undefined;
  return fonte.leggi(elemento.testa, fine - elemento.testa);
}

/** The tokens anywhere in the evidence, in order. */
async function tokensIn(fonte: Fonte, elemento: Elemento, found: Buffer[], depth = 0): Promise<void> {
  if (depth > 4 || found.length >= MAX_MARCHE) return;
  const parts = await primiFigli(fonte, elemento, 50);
  if (elemento.tag === SEQUENCE && (await esadecimale(fonte, parts[0])) === SIGNED_DATA) {
    const token = await bytesOf(fonte, elemento);
    if (token !== undefined) found.push(token);
    return;
  }
  for (const one of parts) if ((one.tag & CONSTRUCTED) !== 0) await tokensIn(fonte, one, found, depth + 1);
}

/** Its metadata, where the timestamp covers it too (RFC 5544 §2). */
async function metadatiCoperti(fonte: Fonte, parts: readonly Elemento[]): Promise<Segmento[]> {
  for (const one of parts) {
    if (one.tag !== SEQUENCE) continue;
    const [covered, name] = await primiFigli(fonte, one, 2);
    if (covered?.tag !== BOOLEAN || covered.fine === undefined || one.fine === undefined) continue;
    if (name !== undefined && name.tag !== UTF8 && (name.tag & CONSTRUCTED) === 0) continue;
    const isTrue = (await fonte.leggi(covered.inizio, 1))[0] !== 0;
    return isTrue ? [{ inizio: one.testa, lunghezza: one.fine - one.testa }] : [];
  }
  return [];
}

/**
 * The timestamps of a TimeStampedData (RFC 5544), over what is inside it. The first is over the content, each other over the one before.
 * @param contenuto - where the content is in the source
 * @throws FuoriLimite
 */
export async function verificaMarcheDiBusta(
  fonte: Fonte,
  contenuto: readonly Segmento[],
  contesto: ContestoFirme,
): Promise<Marca[]> {
  const outer = await elementoA(fonte, 0);
  const [, explicit] = await primiFigli(fonte, outer, 2);
  const [data] = await primiFigli(fonte, explicit, 1);
  const parts = await primiFigli(fonte, data, 6);
  const tokens: Buffer[] = [];
  for (const one of parts)
    if ((one.tag & CONSTRUCTED) !== 0 && one.tag !== OCTET_STRING_A_PEZZI && one.tag !== OCTET_STRING)
      await tokensIn(fonte, one, tokens);
  const coperti = fonteDiSegmenti(fonte, [...(await metadatiCoperti(fonte, parts)), ...contenuto]);
  const marche: Marca[] = [];
  let before: Fonte = coperti;
  for (const token of tokens) {
    const over = before;
    marche.push(await verificaMarca(token, (algoritmo) => digestOfFonte(over, algoritmo), contesto, 'busta'));
    before = fonteDiBytes(token);
  }
  return marche;
}
