import type { KeyObject } from 'node:crypto';
import type { CodiceControllo, Controllo } from '../../../schemas/firma.api.js';
import {
  difettoChiave,
  isDebole,
  isFirmato,
  isFirmatoAPezzi,
  type ModoFirma,
  modoFirmaOf,
  nomeDigest,
} from './algoritmi.js';
import { Nodo, prova, TAG } from './asn1.js';
import { type CertificatoX509, chiaveDi, nomeLeggibile } from './certificato.js';
import {
  ATTRIBUTO,
  attributiOf,
  certificatiNominati,
  isLegato,
  legameOf,
  type SignerInfo,
  unicoOf,
  valoriOf,
} from './signer-info.js';

const DATA = '1.2.840.113549.1.7.1';
/** What a timestamp is made of. */
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** What a SignerInfo signs. */
export interface Firmato {
  /** content type of the envelope; undefined: of a counter-signature, which has none */
  tipo: string | undefined;
  /** undefined: what was signed is not there */
  digest: (algoritmo: string) => Promise<Buffer | undefined>;
  /** the content piece by piece; undefined: it is not there */
  pezzi: () => AsyncIterable<Buffer> | Iterable<Buffer> | undefined;
}

/** A signature by itself, before its certificate is judged. */
export interface Esaminata {
  /** `contenuto`, `integrita`, `firmatario`, `algoritmi` */
  controlli: Controllo[];
  x509?: CertificatoX509;
  /** the signature binds the certificate (CAdES) */
  legata: boolean;
  dichiarato?: Date;
}

export const controllo = (codice: CodiceControllo, esito: Controllo['esito'], messaggio: string): Controllo => ({
  codice,
  esito,
  messaggio,
});

const MODIFICATO =
  'Il contenuto non è quello firmato: è stato modificato dopo la firma, oppure la firma è di un altro documento.';
const NON_CORRISPONDE = 'La firma non corrisponde a ciò che dice di firmare: i suoi dati furono modificati.';
const MANCA = 'La firma è separata dal documento e il documento che firma non c’è: indicarlo per verificarla.';

const modoOf = (info: SignerInfo): ModoFirma | undefined => modoFirmaOf(info.algoritmo, info.digest);

/** Whether the attributes are those that a signature must have (RFC 5652 §11), each once; the digest that they state. */
function digestDichiarato({ attributi }: SignerInfo, tipo: string | undefined): Buffer | undefined {
  const digest = unicoOf(attributi, ATTRIBUTO.digest);
  const tipoFirmato = unicoOf(attributi, ATTRIBUTO.tipoContenuto);
  if (digest === null || digest === undefined || tipoFirmato === null) return undefined;
  if (tipo !== undefined && (tipoFirmato === undefined || prova(() => tipoFirmato.oid()) !== tipo)) return undefined;
  return prova(() => digest.ottetti());
}

const MAX_ATTRIBUTI = 64 * 1024;

/**
 * Whether a content is the signed attributes of another signature: who takes a signature apart can pass them off as a document that
 * was signed directly, since its signer did sign these bytes (RFC 5652 §11: they are of another kind than data).
 */
async function isAttributi(pezzi: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<boolean> {
  const found: Buffer[] = [];
  let size = 0;
  for await (const pezzo of pezzi) {
    if (pezzo.length === 0) continue;
    found.push(pezzo);
    size += pezzo.length;
    if (size > MAX_ATTRIBUTI || found[0]?.[0] !== TAG.set) return false;
  }
  const attributi = prova(() => attributiOf(Nodo.di(Buffer.concat(found)).come(TAG.set)));
  return valoriOf(attributi, ATTRIBUTO.digest).length > 0;
}

/** Signed directly, without attributes: allowed only over plain data. */
async function integritaDiretta(
  info: SignerInfo,
  { tipo, pezzi, digest }: Firmato,
  chiave: KeyObject,
  modo: ModoFirma,
): Promise<Controllo> {
  if (tipo !== undefined && tipo !== DATA) return controllo('integrita', 'no', NON_CORRISPONDE);
  const content = pezzi();
  if (content === undefined || (await digest('sha256')) === undefined) return controllo('integrita', 'ignoto', MANCA);
  if (await isAttributi(pezzi() ?? [])) return controllo('integrita', 'no', NON_CORRISPONDE);
  const firmato = await isFirmatoAPezzi(chiave, modo, content, info.firma);
  if (firmato === undefined)
    return controllo('integrita', 'ignoto', 'Una firma di questo tipo senza attributi firmati non è verificata.');
  return firmato
    ? controllo('integrita', 'si', 'Il contenuto è quello che è stato firmato.')
    : controllo('integrita', 'no', MODIFICATO);
}

async function integritaOf(info: SignerInfo, firmato: Firmato, chiave: KeyObject | undefined): Promise<Controllo> {
  const modo = modoOf(info);
  if (info.digest === undefined || modo === undefined || chiave === undefined)
    return controllo('integrita', 'ignoto', 'La firma usa un algoritmo che non è conosciuto: non è verificata.');
  if (info.attributi === undefined || info.firmato === undefined) return integritaDiretta(info, firmato, chiave, modo);
  const dichiarato = digestDichiarato(info, firmato.tipo);
  if (dichiarato === undefined || !isFirmato(chiave, modo, info.firmato, info.firma))
    return controllo('integrita', 'no', NON_CORRISPONDE);
  const digest = await firmato.digest(info.digest);
  if (digest === undefined) return controllo('integrita', 'ignoto', MANCA);
  return digest.equals(dichiarato)
    ? controllo('integrita', 'si', 'Il contenuto è quello che è stato firmato.')
    : controllo('integrita', 'no', MODIFICATO);
}

/** Without the signer's key only the content can be compared. */
async function integritaSenzaChiave(info: SignerInfo, firmato: Firmato): Promise<Controllo> {
  const dichiarato = digestDichiarato(info, firmato.tipo);
  const digest = info.digest === undefined ? undefined : await firmato.digest(info.digest);
  return dichiarato !== undefined && digest !== undefined && !digest.equals(dichiarato)
    ? controllo('integrita', 'no', MODIFICATO)
    : controllo('integrita', 'ignoto', 'Senza il certificato del firmatario la firma non è verificabile.');
}

/** Which algorithms and keys are taken (ETSI TS 119 312): SHA-1 and MD5 are not, nor RSA below 2048 bits. */
function algoritmiOf(info: SignerInfo, chiave: KeyObject | undefined): Controllo {
  const modo = modoOf(info);
  const usati = [...new Set([info.digest, modo?.digest])].filter((one) => one !== undefined);
  const debole = usati.find(isDebole);
  if (debole !== undefined)
    return controllo('algoritmi', 'no', `La firma usa ${nomeDigest(debole)}, un’impronta che non è più sicura.`);
  const difetto = chiave === undefined ? undefined : difettoChiave(chiave);
  if (difetto !== undefined) return controllo('algoritmi', 'no', `La firma usa ${difetto}.`);
  if (info.digest === undefined || modo === undefined || chiave === undefined)
    return controllo('algoritmi', 'ignoto', 'La firma usa algoritmi che non sono conosciuti.');
  return controllo('algoritmi', 'si', `Impronta ${nomeDigest(info.digest)}, chiave di lunghezza sufficiente.`);
}

/** The certificate of the signer among those that the signature may mean: the one that it binds, else the one whose key made it. */
function scegli(info: SignerInfo, nominati: readonly CertificatoX509[]): CertificatoX509 | undefined {
  const legame = legameOf(info.attributi);
  const legato = legame ? nominati.find((one) => isLegato(legame, one)) : undefined;
  const modo = modoOf(info);
  const { firmato } = info;
  const verificato = (one: CertificatoX509): boolean => {
    const chiave = chiaveDi(one);
    return (
      chiave !== undefined &&
      modo !== undefined &&
      firmato !== undefined &&
      isFirmato(chiave, modo, firmato, info.firma)
    );
  };
  return legato ?? (nominati.length > 1 ? nominati.find(verificato) : undefined) ?? nominati[0];
}

/** A binding by a weak digest is told as it is: it agrees, and does not prove that no other certificate would. */
export const legameDebole = (nome: string, digest: string): Controllo =>
  controllo(
    'firmatario',
    'ignoto',
    `La firma lega il certificato di ${nome} con ${nomeDigest(digest)}, un’impronta che non è più sicura: corrisponde, ma non prova che sia proprio quel certificato.`,
  );

function firmatarioOf(info: SignerInfo, x509: CertificatoX509 | undefined, tipo: Firmato['tipo']): Controllo {
  if (x509 === undefined)
    return controllo('firmatario', 'ignoto', 'Il certificato del firmatario non è nel file: non si sa chi ha firmato.');
  const nome = nomeLeggibile(x509.attributi);
  const legame = legameOf(info.attributi);
  if (legame === undefined)
    return controllo('firmatario', 'si', `La firma indica ${nome}, senza legarne il certificato (non è CAdES).`);
  if (legame?.digest === undefined && legame !== null)
    return controllo('firmatario', 'ignoto', 'La firma lega il certificato con un’impronta che non è conosciuta.');
  if (legame === null || !isLegato(legame, x509))
    return controllo('firmatario', 'no', 'Il certificato non è quello che la firma lega: fu sostituito.');
  // what an authority stamps is bound as RFC 3161 §2.4.2 wants it: in the first form of the attribute, which knows SHA-1 alone
  const debole = legame.digest !== undefined && isDebole(legame.digest) && !(legame.v1 && tipo === TST_INFO);
  return debole && legame.digest !== undefined
    ? legameDebole(nome, legame.digest)
    : controllo('firmatario', 'si', `La firma è legata al certificato di ${nome}.`);
}

/** Examines a signature by itself: what it signs, whose it is, by which algorithms. */
export async function esaminaFirma(
  info: SignerInfo,
  firmato: Firmato,
  certificati: readonly CertificatoX509[],
): Promise<Esaminata> {
  const x509 = scegli(info, certificatiNominati(info, certificati));
  const chiave = x509 === undefined ? undefined : chiaveDi(x509);
  const presente = (await firmato.digest(info.digest ?? 'sha256')) !== undefined;
  const legame = legameOf(info.attributi);
  const istante = unicoOf(info.attributi, ATTRIBUTO.istante);
  const dichiarato = istante ? prova(() => istante.istante()) : undefined;
  return {
    controlli: [
      presente
        ? controllo('contenuto', 'si', 'Ciò che è stato firmato è presente.')
        : controllo('contenuto', 'ignoto', MANCA),
      x509 === undefined ? await integritaSenzaChiave(info, firmato) : await integritaOf(info, firmato, chiave),
      firmatarioOf(info, x509, firmato.tipo),
      algoritmiOf(info, chiave),
    ],
    ...(x509 !== undefined && { x509 }),
    legata: legame !== undefined,
    ...(dichiarato !== undefined && { dichiarato }),
  };
}
