import { contesto, type Nodo, prova, TAG } from './asn1.js';
import { ATTRIBUTO, type SignerInfo, valoriOf } from './signer-info.js';

/* Certificates and revocation values that a signature bears in its attributes. */

/** RevocationValues (CAdES) and RevocationInfoArchival (PDF): [0] CRLs and [1] OCSP answers, in this order or the other, by their shape. */
const valoriDi = (nodo: Nodo): Buffer[] =>
  nodo
    .sequenza()
    .filter(({ tag }) => tag === contesto(0) || tag === contesto(1))
    .flatMap((one) => one.figli().flatMap((list) => (list.tag === TAG.sequence ? list.figli() : [])))
    .map(({ intero }) => intero);

/** CRLs and OCSP answers (DER) among the attributes of a signature. */
export function revocheIn({ attributi, nonFirmati }: SignerInfo): Buffer[] {
  const all = [...valoriOf(nonFirmati, ATTRIBUTO.revoche), ...valoriOf(attributi, ATTRIBUTO.revocheAdobe)];
  return all.flatMap((nodo) => prova(() => valoriDi(nodo)) ?? []);
}

/** Certificates (DER) among its unsigned attributes: certificate-values. */
export const certificatiNonFirmati = ({ nonFirmati }: SignerInfo): Buffer[] =>
  valoriOf(nonFirmati, ATTRIBUTO.certificati).flatMap(
    (nodo) => prova(() => nodo.sequenza().map(({ intero }) => intero)) ?? [],
  );
