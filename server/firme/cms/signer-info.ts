import { createHash } from 'node:crypto';
import { type Algoritmo, algoritmoOf, digestOf } from './algoritmi.js';
import { contesto, Nodo, obbligatorio, primitivo, prova, TAG } from './asn1.js';
import { type CertificatoX509, identificatori, nomeNormale } from './certificato.js';

export const ATTRIBUTO = {
  tipoContenuto: '1.2.840.113549.1.9.3',
  digest: '1.2.840.113549.1.9.4',
  istante: '1.2.840.113549.1.9.5',
  controfirma: '1.2.840.113549.1.9.6',
  certificatoFirma: '1.2.840.113549.1.9.16.2.12',
  certificatoFirmaV2: '1.2.840.113549.1.9.16.2.47',
  marca: '1.2.840.113549.1.9.16.2.14',
  certificati: '1.2.840.113549.1.9.16.2.23',
  revoche: '1.2.840.113549.1.9.16.2.24',
  marcaArchivio: '1.2.840.113549.1.9.16.2.48',
  marcaArchivioV3: '0.4.0.1733.2.4',
  revocheAdobe: '1.2.840.113583.1.1.8',
} as const;

export interface Attributo {
  oid: string;
  valori: Nodo[];
}

/** A SignerInfo (RFC 5652 §5.3). */
export interface SignerInfo {
  /** whom it names */
  sid: { emittente: string; seriale: string } | { chiave: string };
  digestOid: string;
  /** undefined: not known */
  digest: string | undefined;
  algoritmo: Algoritmo;
  /** absent: the content is signed directly */
  attributi: Attributo[] | undefined;
  /** what was signed where there are attributes: they, as they stand, as a SET */
  firmato: Buffer | undefined;
  firma: Buffer;
  nonFirmati: Attributo[];
}

/** @throws Asn1Error */
export const attributiOf = (nodo: Nodo): Attributo[] =>
  nodo.figli().map((one) => {
    const [oid, valori] = one.sequenza();
    return { oid: obbligatorio(oid).oid(), valori: obbligatorio(valori).insieme() };
  });

function sidOf(nodo: Nodo): SignerInfo['sid'] {
  if (nodo.tag === primitivo(0)) return { chiave: nodo.contenuto.toString('hex') };
  const [emittente, seriale] = nodo.sequenza();
  return { emittente: nomeNormale(obbligatorio(emittente)), seriale: obbligatorio(seriale).numero() };
}

/** What is signed is the SET, not the [0] that it stands as. */
function comeSet(nodo: Nodo): Buffer {
  const bytes = Buffer.from(nodo.intero);
  bytes[0] = TAG.set;
  return bytes;
}

/** @throws Asn1Error */
function leggi(nodo: Nodo): SignerInfo {
  const [, sid, digestNodo, ...resto] = nodo.sequenza();
  const firmati = resto[0]?.tag === contesto(0) ? resto.shift() : undefined;
  const [algoritmo, firma, nonFirmati] = resto;
  const digest = algoritmoOf(obbligatorio(digestNodo));
  return {
    sid: sidOf(obbligatorio(sid)),
    digestOid: digest.oid,
    digest: digestOf(digest),
    algoritmo: algoritmoOf(obbligatorio(algoritmo)),
    attributi: firmati === undefined ? undefined : attributiOf(firmati),
    firmato: firmati === undefined ? undefined : comeSet(firmati),
    firma: obbligatorio(firma).ottetti(),
    nonFirmati: nonFirmati?.tag === contesto(1) ? attributiOf(nonFirmati) : [],
  };
}

export const signerInfoOf = (nodo: Nodo): SignerInfo | undefined => prova(() => leggi(nodo));

/** All values of an attribute, however often it stands there. */
export const valoriOf = (attributi: readonly Attributo[] | undefined, oid: string): Nodo[] =>
  (attributi ?? []).filter((one) => one.oid === oid).flatMap(({ valori }) => valori);

/** The value of an attribute that may stand only once; null where it stands there twice or more. */
export function unicoOf(attributi: readonly Attributo[] | undefined, oid: string): Nodo | null | undefined {
  const same = (attributi ?? []).filter((one) => one.oid === oid);
  if (same.length === 0) return undefined;
  const valori = same.flatMap(({ valori }) => valori);
  return same.length === 1 && valori.length === 1 ? (valori[0] ?? null) : null;
}

/** The certificates that a SignerInfo can mean by whom it names. */
export function certificatiNominati({ sid }: SignerInfo, certificati: readonly CertificatoX509[]): CertificatoX509[] {
  return certificati.filter((one) =>
    'chiave' in sid
      ? identificatori(one).soggetto === sid.chiave
      : one.seriale === sid.seriale && one.nomeEmittente === sid.emittente,
  );
}

/** The digest of a certificate that an ESSCertID binds (RFC 2634, RFC 5035): of the first, which is the signer's. */
export interface Legame {
  digest: string | undefined;
  impronta: Buffer;
  /** by the first form of the attribute, which knows SHA-1 alone */
  v1: boolean;
}

/** @returns undefined: no such attribute; null: it cannot be read, or stands there twice */
export function legameOf(attributi: readonly Attributo[] | undefined): Legame | null | undefined {
  const v2 = unicoOf(attributi, ATTRIBUTO.certificatoFirmaV2);
  const v1 = unicoOf(attributi, ATTRIBUTO.certificatoFirma);
  if (v1 === null || v2 === null) return null;
  const nodo = v2 ?? v1;
  if (nodo === undefined) return undefined;
  const read = prova((): Legame => {
    const [certs] = nodo.sequenza();
    const [first] = obbligatorio(certs).sequenza();
    const campi = obbligatorio(first).sequenza();
    const conAlgoritmo = v2 !== undefined && campi[0]?.tag === TAG.sequence;
    const impronta = obbligatorio(campi[conAlgoritmo ? 1 : 0]).ottetti();
    const [algoritmo] = campi;
    const digest = conAlgoritmo && algoritmo !== undefined ? digestOf(algoritmoOf(algoritmo)) : 'sha256';
    return { digest: v2 === undefined ? 'sha1' : digest, impronta, v1: v2 === undefined };
  });
  return read ?? null;
}

export const isLegato = (legame: Legame, { der }: CertificatoX509): boolean =>
  legame.digest !== undefined && createHash(legame.digest).update(der).digest().equals(legame.impronta);
