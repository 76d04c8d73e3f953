import { mongo } from 'mongoose';
import { INDICE_ATTESE, INDICE_ATTESE_ATTI } from '../../schemas/registrazione-indici.js';
import { AttoRepertorioModel, type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Filtro } from '../accesso/visibilita.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { afterCursor, cursorOf } from '../protocollo/elenchi.js';
import type { CodaDi } from './code.js';

/** Where what stands in a queue lies, and how it is read from the oldest on. */
export interface Fonte {
  records: typeof RegistrazioneModel;
  indice: Readonly<Record<string, 1>>;
  ordine: Readonly<Record<string, 1>>;
  cursorOf: (one: Registrazione) => string;
  /** @throws DatiNonValidiError for a cursor of another list */
  after: (cursore: string) => Filtro;
}

const PROTOCOLLO: Fonte = {
  records: RegistrazioneModel,
  indice: INDICE_ATTESE,
  ordine: { anno: 1, numero: 1 },
  cursorOf,
  after: (cursore) => afterCursor(cursore, 'dopo'),
};

const cursoreAtto = ({ dataRegistrazione, _id }: Registrazione): string =>
  `${dataRegistrazione.getTime()}-${_id.toHexString()}`;

function afterAtto(cursore: string): Filtro {
  const [, ms, id] = /^(\d{1,15})-([0-9a-f]{24})$/.exec(cursore) ?? [];
  if (ms === undefined || id === undefined)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const dataRegistrazione = new Date(Number(ms));
  return {
    $or: [
      { dataRegistrazione: { $gt: dataRegistrazione } },
      { dataRegistrazione, _id: { $gt: new mongo.ObjectId(id) } },
    ],
  };
}

/** Each repertorio has its own numbers: the instants alone tell which act is the older. */
const REPERTORI: Fonte = {
  records: AttoRepertorioModel,
  indice: INDICE_ATTESE_ATTI,
  ordine: { dataRegistrazione: 1, _id: 1 },
  cursorOf: cursoreAtto,
  after: afterAtto,
};

export const fonteDi = ({ repertori }: Pick<CodaDi, 'repertori'>): Fonte =>
  repertori === true ? REPERTORI : PROTOCOLLO;
