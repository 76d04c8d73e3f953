// How each private server is started. Each function fetches the program if need be and makes its folder.
import { mkdirSync } from 'node:fs';
import { findMongod, mongodArguments } from './mongodb.mjs';
import { findRedisServer, redisArguments } from './redis.mjs';
import { findWeed, weedPlan } from './seaweedfs.mjs';

const own = (dir) => (mkdirSync(dir, { recursive: true, mode: 0o700 }), dir);

/** @returns {Promise<import('./figli.mjs').Ricetta>} */
export async function mongodRecipe(port, dir) {
  return {
    nome: 'mongodb',
    comando: await findMongod(),
    argomenti: mongodArguments({ port, dbpath: own(dir) }),
    limiteMs: 20_000,
  };
}

/** @returns {Promise<import('./figli.mjs').Ricetta>} */
export async function redisRecipe(port, dir) {
  return {
    nome: 'redis',
    comando: await findRedisServer(),
    argomenti: redisArguments({ port, dir: own(dir) }),
    limiteMs: 10_000,
  };
}

/** The S3 server of a test run: its data are thrown away, so it is not waited for. */
export async function s3Recipe(dir) {
  const plan = await weedPlan(own(dir));
  return {
    ...plan,
    ricetta: { nome: 's3', comando: await findWeed(), argomenti: plan.arguments, env: plan.env, segnale: 'SIGKILL' },
  };
}
