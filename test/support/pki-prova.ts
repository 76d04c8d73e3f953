import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  childrenOf,
  context,
  header,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  time,
  yes,
} from '../../server/firme/crea/der.js';

/* Authorities, certificates, lists, answers and timestamps of a test, made in the process: right ones, and wrong ones of every kind. */

export const element = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([header(tag, content.length), content]);
};
const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
const bits = (bytes: Buffer): Buffer => element(0x03, Buffer.from([0]), bytes);
const enumerated = (value: number): Buffer => element(0x0a, Buffer.from([value]));
export const generalized = (instant: Date): Buffer =>
  element(0x18, Buffer.from(`${instant.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`, 'latin1'));

const DIGEST = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
export type Digest = keyof typeof DIGEST;
const FIRMA_EC = {
  md5: '1.2.840.10045.4.3.2', // there is none
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha512: '1.2.840.10045.4.3.4',
} as const;

export const hashOf = (digest: Digest, bytes: Buffer): Buffer => createHash(digest).update(bytes).digest();
export const algoritmo = (digest: Digest): Buffer => sequence(oid(DIGEST[digest]), nothing());

const algoritmoFirma = (chiave: KeyObject, digest: Digest): Buffer => {
  if (chiave.asymmetricKeyType === 'ed25519') return sequence(oid('1.3.101.112'));
  return chiave.asymmetricKeyType === 'ec' ? sequence(oid(FIRMA_EC[digest])) : sequence(oid(RSA[digest]), nothing());
};
const RSA = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha512: '1.2.840.113549.1.1.13',
} as const;

const firmaCon = (chiave: KeyObject, digest: Digest, dati: Buffer): Buffer =>
  sign(chiave.asymmetricKeyType === 'ed25519' ? null : digest, dati, chiave);

export interface Identita {
  der: Buffer;
  chiave: KeyObject;
  /** DER of the subject's name, and of the key */
  nome: Buffer;
  spki: Buffer;
  seriale: Buffer;
  emittente: Buffer;
}

export interface Rilascio {
  nome: string;
  emittente?: Identita | undefined;
  chiave?: 'ec' | 'ed25519' | 'rsa' | 'rsa1024' | 'secp256k1';
  /** an authority, and how many may stand below it */
  autorita?: boolean | number;
  /** bits of keyUsage, from the first; null: no such extension */
  uso?: readonly number[] | null;
  usiEstesi?: readonly string[];
  dal?: Date;
  al?: Date;
  crl?: string;
  ocsp?: string;
  critica?: string;
  digest?: Digest;
  /** signs itself with the key of another: a name that is not its own */
  nomeEmittente?: Buffer;
  estensioni?: readonly Buffer[];
}

export const estensione = (tipo: string, valore: Buffer, critica = false): Buffer =>
  sequence(oid(tipo), ...(critica ? [yes()] : []), octets(valore));

const usoChiave = (posti: readonly number[]): Buffer => {
  const value = posti.reduce((sum, i) => sum | (0x80 >> i), 0);
  return estensione('2.5.29.15', bits(Buffer.from([value])), true);
};

const uri = (address: string): Buffer => element(0x86, Buffer.from(address, 'latin1'));
/** DistributionPointName with an address. */
export const postoCrl = (address: string): Buffer => context(0, context(0, uri(address)));

export const nomeDi = (text: string): Buffer =>
  sequence(
    setOf(sequence(oid('2.5.4.6'), element(0x13, Buffer.from('IT')))),
    setOf(sequence(oid('2.5.4.3'), utf8(text))),
  );

const chiavi = (tipo: NonNullable<Rilascio['chiave']>): { publicKey: KeyObject; privateKey: KeyObject } => {
  if (tipo === 'ed25519') return generateKeyPairSync('ed25519');
  if (tipo === 'rsa' || tipo === 'rsa1024')
    return generateKeyPairSync('rsa', { modulusLength: tipo === 'rsa' ? 2048 : 1024 });
  return generateKeyPairSync('ec', { namedCurve: tipo === 'ec' ? 'P-256' : 'secp256k1' });
};

const identificatore = (spki: Buffer): Buffer => createHash('sha1').update(spki).digest();

function estensioniDi(richiesta: Rilascio, spki: Buffer): Buffer[] {
  const { autorita = false, usiEstesi, crl, ocsp, critica, emittente, estensioni = [] } = richiesta;
  const uso = richiesta.uso === undefined ? (autorita === false ? [1] : [5, 6]) : richiesta.uso;
  const vincoli = typeof autorita === 'number' ? [yes(), integer(autorita)] : autorita ? [yes()] : [];
  return [
    estensione('2.5.29.19', sequence(...vincoli), true),
    ...(uso === null ? [] : [usoChiave(uso)]),
    ...(usiEstesi === undefined ? [] : [estensione('2.5.29.37', sequence(...usiEstesi.map(oid)), true)]),
    estensione('2.5.29.14', octets(identificatore(spki))),
    ...(emittente === undefined
      ? []
      : [estensione('2.5.29.35', sequence(element(0x80, identificatore(emittente.spki))))]),
    ...(crl === undefined ? [] : [estensione('2.5.29.31', sequence(sequence(context(0, context(0, uri(crl))))))]),
    ...(ocsp === undefined
      ? []
      : [estensione('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uri(ocsp))))]),
    ...(critica === undefined ? [] : [estensione(critica, octets(Buffer.alloc(1)), true)]),
    ...estensioni,
  ];
}

export const giorno = (text: string): Date => new Date(`${text}T12:00:00Z`);

/** A certificate with its key: of an authority, or issued by one. */
export function rilascia(richiesta: Rilascio): Identita {
  const { nome, emittente, chiave = 'ec', digest = 'sha256' } = richiesta;
  const { dal = giorno('2020-01-01'), al = giorno('2040-01-01') } = richiesta;
  const { publicKey, privateKey } = chiavi(chiave);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const suo = nomeDi(nome);
  const daChi = richiesta.nomeEmittente ?? emittente?.nome ?? suo;
  const seriale = integer(Buffer.concat([Buffer.from([0x21]), randomBytes(8)]));
  const firmante = emittente?.chiave ?? privateKey;
  const firma = algoritmoFirma(firmante, digest);
  const tbs = sequence(
    context(0, integer(2)),
    seriale,
    firma,
    daChi,
    sequence(time(dal), time(al)),
    suo,
    spki,
    context(3, sequence(...estensioniDi(richiesta, spki))),
  );
  const der = sequence(tbs, firma, bits(firmaCon(firmante, digest, tbs)));
  return { der, chiave: privateKey, nome: suo, spki, seriale, emittente: daChi };
}

export interface Revocato {
  chi: Identita;
  quando: Date;
  motivo?: number;
  invaliditaDal?: Date;
}

export interface RichiestaCrl {
  emittente: Identita;
  revocati?: readonly Revocato[];
  da?: Date;
  fino?: Date | undefined;
  estensioni?: readonly Buffer[];
}

const voce = ({ chi, quando, motivo, invaliditaDal }: Revocato): Buffer => {
  const estese = [
    ...(motivo === undefined ? [] : [estensione('2.5.29.21', enumerated(motivo))]),
    ...(invaliditaDal === undefined ? [] : [estensione('2.5.29.24', generalized(invaliditaDal))]),
  ];
  return sequence(chi.seriale, time(quando), ...(estese.length === 0 ? [] : [sequence(...estese)]));
};

/** A list of revoked certificates. */
export function crlDi({ emittente, revocati = [], estensioni = [], ...resto }: RichiestaCrl): Buffer {
  const da = resto.da ?? giorno('2026-01-01');
  const fino = 'fino' in resto ? resto.fino : giorno('2036-01-01');
  const firma = algoritmoFirma(emittente.chiave, 'sha256');
  const tbs = sequence(
    integer(1),
    firma,
    emittente.nome,
    time(da),
    ...(fino === undefined ? [] : [time(fino)]),
    ...(revocati.length === 0 ? [] : [sequence(...revocati.map(voce))]),
    ...(estensioni.length === 0 ? [] : [context(0, sequence(...estensioni))]),
  );
  return sequence(tbs, firma, bits(firmaCon(emittente.chiave, 'sha256', tbs)));
}

export interface RichiestaOcsp {
  di: Identita;
  emittente: Identita;
  /** who answers; the issuer unless said */
  risponde?: Identita;
  stato?: 'buono' | 'ignoto' | { quando: Date; motivo?: number };
  da?: Date;
  fino?: Date | undefined;
  nuda?: boolean;
}

/** An answer about a certificate. */
export function ocspDi({
  di,
  emittente,
  risponde = emittente,
  stato = 'buono',
  nuda,
  ...resto
}: RichiestaOcsp): Buffer {
  const da = resto.da ?? giorno('2026-01-01');
  const fino = 'fino' in resto ? resto.fino : giorno('2036-01-01');
  const chiave = (childrenOf(emittente.spki)[1] ?? Buffer.alloc(0)).subarray(3);
  const id = sequence(
    algoritmo('sha1'),
    octets(hashOf('sha1', emittente.nome)),
    octets(hashOf('sha1', chiave)),
    di.seriale,
  );
  const status =
    stato === 'buono'
      ? element(0x80)
      : stato === 'ignoto'
        ? element(0x82)
        : context(
            1,
            generalized(stato.quando),
            ...(stato.motivo === undefined ? [] : [context(0, enumerated(stato.motivo))]),
          );
  const single = sequence(id, status, generalized(da), ...(fino === undefined ? [] : [context(0, generalized(fino))]));
  const tbs = sequence(context(1, risponde.nome), generalized(da), sequence(single));
  const firma = algoritmoFirma(risponde.chiave, 'sha256');
  const basic = sequence(
    tbs,
    firma,
    bits(firmaCon(risponde.chiave, 'sha256', tbs)),
    context(0, sequence(risponde.der)),
  );
  if (nuda === true) return basic;
  return sequence(enumerated(0), context(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}

const ATTR = {
  tipo: '1.2.840.113549.1.9.3',
  digest: '1.2.840.113549.1.9.4',
  istante: '1.2.840.113549.1.9.5',
  v1: '1.2.840.113549.1.9.16.2.12',
  v2: '1.2.840.113549.1.9.16.2.47',
} as const;
export const attributo = (tipo: string, ...valori: Buffer[]): Buffer => sequence(oid(tipo), setOf(...valori));

export interface Firma {
  chi: Identita;
  digest?: Digest;
  /** what is said to be the content's digest, and its type */
  impronta?: Buffer;
  tipo?: string;
  /** the certificate that is bound; null: none */
  legato?: Buffer | null;
  legame?: 'v1' | 'v2';
  /** by which the second form binds it */
  digestLegame?: Digest;
  istante?: Date | null;
  /** more signed attributes; unsigned ones, made of the signature's value */
  altri?: readonly Buffer[];
  nonFirmati?: (firma: Buffer) => readonly Buffer[];
  senzaAttributi?: boolean;
  /** a counter-signature has no content type */
  controfirma?: boolean;
}

const DATA = '1.2.840.113549.1.7.1';

/** A SignerInfo over a content. */
export function signerInfo(contenuto: Buffer, firma: Firma): Buffer {
  const { chi, digest = 'sha256', tipo = DATA, legame = 'v2', istante = giorno('2026-06-01') } = firma;
  const { legato = chi.der, digestLegame = legame === 'v1' ? 'sha1' : 'sha256' } = firma;
  const detto = legame === 'v1' || digestLegame === 'sha256' ? [] : [algoritmo(digestLegame)]; // SHA-256 is not said in DER
  const impronta = firma.impronta ?? hashOf(digest, contenuto);
  const attributi = [
    ...(firma.controfirma === true ? [] : [attributo(ATTR.tipo, oid(tipo))]),
    attributo(ATTR.digest, octets(impronta)),
    ...(istante === null ? [] : [attributo(ATTR.istante, time(istante))]),
    ...(legato === null
      ? []
      : [attributo(ATTR[legame], sequence(sequence(sequence(...detto, octets(hashOf(digestLegame, legato))))))]),
    ...(firma.altri ?? []),
  ];
  const firmati = setOf(...attributi);
  const nudo = firma.senzaAttributi === true;
  const valore = firmaCon(chi.chiave, digest, nudo ? contenuto : firmati);
  const nonFirmati = firma.nonFirmati?.(valore) ?? [];
  return sequence(
    integer(1),
    sequence(chi.emittente, chi.seriale),
    algoritmo(digest),
    ...(nudo ? [] : [Buffer.concat([Buffer.from([0xa0]), firmati.subarray(1)])]),
    algoritmoFirma(chi.chiave, digest),
    octets(valore),
    ...(nonFirmati.length === 0 ? [] : [context(1, ...nonFirmati)]),
  );
}

export interface RichiestaCms {
  contenuto: Buffer;
  firme: readonly Buffer[];
  certificati?: readonly Buffer[];
  revoche?: readonly Buffer[];
  tipo?: string;
  staccata?: boolean;
  /** BER: indefinite lengths, and the content in pieces of so many bytes */
  pezzi?: number;
  digest?: readonly Digest[];
}

const FINE = Buffer.alloc(2);
const senzaLunghezza = (tag: number, ...parts: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, FINE]);

/** A SignedData around its content, or without it. */
export function cmsDi(richiesta: RichiestaCms): Buffer {
  const { contenuto, firme, certificati = [], revoche = [], tipo = DATA, staccata = false, pezzi } = richiesta;
  const wrap = pezzi === undefined ? element : senzaLunghezza;
  const parts: Buffer[] = [];
  for (let at = 0; at < contenuto.length; at += pezzi ?? contenuto.length)
    parts.push(octets(contenuto.subarray(at, at + (pezzi ?? contenuto.length))));
  const string = pezzi === undefined ? octets(contenuto) : wrap(0x24, ...parts);
  const data = wrap(
    0x30,
    integer(1),
    setOf(...(richiesta.digest ?? ['sha256' as const]).map(algoritmo)),
    wrap(0x30, oid(tipo), ...(staccata ? [] : [wrap(0xa0, string)])),
    ...(certificati.length === 0 ? [] : [wrap(0xa0, ...certificati)]),
    ...(revoche.length === 0 ? [] : [wrap(0xa1, ...revoche)]),
    setOf(...firme),
  );
  return wrap(0x30, oid('1.2.840.113549.1.7.2'), wrap(0xa0, data));
}

const TST = '1.2.840.113549.1.9.16.1.4';

export interface RichiestaMarca {
  impronta: Buffer;
  chi: Identita;
  quando: Date;
  digest?: Digest;
  firma?: Partial<Firma>;
}

/** A timestamp token. */
export function marcaDi({ impronta, chi, quando, digest = 'sha256', firma = {} }: RichiestaMarca): Buffer {
  const info = sequence(
    integer(1),
    oid('1.2.3.4'),
    sequence(algoritmo(digest), octets(impronta)),
    integer(7),
    generalized(quando),
  );
  return cmsDi({
    contenuto: info,
    tipo: TST,
    firme: [signerInfo(info, { chi, tipo: TST, istante: quando, ...firma })],
    certificati: [chi.der],
  });
}
