import type { Redis } from 'ioredis';
import type { ObjectStore } from '../storage/object-store.js';
import type { Config } from './lib/config.js';
import type { RegisterClock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import type { Registro } from './protocollo/registro.js';

/** What is passed in to services and routers; made once in `main.ts`. */
export interface Deps {
  config: Config;
  log: Logger;
  clock: RegisterClock;
  store: ObjectStore;
  redis: Redis;
  registro: Registro;
  /** a demonstration or test database: the clock may be moved, every page says ESEMPIO */
  dimostrazione: boolean;
}
