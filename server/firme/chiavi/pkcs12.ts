import forge from 'node-forge';

const CERTIFICATO = forge.pki.oids['certBag'] ?? '';
const CHIAVI = [forge.pki.oids['pkcs8ShroudedKeyBag'] ?? '', forge.pki.oids['keyBag'] ?? ''];

/** What a PKCS#12 holds: PKCS#8 keys and certificates, DER, in the order in which they stand there. */
export interface Contenuto12 {
  chiavi: Buffer[];
  certificati: Buffer[];
}

/** `password`: it does not open the file; `illeggibile`: no PKCS#12, or damaged. */
export type Esito12 = Contenuto12 | { motivo: 'password' | 'illeggibile' };

type Asn1 = forge.asn1.Asn1;
const toDer = (value: Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1');

/** A bag's certificate: forge reads those with an RSA key, and leaves the others as they are encoded. */
const certificatoOf = ({ cert, asn1 }: forge.pkcs12.Bag): Asn1 | undefined =>
  cert === undefined || (cert as unknown) === null ? asn1 : forge.pki.certificateToAsn1(cert);

const chiaveOf = ({ key, asn1 }: forge.pkcs12.Bag): Asn1 | undefined =>
  key === undefined || (key as unknown) === null ? asn1 : forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key));

const present = (found: readonly (Asn1 | undefined)[]): Buffer[] =>
  found.flatMap((one) => (one === undefined || (one as unknown) === null ? [] : [toDer(one)]));

const NON_ASCII = /[^\x20-\x7e]/;

function contentOf(parsed: Asn1, password: string): Contenuto12 {
  const opened = forge.pkcs12.pkcs12FromAsn1(parsed, password);
  const bagsOf = (tipo: string): forge.pkcs12.Bag[] => opened.getBags({ bagType: tipo })[tipo] ?? [];
  return {
    chiavi: present(CHIAVI.flatMap(bagsOf).map(chiaveOf)),
    certificati: present(bagsOf(CERTIFICATO).map(certificatoOf)),
  };
}

/**
 * With accents a password has two encodings in one file: UTF-16 for the seal over it, UTF-8 for what is encrypted as today (PBES2).
 * forge knows one: the seal is left aside, the key must belong to its certificate all the same.
 */
const contentWithAccents = (parsed: Asn1, password: string): Contenuto12 =>
  contentOf({ ...parsed, value: (parsed.value as Asn1[]).slice(0, 2) }, forge.util.encodeUtf8(password));

/**
 * Opens a PKCS#12. Its cost is what the file asks for (rounds of the password), so it runs in a process of its own
 * (server/firme/chiavi/isolato.ts). Never throws.
 */
export function openPkcs12(p12: Buffer, password: string): Esito12 {
  let parsed: Asn1;
  try {
    parsed = forge.asn1.fromDer(p12.toString('latin1'));
  } catch {
    return { motivo: 'illeggibile' };
  }
  const ways = NON_ASCII.test(password) ? [contentOf, contentWithAccents] : [contentOf];
  let said = '';
  for (const open of ways) {
    try {
      return open(parsed, password);
    } catch (error) {
      said = error instanceof Error ? error.message : '';
    }
  }
  return { motivo: /password|MAC|decrypt/i.test(said) ? 'password' : 'illeggibile' };
}
