import { contesto, Nodo, primitivo, prova, TAG } from '../cms/asn1.js';
import type { CertificatoX509, Estensione } from '../cms/certificato.js';

/* Extensions of certificates that the rules of trust read (RFC 5280 §4.2). */

const OID = {
  usoChiave: '2.5.29.15',
  vincoli: '2.5.29.19',
  usoEsteso: '2.5.29.37',
  distribuzione: '2.5.29.31',
  accesso: '1.3.6.1.5.5.7.1.1',
  noCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;
const OCSP = '1.3.6.1.5.5.7.48.1';

/** Critical extensions that are understood, or that bind nothing which is judged here. Others make a certificate unusable (§4.2). */
const CONOSCIUTE = new Set([
  OID.usoChiave,
  OID.vincoli,
  OID.usoEsteso,
  OID.distribuzione,
  OID.accesso,
  OID.noCheck,
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.17', // alternative names
  '2.5.29.18',
  '2.5.29.32', // policies: none is asked for
  '2.5.29.36',
  '2.5.29.54',
  '1.3.6.1.5.5.7.1.3', // qualified statements
]);

const USI = ['firma', 'nonRipudio', 'cifraChiavi', 'cifraDati', 'accordo', 'firmaCertificati', 'firmaCrl'] as const;
export type UsoChiave = (typeof USI)[number];

/** What the key may be used for; undefined: the certificate does not say, so for all. */
export function usoChiaveOf({ estensioni }: CertificatoX509): Set<UsoChiave> | undefined {
  const found = estensioni.get(OID.usoChiave);
  if (found === undefined) return undefined;
  const bits = prova(() => Nodo.di(found.valore).bit());
  if (bits === undefined) return new Set(); // unreadable: for nothing
  return new Set(USI.filter((_uso, i) => (((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1));
}

/** Purposes (OID) that the certificate is limited to; undefined: none are stated. */
export function usiEstesiOf({ estensioni }: CertificatoX509): readonly string[] | undefined {
  const found = estensioni.get(OID.usoEsteso);
  if (found === undefined) return undefined;
  return (
    prova(() =>
      Nodo.di(found.valore)
        .sequenza()
        .map((one) => one.oid()),
    ) ?? []
  );
}

/** Whether it is an authority, and how many authorities may stand below it (undefined: as many as there are). */
export function vincoliOf({ estensioni }: CertificatoX509): { autorita: boolean; sotto?: number } {
  const found = estensioni.get(OID.vincoli);
  if (found === undefined) return { autorita: false };
  const read = prova(() => {
    const [ca, sotto] = Nodo.di(found.valore).sequenza();
    const autorita = ca?.tag === TAG.boolean && ca.booleano();
    return { autorita, ...(autorita && sotto !== undefined && { sotto: sotto.intPiccolo() }) };
  });
  return read ?? { autorita: false };
}

export const isSenzaEstensioni = ({ estensioni }: CertificatoX509): boolean => estensioni.size === 0;

/** Critical extensions that are not understood. */
export const criticheIgnote = ({ estensioni }: { estensioni: ReadonlyMap<string, Estensione> }): string[] =>
  [...estensioni].filter(([oid, { critica }]) => critica && !CONOSCIUTE.has(oid)).map(([oid]) => oid);

const uriDi = (nodo: Nodo): string[] => (nodo.tag === primitivo(6) ? [nodo.contenuto.toString('latin1')] : []);

/** Addresses in a DistributionPointName: [0] fullName of GeneralNames. */
export const indirizziDi = (nome: Nodo): string[] =>
  nome
    .figli()
    .filter(({ tag }) => tag === contesto(0))
    .flatMap((full) => full.figli().flatMap(uriDi));

/** Where the authority publishes its revocation lists. */
export function indirizziCrl({ estensioni }: CertificatoX509): string[] {
  const found = estensioni.get(OID.distribuzione);
  if (found === undefined) return [];
  const read = prova(() =>
    Nodo.di(found.valore)
      .sequenza()
      .flatMap((punto) =>
        punto
          .sequenza()
          .filter(({ tag }) => tag === contesto(0))
          .flatMap(indirizziDi),
      ),
  );
  return read ?? [];
}

/** Where the authority answers about single certificates. */
export function indirizziOcsp({ estensioni }: CertificatoX509): string[] {
  const found = estensioni.get(OID.accesso);
  if (found === undefined) return [];
  const read = prova(() =>
    Nodo.di(found.valore)
      .sequenza()
      .flatMap((one) => {
        const [metodo, posto] = one.sequenza();
        return metodo?.oid() === OCSP && posto !== undefined ? uriDi(posto) : [];
      }),
  );
  return read ?? [];
}

/** Whether the authority states any place where its revocations can be asked for. */
export const hasRevoche = (x509: CertificatoX509): boolean =>
  x509.estensioni.has(OID.distribuzione) || indirizziOcsp(x509).length > 0;
