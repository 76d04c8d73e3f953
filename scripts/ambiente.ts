import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigurazioneError } from '../server/lib/config.js';

const Servizi = z.object({
  mongodb: z.object({ uri: z.string() }),
  redis: z.object({ url: z.string() }),
  storage: z.object({
    tipo: z.enum(['cartella', 's3']),
    percorso: z.string().optional(),
    endpoint: z.string().optional(),
    bucket: z.string().optional(),
  }),
});

/**
 * Addresses for a command that is run beside the services: from the environment; what it does not say, from the demo that runs
 * (`servizi.json`). @throws ConfigurazioneError when neither says where the database is
 */
export function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env['MONGODB_URI'] !== undefined && env['MONGODB_URI'] !== '')
    return { REDIS_URL: 'redis://127.0.0.1:6379', ...env };
  const file = path.resolve(env['DATA_DIR'] ?? '.data', 'servizi.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurazioneError(
      `Non so dove sia la base dati: impostare MONGODB_URI, oppure avviare la dimostrazione (manca ${file}).`,
    );
  }
  const { mongodb, redis, storage } = Servizi.parse(JSON.parse(text));
  return {
    ...env,
    MONGODB_URI: mongodb.uri,
    REDIS_URL: redis.url,
    ...(storage.percorso !== undefined && { STORAGE_DIR: storage.percorso }),
    ...(storage.endpoint !== undefined && { S3_ENDPOINT: storage.endpoint }),
    ...(storage.bucket !== undefined && { S3_BUCKET: storage.bucket }),
  };
}
