import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { CodiceQualita, StatoScansione } from '../../schemas/scansione.api.js';
import {
  appendScansione,
  type CambioScansione,
  type ConAtto,
  type OperatoreScansione,
  type OriginaleScansione,
  type ScansioneTenuta,
} from '../../schemas/scansione.model.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';
import type { Nominata } from './riconosci.js';

/* The acts on a scan: each a text chained to the one before, as those of a registration (docs/catena.md); never changed. */

type FileNominato = Pick<OriginaleScansione, 'nome' | 'dimensione' | 'sha256'>;

/** What each kind of act says (agid-scansione.md §10). */
export interface DettagliScansione {
  /** files were opened: how many pages, or why none */
  apertura: { file: { sha256: string; pagine: number; rifiuto?: string }[] };
  aggiunta: { file: FileNominato[]; dopo?: string };
  sostituzione: { pagina: string; file: FileNominato; motivo?: string };
  rotazione: { pagina: string; da: number; a: number };
  ordine: { pagine: string };
  rimozione: { pagina: string; motivo: string };
  accettazione: { pagina: string; codice: CodiceQualita; motivo: string };
  /** pages went to a scan of their own */
  divisione: { da: string; nuova: string };
  /** every page is read and judged, and the copy composed */
  composizione: {
    stato: StatoScansione;
    copia?: { sha256: string; dimensione: number; pagine: number };
    difetti: { pagina: string; codice: CodiceQualita }[];
    /** why the registration that the label names waits for a person */
    daConfermare?: string;
    software: string;
  };
  riconoscimento: { registrazione: Nominata; pagina: string };
  unione: { registrazione: AnnoNumero };
  /** taken off a number before the copy reached it: who had said it, the label or a person, and why it is wrong */
  separazione: { registrazione: AnnoNumero; detta: 'operatore' | 'etichetta' | 'nascita'; motivo?: string };
  /** it is not to be registered: the entry of the AOO's list, with its rule */
  esclusione: { esclusione: string; norma: string; motivo?: string };
  'unione-fatta': { registrazione: AnnoNumero; copia: string };
  'unione-rifiutata': { motivo: string };
  registrazione: { registrazione: AnnoNumero; copia: string };
  /** a batch was parted */
  'divisione-lotto': { scansioni: number; separatori: string[]; milleBianca: number };
  attestazione: { attestazione: string; copia: string };
  rimando: { motivo: string };
  /** what was sent back was looked at again, and is good */
  ricontrollo: { motivo: string };
  /** a person has looked at all of it again */
  controllo: { motivo: string; stato: StatoScansione };
}

export interface AttoScansione<T extends keyof DettagliScansione = keyof DettagliScansione> {
  tipo: T;
  /** instant in UTC with milliseconds */
  data: string;
  /** absent: the worker */
  utente?: string;
  perContoDi?: string;
  dettagli: DettagliScansione[T];
}

export const readAtto = ({ canonico }: { canonico: string }): AttoScansione & { precedente: string } =>
  JSON.parse(canonico) as AttoScansione & { precedente: string };

/** A new name for a scan; those made later come later. */
export const idAl = (adesso: Date): string =>
  new Types.ObjectId(Types.ObjectId.generate(Math.floor(adesso.getTime() / 1_000))).toHexString();

/** The birth as text, and its hash. */
export function nascitaOf(content: object): { canonico: string; hash: string } {
  const canonico = canonicalText(content);
  return { canonico, hash: sha256Hex(canonico) };
}

export const operatoreOf = ({ utente, denominazione, perContoDi }: Caller): OperatoreScansione => ({
  utente,
  denominazione,
  ...(perContoDi !== undefined && { perContoDi }),
});

export interface Atto<T extends keyof DettagliScansione> {
  tipo: T;
  chi?: Pick<OperatoreScansione, 'utente' | 'perContoDi'> | undefined;
  dettagli: DettagliScansione[T];
}

/**
 * Writes an act with what it changes, as one conditional write; dated now, and never before the act that it follows.
 * @throws VersioneSuperataError if the scan has changed since it was read
 */
export function scrivi<T extends keyof DettagliScansione>(
  scansione: ScansioneTenuta,
  adesso: Date,
  { tipo, chi, dettagli }: Atto<T>,
  changes: CambioScansione,
  options: ConAtto = {},
): Promise<ScansioneTenuta> {
  const last = scansione.eventi.at(-1);
  const before = last === undefined ? scansione.creata.getTime() : Date.parse(readAtto(last).data);
  const quando = new Date(Math.max(adesso.getTime(), before));
  const atto: AttoScansione<T> = {
    tipo,
    data: quando.toISOString(),
    ...(chi !== undefined && {
      utente: chi.utente,
      ...(chi.perContoDi !== undefined && { perContoDi: chi.perContoDi }),
    }),
    dettagli,
  };
  const linked = linkAtti({ catena: { hash: scansione.hash }, eventi: scansione.eventi.slice(-1) }, [atto]);
  return appendScansione(scansione, linked, { ...changes, aggiornata: quando }, options);
}

/** The first act of a scan that does not follow from the one before it; undefined where all do. Pure. */
export function faultOfScansione({
  canonico,
  hash,
  eventi,
}: Pick<ScansioneTenuta, 'canonico' | 'hash' | 'eventi'>): number | undefined {
  if (sha256Hex(canonico) !== hash) return 0;
  let precedente = hash;
  for (const [i, one] of eventi.entries()) {
    if (readAtto(one).precedente !== precedente || sha256Hex(one.canonico) !== one.hash) return i + 1;
    precedente = one.hash;
  }
  return undefined;
}
