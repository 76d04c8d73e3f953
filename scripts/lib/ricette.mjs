// How each private server is started. Each function fetches the program if need be and makes its folder.
import { mkdirSync } from 'node:fs';
import { findMongod, mongodArguments } from './mongodb.mjs';
import { nodeArguments } from './node.mjs';
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

/** As it is named among the processes and in servizi.json. */
export const SIMULATORE = 'simulatoreParer';
export const UTENTE_SIMULATORE = 'protocollo_c_x000';

/** The simulated receiver of conservation: never in production, whatever the environment of who starts the demo says. */
export const simulatoreRecipe = (port, dir, password) => ({
  nome: SIMULATORE,
  comando: process.execPath,
  argomenti: nodeArguments('scripts/simulatore-parer.js'),
  env: {
    NODE_ENV: undefined,
    SIMULATORE_PORTA: String(port),
    SIMULATORE_DIR: own(dir),
    PARER_UTENTE: UTENTE_SIMULATORE,
    PARER_PASSWORD: password,
  },
  limiteMs: 5_000,
});

/** The S3 server of a test run: its data are thrown away, so it is not waited for. */
export async function s3Recipe(dir) {
  const plan = await weedPlan(own(dir));
  return {
    ...plan,
    ricetta: { nome: 's3', comando: await findWeed(), argomenti: plan.arguments, env: plan.env, segnale: 'SIGKILL' },
  };
}
