import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { StatoChiave } from '../../../schemas/chiave-firma.api.js';
import type { ChiaveMostrata } from '../../../schemas/chiave-firma.model.js';
import type { ErroreCampo } from '../../lib/problem.js';
import { certificatoX509, type CertificatoX509 } from '../cms/certificato.js';
import type { Contenuto12 } from './pkcs12.js';

/** Days before a certificate's end from which it is told. */
export const GIORNI_PREAVVISO = 30;
const DAY_MS = 86_400_000;
const MIN_BIT_RSA = 2048;
const CURVE = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const KEY_USAGE = '2.5.29.15';
/** digitalSignature, nonRepudiation: the first two bits (RFC 5280 §4.2.1.3). */
const FIRMA_DOCUMENTI = 0xc0;

/** A key that may sign, with its certificate and those above it. */
export interface ChiaveAperta {
  chiave: KeyObject;
  tipo: 'rsa' | 'ec';
  x509: CertificatoX509;
  /** DER, the nearest first */
  catena: Buffer[];
}

/** Null for what node:crypto cannot read. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Those among the others that stand above a certificate, the nearest first. */
function catenaOf(certificato: X509Certificate, altri: readonly X509Certificate[]): Buffer[] {
  const catena: X509Certificate[] = [];
  let below = certificato;
  for (;;) {
    const child = below;
    const above = altri.find((one) => !catena.includes(one) && one.raw !== child.raw && child.checkIssued(one));
    if (above === undefined) return catena.map(({ raw }) => Buffer.from(raw));
    catena.push(above);
    below = above;
  }
}

/** `digitalSignature` or `nonRepudiation` is among its uses, or no use is named. */
function maySign({ estensioni }: CertificatoX509): boolean {
  const uso = estensioni.get(KEY_USAGE)?.valore;
  return uso === undefined || ((uso[3] ?? 0) & FIRMA_DOCUMENTI) !== 0;
}

const typeOf = (chiave: KeyObject): ChiaveAperta['tipo'] | undefined => {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = chiave;
  if (type === 'rsa' && (details.modulusLength ?? 0) >= MIN_BIT_RSA) return 'rsa';
  return type === 'ec' && CURVE.has(details.namedCurve ?? '') ? 'ec' : undefined;
};

/**
 * The one key of a PKCS#12 that may sign documents, or what is wrong with it, in words. Pure but for the reading of keys.
 * @param adesso - a certificate that is over by then is refused
 */
export function chooseChiave({ chiavi, certificati }: Contenuto12, adesso: Date): ChiaveAperta | ErroreCampo {
  const fault = (messaggio: string): ErroreCampo => ({ campo: 'chiave', messaggio });
  const [only, ...more] = chiavi;
  if (only === undefined)
    return fault('Nel file c’è il certificato ma non la chiave: esportarlo di nuovo con la chiave privata.');
  if (more.length > 0) return fault('Nel file c’è più di una chiave: esportarne una sola.');
  const chiave = attempt(() => createPrivateKey({ key: only, format: 'der', type: 'pkcs8' }));
  const tipo = chiave === null ? undefined : typeOf(chiave);
  if (chiave === null || tipo === undefined)
    return fault(
      'La chiave non va bene per firmare: serve una RSA di almeno 2048 bit, o una curva P-256, P-384, P-521.',
    );
  const readable = certificati.flatMap((der) => attempt(() => new X509Certificate(der)) ?? []);
  const pubblica = createPublicKey(chiave);
  const own = readable.find(({ publicKey }) => publicKey.equals(pubblica));
  const x509 = own && certificatoX509(Buffer.from(own.raw));
  if (own === undefined || x509 === undefined)
    return fault('Nel file non c’è il certificato di questa chiave: esportarla di nuovo insieme al suo certificato.');
  if (x509.al <= adesso) return fault('Il certificato è scaduto: caricare quello nuovo.');
  if (!maySign(x509))
    return fault('Il certificato non è fatto per firmare documenti: usarne uno di firma, o di sigillo.');
  return { chiave, tipo, x509, catena: catenaOf(own, readable) };
}

/** How a key stands, and in how many days it ends where that is near. Pure. */
export function statoOf(
  { dal, al, ritirata }: Pick<ChiaveMostrata, 'dal' | 'al' | 'ritirata'>,
  adesso: Date,
): { stato: StatoChiave; giorni?: number } {
  if (ritirata !== undefined) return { stato: 'ritirata' };
  if (al <= adesso) return { stato: 'scaduta' };
  if (dal > adesso) return { stato: 'non-ancora-valida' };
  const giorni = Math.floor((al.getTime() - adesso.getTime()) / DAY_MS);
  return { stato: 'in-uso', ...(giorni <= GIORNI_PREAVVISO && { giorni }) };
}
