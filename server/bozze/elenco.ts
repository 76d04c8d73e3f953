import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { QueryBozze } from '../../schemas/bozza.api.js';
import { type Bozza, BozzaModel } from '../../schemas/bozza.model.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Filtro } from '../accesso/visibilita.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { contaBozze, filtroOfCoda } from './code.js';
import { visibleBozze } from './visibilita.js';

const RIGA = { passi: 0, testo: 0, documento: 0, allegati: 0, impronte: 0, nascita: 0 } as const;

/** A row of a list: without what only the draft itself shows. */
export type RigaLetta = Omit<Bozza, keyof typeof RIGA>;

export interface PaginaBozze {
  elementi: RigaLetta[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

const cursorOf = ({ aggiornata, _id }: RigaLetta): string => `${aggiornata.getTime()}-${_id.toHexString()}`;

/** @throws DatiNonValidiError for a cursor of another list */
function afterCursor(cursore: string): Filtro {
  const match = /^(\d{1,14})-([0-9a-f]{24})$/.exec(cursore);
  if (match === null)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const aggiornata = new Date(Number(match[1]));
  return {
    $or: [{ aggiornata: { $lt: aggiornata } }, { aggiornata, _id: { $lt: new Types.ObjectId(match[2] ?? '') } }],
  };
}

function filterOf(caller: Caller, { coda, stato, risponde }: QueryBozze): Filtro {
  const ofCoda = coda === undefined ? visibleBozze(caller) : filtroOfCoda(caller, coda);
  if (ofCoda === undefined) throw new NonTrovatoError('Questo elenco di bozze non è tra i suoi.');
  const [anno, numero] = (risponde ?? '').split('-').map(Number);
  return {
    $and: [
      { aoo: caller.aoo },
      ofCoda,
      ...(stato === undefined ? [] : [{ stato }]),
      ...(risponde === undefined ? [] : [{ 'risponde.anno': anno, 'risponde.numero': numero }]),
    ],
  };
}

/** One page of the drafts that the caller may see, last touched first. */
export async function listBozze(caller: Caller, query: QueryBozze): Promise<PaginaBozze> {
  const { limite = LIMITE_PREDEFINITO, cursore } = query;
  const filter = filterOf(caller, query);
  const page = cursore === undefined ? filter : { $and: [filter, afterCursor(cursore)] };
  const [found, counted] = await Promise.all([
    BozzaModel.find(page, RIGA)
      .sort({ aggiornata: -1, _id: -1 })
      .limit(limite + 1)
      .lean<RigaLetta[]>()
      .exec(),
    contaBozze(filter),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return { elementi, ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }), ...counted };
}
