import { chiaveOf } from '../cms/algoritmi.js';
import { alberoDi, type Elemento, tutti } from './albero.js';
import { DSIG, type Firmato, type Rifiuto, verificaCon } from './riferimenti.js';

/** A document, and for each of its signatures the keys that may have made it (SubjectPublicKeyInfo, DER), the likely one first. */
export interface DaProvare {
  xml: string;
  firme: readonly (readonly Uint8Array[])[];
}

/** What came of a signature: with which of its keys, and what it signs or why it does not hold. */
export interface Provata {
  quale: number;
  esito: Firmato | Rifiuto;
}

export const isFirmato = (one: Firmato | Rifiuto): one is Firmato => 'testi' in one;

/** Elements that are walked for one document, again with each signature and each key that is tried. */
export const MAX_PASSI = 40_000;
export const TROPPI: Rifiuto = {
  esito: 'ignoto',
  messaggio: 'L’XML ha troppi elementi, o troppe firme, per essere verificato tutto.',
};

/** Of what was signed, what may tell of the signer: the document itself is not carried about. */
const MAX_PROPRIETA = 256 * 1024;
const hasProprieta = (testo: string): boolean => testo.length <= MAX_PROPRIETA && testo.includes('SignedProperties');

/** Elements of a tree, the first one too. */
export const contaElementi = ({ figli }: Elemento): number => figli.reduce((sum, one) => sum + contaElementi(one), 1);

/**
 * Tries the keys of each signature, until one made it; else what came of the first. Pure, and the work of seconds where there are
 * thousands of elements. @returns one for each signature; undefined where there was no key to try
 */
export function provaTutte({ xml, firme }: DaProvare): (Provata | undefined)[] {
  const radice = alberoDi(xml);
  const elementi = contaElementi(radice);
  const trovate = [...tutti(radice, DSIG, 'Signature')];
  let restano = MAX_PASSI;
  const provaUna = (chiavi: readonly Uint8Array[], i: number): Provata | undefined => {
    const firma = trovate[i];
    let first: Provata | undefined;
    for (const [quale, spki] of chiavi.entries()) {
      const chiave = chiaveOf(Buffer.from(spki));
      if (firma === undefined || chiave === undefined) continue;
      restano -= elementi;
      if (restano < 0) return { quale, esito: TROPPI };
      const esito = verificaCon(xml, firma, chiave);
      if (isFirmato(esito)) return { quale, esito: { ...esito, testi: esito.testi.filter(hasProprieta) } };
      first ??= { quale, esito };
    }
    return first;
  };
  return firme.map(provaUna);
}
