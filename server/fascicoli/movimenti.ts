import type { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { DocumentoModel, type Documento } from '../../schemas/documento.model.js';
import type { MovimentiRisposta } from '../../schemas/fascicolo.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { findMovimenti, type Movimento } from '../../schemas/movimento-fascicolo.model.js';
import {
  AttoRepertorioModel,
  modelOf,
  RegistrazioneModel,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import { visibleTo } from '../accesso/visibilita.js';
import { rfc3339 } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { refOf } from '../protocollo/registrazioni-http.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { findBrevi, visibleDocumenti } from './visibilita.js';

const chiaveOf = (documento: Movimento['documento']): string => ('id' in documento ? documento.id : refOf(documento));

/** The oggetti of the documents of those movements, as far as the caller may see them. */
async function oggettiOf(caller: Caller, movimenti: readonly Movimento[]): Promise<Map<string, string>> {
  const posti = movimenti.flatMap(({ documento }) =>
    'id' in documento ? [] : [{ registro: REGISTRO_GENERALE, ...documento }],
  );
  const ids = movimenti.flatMap(({ documento }) => ('id' in documento ? [documento.id] : []));
  const oggettiIn = async (records: typeof RegistrazioneModel) => {
    const here = posti.filter(({ registro }) => modelOf(registro) === records);
    if (here.length === 0) return [];
    return records
      .find(
        { $and: [{ aoo: caller.aoo, $or: here }, visibleTo(caller)] },
        { _id: 0, registro: 1, anno: 1, numero: 1, oggetto: 1 },
      )
      .lean<Pick<Registrazione, 'registro' | 'anno' | 'numero' | 'oggetto'>[]>();
  };
  const [registrazioni, documenti] = await Promise.all([
    Promise.all([RegistrazioneModel, AttoRepertorioModel].map(oggettiIn)),
    ids.length === 0
      ? []
      : DocumentoModel.find(
          { $and: [{ aoo: caller.aoo, _id: { $in: ids } }, visibleDocumenti(caller)] },
          { oggetto: 1 },
        ).lean<Pick<Documento, '_id' | 'oggetto'>[]>(),
  ]);
  return new Map([
    ...registrazioni.flat().map((one) => [refOf(one), one.oggetto] as const),
    ...documenti.map(({ _id, oggetto }) => [_id, oggetto] as const),
  ]);
}

/** One page of what came into a fascicolo and left it, newest first, as far as the caller may see the documents. */
export async function listMovimenti(
  caller: Caller,
  fascicolo: Fascicolo,
  { limite = LIMITE_PREDEFINITO, cursore }: { limite?: number | undefined; cursore?: string | undefined },
): Promise<z.output<typeof MovimentiRisposta>> {
  const match = cursore === undefined ? null : /^(\d{1,15})~(.{1,120})$/.exec(cursore);
  if (cursore !== undefined && match === null)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const prima = match === null ? undefined : { data: new Date(Number(match[1])), _id: match[2] ?? '' };
  const found = await findMovimenti(caller.aoo, fascicolo._id, limite + 1, prima);
  const page = found.slice(0, limite);
  const last = page.at(-1);
  const [oggetti, altri] = await Promise.all([
    oggettiOf(caller, page),
    findBrevi(
      caller,
      page.flatMap(({ altro }) => altro ?? []),
    ),
  ]);
  return {
    elementi: page.flatMap((one) => {
      const oggetto = oggetti.get(chiaveOf(one.documento));
      if (oggetto === undefined) return [];
      const altro = one.altro === undefined ? undefined : altri.get(one.altro);
      return [
        {
          tipo: one.tipo,
          data: rfc3339(one.data),
          utente: one.utente,
          ...(one.perContoDi !== undefined && { perContoDi: one.perContoDi }),
          ...('id' in one.documento ? { documento: one.documento.id } : { registrazione: one.documento }),
          oggetto,
          principale: one.principale,
          ...(altro !== undefined && { altro }),
          ...(one.motivo !== undefined && { motivo: one.motivo }),
        },
      ];
    }),
    ...(found.length > limite && last !== undefined && { cursore: `${last.data.getTime()}~${last._id}` }),
  };
}
