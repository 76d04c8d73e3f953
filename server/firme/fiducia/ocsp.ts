import { createHash } from 'node:crypto';
import { header, nothing, octets, oid, sequence } from '../crea/der.js';
import { type Algoritmo, algoritmoOf, digestOf, isFirmato, modoFirmaOf } from '../cms/algoritmi.js';
import { contesto, Nodo, obbligatorio, primitivo, prova, TAG } from '../cms/asn1.js';
import { certificatiX509, type CertificatoX509, chiaveDi } from '../cms/certificato.js';
import { isEmessoDa } from './catena.js';
import { usiEstesiOf } from './estensioni.js';
import { isDelMomento, type Istante, type Revoca, statoDopo, type StatoRevoca } from './stato.js';

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const SHA1 = '1.3.14.3.2.26';

/** One certificate in an answer. */
interface Risposta {
  digest: string | undefined;
  nomeEmittente: Buffer;
  chiaveEmittente: Buffer;
  seriale: string;
  /** `undefined`: the authority does not know it */
  stato: 'buono' | Revoca | undefined;
  da: Date;
  fino?: Date;
}

/** An answer about certificates (RFC 6960). */
export interface Ocsp {
  tbs: Buffer;
  algoritmo: Algoritmo;
  firma: Buffer;
  prodotta: Date;
  risposte: Risposta[];
  certificati: CertificatoX509[];
}

function statoOf(nodo: Nodo): Risposta['stato'] {
  if (nodo.tag === primitivo(0)) return 'buono';
  if (nodo.tag !== contesto(1)) return undefined;
  const [data, motivo] = nodo.figli();
  const [valore] = motivo?.figli() ?? [];
  return { data: obbligatorio(data).istante(), ...(valore !== undefined && { motivo: valore.intPiccolo() }) };
}

function rispostaOf(nodo: Nodo): Risposta {
  const [id, stato, da, ...resto] = nodo.sequenza();
  const [algoritmo, nome, chiave, seriale] = obbligatorio(id).sequenza();
  const fino = resto.find(({ tag }) => tag === contesto(0))?.figli()[0];
  return {
    digest: digestOf(algoritmoOf(obbligatorio(algoritmo))),
    nomeEmittente: obbligatorio(nome).ottetti(),
    chiaveEmittente: obbligatorio(chiave).ottetti(),
    seriale: obbligatorio(seriale).numero(),
    stato: statoOf(obbligatorio(stato)),
    da: obbligatorio(da).istante(),
    ...(fino !== undefined && { fino: fino.istante() }),
  };
}

/** The BasicOCSPResponse, out of the response that carries it, or as it stands in a signature. */
function basicaOf(nodo: Nodo): Nodo {
  const [first, second] = nodo.sequenza();
  if (first?.tag !== TAG.enumerated) return nodo;
  const [tipo, bytes] = obbligatorio(obbligatorio(second).figli()[0]).sequenza();
  if (first.intPiccolo() !== 0 || obbligatorio(tipo).oid() !== BASIC) return nodo;
  return Nodo.di(obbligatorio(bytes).ottetti());
}

function legge(der: Buffer): Ocsp {
  const [tbs, algoritmo, firma, certificati] = basicaOf(Nodo.di(der)).sequenza();
  const campi = obbligatorio(tbs).sequenza();
  if (campi[0]?.tag === contesto(0)) campi.shift();
  const [, prodotta, risposte] = campi;
  return {
    tbs: obbligatorio(tbs).intero,
    algoritmo: algoritmoOf(obbligatorio(algoritmo)),
    firma: obbligatorio(firma).bit(),
    prodotta: obbligatorio(prodotta).istante(),
    risposte: obbligatorio(risposte).sequenza().map(rispostaOf),
    certificati:
      certificati?.tag === contesto(0)
        ? certificatiX509(
            obbligatorio(certificati.figli()[0])
              .sequenza()
              .map(({ intero }) => intero),
          )
        : [],
  };
}

/** The answer that these bytes are; undefined for what is none, or a refusal. */
export const leggiOcsp = (der: Buffer): Ocsp | undefined => prova(() => legge(der));

/** The bytes of the issuer's key, without the header of the BIT STRING: what answers name it by. */
const chiaveNuda = (x509: CertificatoX509): Buffer =>
  prova(() => obbligatorio(Nodo.di(x509.spki).sequenza()[1]).bit()) ?? Buffer.alloc(0);

const impronta = (digest: string, bytes: Buffer): Buffer => createHash(digest).update(bytes).digest();

function isPer(risposta: Risposta, x509: CertificatoX509, emittente: CertificatoX509): boolean {
  const { digest, seriale, nomeEmittente, chiaveEmittente } = risposta;
  return (
    digest !== undefined &&
    seriale === x509.seriale &&
    nomeEmittente.equals(impronta(digest, Buffer.from(x509.emittente, 'hex'))) &&
    chiaveEmittente.equals(impronta(digest, chiaveNuda(emittente)))
  );
}

/** The issuer answers itself, or by one whom it appointed with a certificate for that (§4.2.2.2). */
function isFirmataBene({ tbs, firma, algoritmo, prodotta, certificati }: Ocsp, emittente: CertificatoX509): boolean {
  const modo = modoFirmaOf(algoritmo);
  if (modo === undefined) return false;
  const isFirmatario = (one: CertificatoX509): boolean => {
    const chiave = chiaveDi(one);
    return chiave !== undefined && isFirmato(chiave, modo, tbs, firma);
  };
  if (isFirmatario(emittente)) return true;
  return certificati
    .slice(0, 10)
    .some(
      (one) =>
        usiEstesiOf(one)?.includes(OCSP_SIGNING) === true &&
        one.dal <= prodotta &&
        prodotta <= one.al &&
        isFirmatario(one) &&
        isEmessoDa(one, emittente),
    );
}

/** What an answer says of a certificate at an instant; undefined: nothing that counts. */
export function statoDaOcsp(
  ocsp: Ocsp,
  x509: CertificatoX509,
  emittente: CertificatoX509,
  istante: Istante,
): StatoRevoca | undefined {
  const risposta = ocsp.risposte.find((one) => isPer(one, x509, emittente));
  if (risposta?.stato === undefined || !isFirmataBene(ocsp, emittente)) return undefined;
  if (risposta.stato !== 'buono') return statoDopo(risposta.stato, istante);
  return isDelMomento(risposta, istante.quando) ? { stato: 'buono' } : undefined;
}

/** The question about one certificate (§4.1.1); SHA-1 only names the issuer here, and is what every authority understands. */
export function domandaOcsp(x509: CertificatoX509, emittente: CertificatoX509): Buffer {
  const seriale = Buffer.from(x509.seriale, 'hex');
  const certId = sequence(
    sequence(oid(SHA1), nothing()),
    octets(impronta('sha1', Buffer.from(x509.emittente, 'hex'))),
    octets(impronta('sha1', chiaveNuda(emittente))),
    Buffer.concat([header(TAG.integer, seriale.length), seriale]),
  );
  return sequence(sequence(sequence(sequence(certId))));
}
