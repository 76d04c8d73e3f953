import type { Controllo } from '../../../schemas/firma.api.js';
import { legalDay } from '../../lib/clock.js';
import { type CertificatoX509, nomeLeggibile } from '../cms/certificato.js';
import type { Catena } from './catena.js';
import { type Crl, leggiCrl, statoDaCrl } from './crl.js';
import { hasRevoche, indirizziCrl, indirizziOcsp } from './estensioni.js';
import { domandaOcsp, leggiOcsp, type Ocsp, statoDaOcsp } from './ocsp.js';
import type { Rete } from './rete.js';
import type { Istante, StatoRevoca } from './stato.js';

const MAX_REVOCHE = 100;
const MAX_INDIRIZZI = 3;
const GIORNO_MS = 24 * 3600_000;

/** Lists and answers, read once. */
export interface Revoche {
  crl: Crl[];
  ocsp: Ocsp[];
}

export function revocheDi(tutte: readonly Buffer[]): Revoche {
  const found: Revoche = { crl: [], ocsp: [] };
  for (const der of tutte.slice(0, MAX_REVOCHE)) {
    const crl = leggiCrl(der);
    if (crl !== undefined) found.crl.push(crl);
    const ocsp = crl === undefined ? leggiOcsp(der) : undefined;
    if (ocsp !== undefined) found.ocsp.push(ocsp);
  }
  return found;
}

/** A certificate whose revocation is asked, and who may answer. */
interface Caso {
  x509: CertificatoX509;
  emittente: CertificatoX509;
  istante: Istante;
}

/** What these say; a revocation counts before anything else. */
function statoDa({ crl, ocsp }: Revoche, { x509, emittente, istante }: Caso): StatoRevoca | undefined {
  const all = [
    ...ocsp.map((one) => statoDaOcsp(one, x509, emittente, istante)),
    ...crl.map((one) => statoDaCrl(one, x509, emittente, istante)),
  ].filter((one) => one !== undefined);
  return all.find(({ stato }) => stato === 'revocato') ?? all[0];
}

/** How the network is asked; undefined: it is not. */
export interface Richiesta {
  rete: Rete;
  adesso: Date;
  segnale?: AbortSignal;
}

async function statoDallaRete(caso: Caso, { rete, adesso, segnale }: Richiesta): Promise<StatoRevoca | undefined> {
  const { x509, emittente, istante } = caso;
  const comune = { adesso, ...(segnale !== undefined && { segnale }) };
  const unGiorno = new Date(adesso.getTime() + GIORNO_MS);
  for (const url of indirizziOcsp(x509).filter(isChiamabile).slice(0, MAX_INDIRIZZI)) {
    const corpo = { tipo: 'application/ocsp-request', bytes: domandaOcsp(x509, emittente) };
    const finoOf = (bytes: Buffer): Date | undefined => {
      const risposte = leggiOcsp(bytes)?.risposte;
      return risposte?.[0] === undefined ? undefined : (risposte[0].fino ?? adesso);
    };
    const ocsp = leggiOcsp((await rete.chiedi({ url, corpo, finoOf, ...comune })) ?? Buffer.alloc(0));
    const stato = ocsp === undefined ? undefined : statoDaOcsp(ocsp, x509, emittente, istante);
    if (stato !== undefined) return stato;
  }
  for (const url of indirizziCrl(x509).filter(isChiamabile).slice(0, MAX_INDIRIZZI)) {
    const finoOf = (bytes: Buffer): Date | undefined => {
      const crl = leggiCrl(daPem(bytes));
      return crl === undefined ? undefined : (crl.fino ?? unGiorno);
    };
    const bytes = await rete.chiedi({ url, finoOf, ...comune });
    const crl = bytes === undefined ? undefined : leggiCrl(daPem(bytes));
    const stato = crl === undefined ? undefined : statoDaCrl(crl, x509, emittente, istante);
    if (stato !== undefined) return stato;
  }
  return undefined;
}

const isChiamabile = (url: string): boolean => /^https?:\/\//i.test(url);

/** Some authorities publish their lists in letters. */
export function daPem(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x2d) return bytes;
  const text = bytes.toString('latin1').replaceAll(/-----[^-\r\n]{0,100}-----/g, '');
  return Buffer.from(text, 'base64');
}

const giorno = (instant: Date): string => legalDay(instant).split('-').reverse().join('/');

const revoca = (esito: Controllo['esito'], messaggio: string): Controllo => ({ codice: 'revoca', esito, messaggio });

function detto({ x509 }: Caso, foglia: boolean, stato: StatoRevoca & { stato: 'revocato' }): Controllo {
  const soggetto = foglia ? 'Il certificato' : `Il certificato dell’autorità ${nomeLeggibile(x509.attributi)}`;
  return revoca('no', `${soggetto} era ${stato.sospeso ? 'sospeso' : 'revocato'} dal ${giorno(stato.quando)}.`);
}

/** Why nobody was asked. */
const NON_CHIESTO = {
  'non-ora': 'Non si è ancora chiesto all’autorità se il certificato era revocato.',
  mai: 'Non si sa se il certificato era revocato: questa installazione non lo chiede alle autorità (REVOCA_RETE=no) e non ne ha una lista che valga per quel momento.',
} as const;

/**
 * `revoca`: neither the certificate nor an authority between it and the anchor was revoked at that instant. What came with the
 * signature is asked first, then the network. Where the authority states no place to ask, and is of the installation's own folder,
 * that is said and taken as good.
 * @param retroattivo - the instant is proved by nothing but the key itself (timestamps)
 * @param richiesta - how to ask the authorities; `non-ora` where somebody waits, `mai` where the installation asks nobody
 */
export async function controlloRevoca(
  { certificati, ancora }: Catena,
  revoche: Revoche,
  { quando, retroattivo }: Istante,
  richiesta: Richiesta | keyof typeof NON_CHIESTO,
): Promise<Controllo> {
  if (ancora === undefined)
    return revoca('ignoto', 'Senza un’autorità fidata non si sa se il certificato era revocato.');
  let nonPubblica = false;
  for (const [i, x509] of certificati.slice(0, -1).entries()) {
    const emittente = certificati[i + 1];
    if (emittente === undefined) continue;
    const caso: Caso = { x509, emittente, istante: { quando, retroattivo: retroattivo || i > 0 } };
    const stato =
      statoDa(revoche, caso) ?? (typeof richiesta === 'string' ? undefined : await statoDallaRete(caso, richiesta));
    if (stato?.stato === 'revocato') return detto(caso, i === 0, stato);
    if (stato !== undefined) continue;
    if (ancora.origine !== 'cartella' || hasRevoche(x509))
      return revoca(
        'ignoto',
        typeof richiesta === 'string'
          ? NON_CHIESTO[richiesta]
          : 'L’autorità non ha detto se il certificato era revocato: non risponde, o non dà una risposta che valga per quel momento.',
      );
    nonPubblica = true;
  }
  return nonPubblica
    ? revoca('si', 'L’autorità non pubblica revoche.')
    : revoca('si', 'Il certificato non risulta revocato.');
}
