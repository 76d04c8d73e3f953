import {
  type EventoRegistrato,
  modelOf,
  RegistrazioneModel,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import type { PostoConImpronta } from '../../schemas/registro-giornaliero.model.js';
import { UtenteModel, type Utente } from '../../schemas/utente.model.js';
import { legalDay, legalYear } from '../lib/clock.js';
import { readEvento } from '../protocollo/canonico.js';
import type { AttoRegistrato } from './istantanea.js';

/** What the registers of days and years ask of the register of protocol; only what the majority keeps. */

const BATCH = 100;

/** Words and keys are in no register, and are half of a record. */
const SENZA_INDICI = { parole: 0, richiesta: 0, richieste: 0 } as const;

/** The first registration of an AOO; null where nothing is registered yet. */
export const findPrima = (aoo: string, registro: string): Promise<Registrazione | null> =>
  RegistrazioneModel.findOne({ aoo, registro }, SENZA_INDICI)
    .sort({ anno: 1, numero: 1 })
    .readConcern('majority')
    .lean<Registrazione>()
    .exec();

/** The registrations of a year from a number on, in their order, as they come. */
const cursorOf = (aoo: string, registro: string, anno: number, dopo: number): AsyncIterable<Registrazione> =>
  modelOf(registro)
    .find({ aoo, registro, anno, numero: { $gt: dopo } }, SENZA_INDICI)
    .sort({ numero: 1 })
    .readConcern('majority')
    .lean<Registrazione[]>()
    .cursor({ batchSize: BATCH });

/**
 * The registrations that follow `dopo` in the chain and are dated before `fine`: by their place, not by their date, so that each
 * is in exactly one register whatever process wrote it when.
 * @param dopo - last registration that a register holds; null: from the first of all
 */
export async function* registrazioniAfter(
  aoo: string,
  registro: string,
  dopo: PostoConImpronta | null,
  fine: Date,
): AsyncGenerator<Registrazione, void> {
  const first = dopo?.anno ?? (await findPrima(aoo, registro))?.anno;
  if (first === undefined) return;
  for (let anno = first; anno <= legalYear(new Date(fine.getTime() - 1)); anno += 1)
    for await (const record of cursorOf(aoo, registro, anno, anno === dopo?.anno ? dopo.numero : -Infinity)) {
      if (record.dataRegistrazione >= fine) return;
      yield record;
    }
}

/** All registrations of a year, in their order. */
export const registrazioniOfAnno = (aoo: string, registro: string, anno: number): AsyncIterable<Registrazione> =>
  cursorOf(aoo, registro, anno, -Infinity);

/** The registrations on which something was done on those legal days (both included), by year and number. */
export const registrazioniConAtti = (
  aoo: string,
  registro: string,
  dal: string,
  al: string,
): AsyncIterable<Registrazione> =>
  RegistrazioneModel.find({ aoo, registro, giorniAtti: dal === al ? dal : { $gte: dal, $lte: al } }, SENZA_INDICI)
    .sort({ anno: 1, numero: 1 })
    .readConcern('majority')
    .lean<Registrazione[]>()
    .cursor({ batchSize: BATCH });

export const giornoOf = (evento: EventoRegistrato): string => legalDay(new Date(readEvento(evento).data));
export const giornoOfAtto = ({ evento }: AttoRegistrato): string => legalDay(new Date(evento.data));

/** How many acts were done on each of those legal days (both included). */
export async function countAtti(
  aoo: string,
  registro: string,
  dal: string,
  al: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const acted = RegistrazioneModel.find({ aoo, registro, giorniAtti: { $gte: dal, $lte: al } }, { _id: 0, eventi: 1 })
    .readConcern('majority')
    .lean<Pick<Registrazione, 'eventi'>[]>()
    .cursor({ batchSize: BATCH });
  for await (const { eventi } of acted)
    for (const day of eventi.map(giornoOf)) if (day >= dal && day <= al) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

export type Responsabile = Pick<Utente, '_id' | 'denominazione'>;

/** Who was the responsabile della gestione documentale of an AOO on which legal day (DPR 445/2000 art. 61); null: nobody. */
export async function findResponsabili(aoo: string): Promise<(giorno: string) => Responsabile | null> {
  const users = await UtenteModel.find(
    { incarichi: { $elemMatch: { aoo, ruolo: 'rgd' } } },
    { denominazione: 1, incarichi: 1, attivo: 1 },
  )
    .sort({ attivo: -1, _id: 1 })
    .lean<Pick<Utente, '_id' | 'denominazione' | 'incarichi'>[]>();
  return (giorno) =>
    users.find(({ incarichi }) =>
      incarichi.some(
        ({ aoo: where, ruolo, dal = giorno, al = giorno }) =>
          where === aoo && ruolo === 'rgd' && dal <= giorno && giorno <= al,
      ),
    ) ?? null;
}

/** First and last legal day of a year. */
export const giorniDellAnno = (anno: number): readonly [string, string] => [`${anno}-01-01`, `${anno}-12-31`];
