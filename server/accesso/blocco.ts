import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import { DomainError } from '../lib/problem.js';
import { createGate } from './gate.js';

const MAX_ACCOUNT = 5;
const MAX_INDIRIZZO = 20;
const WINDOW_SECONDS = 15 * 60;
/** Redis only counts: when it does not answer, this process counts for itself. */
const REDIS_TIMEOUT_MS = 1_000;

/** Same text whether the user exists or not. */
export class TroppiTentativiError extends DomainError {
  readonly code = 'troppi-tentativi';
  override readonly retryAfterSeconds: number;
  constructor(seconds: number) {
    const minutes = Math.ceil(seconds / 60);
    super(
      `Troppi tentativi di accesso non riusciti: riprovare tra ${minutes === 1 ? 'un minuto' : `${minutes} minuti`}, oppure rivolgersi all’amministratore di sistema.`,
    );
    this.retryAfterSeconds = seconds;
  }
}

/** Counts failures by key, on Redis for all processes. */
class Failures {
  readonly #onRedis: RateLimiterAbstract;
  readonly #inMemory: RateLimiterAbstract;

  constructor(
    redis: Redis,
    keyPrefix: string,
    private readonly max: number,
  ) {
    const options = { keyPrefix, points: max, duration: WINDOW_SECONDS };
    this.#inMemory = new RateLimiterMemory(options);
    this.#onRedis = new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true });
  }

  async #either<T>(ask: (limiter: RateLimiterAbstract) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('redis does not answer')), REDIS_TIMEOUT_MS);
    });
    try {
      return await Promise.race([ask(this.#onRedis), late]);
    } catch {
      return await ask(this.#inMemory);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Failures within the window. */
  async count(key: string): Promise<number> {
    return (await this.#either((limiter) => limiter.get(key)))?.consumedPoints ?? 0;
  }

  /** Seconds for which the key is locked; 0 if it is not. */
  async lockedSeconds(key: string): Promise<number> {
    const state: RateLimiterRes | null = await this.#either((limiter) => limiter.get(key));
    return state !== null && state.consumedPoints >= this.max ? Math.max(1, Math.ceil(state.msBeforeNext / 1000)) : 0;
  }

  /** One more; the last that is allowed locks the key for a whole window. */
  async add(key: string): Promise<void> {
    const { consumedPoints } = await this.#either((limiter) => limiter.penalty(key, 1));
    if (consumedPoints >= this.max) await this.#either((limiter) => limiter.block(key, WINDOW_SECONDS));
  }

  async forgive(key: string, points: number): Promise<void> {
    if (points > 0) await this.#either((limiter) => limiter.reward(key, points));
  }

  async reset(key: string): Promise<void> {
    await this.#either((limiter) => limiter.delete(key));
  }
}

/** `2001:db8:1:2::5` → `2001:db8:1:2`: one subscriber has a whole /64. An IPv4 address stays as it is. */
export function networkOf(address: string): string {
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice('::ffff:'.length);
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(tail ?? '').split(':')]
    .slice(0, 4)
    .join(':');
}

export interface Blocco {
  /**
   * One try to sign in. Tries on one account follow each other, so that many at once are not more guesses.
   * @param prova - checks the password; undefined is a failure
   * @throws TroppiTentativiError when the account or the address is locked; nothing is checked then
   */
  attempt<T>(utente: string, indirizzo: string, prova: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Lets an account try again at once, whatever was counted against it. */
  unlock(utente: string): Promise<void>;
}

/**
 * The lock-out: five failures of an account (also of one that does not exist) or twenty from an address within a quarter of an
 * hour lock it for as long. Who gets in clears the own failures from the address too, so that an office behind one address is
 * locked by guesses only, not by the mistypes of many.
 */
export function createBlocco(redis: Redis, prefix: string): Blocco {
  const accounts = new Failures(redis, `${prefix}:accesso:utente`, MAX_ACCOUNT);
  const addresses = new Failures(redis, `${prefix}:accesso:indirizzo`, MAX_INDIRIZZO);
  const byAccount = createGate(1);
  const byAddress = createGate(4);

  async function attempt<T>(
    account: string,
    address: string,
    prova: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const [accountSeconds, addressSeconds] = await Promise.all([
      accounts.lockedSeconds(account),
      addresses.lockedSeconds(address),
    ]);
    const seconds = Math.max(accountSeconds, addressSeconds);
    if (seconds > 0) throw new TroppiTentativiError(seconds);
    const outcome = await prova();
    if (outcome === undefined) {
      await Promise.all([accounts.add(account), addresses.add(address)]);
    } else {
      const mistypes = await accounts.count(account);
      if (mistypes > 0)
        await Promise.all([
          accounts.reset(account),
          addresses.forgive(address, Math.min(mistypes, await addresses.count(address))),
        ]);
    }
    return outcome;
  }

  const accountOf = (utente: string): string => createHash('sha256').update(utente).digest('hex').slice(0, 32); // what was typed may be a password: not into Redis

  return {
    unlock: (utente) => accounts.reset(accountOf(utente)),
    attempt: (utente, indirizzo, prova) => {
      const account = accountOf(utente);
      const address = networkOf(indirizzo);
      return byAddress(address, () => byAccount(account, () => attempt(account, address, prova)));
    },
  };
}
