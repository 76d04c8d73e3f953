import type { Certificato, Controllo, EsitoVerifica, FirmaVerificata, Marca } from '../../schemas/firma.api.js';
import type { Fonte } from '../formati/fonte.js';

export type { Certificato, Controllo, EsitoVerifica, FirmaVerificata, Marca };

/** How a certificate stands at an instant, by the trust list of this installation. */
export interface GiudizioCatena {
  /** from the signer to the authority, as far as it goes */
  catena: Certificato[];
  /** exactly the checks `uso-chiave`, `catena`, `validita`, `revoca`, each with its sentence */
  controlli: Controllo[];
}

/** What a verification may use. */
export interface ContestoFirme {
  /** the clock's instant: what is not proved by a timestamp is judged at it */
  adesso: Date;
  fiducia: Fiducia;
  /** revocation may be asked over the network (never while somebody waits for a number) */
  rete: boolean;
  segnale?: AbortSignal;
  /** DER of certificates, and of CRLs and OCSP answers, that came beside the signatures (the DSS of a PDF) */
  altri?: readonly Buffer[];
  revoche?: readonly Buffer[];
  /** instant before which every signature stood, as a timestamp over all of it proves (of a PDF's document, of a TSD) */
  provato?: Date;
}

/** Whom this installation trusts (server/firme/fiducia). */
export interface Fiducia {
  /**
   * Builds the chain of a certificate and judges it.
   * @param certificato - DER
   * @param altri - DER of certificates that came with it
   * @param quando - the instant at which it must have held
   * @param revoche - CRLs and OCSP answers (DER) that came with it
   * @param dichiarato - the time that the signer states: not trusted, it only makes sentences and refusals sharper
   * @param uso - what the key is used for: `documenti` asks for digitalSignature or nonRepudiation, `marche` for timeStamping
   */
  giudica(domanda: {
    certificato: Buffer;
    altri: readonly Buffer[];
    revoche: readonly Buffer[];
    quando: Date;
    dichiarato?: Date;
    uso: 'documenti' | 'marche';
    contesto: ContestoFirme;
  }): Promise<GiudizioCatena>;
}

/**
 * Verifies every SignerInfo of a CMS structure (server/firme/cms). Reads the content once, piece by piece; memory does not grow with it.
 * @param busta - the structure, DER or BER (decoded already where it came in letters)
 * @param contenuto - what a detached signature signs, or the byte ranges of a PDF; else the content inside
 */
export type VerificaCms = (
  busta: Fonte,
  contesto: ContestoFirme,
  contenuto?: Fonte,
) => Promise<{ firme: FirmaVerificata[]; avvisi: string[] }>;

/** Verifies a timestamp token (RFC 3161) over data whose digests are asked by algorithm name of node:crypto (`sha256`). */
export type VerificaMarca = (
  token: Buffer,
  digestOf: (algoritmo: string) => Promise<Buffer>,
  contesto: ContestoFirme,
  posto: Marca['posto'],
) => Promise<Marca>;

/** Who signs by a key that the system holds: the key itself never leaves its room (server/firme/chiavi). */
export interface Firmatario {
  /** DER of the certificate, and of those above it without the root's obligation */
  certificato: Buffer;
  catena: readonly Buffer[];
  /** name that readers show */
  nome: string;
  /** signs bytes (not a digest) with SHA-256: PKCS#1 v1.5 for RSA, DER for EC */
  firma(dati: Buffer): Promise<Buffer>;
  /** OID of the signature algorithm is chosen from it */
  chiave: 'rsa' | 'ec';
}

/** Gets a timestamp (RFC 3161) over a digest; undefined where no authority is configured. */
export type ChiediMarca = (sha256: Buffer) => Promise<Buffer>;
