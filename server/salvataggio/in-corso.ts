import mongoose from 'mongoose';
import { ConfigurazioneError } from '../lib/config.js';

/** Collection that says, while a restore works, which backup it comes from: only that one may go on after a kill. */
export const SEGNO = 'ripristinoInCorso';

/** Nothing works on a database that was restored half-way. @throws ConfigurazioneError */
export async function requireNoRestore(): Promise<void> {
  if ((await mongoose.connection.db?.collection(SEGNO).findOne()) == null) return;
  throw new ConfigurazioneError(
    'In questa base dati un ripristino è rimasto a metà: ripetere npm run ripristino con lo stesso salvataggio.',
  );
}
