import {
  CAMPI_FASCICOLO,
  type CambioFascicolo,
  type ContenutoFascicolo,
  type Fascicolo,
} from '../../schemas/fascicolo.model.js';
import type { EventoRegistrato } from '../../schemas/registrazione.model.js';
import type { Classifica, RiservatezzaNota } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { isDeepStrictEqual } from 'node:util';
import { applyPasso, type Passo } from '../procedimenti/iter.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';
import { wordsOf } from '../protocollo/parole.js';

/** What each kind of act on a fascicolo says in its `dettagli`; written once, never changed. */
export interface DettagliFascicolo {
  modifica: { campo: string; vecchio?: unknown; nuovo?: unknown; motivo?: string };
  classificazione: { vecchio: Classifica; nuovo: Classifica; motivo: string; riservatezza?: RiservatezzaNota };
  chiusura: { dataChiusura: string; indice: { documenti: number; sha256: string }; motivo?: string };
  riapertura: { motivo: string };
  collegamento: { fascicolo: string; codice: string; motivo: string };
  annullamento: { motivo: string };
  /** beginning, phases, stops and end of the procedimento (server/procedimenti/iter.ts) */
  procedimento: Passo;
}

/** An act, before its text is made. `data` is an instant in UTC with milliseconds. */
export interface AttoFascicolo {
  tipo: keyof DettagliFascicolo;
  data: string;
  utente: string;
  perContoDi?: string;
  /** by whose delegation it was done */
  delega?: { id: string; da: string };
  dettagli: Record<string, unknown>;
}

/** Who acts and when. */
export interface ChiFascicolo {
  data: Date;
  utente: string;
  perContoDi?: string;
  delega?: { id: string; da: string };
}

const withoutUndefined = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));

export const atto = <T extends keyof DettagliFascicolo>(
  tipo: T,
  { data, utente, perContoDi, delega }: ChiFascicolo,
  dettagli: DettagliFascicolo[T],
): AttoFascicolo => ({
  tipo,
  data: data.toISOString(),
  utente,
  ...(perContoDi !== undefined && { perContoDi }),
  ...(delega !== undefined && { delega }),
  dettagli: withoutUndefined(dettagli),
});

const compact = (contenuto: { [K in keyof ContenutoFascicolo]?: ContenutoFascicolo[K] | undefined }) =>
  withoutUndefined(contenuto) as unknown as ContenutoFascicolo;

/** How one act changes a fascicolo. Pure: the writing of an act and its verification years later are this same function. */
export function applyAtto(
  contenuto: ContenutoFascicolo,
  { tipo, data, utente, dettagli }: AttoFascicolo,
): ContenutoFascicolo {
  const said = dettagli as unknown; // each kind of act says what `DettagliFascicolo` has for it
  switch (tipo) {
    case 'modifica': {
      const { campo, nuovo } = said as DettagliFascicolo['modifica'];
      return compact({ ...contenuto, [campo]: nuovo });
    }
    case 'classificazione': {
      const { nuovo, riservatezza } = said as DettagliFascicolo['classificazione'];
      return { ...contenuto, classifica: nuovo, ...(riservatezza !== undefined && { riservatezza }) };
    }
    case 'chiusura': {
      const { dataChiusura, indice } = said as DettagliFascicolo['chiusura'];
      return { ...contenuto, stato: 'chiuso', dataChiusura, indice };
    }
    case 'riapertura': {
      const { deposito: _tornato, ...archivio } = contenuto.archivio ?? {}; // it is at work again
      const kept = contenuto.archivio === undefined ? undefined : archivio;
      return compact({ ...contenuto, stato: 'aperto', dataChiusura: undefined, indice: undefined, archivio: kept });
    }
    case 'collegamento': {
      const { fascicolo } = said as DettagliFascicolo['collegamento'];
      return { ...contenuto, collegati: [...new Set([...(contenuto.collegati ?? []), fascicolo])] };
    }
    case 'annullamento': {
      const { motivo } = said as DettagliFascicolo['annullamento'];
      return { ...contenuto, annullato: { motivo, data, utente } };
    }
    case 'procedimento':
      return compact({ ...contenuto, iter: applyPasso(contenuto.iter, said as Passo) });
  }
}

export const contenutoOf = (fascicolo: Fascicolo): ContenutoFascicolo =>
  Object.fromEntries(
    CAMPI_FASCICOLO.filter((campo) => fascicolo[campo] !== undefined).map((campo) => [campo, fascicolo[campo]]),
  ) as unknown as ContenutoFascicolo;

/** Fields in which the content after the acts differs; undefined for what goes. */
export const cambiBetween = (before: ContenutoFascicolo, after: ContenutoFascicolo): CambioFascicolo =>
  Object.fromEntries(
    CAMPI_FASCICOLO.filter((campo) => !isDeepStrictEqual(before[campo], after[campo])).map((campo) => [
      campo,
      after[campo],
    ]),
  );

/** Words that a search finds it by. */
function paroleOf(
  codice: string,
  { oggetto, classifica, intestatario, procedimento, paroleChiave }: ContenutoFascicolo,
) {
  const texts = [
    codice,
    oggetto,
    classifica.voce,
    procedimento ?? '',
    ...(paroleChiave ?? []),
    ...(intestatario === undefined
      ? []
      : [nameOfSoggetto(intestatario), intestatario.codiceFiscale ?? '', intestatario.partitaIva ?? '']),
  ];
  return [...new Set([codice.toLowerCase(), ...texts.flatMap(wordsOf)])].slice(0, 300);
}

/** What the queries need, told again from the content. */
export const derivatiOf = (codice: string, contenuto: ContenutoFascicolo): Pick<Fascicolo, 'uffici' | 'parole'> => ({
  uffici: [...new Set([contenuto.uo, ...(contenuto.altreUo ?? [])])].sort(),
  parole: paroleOf(codice, contenuto),
});

type Nato = Omit<Fascicolo, 'canonico' | 'hash' | 'eventi' | 'uffici' | 'parole' | 'richiesta' | 'versione'>;

/** The birth of a fascicolo, whole, as the exact text that is hashed. */
export function nascitaOf(nato: Nato): { canonico: string; hash: string } {
  const { apertoIl, ...rest } = nato;
  const canonico = canonicalText({ formato: 1, ...rest, apertoIl: apertoIl.toISOString() });
  return { canonico, hash: sha256Hex(canonico) };
}

/** The fascicolo as it was at its birth, with no document in it. */
export function fascicoloAllaNascita(fascicolo: Fascicolo): Fascicolo {
  const said = JSON.parse(fascicolo.canonico) as Nato & { formato: number; apertoIl: string };
  const { formato: _formato, apertoIl, ...nato } = said;
  const { canonico, hash, richiesta } = fascicolo;
  const nata = { ...nato, apertoIl: new Date(apertoIl), canonico, hash, richiesta };
  return { ...nata, eventi: [], versione: 1, ...derivatiOf(nata.codice, nata) };
}

/** The acts as they are written: each chained to the one before, the first of all to the birth. */
export const collega = (
  { hash, eventi }: Pick<Fascicolo, 'hash' | 'eventi'>,
  atti: readonly AttoFascicolo[],
): EventoRegistrato[] => linkAtti({ catena: { hash }, eventi }, atti);

export const readAtto = ({ canonico }: EventoRegistrato): AttoFascicolo => JSON.parse(canonico) as AttoFascicolo;
