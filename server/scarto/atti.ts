import type {
  AutorizzazioneScarto,
  ContenutoElenco,
  ElencoArchivio,
  RigaElenco,
} from '../../schemas/elenco-archivio.model.js';
import type { EventoRegistrato } from '../../schemas/registrazione.model.js';
import type { StatoElenco, TipoElenco } from '../../schemas/scarto.api.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';

/* What may follow what in a list of the archive, pure. */

/** What each act on a list says; written once, never changed. */
export interface DettagliElenco {
  approvazione: Record<string, never>;
  restituzione: { motivo: string };
  autorizzazione: AutorizzazioneScarto & { escluse?: string[] };
  /** the first of the two people who carry it out */
  avvio: Record<string, never>;
  /** the second one has confirmed: what was discarded stands in the verbali, of which this is the hash */
  esecuzione: { fascicoli: number; file: number; verbali: string };
  accettazione: { fascicoli: number; documenti: number };
}

export interface AttoElenco {
  tipo: keyof DettagliElenco;
  data: string;
  utente: string;
  perContoDi?: string;
  dettagli: Record<string, unknown>;
}

/** From which state each act starts, for each kind of list. */
const DA: Readonly<Record<TipoElenco, Readonly<Partial<Record<AttoElenco['tipo'], readonly StatoElenco[]>>>>> = {
  scarto: {
    approvazione: ['proposto'],
    restituzione: ['proposto', 'approvato'],
    autorizzazione: ['approvato'],
    avvio: ['autorizzato'],
    esecuzione: ['da-confermare'],
  },
  deposito: { accettazione: ['proposto'], restituzione: ['proposto'] },
};

/** States in which a list still holds its fascicoli: none of them goes into another one. */
export const APERTI: readonly StatoElenco[] = ['proposto', 'approvato', 'autorizzato', 'da-confermare'];

export const PAROLE_STATO: Readonly<Record<StatoElenco, string>> = {
  proposto: 'proposto',
  restituito: 'restituito',
  approvato: 'approvato',
  autorizzato: 'autorizzato',
  'da-confermare': 'in attesa della seconda persona',
  eseguito: 'eseguito',
  accettato: 'accettato',
};

/** Why the act may not follow now; null if it may. */
export function rifiutoElenco(
  { tipo, stato }: Pick<ElencoArchivio, 'tipo' | 'stato'>,
  atto: AttoElenco['tipo'],
): string | null {
  if (DA[tipo][atto]?.includes(stato) === true) return null;
  return `L’elenco è ${PAROLE_STATO[stato]}: questo passo non è possibile ora.`;
}

/** How one act changes a list: its writing and its verification years later are this same function. */
export function applyAttoElenco(
  contenuto: ContenutoElenco,
  { tipo, data, utente, perContoDi, dettagli }: AttoElenco,
): ContenutoElenco {
  const said = dettagli as unknown;
  switch (tipo) {
    case 'approvazione':
      return { ...contenuto, stato: 'approvato' };
    case 'restituzione':
      return { ...contenuto, stato: 'restituito' };
    case 'autorizzazione': {
      const { escluse, ...autorizzazione } = said as DettagliElenco['autorizzazione'];
      return { ...contenuto, stato: 'autorizzato', autorizzazione, ...(escluse !== undefined && { escluse }) };
    }
    case 'avvio':
      return {
        ...contenuto,
        stato: 'da-confermare',
        avvio: { utente, data, ...(perContoDi !== undefined && { perContoDi }) },
      };
    case 'esecuzione':
      return { ...contenuto, stato: 'eseguito' };
    case 'accettazione':
      return { ...contenuto, stato: 'accettato' };
  }
}

/** Whether two people are two: nobody confirms what he began, nor for the one who began it. */
export const isAltraPersona = (
  primo: { utente: string; perContoDi?: string },
  secondo: { utente: string; perContoDi?: string },
): boolean => {
  const first = new Set([primo.utente, primo.perContoDi]);
  return !first.has(secondo.utente) && (secondo.perContoDi === undefined || !first.has(secondo.perContoDi));
};

export const contenutoElenco = ({ stato, autorizzazione, escluse, avvio }: ElencoArchivio): ContenutoElenco => ({
  stato,
  ...(autorizzazione !== undefined && { autorizzazione }),
  ...(escluse !== undefined && { escluse }),
  ...(avvio !== undefined && { avvio }),
});

/** The birth of a list, whole, as the exact text that is hashed. */
export function nascitaElenco(
  nato: Pick<ElencoArchivio, '_id' | 'aoo' | 'tipo' | 'anno' | 'numero' | 'creato' | 'utente'> & {
    righe: readonly RigaElenco[];
    note?: string;
    perContoDi?: string;
  },
): { canonico: string; hash: string } {
  const canonico = canonicalText({ formato: 1, ...nato, creato: nato.creato.toISOString() });
  return { canonico, hash: sha256Hex(canonico) };
}

export const collegaElenco = (
  { hash, eventi }: Pick<ElencoArchivio, 'hash' | 'eventi'>,
  atto: AttoElenco,
): EventoRegistrato[] => linkAtti({ catena: { hash }, eventi }, [atto]);

export const readAttoElenco = ({ canonico }: EventoRegistrato): AttoElenco => JSON.parse(canonico) as AttoElenco;
