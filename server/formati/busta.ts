import {
  BIT_STRING,
  CONTEXT_0,
  type Elemento,
  elementoA,
  esadecimale,
  figli,
  INTEGER,
  OCTET_STRING,
  OCTET_STRING_A_PEZZI,
  OID,
  primiFigli,
  SEQUENCE,
  SET,
  UTF8,
} from './der.js';
import type { Fonte, Segmento } from './fonte.js';

/** What holds a document with its signatures, or proves a time, and where the document is in it. */
export interface Busta {
  mime: string;
  specie?: string;
  cifrato?: boolean;
  /** the parts of the source that are the document inside */
  contenuto?: Segmento[];
  /** name of the document inside, where the envelope says it */
  nome?: string;
}

export const P7M = 'application/pkcs7-mime';
export const FIRMA_STACCATA = 'application/pkcs7-signature';
export const MARCA = 'application/vnd.etsi.timestamp-token';

const DATA = '2a864886f70d0107'; // 1.2.840.113549.1.7, PKCS #7
const CT = '2a864886f70d01091001'; // 1.2.840.113549.1.9.16.1, content types of S/MIME
const SIGNED_DATA = `${DATA}02`;
const CIFRATI = new Set([`${DATA}03`, `${DATA}06`, `${CT}17`]);
const TST_INFO = `${CT}04`;
const TIMESTAMPED_DATA = `${CT}1f`;

/** The bytes of an OCTET STRING, in one piece or in many (BER). */
async function segmentiOf(fonte: Fonte, elemento: Elemento | undefined): Promise<Segmento[] | undefined> {
  if (elemento?.tag === OCTET_STRING && elemento.fine !== undefined)
    return [{ inizio: elemento.inizio, lunghezza: elemento.fine - elemento.inizio }];
  if (elemento?.tag !== OCTET_STRING_A_PEZZI) return undefined;
  const found: Segmento[] = [];
  for await (const piece of figli(fonte, elemento)) found.push(...((await segmentiOf(fonte, piece)) ?? []));
  return found;
}

/** SignedData (RFC 5652 §5): with its content, without (detached), or a time stamp token (RFC 3161). */
async function signedData(fonte: Fonte, contentInfo: Elemento): Promise<Busta> {
  const [, explicit] = await primiFigli(fonte, contentInfo, 2);
  const [data] = await primiFigli(fonte, explicit, 1);
  const [, digests, encap] = await primiFigli(fonte, data, 3);
  const [tipo, content] = await primiFigli(fonte, encap, 2);
  if ((await esadecimale(fonte, tipo)) === TST_INFO) return { mime: MARCA, specie: 'marca-temporale' };
  if (content?.tag === CONTEXT_0) {
    const contenuto = await segmentiOf(fonte, (await primiFigli(fonte, content, 1))[0]);
    return { mime: P7M, ...(contenuto !== undefined && { contenuto }) };
  }
  const none = digests?.tag === SET && digests.inizio === digests.fine;
  return none ? { mime: 'application/x-pkcs7-certificates' } : { mime: FIRMA_STACCATA };
}

/** TimeStampedData (RFC 5544): version, dataUri?, metaData? {hashProtected, fileName?, …}, content?, temporalEvidence. */
async function timeStampedData(fonte: Fonte, contentInfo: Elemento): Promise<Busta> {
  const busta: Busta = { mime: 'application/timestamped-data', specie: 'marca-temporale' };
  const [, explicit] = await primiFigli(fonte, contentInfo, 2);
  const [data] = await primiFigli(fonte, explicit, 1);
  for (const one of await primiFigli(fonte, data, 5)) {
    if (one.tag === SEQUENCE) {
      const name = (await primiFigli(fonte, one, 2)).find(({ tag }) => tag === UTF8);
      if (name?.fine !== undefined && name.fine - name.inizio <= 255)
        busta.nome = (await fonte.leggi(name.inizio, name.fine - name.inizio)).toString('utf8');
    }
    const contenuto = await segmentiOf(fonte, one);
    if (contenuto !== undefined) busta.contenuto = contenuto;
  }
  return busta;
}

/** What begins with another sequence or a number: a reply or a request of a time stamp, a certificate, a PKCS #12 store. */
async function altro(fonte: Fonte, figliDi: Elemento[]): Promise<Busta | undefined> {
  const [first, second, third] = figliDi;
  const inside = (one: Elemento | undefined) => primiFigli(fonte, one, 2);
  if (first?.tag === INTEGER && second?.tag === SEQUENCE) {
    const numero = await esadecimale(fonte, first);
    const [a, b] = await inside(second);
    if (numero === '03' && a?.tag === OID) return { mime: 'application/x-pkcs12' };
    if (numero === '01' && a?.tag === SEQUENCE && b?.tag === OCTET_STRING)
      return { mime: 'application/timestamp-query' };
    return undefined;
  }
  if (first?.tag !== SEQUENCE || second === undefined) return undefined;
  if (second.tag === SEQUENCE && third?.tag === BIT_STRING) return { mime: 'application/pkix-cert' };
  const [stato] = await inside(first);
  const [tipo] = await inside(second);
  return stato?.tag === INTEGER && (await esadecimale(fonte, tipo)) === SIGNED_DATA
    ? { mime: 'application/timestamp-reply', specie: 'marca-temporale' }
    : undefined;
}

/** The envelope that a source in DER or BER is, by its structure; undefined where it is none. Nothing of it is verified. */
export async function riconosciBusta(fonte: Fonte): Promise<Busta | undefined> {
  const outer = await elementoA(fonte, 0);
  if (outer?.tag !== SEQUENCE) return undefined;
  const [first] = await primiFigli(fonte, outer, 1);
  if (first?.tag !== OID) return altro(fonte, await primiFigli(fonte, outer, 3));
  const tipo = await esadecimale(fonte, first);
  if (tipo === SIGNED_DATA) return signedData(fonte, outer);
  if (CIFRATI.has(tipo)) return { mime: P7M, cifrato: true };
  return tipo === TIMESTAMPED_DATA ? timeStampedData(fonte, outer) : undefined;
}

/** The name of the document inside: that of the envelope without its last extension. */
export function nomeInterno(nome: string | undefined): string | undefined {
  const inner = nome?.replace(/\.(p7m|p7s|tsd|m7m)$/i, '');
  return inner === nome || inner === '' ? undefined : inner;
}
