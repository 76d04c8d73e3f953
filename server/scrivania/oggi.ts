import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { Flusso } from '../../schemas/registrazione.api.js';
import type { Scrivania } from '../../schemas/scrivania.api.js';
import { createCache } from '../accesso/cache.js';
import { legalYear, startOfLegalDay } from '../lib/clock.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

/** All who look within this time look at the same figures. */
const TTL_MS = 3_000;
/** More than a day may hold here are counted no further. */
const MAX_GIORNO = 5_000;

interface Riga {
  numero: number;
  flusso: Flusso;
  dataRegistrazione: Date;
}

/** Read from the last number backwards: numbers and dates grow together, so a day is the end of the register. */
async function contaGiorno(aoo: string, giorno: string): Promise<NonNullable<Scrivania['oggi']>> {
  const start = startOfLegalDay(giorno);
  const figures = { E: 0, U: 0, I: 0 };
  let ultimoNumero: number | undefined;
  const cursor = RegistrazioneModel.find(
    { aoo, registro: REGISTRO_GENERALE, anno: legalYear(start) },
    { _id: 0, numero: 1, flusso: 1, dataRegistrazione: 1 },
  )
    .sort({ anno: -1, numero: -1 })
    .limit(MAX_GIORNO)
    .lean<Riga[]>()
    .cursor({ batchSize: 200 });
  for await (const { numero, flusso, dataRegistrazione } of cursor as AsyncIterable<Riga>) {
    ultimoNumero ??= numero;
    if (dataRegistrazione < start) break;
    figures[flusso] += 1;
  }
  return { ...figures, ...(ultimoNumero !== undefined && { ultimoNumero }) };
}

const figures = createCache(
  (key) => {
    const [, aoo = '', giorno = ''] = key.split('/');
    return contaGiorno(aoo, giorno);
  },
  { ttlMs: TTL_MS, max: 200 },
);

/** Registrations of a legal day so far, by flusso, and the last number of the year. */
export const oggiOf = (aoo: string, giorno: string): Promise<NonNullable<Scrivania['oggi']>> =>
  figures.get(`${RegistrazioneModel.db.name}/${aoo}/${giorno}`);
