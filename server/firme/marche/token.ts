import { fonteDiBytes, fonteDiSegmenti } from '../../formati/fonte.js';
import { type Algoritmo, algoritmoOf, digestOf } from '../cms/algoritmi.js';
import { Nodo, obbligatorio, prova, TAG } from '../cms/asn1.js';
import { type SignerInfo, signerInfoOf } from '../cms/signer-info.js';
import { strutturaCms } from '../cms/struttura.js';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MAX_INFO = 64 * 1024;

/** A timestamp token (RFC 3161 §2.4.2), not verified. */
export interface Token {
  /** what the authority signed */
  info: Buffer;
  tipo: string;
  firmatario: SignerInfo;
  certificati: Buffer[];
  revoche: Buffer[];
  quando: Date;
  /** the digest that it stamps; `algoritmo` undefined: not known */
  impronta: { algoritmo: string | undefined; valore: Buffer };
  /** bytes follow it */
  oltre: number;
}

interface Info {
  quando: Date;
  algoritmo: Algoritmo;
  valore: Buffer;
}

function infoOf(bytes: Buffer): Info {
  const [, , imprint, , quando] = Nodo.di(bytes).sequenza();
  const [algoritmo, valore] = obbligatorio(imprint).sequenza();
  return {
    quando: obbligatorio(quando).come(TAG.generalizedTime).istante(),
    algoritmo: algoritmoOf(obbligatorio(algoritmo)),
    valore: obbligatorio(valore).ottetti(),
  };
}

/**
 * The token in an answer of an authority (TimeStampResp), or the bytes themselves where they are one.
 * @returns undefined where the answer says that it was refused, or it is none of both
 */
export function tokenIn(bytes: Buffer): Buffer | undefined {
  return prova(() => {
    const [first, second] = Nodo.di(bytes, false).sequenza();
    if (first?.tag === TAG.oid) return bytes;
    const stato = obbligatorio(obbligatorio(first).sequenza()[0]).intPiccolo();
    return stato === 0 || stato === 1 ? obbligatorio(second).intero : undefined;
  });
}

/** Reads a token. @returns undefined for what is none @throws FuoriLimite, Illeggibile */
export async function leggiToken(bytes: Buffer): Promise<Token | undefined> {
  const token = tokenIn(bytes);
  if (token === undefined) return undefined;
  const fonte = fonteDiBytes(token);
  const { contenuto, firmatari, tipoContenuto, certificati, revoche, oltre } = await strutturaCms(fonte);
  const [nodo, ...altri] = firmatari;
  if (tipoContenuto !== TST_INFO || contenuto?.segmenti === undefined || nodo === undefined || altri.length > 0)
    return undefined;
  if (contenuto.dimensione > MAX_INFO) return undefined;
  const bytesInfo = await fonteDiSegmenti(fonte, contenuto.segmenti).leggi(0, contenuto.dimensione);
  const info = prova(() => infoOf(bytesInfo));
  const firmatario = signerInfoOf(nodo);
  if (info === undefined || firmatario === undefined) return undefined;
  return {
    info: bytesInfo,
    tipo: tipoContenuto,
    firmatario,
    certificati,
    revoche,
    quando: info.quando,
    impronta: { algoritmo: digestOf(info.algoritmo), valore: info.valore },
    oltre,
  };
}
