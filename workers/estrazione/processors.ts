import { CODA_ESTRAZIONE, LAVORO_FILE } from '../../server/estrazione/accoda.js';
import { Estrattore } from '../../server/estrazione/processo.js';
import { elaboraFile } from '../../server/estrazione/service.js';
import { spazzaTesti } from '../../server/estrazione/spazza.js';
import type { Lavori } from '../registry.js';

/** The files of registrations, after their number was given: antivirus, whole format, words. A sweep finds what no job told. */
export const estrazione: Lavori = {
  coda: CODA_ESTRAZIONE,
  ricorrenze: [{ nome: 'estrazione.sweep', pattern: '*/10 * * * *' }],
  insieme: 2, // a long sweep does not keep today's files waiting
  processors: (deps) => {
    const perFile = new Estrattore();
    const perSweep = new Estrattore();
    let sweeping = false;
    return {
      [LAVORO_FILE]: async (job, segnale) => {
        const { sha256 } = job.data as { sha256: string };
        const close = (): void => perFile.close();
        segnale.addEventListener('abort', close);
        try {
          await elaboraFile({ ...deps, estrattore: perFile }, sha256);
        } finally {
          segnale.removeEventListener('abort', close); // the signal lives as long as the process
        }
      },
      'estrazione.sweep': async (_job, segnale) => {
        if (sweeping) return undefined;
        sweeping = true;
        try {
          const report = await spazzaTesti({ ...deps, estrattore: perSweep }, segnale);
          if (report.elaborati + report.falliti > 0) deps.log.info({ ...report }, 'files swept for their texts');
          return report;
        } finally {
          sweeping = false;
          perSweep.close();
        }
      },
    };
  },
};
