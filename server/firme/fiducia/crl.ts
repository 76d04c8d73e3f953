import { type Algoritmo, algoritmoOf, isFirmato, modoFirmaOf } from '../cms/algoritmi.js';
import { contesto, Nodo, obbligatorio, primitivo, prova, TAG } from '../cms/asn1.js';
import { type CertificatoX509, chiaveDi, type Estensione, estensioniOf, nomeNormale } from '../cms/certificato.js';
import { indirizziCrl, indirizziDi, usoChiaveOf, vincoliOf } from './estensioni.js';
import { isDelMomento, type Istante, type Revoca, statoDopo, type StatoRevoca } from './stato.js';

/** A list of revoked certificates (RFC 5280 §5). */
export interface Crl {
  tbs: Buffer;
  algoritmo: Algoritmo;
  firma: Buffer;
  nomeEmittente: string;
  da: Date;
  fino?: Date;
  /** the entries, as they stand */
  revocati: Nodo | undefined;
  estensioni: ReadonlyMap<string, Estensione>;
}

const OID = {
  motivo: '2.5.29.21',
  invaliditaDal: '2.5.29.24',
  posto: '2.5.29.28',
  scadutiDal: '2.5.29.60',
} as const;
/** Critical extensions of a list that are understood. */
const CONOSCIUTE = new Set(['2.5.29.20', '2.5.29.35', OID.posto, OID.scadutiDal]);

const isIstante = (nodo: Nodo | undefined): nodo is Nodo =>
  nodo?.tag === TAG.utcTime || nodo?.tag === TAG.generalizedTime;

function legge(der: Buffer): Crl {
  const [tbsNodo, algoritmo, firma] = Nodo.di(der).sequenza();
  const tbs = obbligatorio(tbsNodo);
  const campi = tbs.sequenza();
  if (campi[0]?.tag === TAG.integer) campi.shift();
  const [interno, emittente, da, ...resto] = campi;
  obbligatorio(interno).come(TAG.sequence);
  const fino = isIstante(resto[0]) ? resto.shift() : undefined;
  const revocati = resto[0]?.tag === TAG.sequence ? resto.shift() : undefined;
  const estensioni = resto.find(({ tag }) => tag === contesto(0));
  return {
    tbs: tbs.intero,
    algoritmo: algoritmoOf(obbligatorio(algoritmo)),
    firma: obbligatorio(firma).bit(),
    nomeEmittente: nomeNormale(obbligatorio(emittente)),
    da: obbligatorio(da).istante(),
    ...(fino !== undefined && { fino: fino.istante() }),
    revocati,
    estensioni: estensioni === undefined ? new Map() : estensioniOf(obbligatorio(estensioni.figli()[0])),
  };
}

const lette = new WeakMap<Buffer, Crl | null>();

/** The list that these bytes are, read once; undefined for what is none. */
export function leggiCrl(der: Buffer): Crl | undefined {
  const known = lette.get(der);
  if (known !== undefined) return known ?? undefined;
  const read = prova(() => legge(der));
  lette.set(der, read ?? null);
  return read;
}

/** Whether the list is one for certificates of this kind, from the place that the certificate names (§5.2.5). */
function isPerIlPosto({ estensioni }: Crl, x509: CertificatoX509): boolean {
  if ([...estensioni].some(([oid, { critica }]) => critica && !CONOSCIUTE.has(oid))) return false;
  const posto = estensioni.get(OID.posto);
  if (posto === undefined) return true;
  const campi = Nodo.di(posto.valore).sequenza();
  const campo = (tag: number): Nodo | undefined => campi.find((one) => one.tag === tag);
  const isVero = (n: number): boolean => campo(primitivo(n))?.contenuto.some((byte) => byte !== 0) ?? false;
  // only some reasons, indirect, of attribute certificates: they do not say that a certificate is good
  if (campo(primitivo(3)) !== undefined || isVero(4) || isVero(5)) return false;
  const { autorita } = vincoliOf(x509);
  if (isVero(autorita ? 1 : 2)) return false;
  const nome = campo(contesto(0));
  if (nome === undefined) return true;
  const suoi = new Set(indirizziCrl(x509));
  return indirizziDi(nome).some((address) => suoi.has(address));
}

const firmatari = new WeakMap<Crl, Map<CertificatoX509, boolean>>();

/** Whether this authority signed the list, and may; large lists are hashed once for each. */
function isFirmataDa(crl: Crl, emittente: CertificatoX509): boolean {
  const noti = firmatari.get(crl) ?? new Map<CertificatoX509, boolean>();
  firmatari.set(crl, noti);
  const modo = modoFirmaOf(crl.algoritmo);
  const chiave = chiaveDi(emittente);
  const esito =
    noti.get(emittente) ??
    (modo !== undefined &&
      chiave !== undefined &&
      (usoChiaveOf(emittente)?.has('firmaCrl') ?? true) &&
      isFirmato(chiave, modo, crl.tbs, crl.firma));
  noti.set(emittente, esito);
  return esito;
}

/** The entry of a serial number, found by its bytes: lists have hundreds of thousands of entries. */
function voceOf({ revocati }: Crl, seriale: string): Revoca | undefined {
  const cercato = Buffer.from(seriale, 'hex');
  if (revocati?.contenuto.includes(cercato) !== true) return undefined;
  for (const voce of revocati.scorri()) {
    const numero = voce.scorri().next().value;
    if (!numero?.contenuto.equals(cercato)) continue;
    const [, data, estensioni] = voce.sequenza();
    const lette = estensioni === undefined ? new Map<string, Estensione>() : estensioniOf(estensioni);
    const motivo = lette.get(OID.motivo);
    const dal = lette.get(OID.invaliditaDal);
    return {
      data: obbligatorio(data).istante(),
      ...(motivo !== undefined && { motivo: Nodo.di(motivo.valore).intPiccolo() }),
      ...(dal !== undefined && { invaliditaDal: Nodo.di(dal.valore).istante() }),
    };
  }
  return undefined;
}

/**
 * What a list says of a certificate at an instant; undefined: nothing that counts (of another authority, not signed by it, too old).
 * @param emittente - the issuer of the certificate, whose key must have signed the list
 */
export function statoDaCrl(
  crl: Crl,
  x509: CertificatoX509,
  emittente: CertificatoX509,
  istante: Istante,
): StatoRevoca | undefined {
  if (crl.nomeEmittente !== x509.nomeEmittente) return undefined;
  return prova(() => {
    if (!isPerIlPosto(crl, x509) || !isFirmataDa(crl, emittente)) return undefined;
    const voce = voceOf(crl, x509.seriale);
    if (voce !== undefined) return statoDopo(voce, istante);
    // a list drops certificates once they are expired, unless it says that it keeps them
    if (crl.da > x509.al && !crl.estensioni.has(OID.scadutiDal)) return undefined;
    return isDelMomento(crl, istante.quando) ? { stato: 'buono' as const } : undefined;
  });
}
