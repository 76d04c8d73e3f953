import { createHash, type KeyObject } from 'node:crypto';
import type { Certificato } from '../../../schemas/firma.api.js';
import { rfc3339 } from '../../lib/clock.js';
import { type Algoritmo, algoritmoOf, chiaveOf } from './algoritmi.js';
import { Asn1Error, contesto, Nodo, obbligatorio, primitivo, prova, TAG } from './asn1.js';

/* A certificate (RFC 5280 §4.1) as far as a verification reads it. */

export interface Estensione {
  critica: boolean;
  valore: Buffer;
}

export interface CertificatoX509 {
  der: Buffer;
  /** what its issuer signed */
  tbs: Buffer;
  algoritmo: Algoritmo;
  firma: Buffer;
  /** names as they are encoded, hex: they are compared as they stand */
  soggetto: string;
  emittente: string;
  /** the names again, normalised for comparison between issuers that encode the same text differently */
  nomeSoggetto: string;
  nomeEmittente: string;
  attributi: ReadonlyMap<string, string>;
  attributiEmittente: ReadonlyMap<string, string>;
  /** hex */
  seriale: string;
  dal: Date;
  al: Date;
  spki: Buffer;
  estensioni: ReadonlyMap<string, Estensione>;
}

const NOME = {
  cn: '2.5.4.3',
  cognome: '2.5.4.4',
  seriale: '2.5.4.5',
  organizzazione: '2.5.4.10',
  nome: '2.5.4.42',
} as const;
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3';
const QC_COMPLIANCE = '0.4.0.1862.1.1';

/** Attributes of a Name by OID, the first of each. */
function attributiOf(name: Nodo): Map<string, string> {
  const found = new Map<string, string>();
  for (const rdn of name.sequenza())
    for (const one of rdn.insieme()) {
      const [tipo, valore] = one.sequenza();
      const oid = obbligatorio(tipo).oid();
      if (!found.has(oid)) found.set(oid, obbligatorio(valore).testo());
    }
  return found;
}

/** A Name as text that does not depend on how its strings are encoded (RFC 5280 §7.1: case and spaces do not count). */
export function nomeNormale(name: Nodo): string {
  const parts = name.sequenza().map((rdn) =>
    rdn
      .insieme()
      .map((one) => {
        const [tipo, valore] = one.sequenza();
        const text = obbligatorio(valore).testo().normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
        return `${obbligatorio(tipo).oid()}=${JSON.stringify(text)}`;
      })
      .sort()
      .join('+'),
  );
  return parts.join(',');
}

/** Extensions; the same twice is not allowed (RFC 5280 §4.2). */
export function estensioniOf(nodo: Nodo): Map<string, Estensione> {
  const found = new Map<string, Estensione>();
  for (const one of nodo.sequenza()) {
    const campi = one.sequenza();
    const oid = obbligatorio(campi[0]).oid();
    const critica = campi[1]?.tag === TAG.boolean && campi[1].booleano();
    const valore = obbligatorio(campi.at(-1)).ottetti();
    if (found.has(oid)) throw new Asn1Error('an extension twice');
    found.set(oid, { critica, valore });
  }
  return found;
}

/** @throws Asn1Error */
function legge(der: Buffer): CertificatoX509 {
  const [tbsNodo, algoritmo, firma] = Nodo.di(der).sequenza();
  const tbs = obbligatorio(tbsNodo);
  const all = tbs.sequenza();
  const campi = all[0]?.tag === contesto(0) ? all.slice(1) : all;
  const [seriale, interno, emittente, validita, soggetto, spki] = campi.slice(0, 6).map(obbligatorio);
  const [dal, al] = obbligatorio(validita).sequenza();
  // what is signed names the algorithm too: it must be the same (RFC 5280 §4.1.1.2)
  if (!obbligatorio(interno).intero.equals(obbligatorio(algoritmo).intero)) throw new Asn1Error('two algorithms');
  const estensioni = campi.slice(6).find(({ tag }) => tag === contesto(3));
  return {
    der,
    tbs: tbs.intero,
    algoritmo: algoritmoOf(obbligatorio(algoritmo)),
    firma: obbligatorio(firma).bit(),
    soggetto: obbligatorio(soggetto).intero.toString('hex'),
    emittente: obbligatorio(emittente).intero.toString('hex'),
    nomeSoggetto: nomeNormale(obbligatorio(soggetto)),
    nomeEmittente: nomeNormale(obbligatorio(emittente)),
    attributi: attributiOf(obbligatorio(soggetto)),
    attributiEmittente: attributiOf(obbligatorio(emittente)),
    seriale: obbligatorio(seriale).numero(),
    dal: obbligatorio(dal).istante(),
    al: obbligatorio(al).istante(),
    spki: obbligatorio(spki).intero,
    estensioni: estensioni === undefined ? new Map() : estensioniOf(obbligatorio(estensioni.figli()[0])),
  };
}

const lette = new WeakMap<Buffer, CertificatoX509 | null>();

/** The certificate that these bytes are, read once; undefined for what is none. */
export function certificatoX509(der: Buffer): CertificatoX509 | undefined {
  const known = lette.get(der);
  if (known !== undefined) return known ?? undefined;
  const read = prova(() => legge(der));
  lette.set(der, read ?? null);
  return read;
}

/** Those that come with a file are looked at as far as this. */
const MAX_CERTIFICATI = 500;

/** Those among these bytes that are certificates, each once. */
export function certificatiX509(tutti: readonly Buffer[]): CertificatoX509[] {
  const found = new Map<string, CertificatoX509>();
  for (const der of tutti.slice(0, MAX_CERTIFICATI)) {
    const one = certificatoX509(der);
    if (one !== undefined) found.set(impronta(one), one);
  }
  return [...found.values()];
}

const impronte = new WeakMap<CertificatoX509, string>();

/** SHA-256 of the whole certificate, hex. */
export function impronta(x509: CertificatoX509): string {
  const known = impronte.get(x509) ?? createHash('sha256').update(x509.der).digest('hex');
  impronte.set(x509, known);
  return known;
}

const chiavi = new WeakMap<CertificatoX509, KeyObject>();

/** The subject's key; undefined for one that is broken or of a kind that is not known. */
export function chiaveDi(x509: CertificatoX509): KeyObject | undefined {
  const known = chiavi.get(x509) ?? chiaveOf(x509.spki);
  if (known !== undefined) chiavi.set(x509, known);
  return known;
}

/** Who a certificate says its subject is, as readers are told: the common name, else given name and surname, else the organisation. */
export function nomeLeggibile(attributi: ReadonlyMap<string, string>): string {
  const persona = [attributi.get(NOME.nome), attributi.get(NOME.cognome)].filter((part) => part !== undefined);
  const found = attributi.get(NOME.cn) ?? (persona.length > 0 ? persona.join(' ') : attributi.get(NOME.organizzazione));
  return found?.trim() === '' || found === undefined ? 'senza nome' : found.trim();
}

/** Codice fiscale as Italian certificates carry it: `TINIT-…` (ETSI EN 319 412-1), `IT:…` and, at the head, of older ones. */
export function codiceFiscaleOf(attributi: ReadonlyMap<string, string>): string | undefined {
  const text = `${attributi.get(NOME.seriale) ?? ''} ${attributi.get(NOME.cn) ?? ''}`;
  const person =
    /(?:^|[\s:/-])([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z])(?:$|[\s/])/i;
  return person.exec(text)?.[1]?.toUpperCase();
}

/** The certificate calls itself qualified (ETSI EN 319 412-5). */
function isQualificato({ estensioni }: CertificatoX509): boolean {
  const statements = estensioni.get(QC_STATEMENTS);
  if (statements === undefined) return false;
  const oids = prova(() =>
    Nodo.di(statements.valore)
      .sequenza()
      .map((one) => one.sequenza()[0]?.oid()),
  );
  return oids?.includes(QC_COMPLIANCE) ?? false;
}

/** A certificate as it is told. */
export function certificatoOf(x509: CertificatoX509): Certificato {
  const organizzazione = x509.attributi.get(NOME.organizzazione);
  const codiceFiscale = codiceFiscaleOf(x509.attributi);
  return {
    soggetto: nomeLeggibile(x509.attributi),
    emittente: nomeLeggibile(x509.attributiEmittente),
    seriale: x509.seriale,
    dal: rfc3339(x509.dal),
    al: rfc3339(x509.al),
    sha256: impronta(x509),
    ...(organizzazione !== undefined && { organizzazione }),
    ...(codiceFiscale !== undefined && { codiceFiscale }),
    ...(isQualificato(x509) && { qualificato: true }),
  };
}

/** Key identifier of the subject, and that of the issuer where it is named (hex). */
export function identificatori({ estensioni }: CertificatoX509): { soggetto?: string; emittente?: string } {
  const ski = estensioni.get('2.5.29.14');
  const aki = estensioni.get('2.5.29.35');
  const soggetto = ski === undefined ? undefined : prova(() => Nodo.di(ski.valore).ottetti().toString('hex'));
  const emittente =
    aki === undefined
      ? undefined
      : prova(() =>
          Nodo.di(aki.valore)
            .sequenza()
            .find(({ tag }) => tag === primitivo(0))
            ?.contenuto.toString('hex'),
        );
  return { ...(soggetto !== undefined && { soggetto }), ...(emittente !== undefined && { emittente }) };
}
