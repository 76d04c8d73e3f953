import { z } from 'zod';
import { findDaFare } from '../../schemas/scansione.model.js';
import { findSistema } from '../../schemas/sistema.model.js';
import { registroSource } from '../../server/protocollo/apertura.js';
import { Registro } from '../../server/protocollo/registro.js';
import { annotaPendenti } from '../../server/attestazioni/annota.js';
import {
  CODA_PAGINE,
  CODA_SCANSIONE,
  LAVORO_AVANZA,
  LAVORO_CARTELLA,
  LAVORO_PAGINA,
  LAVORO_SWEEP_SCANSIONI,
  opzioniAvanza,
  opzioniPagina,
  PAGINE_INSIEME,
} from '../../server/scansione/accoda.js';
import { avanzaScansione } from '../../server/scansione/avanza.js';
import { guardaCartella } from '../../server/scansione/cartella.js';
import type { DepsScansione } from '../../server/scansione/deps.js';
import { LettoreImmagini } from '../../server/scansione/immagini/lettore.js';
import { Lettore } from '../../server/scansione/ocr/lettore.js';
import { leggiProssima } from '../../server/scansione/pagina.js';
import type { Lavori, WorkerDeps } from '../registry.js';

const Avanza = z.strictObject({ scansione: z.string() }); // ids only: Redis keeps clear text
const Pagina = z.strictObject({ scansione: z.string(), posto: z.int(), verso: z.enum(['a', 'b']) });

const MAX_SCANSIONI = 200;

type DepsLavoro = DepsScansione & { immagini: LettoreImmagini; parole: Lettore };

/** What reads, made when it is first needed and once for the process; engines that rest give their memory back. */
function creaDeps({ clock, store, config, log, redis }: WorkerDeps): () => Promise<DepsLavoro> {
  let made: Promise<DepsLavoro> | undefined;
  const make = async (): Promise<DepsLavoro> => {
    const sistema = await findSistema();
    return {
      clock,
      store,
      config,
      log,
      redis,
      registro: new Registro(clock, registroSource),
      dimostrazione: sistema?.dimostrazione === true,
      immagini: new LettoreImmagini(),
      parole: new Lettore({ tesseract: config.scansione.tesseract, insieme: config.scansione.insieme }),
    };
  };
  return () => (made ??= make());
}

/** Says that pages of a scan wait: as many jobs as pages may be read at once, each of which goes on with the next. */
async function announcePagine({ queueOf }: WorkerDeps, scansione: string): Promise<void> {
  await queueOf(CODA_PAGINE).addBulk(
    Array.from({ length: PAGINE_INSIEME }, (_one, posto) => ({
      name: LAVORO_PAGINA,
      data: { scansione, posto, verso: 'a' },
      opts: opzioniPagina(scansione, posto, 'a'),
    })),
  );
}

const announce = async ({ queueOf }: WorkerDeps, scansioni: readonly string[], perche: string): Promise<void> => {
  await queueOf(CODA_SCANSIONE).addBulk(
    scansioni.map((scansione) => ({
      name: LAVORO_AVANZA,
      data: { scansione },
      opts: opzioniAvanza(scansione, perche),
    })),
  );
};

/** Scans: what each needs next. Every fifteen seconds the database is asked for what no job told. */
export const scansione: Lavori = {
  coda: CODA_SCANSIONE,
  ricorrenze: [
    { nome: LAVORO_SWEEP_SCANSIONI, ogniMs: 15_000 },
    { nome: LAVORO_CARTELLA, ogniMs: 15_000 },
  ],
  insieme: 2,
  processors: (deps) => {
    const area = creaDeps(deps);
    let watching = false;
    return {
      [LAVORO_AVANZA]: async (job) => {
        const { scansione: id } = Avanza.parse(job.data);
        const { daLeggere, nuove } = await avanzaScansione(await area(), id);
        if (daLeggere) await announcePagine(deps, id);
        if (nuove.length > 0) await announce(deps, nuove, 'nuova');
      },
      [LAVORO_SWEEP_SCANSIONI]: async () => {
        const due = await findDaFare(new Date(), MAX_SCANSIONI);
        if (due.length > 0)
          await announce(
            deps,
            due.map(({ _id }) => _id),
            'sweep',
          );
        await annotaPendenti(deps); // last: a large attestation keeps no scan waiting
        return due.length;
      },
      [LAVORO_CARTELLA]: async (_job, segnale) => {
        if (watching || deps.config.scansione.cartella === undefined) return 0;
        watching = true;
        try {
          const made = await guardaCartella(await area(), segnale);
          if (made.length > 0) await announce(deps, made, 'cartella');
          return made.length;
        } finally {
          watching = false;
        }
      },
    };
  },
};

/** Pages: a queue of their own, so that long readings never keep a scan that is ready waiting. */
export const pagine: Lavori = {
  coda: CODA_PAGINE,
  insieme: PAGINE_INSIEME,
  processors: (deps) => {
    const area = creaDeps(deps);
    let closing: Promise<unknown> | undefined;
    return {
      [LAVORO_PAGINA]: async (job, segnale) => {
        const { scansione: id, posto, verso } = Pagina.parse(job.data);
        const here = await area();
        const { immagini, parole } = here;
        const close = (): void => {
          immagini.close();
          closing ??= parole.close();
        };
        segnale.addEventListener('abort', close);
        try {
          const fatta = await leggiProssima(here, id);
          if (fatta === 'ultima') await announce(deps, [id], `pagine-${posto}-${verso}`);
          if (fatta !== 'letta' || segnale.aborted) return fatta;
          const next = verso === 'a' ? 'b' : 'a';
          await deps
            .queueOf(CODA_PAGINE)
            .add(LAVORO_PAGINA, { scansione: id, posto, verso: next }, opzioniPagina(id, posto, next));
          return fatta;
        } finally {
          segnale.removeEventListener('abort', close); // the signal lives as long as the process
        }
      },
    };
  },
};
