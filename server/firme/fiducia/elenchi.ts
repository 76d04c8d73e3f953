import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { certificatoX509 } from '../cms/certificato.js';
import type { Ancora, Periodo, Uso } from './ancore.js';

/* European lists of trusted services (ETSI TS 119 612), as XML on disk: read with events, never whole. */

const STATI_ATTIVI = /\/(?:granted|recognisedatnationallevel|undersupervision|supervisionincessation|accredited)$/i;
const TIPI: readonly [RegExp, Uso][] = [
  [/\/Svctype\/CA\/QC$/i, 'documenti'],
  [/\/Svctype\/TSA(?:\/|$)/i, 'marche'],
];
const SCOPO = /\/SvcInfoExt\/For/i;
const SCOPI_FIRMA = /\/SvcInfoExt\/For(?:eSignatures|eSeals)$/i;
/** Texts longer than this are none of those that are read. */
const MAX_TESTO = 64 * 1024;
const TESTI = new Set(['ServiceTypeIdentifier', 'ServiceStatus', 'StatusStartingTime', 'X509Certificate', 'URI']);

/** A status and what it was given for. */
interface Voce {
  tipo: string;
  stato: string;
  dal: Date | undefined;
  scopi: string[];
}

interface Servizio {
  voci: Voce[];
  certificati: string[];
}

const nuova = (): Voce => ({ tipo: '', stato: '', dal: undefined, scopi: [] });

/** Whether the service is one for signatures or seals, where the list says for which of its uses. */
const isPerFirme = (scopi: readonly string[]): boolean =>
  !scopi.some((one) => SCOPO.test(one)) || scopi.some((one) => SCOPI_FIRMA.test(one));

/** When the service was trusted for this, from what the list says of now and of the past. */
function periodiOf(voci: readonly Voce[], uso: Uso): Periodo[] {
  const ordered = voci
    .flatMap(({ dal, ...voce }) => (dal === undefined ? [] : [{ ...voce, dal }]))
    .sort((a, b) => a.dal.getTime() - b.dal.getTime());
  return ordered.map(({ dal, stato, tipo, scopi }, i) => {
    const al = ordered[i + 1]?.dal;
    const isSuo = TIPI.some(([pattern, one]) => one === uso && pattern.test(tipo));
    const attivo = isSuo && STATI_ATTIVI.test(stato) && (uso === 'marche' || isPerFirme(scopi));
    return { dal, ...(al !== undefined && { al }), attivo };
  });
}

function ancoreDi({ voci, certificati }: Servizio): Ancora[] {
  const found: Ancora[] = [];
  for (const uso of ['documenti', 'marche'] as const) {
    const periodi = periodiOf(voci, uso);
    if (!periodi.some(({ attivo }) => attivo)) continue;
    for (const letters of certificati) {
      const x509 = certificatoX509(Buffer.from(letters, 'base64'));
      if (x509 !== undefined) found.push({ x509, origine: 'elenco', usi: [uso], periodi });
    }
  }
  return found;
}

/** Takes a list in pieces and gives the authorities that it names. */
class Lettore {
  readonly ancore: Ancora[] = [];
  readonly #parser = new SaxesParser();
  #servizio: Servizio | undefined;
  #voce: Voce | undefined;
  #testo: string | undefined;

  constructor() {
    this.#parser.on('doctype', () => {
      throw new Error('a list of trust has no DOCTYPE');
    });
    this.#parser.on('error', (error) => {
      throw error;
    });
    this.#parser.on('opentag', ({ name }) => this.#apre(localOf(name)));
    this.#parser.on('closetag', ({ name }) => this.#chiude(localOf(name)));
    this.#parser.on('text', (text) => {
      if (this.#testo !== undefined && this.#testo.length + text.length <= MAX_TESTO) this.#testo += text;
    });
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  close(): Ancora[] {
    this.#parser.close();
    return this.ancore;
  }

  #apre(name: string): void {
    this.#testo = this.#servizio !== undefined && TESTI.has(name) ? '' : undefined;
    if (name === 'TSPService') this.#servizio = { voci: [], certificati: [] };
    if (name === 'ServiceInformation' || name === 'ServiceHistoryInstance') this.#voce = nuova();
  }

  #chiude(name: string): void {
    const text = this.#testo?.trim();
    this.#testo = undefined;
    if (text !== undefined) this.#prende(name, text);
    if ((name === 'ServiceInformation' || name === 'ServiceHistoryInstance') && this.#voce !== undefined) {
      this.#servizio?.voci.push(this.#voce);
      this.#voce = undefined;
    }
    if (name === 'TSPService' && this.#servizio !== undefined) {
      this.ancore.push(...ancoreDi(this.#servizio));
      this.#servizio = undefined;
    }
  }

  #prende(name: string, text: string): void {
    if (name === 'X509Certificate') this.#servizio?.certificati.push(text);
    if (this.#voce === undefined) return;
    if (name === 'ServiceTypeIdentifier') this.#voce.tipo = text;
    if (name === 'ServiceStatus') this.#voce.stato = text;
    if (name === 'URI') this.#voce.scopi.push(text);
    const instant = name === 'StatusStartingTime' ? new Date(text) : undefined;
    if (instant !== undefined && !Number.isNaN(instant.getTime())) this.#voce.dal = instant;
  }
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

async function leggiElenco(percorso: string): Promise<Ancora[]> {
  const lettore = new Lettore();
  for await (const piece of createReadStream(percorso, 'utf8') as AsyncIterable<string>) lettore.write(piece);
  return lettore.close();
}

/**
 * The authorities of the lists: certificates of qualified signatures and seals, and timestamps, with the times for which they were
 * granted. That a list is genuine is up to who put it there: its signature is not verified here.
 * @param rifiutato - told of a list that is no XML or has a DOCTYPE: nothing of it counts
 */
export async function leggiElenchi(
  percorsi: readonly string[],
  rifiutato: (error: unknown) => void,
): Promise<Ancora[]> {
  const found: Ancora[] = [];
  for (const percorso of percorsi.filter((one) => /\.(?:xml|xtsl)$/i.test(one)))
    found.push(
      ...(await leggiElenco(percorso).catch((error: unknown) => {
        rifiutato(error);
        return [];
      })),
    );
  return found;
}
