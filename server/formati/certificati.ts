import {
  CONTEXT_0,
  type Elemento,
  elementoA,
  esadecimale,
  figli,
  INTEGER,
  OID,
  primiFigli,
  SEQUENCE,
  SET,
} from './der.js';
import type { Fonte } from './fonte.js';

/* When the certificates of a CMS structure (RFC 5652) end. Nothing is verified: who lies about it ships too early, or in the usual time. */

const SIGNED_DATA = '2a864886f70d010702'; // 1.2.840.113549.1.7.2
const TST_INFO = '2a864886f70d0109100104'; // 1.2.840.113549.1.9.16.1.4
const SIGNATURE_TIMESTAMP = '2a864886f70d010910020e'; // 1.2.840.113549.1.9.16.2.14
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const CONTEXT_1 = 0xa1;

const MAX_CERTIFICATI = 100;
const MAX_FIRMATARI = 200;
const MAX_ATTRIBUTI = 50;
const MAX_NOME = 4_096;
/** Timestamps in timestamps. */
const MAX_DEPTH = 3;

interface Certificato {
  /** serial number, hex */
  seriale: string;
  /** names as they are encoded, hex; empty where they are not read */
  emittente: string;
  soggetto: string;
  scadenza: Date;
}

/** Signatures of one structure: when the proof of each ends. `marca`: it is a timestamp. */
export interface FirmeCms {
  marca: boolean;
  scadenze: Date[];
}

const TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:\.\d+)?)?Z$/;

/** An instant as certificates write it (RFC 5280 §4.1.2.5); undefined for one that does not exist. */
export function instantOf(tag: number, text: string): Date | undefined {
  const century = tag === UTC_TIME && /^\d{2}/.test(text) ? (Number(text.slice(0, 2)) >= 50 ? '19' : '20') : '';
  const [whole, y, m, d, h, min, s = '00'] = TIME.exec(century + text) ?? [];
  if (whole === undefined || (tag !== UTC_TIME && tag !== GENERALIZED_TIME)) return undefined;
  const instant = new Date(`${y}-${m}-${d}T${h}:${min}:${s}Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

async function timeOf(fonte: Fonte, elemento: Elemento | undefined): Promise<Date | undefined> {
  if (elemento?.fine === undefined || elemento.fine - elemento.inizio > 32) return undefined;
  const bytes = await fonte.leggi(elemento.inizio, elemento.fine - elemento.inizio);
  return instantOf(elemento.tag, bytes.toString('latin1'));
}

async function nomeOf(fonte: Fonte, elemento: Elemento | undefined): Promise<string> {
  if (elemento?.fine === undefined || elemento.fine - elemento.testa > MAX_NOME) return '';
  return (await fonte.leggi(elemento.testa, elemento.fine - elemento.testa)).toString('hex');
}

/** What is needed of a certificate (RFC 5280 §4.1); undefined for what is none. */
async function certificatoOf(fonte: Fonte, elemento: Elemento): Promise<Certificato | undefined> {
  const [tbs] = await primiFigli(fonte, elemento, 1);
  const all = await primiFigli(fonte, tbs, 6);
  const [seriale, , emittente, validita, soggetto] = all[0]?.tag === CONTEXT_0 ? all.slice(1) : all;
  if (seriale?.tag !== INTEGER || validita?.tag !== SEQUENCE) return undefined;
  const scadenza = await timeOf(fonte, (await primiFigli(fonte, validita, 2))[1]);
  if (scadenza === undefined) return undefined;
  return {
    seriale: await esadecimale(fonte, seriale),
    emittente: await nomeOf(fonte, emittente),
    soggetto: await nomeOf(fonte, soggetto),
    scadenza,
  };
}

const earliest = (dates: readonly Date[]): Date | undefined =>
  dates.reduce<Date | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
export const latestOf = (dates: readonly Date[]): Date | undefined =>
  dates.reduce<Date | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);

/** The end of the certificates that have issued no other of those: of who signs, where nothing else says who he is. */
function endOfFoglie(certificati: readonly Certificato[]): Date | undefined {
  const issuers = new Set(
    certificati.filter(({ soggetto, emittente }) => soggetto !== emittente).map(({ emittente }) => emittente),
  );
  const leaves = certificati.filter(({ soggetto }) => soggetto === '' || !issuers.has(soggetto));
  return earliest((leaves.length > 0 ? leaves : certificati).map(({ scadenza }) => scadenza));
}

/** When the earliest of the signing certificates ends, of certificates that stand alone (XML signatures). */
export async function endOfCertificati(fonti: readonly Fonte[]): Promise<Date | undefined> {
  const found: Certificato[] = [];
  for (const fonte of fonti) {
    const elemento = await elementoA(fonte, 0);
    const certificato = elemento === undefined ? undefined : await certificatoOf(fonte, elemento);
    if (certificato !== undefined) found.push(certificato);
  }
  return endOfFoglie(found);
}

/** The certificate that a SignerInfo names by issuer and serial number, else the likely one. */
async function endOfFirmatario(
  fonte: Fonte,
  sid: Elemento | undefined,
  certificati: readonly Certificato[],
): Promise<Date | undefined> {
  if (sid?.tag !== SEQUENCE) return endOfFoglie(certificati);
  const [issuer, serial] = await primiFigli(fonte, sid, 2);
  const [emittente, seriale] = [await nomeOf(fonte, issuer), await esadecimale(fonte, serial)];
  const named = certificati.filter((one) => one.seriale === seriale);
  const found = named.find((one) => one.emittente === emittente) ?? named[0];
  return found?.scadenza ?? endOfFoglie(certificati);
}

/** When the timestamps end that a signature bears. */
async function endsOfMarche(fonte: Fonte, unsigned: Elemento, depth: number): Promise<Date[]> {
  const found: Date[] = [];
  for (const attributo of await primiFigli(fonte, unsigned, MAX_ATTRIBUTI)) {
    const [tipo, valori] = await primiFigli(fonte, attributo, 2);
    if ((await esadecimale(fonte, tipo)) !== SIGNATURE_TIMESTAMP) continue;
    const [token] = await primiFigli(fonte, valori, 1);
    if (token !== undefined) found.push(...((await firmeDiCms(fonte, token, depth + 1))?.scadenze ?? []));
  }
  return found;
}

/** One signature: its proof lasts as long as its certificate, or as the timestamp that it bears. */
async function endOfFirma(
  fonte: Fonte,
  firmatario: Elemento,
  certificati: readonly Certificato[],
  depth: number,
): Promise<Date | undefined> {
  const [, sid, ...rest] = await primiFigli(fonte, firmatario, 7);
  const own = await endOfFirmatario(fonte, sid, certificati);
  const unsigned = rest.find(({ tag }) => tag === CONTEXT_1);
  const marche = unsigned === undefined || depth >= MAX_DEPTH ? [] : await endsOfMarche(fonte, unsigned, depth);
  return latestOf([...(own === undefined ? [] : [own]), ...marche]);
}

/**
 * When each signature of a SignedData ends, DER or BER.
 * @param contentInfo - the structure in the source
 * @returns undefined for what is no SignedData
 * @throws FuoriLimite
 */
export async function firmeDiCms(fonte: Fonte, contentInfo: Elemento, depth = 0): Promise<FirmeCms | undefined> {
  const [tipo, explicit] = await primiFigli(fonte, contentInfo, 2);
  if (tipo?.tag !== OID || (await esadecimale(fonte, tipo)) !== SIGNED_DATA) return undefined;
  const [data] = await primiFigli(fonte, explicit, 1);
  if (data === undefined) return undefined;
  const certificati: Certificato[] = [];
  const scadenze: Date[] = [];
  let marca = false;
  let n = 0;
  for await (const part of figli(fonte, data)) {
    n += 1;
    if (n === 3) marca = (await esadecimale(fonte, (await primiFigli(fonte, part, 1))[0])) === TST_INFO;
    if (n > 3 && part.tag === CONTEXT_0)
      for (const one of await primiFigli(fonte, part, MAX_CERTIFICATI)) {
        const certificato = one.tag === SEQUENCE ? await certificatoOf(fonte, one) : undefined;
        if (certificato !== undefined) certificati.push(certificato);
      }
    if (n <= 3 || part.tag !== SET) continue;
    for (const one of await primiFigli(fonte, part, MAX_FIRMATARI)) {
      const end = await endOfFirma(fonte, one, certificati, depth);
      if (end !== undefined) scadenze.push(end);
    }
    break; // nothing follows the signers
  }
  return { marca, scadenze };
}
