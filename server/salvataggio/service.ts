import { setInterval } from 'node:timers';
import {
  beatSalvataggio,
  endSalvataggio,
  findSalvataggi,
  insertSalvataggio,
  interruptSalvataggi,
  type Salvataggio,
} from '../../schemas/salvataggio.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import type { Clock } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { SalvataggioError } from './errori.js';
import { saveAll, type Salvato } from './salva.js';

const BEAT_MS = 15_000;
const DEAD_MS = 120_000;
const HOUR_MS = 3_600_000;
/** A night and some hours for the job itself. */
const LATE_MS = 30 * HOUR_MS;

export interface LuogoSalvataggi {
  cartella: string;
  /** how many backups stay */
  conserva: number;
}

/**
 * One backup with its trace: begun, alive, ended well or not (DPR 445/2000 art. 62). One at a time on a database, whoever asks.
 * @param clock - the machine's, never a demonstration's moved one: a backup is a thing of the machine
 * @throws SalvataggioError while another one works, or saying what went wrong; the trace then says the same
 */
export async function runSalvataggio(
  { store, clock, luogo }: { store: ObjectStore; clock: Clock; luogo: LuogoSalvataggi },
  { completo = false, onPasso }: { completo?: boolean; onPasso?: (passo: string) => void } = {},
): Promise<Salvato> {
  const inizio = clock.now();
  await interruptSalvataggi(new Date(inizio.getTime() - DEAD_MS), inizio);
  const id = await insertSalvataggio(inizio).catch((error: unknown) => {
    throw isDuplicateKey(error)
      ? new SalvataggioError('Un altro salvataggio è in corso: attendere che finisca', { cause: error })
      : error;
  });
  const pulse = setInterval(() => void beatSalvataggio(id, clock.now()).catch(() => undefined), BEAT_MS);
  try {
    const salvato = await saveAll({
      store,
      luogo: luogo.cartella,
      conserva: luogo.conserva,
      adesso: inizio,
      completo,
      ...(onPasso !== undefined && { onPasso }),
    });
    await endSalvataggio(id, clock.now(), { stato: 'riuscito', ...salvato });
    return salvato;
  } catch (error) {
    const errore = error instanceof SalvataggioError ? error.message : 'Errore imprevisto: leggere il log del worker';
    await endSalvataggio(id, clock.now(), { stato: 'fallito', errore }).catch(() => undefined); // the database may be what is away
    throw error;
  } finally {
    clearInterval(pulse);
  }
}

/**
 * What must be told about the backups; undefined when the last night went well. Pure.
 * @param tentativi - newest first
 * @see DPR 445/2000 art. 61 c. 3 lett. e, art. 62
 */
export function allarmeOf(
  tentativi: readonly Pick<Salvataggio, 'stato' | 'inizio' | 'errore'>[],
  adesso: Date,
  configurato: boolean,
): string | undefined {
  if (!configurato)
    return 'Nessun luogo è configurato per i salvataggi notturni (variabile BACKUP_DIR): i dati non hanno copia.';
  const [last] = tentativi.filter(({ stato }) => stato !== 'in-corso');
  if (last !== undefined && last.stato !== 'riuscito')
    return `L’ultimo salvataggio non è riuscito: ${last.errore ?? 'causa non nota'}`;
  const good = tentativi.find(({ stato }) => stato === 'riuscito');
  if (good === undefined) return 'Nessun salvataggio è ancora riuscito: il primo parte nella notte.';
  const hours = Math.floor((adesso.getTime() - good.inizio.getTime()) / HOUR_MS);
  return hours * HOUR_MS >= LATE_MS
    ? `L’ultimo salvataggio riuscito è di ${hours} ore fa: verificare che il worker sia in funzione.`
    : undefined;
}

/** The last tries and what must be told of them. */
export async function seeSalvataggi(clock: Clock, configurato: boolean) {
  const tentativi = await findSalvataggi(60);
  return { tentativi, allarme: allarmeOf(tentativi, clock.now(), configurato) };
}
