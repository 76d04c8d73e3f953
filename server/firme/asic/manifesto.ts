import type { Controllo } from '../../../schemas/firma.api.js';
import { isDebole, nomeDigest } from '../cms/algoritmi.js';
import { controllo } from '../cms/firmatario.js';
import type { Accanto } from '../raccolta.js';
import { alberoDi, base64Di, type Elemento, figlio, XmlRifiutato } from '../xades/albero.js';
import { DIGEST } from '../xades/algoritmi.js';
import { candidatiDi, Impronte } from '../xades/esterni.js';
import { testoDi } from '../xades/testo.js';
import { shown } from './contenitore.js';

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';
const MAX_RIFERIMENTI = 2_000;
const MAX_ELENCO = 2 * 1024 ** 2;

interface Riferimento {
  uri: string;
  algoritmo: string | undefined;
  valore: Buffer | undefined;
}

/** A list of documents with their digests, which a signature signs in their place. */
export interface Manifesto {
  nome: string;
  bytes: Buffer;
  /** name of the signature, or timestamp, that is of it */
  di: string;
  riferimenti: Riferimento[];
}

const isAsic = ({ spazio }: Elemento): boolean => spazio === ASIC;

/** Reads an ASiCManifest. @returns undefined for what is none @see ETSI EN 319 162-1 annex A.4 */
export function leggiManifesto(nome: string, bytes: Buffer): Manifesto | undefined {
  if (bytes.length > MAX_ELENCO || !bytes.includes('ASiCManifest')) return undefined;
  try {
    const radice = alberoDi(testoDi(bytes));
    if (radice.locale !== 'ASiCManifest' || !isAsic(radice)) return undefined;
    const uriDi = ({ attributi }: Elemento): string => attributi.get('URI') ?? '';
    const [firma, ...altre] = radice.figli.filter((one) => one.locale === 'SigReference' && isAsic(one));
    if (firma === undefined || altre.length > 0) return undefined;
    const riferimenti = radice.figli
      .filter((one) => one.locale === 'DataObjectReference' && isAsic(one))
      .map((one) => ({
        uri: uriDi(one),
        algoritmo: DIGEST[figlio(one, 'DigestMethod')?.attributi.get('Algorithm') ?? ''],
        valore: base64Di(figlio(one, 'DigestValue')),
      }));
    if (riferimenti.length > MAX_RIFERIMENTI) return undefined;
    return { nome, bytes, di: decoded(uriDi(firma)), riferimenti };
  } catch (error) {
    if (error instanceof XmlRifiutato) return undefined;
    throw error;
  }
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^\.\//, '');
  } catch {
    return uri;
  }
}

/** What of the documents holds to what their list says. */
export interface EsameManifesto {
  controlli: Controllo[];
  /** the documents that are as the list says */
  coperti: Accanto[];
}

/**
 * Compares the documents of a container with a list of them.
 * @param file - the documents, and what else the list may name
 * @throws FuoriLimite
 */
export async function confrontaManifesto(
  { riferimenti }: Manifesto,
  file: readonly Accanto[],
  impronte: Impronte,
): Promise<EsameManifesto> {
  const controlli: Controllo[] = [];
  const coperti: Accanto[] = [];
  for (const { uri, algoritmo, valore } of riferimenti) {
    const nome = shown(decoded(uri));
    const [one] = candidatiDi(uri, { file, certo: false, perNome: true });
    if (one === undefined) controlli.push(controllo('contenuto', 'ignoto', `Manca «${nome}», che la firma nomina.`));
    else if (algoritmo === undefined || valore === undefined)
      controlli.push(controllo('integrita', 'ignoto', `L’impronta di «${nome}» è di un genere che non è conosciuto.`));
    else if ((await impronte.di(one, algoritmo, []))?.equals(valore) !== true)
      controlli.push(controllo('integrita', 'no', `«${nome}» non è quello firmato: è stato modificato dopo la firma.`));
    else {
      coperti.push(one);
      if (isDebole(algoritmo))
        controlli.push(
          controllo(
            'algoritmi',
            'no',
            `«${nome}» è firmato con ${nomeDigest(algoritmo)}, un’impronta che non è più sicura.`,
          ),
        );
    }
  }
  return { controlli, coperti };
}
