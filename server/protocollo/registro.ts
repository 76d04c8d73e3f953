import type { ClientSession } from 'mongoose';
import {
  findByChiavi,
  findCoda,
  giorniOf,
  insertBatch,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import type { RegisterClock } from '../lib/clock.js';
import { inTransaction } from '../accesso/transaction.js';
import { asDomainError, isDuplicateKey } from '../lib/mongo.js';
import { ChiaveRiusataError, ServizioNonDisponibileError } from '../lib/problem.js';
import { birthContent, canonicalText, HASH_INIZIALE, linkEventi, sha256Hex } from './canonico.js';
import { type Dettagli, evento } from './eventi.js';
import { type Coda, placeAfter, segnaturaOf } from './rules.js';

const MAX_BATCH = 100;
const MAX_WAITING = 5_000;
/** Overtaken so often by other processes, who asks is told to try again. */
const MAX_TENTATIVI = 50;

/** A registration, whole but for its place; `_id` is made with the request. */
export type Bozza = Omit<
  Registrazione,
  'anno' | 'numero' | 'dataRegistrazione' | 'canonico' | 'catena' | 'segnatura' | 'apertura'
> & {
  /** why it is born so, where there is something to say: the first act of its chain, in the same write */
  motivi?: Dettagli['nascita'];
};
export interface Esito {
  registrazione: Registrazione;
  /** false: it was there already, made by an earlier try of the same request */
  created: boolean;
}
interface Waiting {
  bozza: Bozza;
  resolve: (esito: Esito) => void;
  reject: (reason: unknown) => void;
}
/** Registrations that are born together or not at all. */
interface Insieme {
  bozze: readonly Bozza[];
  /** what is written with them, in the same transaction; run again with it */
  accanto: (session: ClientSession, nate: readonly Registrazione[]) => Promise<void>;
}

/** What stands before the next record: the last one, or what the opening of an AOO in mid-year states. */
export interface Inizio {
  coda: Coda | null;
  apertura?: NonNullable<Registrazione['apertura']>;
}

/** The registration with the act that says why it was born so; of the same instant, and no write of its own. */
function withMotivi(registrazione: Registrazione, motivi: Dettagli['nascita']): Registrazione {
  const { operatore, dataRegistrazione, nascita } = registrazione;
  const chi = {
    data: dataRegistrazione,
    utente: operatore,
    ...(nascita.perContoDi !== undefined && { perContoDi: nascita.perContoDi }),
  };
  const eventi = linkEventi(registrazione, [evento('nascita', chi, motivi)]);
  return { ...registrazione, eventi, giorniAtti: giorniOf(eventi) };
}

/** The records that follow, each born with the hash of the one before (docs/catena.md). Pure. */
export function linkAfter(
  { coda, apertura }: Inizio,
  bozze: readonly Bozza[],
  adesso: Date,
  codiceIPA: string,
  continua = false,
): Registrazione[] {
  let last = coda;
  return bozze.map(({ motivi, ...bozza }, i) => {
    const posto = placeAfter(last, adesso, continua);
    const precedente = last?.hash ?? HASH_INIZIALE;
    const segnatura = segnaturaOf(codiceIPA, bozza.aoo, bozza.registro, posto.dataRegistrazione, posto.numero);
    // an opening that a New Year has overtaken says nothing of the numbers any more
    const opens = i === 0 && apertura !== undefined && (continua || posto.anno === coda?.anno);
    const nata = { ...bozza, ...posto, segnatura, ...(opens && { apertura }) };
    const canonico = canonicalText(birthContent(nata, precedente));
    const hash = sha256Hex(canonico);
    last = { ...posto, hash };
    const registrazione = { ...nata, canonico, catena: { precedente, hash } };
    return motivi === undefined ? registrazione : withMotivi(registrazione, motivi);
  });
}

/** What the writer asks of the AOO: the opening stated before the first number, and its code in the index of administrations. */
export interface RegistroSource {
  codiceIPA(aoo: string): Promise<string>;
  /** Called when the register is still empty: from now on an opening cannot be stated any more; answers the one there is. */
  begin(aoo: string, registro: string): Promise<Inizio>;
  /** Whether the numbers of a register go on across the years; without it none does. */
  isContinua?(aoo: string, registro: string): Promise<boolean>;
}

interface Queue {
  waiting: Waiting[];
  insiemi: (() => Promise<unknown>)[];
  busy: boolean;
}

/**
 * The one way in which a number is given: last + 1 in the write that makes the record, decided by two unique indexes, so that
 * several processes on one database need neither counter nor transaction. Requests that wait in one process go together, as an
 * ordered batch of consecutive numbers; who is overtaken by another process gets a new number and hash and goes first.
 */
export class Registro {
  readonly #queues = new Map<string, Queue>();

  constructor(
    private readonly clock: RegisterClock,
    private readonly source: RegistroSource,
  ) {}

  /** @throws ChiaveRiusataError, OrologioNonAffidabileError, ServizioNonDisponibileError: nothing is written, no number used */
  register(bozza: Bozza): Promise<Esito> {
    const queue = this.#queueOf(bozza);
    if (queue.waiting.length >= MAX_WAITING) return Promise.reject(new ServizioNonDisponibileError());
    return new Promise((resolve, reject) => {
      queue.waiting.push({ bozza, resolve, reject });
      if (!queue.busy) void this.#drain(bozza.aoo, bozza.registro, queue);
    });
  }

  /**
   * Registers several documents as one: consecutive numbers in the order given, all in one transaction, so that whoever dies leaves
   * all or none. The only writes of the register that need one (protocollo.md §4).
   * @returns null if some of these requests are in the register already: who asks looks again
   * @throws OrologioNonAffidabileError, ServizioNonDisponibileError, whatever `accanto` throws: nothing is written; where the answer of
   *   the database was lost they may be there
   */
  registerTogether(insieme: Insieme): Promise<Registrazione[] | null> {
    const [first] = insieme.bozze;
    if (first === undefined) return Promise.resolve([]);
    const queue = this.#queueOf(first);
    return new Promise((resolve) => {
      queue.insiemi.push(() => {
        const done = this.#writeTogether(first.aoo, first.registro, insieme);
        resolve(done);
        return done.catch(() => undefined); // told to who asked; the queue goes on
      });
      if (!queue.busy) void this.#drain(first.aoo, first.registro, queue);
    });
  }

  #queueOf({ aoo, registro }: Pick<Bozza, 'aoo' | 'registro'>): Queue {
    const name = `${aoo}/${registro}`;
    const queue = this.#queues.get(name) ?? { waiting: [], insiemi: [], busy: false };
    this.#queues.set(name, queue);
    return queue;
  }

  async #drain(aoo: string, registro: string, queue: Queue): Promise<void> {
    queue.busy = true;
    while (queue.waiting.length + queue.insiemi.length > 0) {
      await queue.insiemi.shift()?.();
      const batch = queue.waiting.splice(0, MAX_BATCH);
      if (batch.length === 0) continue;
      try {
        queue.waiting.unshift(...(await this.#writeBatch(aoo, registro, batch)));
      } catch (error) {
        for (const { reject } of batch) reject(asDomainError(error));
      }
    }
    queue.busy = false;
  }

  /** Writes one ordered batch and answers what is in the register; returns those that another process overtook. */
  async #writeBatch(aoo: string, registro: string, batch: Waiting[]): Promise<Waiting[]> {
    const records = await this.#placed(
      aoo,
      registro,
      batch.map(({ bozza }) => bozza),
    );
    const failure: unknown = await insertBatch(records).then(
      () => null,
      (error: unknown) => error,
    ); // the first k may be in
    const known =
      failure === null
        ? records
        : await findByChiavi(
            aoo,
            batch.map(({ bozza }) => bozza.richiesta),
            registro,
          ); // a lost answer is settled here too
    return batch.filter(({ bozza: { _id, richiesta }, resolve, reject }) => {
      const found = known.find(
        (one) => one.richiesta.chiave === richiesta.chiave && one.richiesta.autore === richiesta.autore,
      );
      if (found === undefined && isDuplicateKey(failure)) return true;
      if (found === undefined)
        reject(asDomainError(failure)); // the same key may try again
      else if (found.richiesta.sha256 !== richiesta.sha256) reject(new ChiaveRiusataError());
      else resolve({ registrazione: found, created: found._id.equals(_id) });
      return false;
    });
  }

  async #writeTogether(aoo: string, registro: string, { bozze, accanto }: Insieme): Promise<Registrazione[] | null> {
    for (let tentativo = 0; tentativo < MAX_TENTATIVI; tentativo += 1) {
      const records = await this.#placed(aoo, registro, bozze);
      try {
        await inTransaction(async (session) => {
          await insertBatch(records, session);
          await accanto(session, records);
        });
        return records;
      } catch (error) {
        const known = await findByChiavi(
          aoo,
          bozze.map(({ richiesta }) => richiesta),
          registro,
        );
        if (known.length > 0) return null; // another batch, or this one, whose answer was lost
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new ServizioNonDisponibileError();
  }

  /** The records with their places after the last one that there is now. */
  async #placed(aoo: string, registro: string, bozze: readonly Bozza[]): Promise<Registrazione[]> {
    await this.clock.ensureReliable();
    const inizio = await this.#startOf(aoo, registro);
    return linkAfter(
      inizio,
      bozze,
      this.clock.now(),
      await this.source.codiceIPA(aoo),
      (await this.source.isContinua?.(aoo, registro)) ?? false,
    );
  }

  async #startOf(aoo: string, registro: string): Promise<Inizio> {
    const tail = await findCoda(aoo, registro);
    return tail === null
      ? this.source.begin(aoo, registro)
      : {
          coda: {
            anno: tail.anno,
            numero: tail.numero,
            dataRegistrazione: tail.dataRegistrazione,
            hash: tail.catena.hash,
          },
        };
  }
}
