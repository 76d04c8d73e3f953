import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import type { STATI_LINEA } from '../../schemas/conservazione.api.js';
import {
  ensureLinea,
  findLinea,
  idLinea,
  type LineaConservazione,
  LineaConservazioneModel,
} from '../../schemas/linea-conservazione.model.js';
import { type DepsConservazione, macchinaOf } from './deps.js';
import { isInOrario } from './orario.js';

/* Who may call a receiver now. The line is one small document: every process decides upon it by one conditional write. */

/** So many tries without an answer that counts, one after the other, open the circuit. */
export const GUASTI_MASSIMI = 5;
const MINUTO = 60_000;
/** Then one try at a time, so long after the last one. */
const PROVE = [MINUTO, 5 * MINUTO, 15 * MINUTO] as const;
/** A probe further away than any that is ever set: the clock of a demonstration was moved back. */
const MAX_PROVA = 20 * MINUTO;
const MAX_POSTO_MS = 10 * MINUTO;
const STORIA = 50;

/** How long to wait before the next probe after so many failures; 0 while the circuit is closed. Pure. */
export const attesaProva = (guasti: number): number =>
  guasti < GUASTI_MASSIMI ? 0 : (PROVE[Math.min(guasti - GUASTI_MASSIMI, PROVE.length - 1)] ?? MINUTO);

export type StatoLinea = (typeof STATI_LINEA)[number];

/** How a line stands, whatever its limits. Pure. */
export function statoLinea(
  { attivo, orario }: Pick<ConservatoreAoo, 'attivo' | 'orario'>,
  linea: Pick<LineaConservazione, 'pausa' | 'guasti' | 'prova'> | null,
  adesso: Date,
): StatoLinea {
  if (!attivo) return 'spenta';
  if (linea?.pausa !== undefined) return linea.pausa.chi === 'persona' ? 'in-pausa' : 'sospesa';
  if (!isInOrario(orario, adesso)) return 'fuori-orario';
  return linea !== null && linea.guasti >= GUASTI_MASSIMI ? 'interrotta' : 'attiva';
}

/** The places that are still held. */
const vivi = (macchina: Date, versamento: string) => ({
  $filter: {
    input: '$posti',
    cond: {
      $and: [
        { $gt: ['$$this.fino', macchina] },
        // further away than any that is taken: the clock of a machine was wrong
        { $lt: ['$$this.fino', new Date(macchina.getTime() + MAX_POSTO_MS)] },
        { $ne: ['$$this.versamento', versamento] },
      ],
    },
  },
});

/**
 * Takes a place on the line for one call, if it is open, has one free, and this minute is not full: one write, so that several worker
 * processes together never pass the limits. While the receiver does not answer, one call at a time is let through as a trial.
 * @param fino - when the place is free again by itself, by the clock of the machine
 */
export async function prendiPosto(
  deps: Pick<DepsConservazione, 'clock' | 'macchina'>,
  aoo: string,
  conservatore: ConservatoreAoo,
  versamento: string,
  fino: Date,
): Promise<boolean> {
  const adesso = deps.clock.now();
  const macchina = macchinaOf(deps);
  const { codice, attivo, orario, insieme, alMinuto } = conservatore;
  if (!attivo || !isInOrario(orario, adesso)) return false;
  const quale = Math.floor(macchina.getTime() / MINUTO);
  const began = { $cond: [{ $eq: ['$minuto.quale', quale] }, '$minuto.iniziati', 0] };
  const take = (): Promise<unknown> =>
    LineaConservazioneModel.findOneAndUpdate(
      {
        _id: idLinea(aoo, codice),
        pausa: { $exists: false },
        $or: [
          { prova: { $exists: false } },
          { prova: { $lte: adesso } },
          { prova: { $gt: new Date(adesso.getTime() + MAX_PROVA) } },
        ],
        $expr: {
          $and: [
            { $lt: [{ $size: vivi(macchina, versamento) }, insieme] },
            ...(alMinuto === undefined ? [] : [{ $lt: [began, alMinuto] }]),
          ],
        },
      },
      [
        {
          $set: {
            posti: { $concatArrays: [vivi(macchina, versamento), [{ versamento, fino }]] },
            minuto: { quale, iniziati: { $add: [began, 1] } },
            // the trial of now: the next one only after it
            prova: {
              $cond: [{ $gte: ['$guasti', GUASTI_MASSIMI] }, new Date(adesso.getTime() + PROVE[2]), '$$REMOVE'],
            },
          },
        },
      ],
      { updatePipeline: true, projection: { _id: 1 } },
    )
      .lean()
      .exec();
  if ((await take()) !== null) return true;
  if ((await findLinea(aoo, codice)) !== null) return false;
  await ensureLinea(aoo, codice).catch(() => undefined); // another process makes it too
  return (await take()) !== null;
}

/** The place is held until then. */
export const renewPosto = async (aoo: string, conservatore: string, versamento: string, fino: Date): Promise<void> => {
  await LineaConservazioneModel.updateOne(
    { _id: idLinea(aoo, conservatore), 'posti.versamento': versamento },
    { $set: { 'posti.$.fino': fino } },
  );
};

/** What a call says of the line: it answered; it did not; it refuses who calls; nothing. */
export type SegnoLinea = 'risposta' | 'guasto' | 'sospesa' | 'nulla';

/** Gives the place back, with what the call has shown of the line. */
export async function lasciaPosto(
  deps: Pick<DepsConservazione, 'clock'>,
  aoo: string,
  conservatore: string,
  versamento: string,
  segno: SegnoLinea,
  motivo = 'Il conservatore rifiuta le credenziali o la struttura.',
): Promise<void> {
  const adesso = deps.clock.now();
  const _id = idLinea(aoo, conservatore);
  const posti = { $filter: { input: '$posti', cond: { $ne: ['$$this.versamento', versamento] } } };
  const failed = { $add: ['$guasti', 1] };
  const attese = [0, 1, 2].map((n) => ({
    case: { $lte: [failed, GUASTI_MASSIMI + n] },
    then: new Date(adesso.getTime() + (PROVE[n] ?? MINUTO)),
  }));
  const last = new Date(adesso.getTime() + PROVE[2]);
  const said = {
    nulla: {},
    risposta: { guasti: 0, prova: '$$REMOVE', ultimaRisposta: adesso },
    guasto: {
      guasti: failed,
      prova: {
        $cond: [{ $gte: [failed, GUASTI_MASSIMI] }, { $switch: { branches: attese, default: last } }, '$$REMOVE'],
      },
    },
    sospesa: {
      guasti: 0,
      prova: '$$REMOVE',
      ultimaRisposta: adesso,
      pausa: { $ifNull: ['$pausa', { chi: 'credenziali', dal: adesso.toISOString(), motivo: { $literal: motivo } }] },
      storia: {
        $slice: [
          {
            $concatArrays: [
              '$storia',
              [{ quando: adesso.toISOString(), atto: 'sospensione', motivo: { $literal: motivo } }],
            ],
          },
          -STORIA,
        ],
      },
    },
  }[segno];
  await LineaConservazioneModel.updateOne({ _id }, [{ $set: { posti, ...said } }], { updatePipeline: true });
}

/** A person stops the line: nothing begins any more; what is being sent ends. Said twice it is once. */
export async function mettiInPausa(
  { clock }: Pick<DepsConservazione, 'clock'>,
  aoo: string,
  conservatore: string,
  { utente, motivo }: { utente: string; motivo: string },
): Promise<void> {
  await ensureLinea(aoo, conservatore);
  const quando = clock.now().toISOString();
  await LineaConservazioneModel.updateOne(
    { _id: idLinea(aoo, conservatore), 'pausa.chi': { $ne: 'persona' } },
    {
      $set: { pausa: { chi: 'persona', dal: quando, motivo, utente } },
      $push: { storia: { $each: [{ quando, atto: 'pausa', motivo, utente }], $slice: -STORIA } },
    },
  );
}

/** A person opens it again, whatever had stopped it, and what failed before counts no more. */
export async function apriLinea(
  { clock }: Pick<DepsConservazione, 'clock'>,
  aoo: string,
  conservatore: string,
  { utente, motivo }: { utente: string; motivo: string },
): Promise<void> {
  await ensureLinea(aoo, conservatore);
  const quando = clock.now().toISOString();
  await LineaConservazioneModel.updateOne(
    { _id: idLinea(aoo, conservatore) },
    {
      $set: { guasti: 0 },
      $unset: { pausa: 1, prova: 1 },
      $push: { storia: { $each: [{ quando, atto: 'ripresa', motivo, utente }], $slice: -STORIA } },
    },
  );
}
