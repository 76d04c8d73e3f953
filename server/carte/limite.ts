import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

const MINUTO_S = 60;
/** Redis only counts: when it does not answer, this process counts for itself. */
const REDIS_MS = 1_000;

/**
 * Counts what comes from one address, on Redis for all processes.
 * @returns for a key: seconds to wait, 0 if it may go on
 */
export function createLimite(redis: Redis, keyPrefix: string, alMinuto: number): (key: string) => Promise<number> {
  const options = { keyPrefix, points: alMinuto, duration: MINUTO_S };
  const inMemory = new RateLimiterMemory(options);
  const onRedis = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: inMemory,
  });
  return async (key) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<RateLimiterRes>((resolve, reject) => {
      timer = setTimeout(() => void inMemory.consume(key).then(resolve, reject), REDIS_MS);
    });
    try {
      await Promise.race([onRedis.consume(key), late]);
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
      throw refused;
    } finally {
      clearTimeout(timer);
    }
  };
}
