import { createHash, createVerify, type KeyObject } from 'node:crypto';
import { chiaveOf } from '../cms/algoritmi.js';
import type { Accanto } from '../raccolta.js';
import { alberoDi, base64Di, type Elemento, figlio, idDi, XmlRifiutato } from './albero.js';
import { DIGEST, FIRMA } from './algoritmi.js';
import { candidatiDi, FaticaEccessiva, type FileAccanto, Impronte } from './esterni.js';
import { FORMA_COMUNE, formaDi } from './forma.js';
import type { Provata } from './prove.js';
import { contaElementi, MAX_PASSI, TROPPI } from './prove.js';
import {
  DOPPI,
  DSIG,
  isSpoglia,
  MODIFICATO,
  NON_CORRISPONDE,
  type Rifiuto,
  AGGIUNTA,
  SOLO_PARTE,
} from './riferimenti.js';

/** What came of a signature that signs files beside its document. */
export interface Staccata extends Provata {
  /** the files that it signs, found by their digest */
  firmati: Accanto[];
}

const ENVELOPED = `${DSIG}enveloped-signature`;
const MAX_RIFERIMENTI = 1_000;
const MANCA = 'La firma è separata dal documento e il documento che firma non è nell’XML: non si può verificare.';
const ALTRI = 'La firma è anche di altri file, che non ci sono: senza di essi non si può verificare.';
const SCONOSCIUTO = 'La firma usa un algoritmo o una trasformazione che non è conosciuta.';
const COMMENTI =
  'Il documento ha dei commenti, che la firma non copre: non si può dire che sia tutto ciò che è stato firmato.';
const ILLEGGIBILE = 'La struttura della firma non è leggibile.';

const ignoto = (messaggio: string): Rifiuto => ({ esito: 'ignoto', messaggio });
const no = (messaggio: string): Rifiuto => ({ esito: 'no', messaggio });

const inDsig = (elemento: Elemento | undefined, locale: string): Elemento[] =>
  (elemento?.figli ?? []).filter((one) => one.locale === locale && one.spazio === DSIG);

const trasformazioniDi = (riferimento: Elemento): Elemento[] =>
  inDsig(riferimento, 'Transforms').flatMap((one) => inDsig(one, 'Transform'));

/** Whether a reference is to something outside its document: an address, none at all, or the empty one of a signature that stands alone. */
function isEsterno(riferimento: Elemento): boolean {
  const uri = riferimento.attributi.get('URI');
  if (uri === undefined) return true;
  if (uri !== '') return !uri.startsWith('#');
  return false;
}

/** The lists of signatures that containers hold (ETSI EN 319 162-1 §4.4; OpenDocument 1.2 part 3 §5). */
const LISTE = new Set([
  'http://uri.etsi.org/02918/v1.2.1#',
  'urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0',
]);

/** Whether a document is made of signatures only. Pure. */
const isDiSoleFirme = (radice: Elemento): boolean =>
  (radice.locale === 'Signature' && radice.spazio === DSIG) ||
  (LISTE.has(radice.spazio) &&
    radice.testo.trim() === '' &&
    radice.figli.every(({ locale, spazio }) => locale === 'Signature' && spazio === DSIG));

/** Whether a signature signs something beside its document. Pure. */
export function isStaccata(radice: Elemento, firma: Elemento): boolean {
  const riferimenti = inDsig(figlio(firma, 'SignedInfo'), 'Reference');
  const dellaRadice = (one: Elemento): boolean =>
    one.attributi.get('URI') === '' &&
    !trasformazioniDi(one).some(({ attributi }) => attributi.get('Algorithm') === ENVELOPED);
  return riferimenti.some((one) => isEsterno(one) || (isDiSoleFirme(radice) && dellaRadice(one)));
}

const posizioni = new WeakMap<Elemento, ReadonlyMap<Elemento, number>>();

/** The place of each element among all, in the order in which they begin; made once for a document, whatever its signatures. */
function postiDi(radice: Elemento): ReadonlyMap<Elemento, number> {
  const known = posizioni.get(radice);
  if (known !== undefined) return known;
  const posti = new Map<Elemento, number>();
  const visit = (elemento: Elemento): void => {
    posti.set(elemento, posti.size);
    elemento.figli.forEach(visit);
  };
  visit(radice);
  posizioni.set(radice, posti);
  return posti;
}

interface Documento {
  xml: string;
  radice: Elemento;
  firma: Elemento;
  /** SubjectPublicKeyInfo of the certificates that it brings */
  chiavi: readonly Uint8Array[];
}

/** The canonical text of what is signed, and the tree of it: what is read of a signature is read from there. */
async function infoDi(
  { xml, firma }: Documento,
  posti: ReadonlyMap<Elemento, number>,
  impronte: Impronte,
): Promise<{ testo: string; info: Elemento } | Rifiuto> {
  const [info, ...altre] = inDsig(firma, 'SignedInfo');
  const posto = info && posti.get(info);
  if (posto === undefined || altre.length > 0 || inDsig(firma, 'SignatureValue').length !== 1)
    return ignoto(ILLEGGIBILE);
  const forma = formaDi(figlio(info, 'CanonicalizationMethod'), xml);
  if (forma === undefined) return ignoto(SCONOSCIUTO);
  const testo = await impronte.canonica(xml, { posto, ...forma });
  return { testo, info: alberoDi(testo) };
}

/** Which of the keys made the signature. */
function qualeChiave({ firma, chiavi }: Documento, testo: string, metodo: string): number | Rifiuto {
  const known = FIRMA[metodo];
  const valore = base64Di(inDsig(firma, 'SignatureValue')[0]);
  if (known === undefined || valore === undefined) return ignoto(SCONOSCIUTO);
  const isDi = (key: KeyObject | undefined): boolean => {
    if (key === undefined) return false;
    try {
      return createVerify(known.digest)
        .update(testo, 'utf8')
        .verify({ key, ...known.opzioni }, valore);
    } catch {
      return false; // a signature or a key that is none
    }
  };
  const quale = chiavi.findIndex((spki) => isDi(chiaveOf(Buffer.from(spki))));
  return quale < 0 ? no(NON_CORRISPONDE) : quale;
}

interface Riferimento {
  uri: string | undefined;
  trasformazioni: Elemento[];
  algoritmo: string;
  valore: Buffer;
}

function riferimentoDi(elemento: Elemento): Riferimento | undefined {
  const algoritmo = DIGEST[figlio(elemento, 'DigestMethod')?.attributi.get('Algorithm') ?? ''];
  const valore = base64Di(figlio(elemento, 'DigestValue'));
  if (algoritmo === undefined || valore === undefined) return undefined;
  return { uri: elemento.attributi.get('URI'), trasformazioni: trasformazioniDi(elemento), algoritmo, valore };
}

/** The canonical text of a part of the document, if it is the one that was signed. */
async function parteFirmata(
  { xml }: Documento,
  posti: ReadonlyMap<Elemento, number>,
  one: Riferimento,
  impronte: Impronte,
): Promise<string | Rifiuto> {
  const id = (one.uri ?? '').slice(1);
  const trovati = [...posti].filter(([elemento]) => idDi(elemento) === id);
  const [, posto] = trovati[0] ?? [];
  if (posto === undefined) return no(MODIFICATO);
  if (trovati.length > 1) return no(DOPPI);
  const [metodo, ...altre] = one.trasformazioni;
  const forma = metodo === undefined ? FORMA_COMUNE : formaDi(metodo, xml);
  if (forma === undefined || altre.length > 0) return ignoto(SCONOSCIUTO);
  const testo = await impronte.canonica(xml, { posto, ...forma });
  return createHash(one.algoritmo).update(testo, 'utf8').digest().equals(one.valore) ? testo : no(MODIFICATO);
}

/** The file that a reference is of; undefined where it is none of those beside. */
async function fileFirmato(
  one: Riferimento,
  accanto: FileAccanto,
  impronte: Impronte,
): Promise<Accanto | Rifiuto | undefined> {
  let unknown = false;
  for (const file of candidatiDi(one.uri, accanto)) {
    const digest = await impronte.di(file, one.algoritmo, one.trasformazioni);
    if (digest?.equals(one.valore) === true)
      return one.trasformazioni.length > 0 && impronte.haCommenti(file) ? ignoto(COMMENTI) : file;
    unknown ||= digest === undefined;
  }
  return unknown ? ignoto(SCONOSCIUTO) : undefined;
}

/** What is said of the references whose file was not found. */
function mancanti(uris: readonly (string | undefined)[], trovati: number, accanto: FileAccanto): Rifiuto | undefined {
  if (uris.length === 0) return undefined;
  if (accanto.perNome) return uris.some((uri) => candidatiDi(uri, accanto).length > 0) ? no(MODIFICATO) : ignoto(ALTRI);
  if (trovati > 0) return ignoto(ALTRI);
  return accanto.certo ? no(MODIFICATO) : ignoto(MANCA);
}

const isRifiuto = (one: object): one is Rifiuto => 'esito' in one;

async function prova(documento: Documento, accanto: FileAccanto, impronte: Impronte): Promise<Staccata> {
  const { radice, firma } = documento;
  const posti = postiDi(radice);
  const letta = await infoDi(documento, posti, impronte);
  if (isRifiuto(letta)) return { quale: 0, esito: letta, firmati: [] };
  const metodo = figlio(letta.info, 'SignatureMethod')?.attributi.get('Algorithm') ?? '';
  const quale = qualeChiave(documento, letta.testo, metodo);
  if (typeof quale !== 'number') return { quale: 0, esito: quale, firmati: [] };
  const elementi = inDsig(letta.info, 'Reference');
  if (elementi.length > MAX_RIFERIMENTI || elementi.filter((one) => !isEsterno(one)).length * posti.size > MAX_PASSI)
    return { quale, esito: TROPPI, firmati: [] };
  const testi: string[] = [];
  const firmati: Accanto[] = [];
  const riferimenti: { uri: string; digest: string }[] = [];
  const rifiuti: Rifiuto[] = [];
  const assenti: (string | undefined)[] = [];
  for (const elemento of elementi) {
    const one = riferimentoDi(elemento);
    if (one === undefined) {
      rifiuti.push(ignoto(SCONOSCIUTO));
      continue;
    }
    riferimenti.push({
      uri: one.uri ?? '',
      digest: figlio(elemento, 'DigestMethod')?.attributi.get('Algorithm') ?? '',
    });
    const found =
      one.uri?.startsWith('#') === true
        ? await parteFirmata(documento, posti, one, impronte)
        : await fileFirmato(one, accanto, impronte);
    if (found === undefined) assenti.push(one.uri);
    else if (typeof found === 'string') testi.push(found);
    else if (isRifiuto(found)) rifiuti.push(found);
    else firmati.push(found);
  }
  const manca = mancanti(assenti, firmati.length, accanto);
  if (manca !== undefined) rifiuti.push(manca);
  const rifiuto = rifiuti.find(({ esito }) => esito === 'no') ?? rifiuti[0] ?? sparsa(radice, firma, riferimenti);
  return { quale, esito: rifiuto ?? { testi, riferimenti, metodo }, firmati };
}

/** A signature of other files says nothing of a document in which it stands, nor of what is put into it. */
function sparsa(radice: Elemento, firma: Elemento, riferimenti: readonly { uri: string }[]): Rifiuto | undefined {
  if (!isDiSoleFirme(radice)) return ignoto(SOLO_PARTE);
  const ids = riferimenti.map(({ uri }) => uri).filter((uri) => uri.startsWith('#'));
  return isSpoglia(
    firma,
    ids.map((uri) => uri.slice(1)),
  )
    ? undefined
    : ignoto(AGGIUNTA);
}

/**
 * Verifies a detached XML signature (XML-DSig core validation): its value, the parts of its own document that it signs, and the files
 * beside it, whose bytes are taken as they are or, where the reference says so, in canonical form. Nothing is fetched.
 * @throws FuoriLimite
 * @see https://www.w3.org/TR/xmldsig-core1/#sec-CoreValidation; ETSI EN 319 132-1
 */
export async function verificaStaccata(
  documento: Documento,
  accanto: FileAccanto,
  impronte = new Impronte(),
): Promise<Staccata> {
  if (accanto.file.length === 0) return { quale: 0, esito: ignoto(MANCA), firmati: [] };
  if (contaElementi(documento.radice) > MAX_PASSI) return { quale: 0, esito: TROPPI, firmati: [] };
  try {
    return await prova(documento, accanto, impronte);
  } catch (error) {
    if (error instanceof FaticaEccessiva) return { quale: 0, esito: TROPPI, firmati: [] };
    if (!(error instanceof XmlRifiutato || error instanceof RangeError)) throw error;
    return { quale: 0, esito: ignoto(ILLEGGIBILE), firmati: [] };
  }
}
