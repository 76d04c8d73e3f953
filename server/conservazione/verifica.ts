import { legalYear } from '../lib/clock.js';
import { type Versamento, VersamentoModel } from '../../schemas/versamento.model.js';
import { nomeDi } from './parole.js';
import { faultOfVersamento } from './replay.js';

/* Packages replayed: births, acts, what they make of each; and the files that must be in the store. */

export interface FileDiVersamento {
  che: string;
  nome: string;
  sha256: string;
  dimensione: number;
}

export interface EsitoVersamenti {
  versamenti: number;
  /** indexes, answers and receipts */
  files: FileDiVersamento[];
  guasto?: { che: string; anno: number; numero: number; motivo: string };
}

const PAGINA = 200;

/** Files that exist only for a package: what goes with it is named by its own record. */
function* filesOf({ pacchetto, tentativi, rapporto }: Versamento, che: string): Generator<FileDiVersamento, void> {
  yield { che, nome: pacchetto.indice.nome, sha256: pacchetto.indice.sha256, dimensione: pacchetto.indice.dimensione };
  for (const { n, risposta } of tentativi)
    if (risposta !== undefined)
      yield { che, nome: `risposta ${n}`, sha256: risposta.sha256, dimensione: risposta.dimensione };
  if (rapporto !== undefined)
    yield { che, nome: 'rapporto di versamento', sha256: rapporto.sha256, dimensione: rapporto.dimensione };
}

/**
 * Replays the packages of an AOO.
 * @param anno - of what is shipped; absent: all
 * @returns the first fault, and the files that must be in the store
 */
export async function verifyVersamenti(aoo: string, anno: number | undefined): Promise<EsitoVersamenti> {
  const files: FileDiVersamento[] = [];
  let versamenti = 0;
  const within = anno === undefined ? {} : { dataDocumento: { $gte: `${anno}-01-01`, $lte: `${anno}-12-31` } };
  const cursor = VersamentoModel.find({ aoo, ...within })
    .sort({ creato: 1, _id: 1 })
    .lean<Versamento>()
    .cursor({ batchSize: PAGINA });
  for await (const one of cursor) {
    versamenti += 1;
    const che = `versamento ${one._id} (${nomeDi(one.tipo, one.riferimento)})`;
    const motivo = faultOfVersamento(one);
    if (motivo !== null) {
      await cursor.close();
      const year = one.creato instanceof Date ? legalYear(one.creato) : 0;
      return { versamenti, files, guasto: { che, anno: anno ?? year, numero: 0, motivo } };
    }
    files.push(...filesOf(one, che));
  }
  return { versamenti, files };
}
