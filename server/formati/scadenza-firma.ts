import { setImmediate as turn } from 'node:timers/promises';
import { riconosciBusta } from './busta.js';
import { endOfCertificati, firmeDiCms, latestOf } from './certificati.js';
import { type Elemento, elementoA, figli, primiFigli, SEQUENCE } from './der.js';
import { type Fonte, fonteDiSegmenti, FuoriLimite } from './fonte.js';
import { firmeDiPdf } from './firme-pdf.js';

/* When the proof that the signatures of a file give ends: read from its structures, verified by nobody. */

const HEAD = 2_048;
const PDF_WITHIN = 1_024;
/** Envelopes in envelopes. */
const MAX_DEPTH = 5;
/** An envelope in letters, or an XML document, is looked at as far as this. */
const MAX_TESTO = 24 * 1024 ** 2;
/** Readings that one file may cost, and after how many others have their turn. */
const MAX_LETTURE = 3_000_000;
const TURN_EVERY = 2_048;

const LETTERE = /^\uFEFF?\s*(?:-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----|MI[A-Za-z0-9+/=\s]{60,}$)/;
const XML = /^\uFEFF?\s*<(?:\?xml|[A-Za-z_])/;
const CERTIFICATO = /<(?:[\w.-]{1,50}:)?X509Certificate(?:\s[^<>]{0,500})?>([A-Za-z0-9+/=\s]{100,20000})</g;
const MARCA_XML = /<(?:[\w.-]{1,50}:)?EncapsulatedTimeStamp(?:\s[^<>]{0,500})?>([A-Za-z0-9+/=\s]{100,200000})</g;
const MAX_IN_XML = 100;

/** A source that counts what is read of it, and lets others work meanwhile: what is in memory costs no waiting of its own. */
function contata(fonte: Fonte): Fonte {
  let letture = 0;
  return {
    dimensione: fonte.dimensione,
    leggi: async (inizio, lunghezza) => {
      letture += 1;
      if (letture > MAX_LETTURE) throw new FuoriLimite();
      if (letture % TURN_EVERY === 0) await turn();
      return fonte.leggi(inizio, lunghezza);
    },
  };
}

/** A timestamp over signatures makes their proof last as long as its own; alone it is the proof. */
function extend(firme: readonly Date[], marche: readonly Date[]): Date[] {
  const marca = latestOf(marche);
  if (marca === undefined) return [...firme];
  return firme.length === 0 ? [marca] : firme.map((one) => (one > marca ? one : marca));
}

const bytesOf = (fonte: Fonte, bytes: Buffer): Fonte => ({
  dimensione: bytes.length,
  leggi: async (inizio, lunghezza) => {
    await fonte.leggi(0, 0); // its limits hold here too
    return bytes.subarray(inizio, inizio + lunghezza);
  },
});

/** Timestamp tokens anywhere in the evidence of a TimeStampedData, or in a reply: the first structures that are one. */
async function marcheIn(fonte: Fonte, elemento: Elemento, depth = 0): Promise<Date[]> {
  const cms = await firmeDiCms(fonte, elemento);
  if (cms !== undefined) return cms.marca ? cms.scadenze : [];
  if (depth >= 4) return [];
  const found: Date[] = [];
  for (const one of await primiFigli(fonte, elemento, 20))
    if ((one.tag & 0x20) !== 0) found.push(...(await marcheIn(fonte, one, depth + 1)));
  return found;
}

async function scadenzeDiXml(fonte: Fonte): Promise<Date[]> {
  const text = (await fonte.leggi(0, MAX_TESTO)).toString('latin1');
  const contentsOf = (pattern: RegExp): Fonte[] =>
    [...text.matchAll(pattern)]
      .slice(0, MAX_IN_XML)
      .map(([, letters = '']) => bytesOf(fonte, Buffer.from(letters, 'base64')));
  const end = await endOfCertificati(contentsOf(CERTIFICATO));
  const marche: Date[] = [];
  for (const one of contentsOf(MARCA_XML)) {
    const outer = await elementoA(one, 0);
    if (outer !== undefined) marche.push(...(await marcheIn(one, outer)));
  }
  return extend(end === undefined ? [] : [end], marche);
}

async function scadenzeDiBusta(fonte: Fonte, outer: Elemento, depth: number): Promise<Date[]> {
  const busta = await riconosciBusta(fonte);
  if (busta === undefined) return [];
  const dentro =
    busta.contenuto === undefined ? [] : await scadenzeDi(fonteDiSegmenti(fonte, busta.contenuto), depth + 1);
  const cms = await firmeDiCms(fonte, outer);
  if (cms !== undefined) return cms.marca ? extend(dentro, cms.scadenze) : [...dentro, ...cms.scadenze];
  if (busta.specie !== 'marca-temporale') return dentro;
  // TimeStampedData has its evidence last, a reply its token: the content before it is not walked again
  const marche: Date[] = [];
  for await (const one of figli(fonte, outer)) {
    if ((one.tag & 0x20) === 0) continue;
    for (const part of await partsOf(fonte, one)) marche.push(...(await marcheIn(fonte, part)));
  }
  return extend(dentro, marche);
}

/** A structure, or what is inside the one sequence that it holds. */
async function partsOf(fonte: Fonte, elemento: Elemento): Promise<Elemento[]> {
  const [only, ...others] = await primiFigli(fonte, elemento, 8);
  return only?.tag === SEQUENCE && others.length === 0 ? primiFigli(fonte, only, 8) : [elemento];
}

/** When each of the signatures ends, those of what is inside too. */
async function scadenzeDi(fonte: Fonte, depth: number): Promise<Date[]> {
  if (depth > MAX_DEPTH) return [];
  const head = await fonte.leggi(0, HEAD);
  const text = head.toString('latin1');
  const outer = await elementoA(fonte, 0);
  if (outer?.tag === SEQUENCE) {
    // first: the PDF in an envelope begins within its first bytes
    const found = await scadenzeDiBusta(fonte, outer, depth);
    if (found.length > 0) return found;
  }
  if (head.subarray(0, PDF_WITHIN).includes('%PDF-')) {
    const found = await firmeDiPdf(fonte, (bytes) => bytesOf(fonte, bytes));
    return extend(
      found.flatMap(({ marca, scadenze }) => (marca ? [] : scadenze)),
      found.flatMap(({ marca, scadenze }) => (marca ? scadenze : [])),
    );
  }
  if (LETTERE.test(text)) {
    const letters = (await fonte.leggi(0, MAX_TESTO)).toString('latin1').replaceAll(/-----[^-\r\n]{0,100}-----/g, '');
    return scadenzeDi(bytesOf(fonte, Buffer.from(letters, 'base64')), depth + 1);
  }
  return XML.test(text) ? scadenzeDiXml(fonte) : [];
}

/**
 * When the first proof of a signed file ends: of each signature its certificate, or the timestamp over it if that lasts longer.
 * Nothing is verified.
 * @returns undefined for what bears no signature that is understood
 * @throws FuoriLimite when the file wants more than the limit of the source, or too many readings
 */
export async function scadenzaFirmaDi(fonte: Fonte): Promise<Date | undefined> {
  const found = await scadenzeDi(contata(fonte), 0);
  return found.reduce<Date | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
}
