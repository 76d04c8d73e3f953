import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { findInElenco, type RigaElenco } from '../../schemas/elenco-archivio.model.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { TipoElenco } from '../../schemas/scarto.api.js';
import type { Filtro } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { isFascicoloVisibile } from '../fascicoli/visibile.js';
import { visibleFascicoli } from '../fascicoli/visibilita.js';
import { APERTI } from './atti.js';
import { type Conservati, isConservato } from './conservato.js';
import { rilieviDeposito } from './deposito.js';
import { conservazioniDi } from './fatti.js';
import { type Quantita, quantitaDi } from './quantita.js';
import type { Conservazione, Impedimento } from './regole.js';

/** A closed fascicolo, and why it may stand in a list or not. */
export interface Candidato {
  fascicolo: Fascicolo;
  quantita: Quantita;
  conservazione: Conservazione;
  /** the open list in which it stands already */
  elenco?: string;
  /** what the checks of the transfer have found; empty for the scarto */
  rilievi: Impedimento[];
  proponibile: boolean;
}

export interface Domanda {
  tipo: TipoElenco;
  anno?: number | undefined;
  limite?: number | undefined;
  cursore?: string | undefined;
}

/** For the scarto what was closed by the end of the year, for the deposito what was closed in it and is still with its office. */
function filterOf({ tipo, anno }: Domanda): Filtro {
  const end = anno === undefined ? undefined : `${anno}-12-31`;
  const from = tipo === 'deposito' && anno !== undefined ? `${anno}-01-01` : undefined;
  return {
    livello: 1,
    stato: 'chiuso',
    annullato: { $exists: false },
    'archivio.scarto': { $exists: false },
    ...(tipo === 'deposito' && { 'archivio.deposito': { $exists: false } }),
    ...(end !== undefined && { dataChiusura: { $lte: end, ...(from !== undefined && { $gte: from }) } }),
  };
}

function afterOf(cursore: string): Filtro {
  const [, ms = '', id = ''] = /^(\d{1,15})\.([\w-]{1,60})$/.exec(cursore) ?? [];
  if (id === '')
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const at = new Date(Number(ms));
  return { $or: [{ apertoIl: { $gt: at } }, { apertoIl: at, _id: { $gt: id } }] };
}

const LEGGI = { canonico: 0, eventi: 0, parole: 0, richieste: 0, attesi: 0 } as const;

/** What is known of closed fascicoli as candidates of a list. */
export async function candidatiDi(
  { clock, store }: Pick<Deps, 'clock' | 'store'>,
  caller: Caller,
  tipo: TipoElenco,
  fascicoli: readonly Fascicolo[],
  conservati: Conservati = isConservato,
): Promise<Candidato[]> {
  const ids = fascicoli.map(({ _id }) => _id);
  const nomina = (one: object): boolean => isFascicoloVisibile(caller, one);
  const [conservazioni, quantita, elenchi] = await Promise.all([
    conservazioniDi(caller.aoo, fascicoli, legalDay(clock.now()), nomina, conservati),
    quantitaDi(caller.aoo, ids),
    findInElenco(caller.aoo, tipo, ids, APERTI),
  ]);
  const candidati: Candidato[] = [];
  for (const fascicolo of fascicoli) {
    const conservazione = conservazioni.get(fascicolo._id) ?? { impedimenti: [], sospesi: [] };
    const held = elenchi.get(fascicolo._id);
    const how = quantita.get(fascicolo._id) ?? { documenti: 0, file: 0, byte: 0 };
    const rilievi = tipo === 'deposito' ? await rilieviDeposito(store, fascicolo, conservazione) : [];
    const stopped = tipo === 'scarto' ? conservazione.impedimenti.length > 0 : rilievi.length > 0;
    candidati.push({
      fascicolo,
      quantita: how,
      conservazione,
      ...(held !== undefined && { elenco: held }),
      rilievi,
      proponibile: !stopped && held === undefined,
    });
  }
  return candidati;
}

/** One page of closed fascicoli that the caller may see, the oldest first, each with why it is in or out. */
export async function readAnteprima(
  deps: Pick<Deps, 'clock' | 'store'>,
  caller: Caller,
  domanda: Domanda,
): Promise<{ candidati: Candidato[]; cursore?: string }> {
  const { limite = LIMITE_PREDEFINITO, cursore } = domanda;
  const found = await FascicoloModel.find(
    {
      $and: [
        { aoo: caller.aoo, ...filterOf(domanda) },
        visibleFascicoli(caller),
        ...(cursore === undefined ? [] : [afterOf(cursore)]),
      ],
    },
    LEGGI,
  )
    .sort({ apertoIl: 1, _id: 1 })
    .limit(limite + 1)
    .lean<Fascicolo[]>();
  const page = found.slice(0, limite);
  const last = page.at(-1);
  return {
    candidati: await candidatiDi(deps, caller, domanda.tipo, page),
    ...(found.length > limite && last !== undefined && { cursore: `${last.apertoIl.getTime()}.${last._id}` }),
  };
}

/** The row of a list, as it is now. */
export function rigaOf({ fascicolo: f, quantita, conservazione }: Candidato): RigaElenco {
  const { regola, inizio, fine } = conservazione;
  return {
    fascicolo: f._id,
    codice: f.codice,
    oggetto: f.oggetto,
    ...(f.riservatezza.livello === 'riservata' && { riservato: true as const }),
    classifica: f.classifica.codice,
    voce: f.classifica.voce,
    uo: f.uo,
    dataApertura: f.dataApertura,
    dataChiusura: f.dataChiusura ?? f.dataApertura,
    ...quantita,
    regola:
      regola === undefined
        ? { tempo: 'illimitato', tipologia: 'nessuna regola', fonte: 'il massimario non ne ha per questa voce' }
        : {
            tempo: regola.tempo,
            tipologia: regola.tipologia,
            ...(regola.note !== undefined && { note: regola.note }),
            fonte: regola.fonte,
          },
    ...(inizio !== undefined && { inizio }),
    ...(fine !== undefined && { fine }),
  };
}
