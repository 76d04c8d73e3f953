import type { Fonte, Segmento } from '../../formati/fonte.js';
import { algoritmoOf, digestOf } from './algoritmi.js';
import { Asn1Error, contesto, Nodo, prova, TAG } from './asn1.js';
import { type Aperto, Finestra, Illeggibile, oltre } from './finestra.js';
import { passaOttetti, Passata } from './ottetti.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2';
/** What is read into memory besides the content: certificates, revocation lists, signatures. */
const MAX_CODA = 32 * 1024 ** 2;
const MAX_CORTO = 64 * 1024;
const MAX_RESTO = 1024 ** 2;

export interface ContenutoCms {
  dimensione: number;
  segmenti: Segmento[] | undefined;
  /** by the algorithms that the structure names, and `sha256` */
  digest: Map<string, Buffer>;
}

/** A SignedData (RFC 5652 §5) once its content has passed. */
export interface StrutturaCms {
  tipoContenuto: string;
  /** absent: detached */
  contenuto: ContenutoCms | undefined;
  certificati: Buffer[];
  /** CRLs and OCSP answers */
  revoche: Buffer[];
  firmatari: Nodo[];
  /** bytes after the structure that are neither zeros nor blanks */
  oltre: number;
}

const malformed = (): Illeggibile => new Illeggibile('La struttura della firma non è leggibile.');

/** A short element whole, and where the next begins. */
async function corto(finestra: Finestra, at: number, padre: Aperto): Promise<{ nodo: Nodo; dopo: number }> {
  const { fine } = await finestra.apri(at, padre.fine);
  if (fine === undefined) {
    // without length: it must end within what is read of it
    const nodo = Nodo.inFila(await finestra.leggi(at, MAX_CORTO)).next().value ?? undefined;
    if (nodo === undefined) throw malformed();
    return { nodo, dopo: at + nodo.intero.length };
  }
  if (fine - at > MAX_CORTO) throw malformed();
  return { nodo: Nodo.di(await finestra.leggi(at, fine - at)), dopo: fine };
}

async function apriTag(finestra: Finestra, at: number, padre: Aperto | undefined, tag: number): Promise<Aperto> {
  const found = await finestra.apri(at, padre?.fine);
  if (found.tag !== tag) throw malformed();
  return found;
}

/** Whatever stands in [0] of certificates: only those of X.509 count. */
const certificatiIn = (nodo: Nodo): Buffer[] =>
  nodo
    .figli()
    .filter(({ tag }) => tag === TAG.sequence)
    .map(({ intero }) => intero);

/** [1]: CRLs, and OCSP answers as RFC 5940 puts them. */
function revocheIn(nodo: Nodo): Buffer[] {
  return nodo.figli().flatMap((one) => {
    if (one.tag === TAG.sequence) return [one.intero];
    if (one.tag !== contesto(1)) return [];
    const [tipo, valore] = one.figli();
    return tipo?.oid() === OCSP_RESPONSE && valore !== undefined ? [valore.intero] : [];
  });
}

/** Counts what follows, but for the zeros and blanks that some programs fill up with. */
async function resto(finestra: Finestra, from: number): Promise<number> {
  const left = finestra.fonte.dimensione - from;
  if (left <= 0) return 0;
  const seen = await finestra.leggi(from, Math.min(left, MAX_RESTO));
  return left <= MAX_RESTO && seen.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d || byte === 0x20)
    ? 0
    : left;
}

function coda(bytes: Buffer): Pick<StrutturaCms, 'certificati' | 'revoche' | 'firmatari'> & { letti: number } {
  const found = { certificati: [] as Buffer[], revoche: [] as Buffer[], letti: 0 };
  for (const nodo of Nodo.inFila(bytes)) {
    found.letti += nodo.intero.length;
    if (nodo.tag === contesto(0)) found.certificati.push(...certificatiIn(nodo));
    else if (nodo.tag === contesto(1)) found.revoche.push(...revocheIn(nodo));
    else if (nodo.tag === TAG.set) return { ...found, firmatari: nodo.figli() };
    else throw malformed();
  }
  throw new Illeggibile('La firma è troncata.');
}

async function contenutoDi(
  finestra: Finestra,
  encap: Aperto,
  at: number,
  algoritmi: readonly string[],
): Promise<{ contenuto: ContenutoCms | undefined; dopo: number }> {
  if (await finestra.isFine(encap, at)) return { contenuto: undefined, dopo: oltre(encap, at) };
  const explicit = await apriTag(finestra, at, encap, contesto(0));
  const stringa = await finestra.apri(explicit.inizio, explicit.fine);
  const passata = new Passata(['sha256', ...algoritmi]);
  const end = await passaOttetti(finestra, stringa, passata);
  if (!(await finestra.isFine(explicit, end))) throw malformed();
  const after = oltre(explicit, end);
  if (!(await finestra.isFine(encap, after))) throw malformed();
  const { dimensione, segmenti } = passata;
  return { contenuto: { dimensione, segmenti, digest: passata.fine() }, dopo: oltre(encap, after) };
}

async function percorri(finestra: Finestra): Promise<StrutturaCms> {
  const outer = await apriTag(finestra, 0, undefined, TAG.sequence);
  const tipo = await corto(finestra, outer.inizio, outer);
  if (tipo.nodo.oid() !== SIGNED_DATA) throw new Illeggibile('Il file non è una firma CMS.');
  const explicit = await apriTag(finestra, tipo.dopo, outer, contesto(0));
  const data = await apriTag(finestra, explicit.inizio, explicit, TAG.sequence);
  const versione = await corto(finestra, data.inizio, data);
  const digest = await corto(finestra, versione.dopo, data);
  const algoritmi = digest.nodo.insieme().flatMap((one) => prova(() => digestOf(algoritmoOf(one))) ?? []);
  const encap = await apriTag(finestra, digest.dopo, data, TAG.sequence);
  const tipoContenuto = await corto(finestra, encap.inizio, encap);
  const { contenuto, dopo } = await contenutoDi(finestra, encap, tipoContenuto.dopo, algoritmi);

  const fine = data.fine ?? finestra.fonte.dimensione;
  if (fine - dopo > MAX_CODA) throw new Illeggibile('Ciò che segue il contenuto della firma è troppo grande.');
  const bytes = Buffer.from(await finestra.fonte.leggi(dopo, fine - dopo));
  const { letti, ...found } = coda(bytes);
  // the ends of what has no length are two zeros each
  let end = dopo + letti;
  for (const one of [data, explicit, outer]) {
    if (!(await finestra.isFine(one, end))) throw malformed();
    end = oltre(one, end);
  }
  return { tipoContenuto: tipoContenuto.nodo.oid(), contenuto, ...found, oltre: await resto(finestra, end) };
}

/**
 * Walks a CMS SignedData, DER or BER; its content passes once and is hashed meanwhile.
 * @throws Illeggibile with a sentence for who reads it; FuoriLimite of the source
 */
export async function strutturaCms(fonte: Fonte): Promise<StrutturaCms> {
  try {
    return await percorri(new Finestra(fonte));
  } catch (error) {
    throw error instanceof Asn1Error ? new Illeggibile('La struttura della firma non è leggibile.') : error;
  }
}
