import { Redis } from 'ioredis';
import type { Logger } from './logger.js';

/**
 * Redis only dispatches: when it goes away the process goes on, and says so once.
 * @param offlineQueue - commands wait until it is back (the worker), instead of failing at once (the web process)
 */
export function connectRedis(url: string, log: Logger, { offlineQueue = false } = {}): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: offlineQueue,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  let away = false;
  redis.on('error', (error) => {
    if (!away) log.warn({ err: error.message }, 'redis away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('redis back');
    away = false;
  });
  return redis;
}
