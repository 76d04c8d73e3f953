import { Readable } from 'node:stream';
import type { RapportoTenuto } from '../../schemas/versamento.model.js';
import type { Voce } from '../../schemas/versamento.api.js';
import { protectFiles } from '../../storage/protect-files.js';
import { riscontro } from './conservatori/riscontro.js';
import type { DepsConservazione } from './deps.js';
import type { PacchettoPreparato, Rapporto } from './tipi.js';

/** Longer than any name of a receipt; the record that holds it is one document. */
const MAX_IDENTIFICATIVO = 2_000;

/** Bytes that came from outside, or were made for a package, put where they stay; a record names them right after. */
export async function tieni(
  { store }: Pick<DepsConservazione, 'store'>,
  contenuto: Buffer,
): Promise<{ sha256: string; dimensione: number }> {
  const kept = await store.put(Readable.from([contenuto], { objectMode: false }));
  await protectFiles(store, [kept]);
  return { sha256: kept.sha256, dimensione: kept.dimensione };
}

/** A receipt, stored as it came, and what it says differently from what was sent. */
export interface Ricevuta {
  rapporto: RapportoTenuto;
  /** empty: it is the receipt of this package */
  differenze: Voce[];
}

/**
 * Keeps a receipt, byte by byte as it came, and compares it with what was sent (LG on the formation of documents §4.5): hash of the
 * index, hashes of the files, key.
 */
export async function tieniRicevuta(
  deps: Pick<DepsConservazione, 'store' | 'clock'>,
  pacchetto: PacchettoPreparato,
  ricevuta: Rapporto,
): Promise<Ricevuta> {
  const file = await tieni(deps, ricevuta.contenuto);
  const differenze = riscontro(ricevuta, pacchetto).map(({ parole }): Voce => ({
    codice: 'RISCONTRO',
    messaggio: parole,
    gravita: 'errore',
  }));
  return {
    rapporto: {
      ...file,
      mime: ricevuta.mime,
      data: ricevuta.data ?? deps.clock.now().toISOString(),
      ...(ricevuta.identificativo !== undefined && {
        identificativo: ricevuta.identificativo.slice(0, MAX_IDENTIFICATIVO),
      }),
      verificato: differenze.length === 0,
    },
    differenze,
  };
}
