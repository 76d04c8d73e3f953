import { CAMPI_DOCUMENTO, type ContenutoDocumento, type Documento } from '../../schemas/documento.model.js';
import { CAMPI_FASCICOLO, type ContenutoFascicolo, type Fascicolo } from '../../schemas/fascicolo.model.js';
import type { EventoRegistrato } from '../../schemas/registrazione.model.js';
import { sha256Hex } from '../protocollo/canonico.js';
import { same } from '../protocollo/verifica.js';
import { applyAtto, type AttoFascicolo, derivatiOf } from './atti.js';
import { applyAttoDocumento, type AttoDocumento } from './documento-atti.js';

/* Whether a fascicolo, or a document that is not registered, is what its birth and its acts say. Pure. */

type Detto = Record<string, unknown>;

interface Nato {
  canonico: string;
  hash: string;
  eventi: readonly EventoRegistrato[];
  versione: number;
}

/** What an act of the kind `modifica` or `classificazione` says of the value that it found. */
interface Partenza {
  campo?: string;
  vecchio?: unknown;
}

const isDetto = (value: unknown): value is Detto =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of a record that are neither content nor guarantee: the birth says them, and they never change. */
const FUORI_DALLA_NASCITA: ReadonlySet<string> = new Set([
  'canonico',
  'hash',
  'eventi',
  'richiesta',
  'richieste',
  'attesi',
  'versione',
  'uffici',
  'parole',
  'impronte',
  'daVersare',
]);

/** Dates as the texts say them. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

/** The text of the birth with its hash, and what it says once for all; or what is wrong. */
function readNascita(
  record: object,
  { canonico, hash }: Nato,
  campi: readonly string[],
): { said: Detto } | { motivo: string } {
  if (sha256Hex(canonico) !== hash) return { motivo: 'l’impronta non è quella del testo canonico' };
  const said: unknown = JSON.parse(canonico);
  if (!isDetto(said)) return { motivo: 'il testo canonico non è leggibile' };
  const { formato: _formato, ...nato } = said;
  const stored = record as Detto;
  const fissi = new Set([...Object.keys(nato), ...Object.keys(stored)]);
  for (const campo of fissi) {
    if (FUORI_DALLA_NASCITA.has(campo) || campi.includes(campo)) continue;
    if (!same(nato[campo], plain(stored[campo])))
      return { motivo: `il campo ${campo} non è quello del testo canonico` };
  }
  return { said: nato };
}

/** The acts, each chained to the one before and none earlier; and what they make of the content at birth. */
function replay<C extends object>(
  { hash, eventi, versione }: Nato,
  nato: C,
  nascita: Date,
  apply: (contenuto: C, atto: { precedente: string; data: string; dettagli: Detto }) => C,
): { contenuto: C } | { motivo: string } {
  let before = hash;
  let last = nascita.getTime();
  let writes = 0; // acts of one write share their instant
  let contenuto = nato;
  for (const [i, one] of eventi.entries()) {
    const nth = `l’evento ${i + 1}`;
    if (sha256Hex(one.canonico) !== one.hash) return { motivo: `${nth} non ha l’impronta del suo testo` };
    const atto = JSON.parse(one.canonico) as { precedente: string; data: string; dettagli: Detto };
    if (atto.precedente !== before) return { motivo: `${nth} non segue quello che viene prima` };
    const data = Date.parse(atto.data);
    if (!(data >= last)) return { motivo: `${nth} è datato prima di quello che viene prima` };
    const { campo, vecchio } = atto.dettagli as Partenza;
    if (campo !== undefined && !same((contenuto as Detto)[campo], vecchio))
      return { motivo: `${nth} parte da un valore che non c’era` };
    contenuto = apply(contenuto, atto);
    if (i === 0 || data > last) writes += 1;
    before = one.hash;
    last = data;
  }
  // what comes into a fascicolo and leaves it makes its version grow too
  return versione < 1 + writes ? { motivo: 'la versione non corrisponde agli eventi' } : { contenuto };
}

function differenceOf(record: object, contenuto: object, campi: readonly string[]): string | null {
  const [stored, told] = [record as Detto, contenuto as Detto];
  const different = campi.find((campo) => !same(stored[campo], told[campo]));
  return different === undefined ? null : `il campo ${different} non è quello che dicono nascita ed eventi`;
}

const contentOf = (said: Detto, campi: readonly string[]): Detto =>
  Object.fromEntries(campi.filter((campo) => said[campo] !== undefined).map((campo) => [campo, said[campo]]));

/** A record altered so that not even its shape is left throws somewhere on the way. */
function orUnreadable(look: () => string | null): string | null {
  try {
    return look();
  } catch {
    return 'non si può leggere';
  }
}

/**
 * What is wrong with a fascicolo by itself, first fault first; null if it is whole.
 * @param parole - whether the words that serve the search are told again too
 */
export const faultOfFascicolo = (f: Fascicolo, { parole = true } = {}): string | null =>
  orUnreadable(() => {
    const birth = readNascita(f, f, CAMPI_FASCICOLO);
    if ('motivo' in birth) return birth.motivo;
    const nato = contentOf(birth.said, CAMPI_FASCICOLO) as unknown as ContenutoFascicolo;
    const told = replay(f, nato, f.apertoIl, (contenuto, atto) =>
      applyAtto(contenuto, atto as unknown as AttoFascicolo),
    );
    if ('motivo' in told) return told.motivo;
    const different = differenceOf(f, told.contenuto, CAMPI_FASCICOLO);
    if (different !== null) return different;
    const derivati = derivatiOf(f.codice, told.contenuto);
    const stale = (['uffici', ...(parole ? (['parole'] as const) : [])] as const).find(
      (campo) => !same(f[campo], derivati[campo]),
    );
    return stale === undefined ? null : `il campo ${stale} non è quello che dice il contenuto`;
  });

/** The same for a document that is not registered. */
export const faultOfDocumento = (d: Documento): string | null =>
  orUnreadable(() => {
    const birth = readNascita(d, d, CAMPI_DOCUMENTO);
    if ('motivo' in birth) return birth.motivo;
    const nato = contentOf(birth.said, CAMPI_DOCUMENTO) as unknown as ContenutoDocumento;
    const told = replay(d, nato, d.data, (contenuto, atto) =>
      applyAttoDocumento(contenuto, atto as unknown as AttoDocumento),
    );
    if ('motivo' in told) return told.motivo;
    const different = differenceOf(d, told.contenuto, CAMPI_DOCUMENTO);
    if (different !== null) return different;
    const impronte = [...new Set(told.contenuto.versioni.map(({ file }) => file.sha256))];
    return same(d.impronte, impronte) ? null : 'il campo impronte non è quello che dice il contenuto';
  });
