import type { Scansione } from '../../../schemas/scansione.api.js';
import type { ScansioneTenuta } from '../../../schemas/scansione.model.js';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { Deps } from '../../deps.js';
import type { ReceivedFile } from '../../lib/multipart.js';
import { avanzaScansione } from '../../scansione/avanza.js';
import { createScansione } from '../../scansione/crea.js';
import type { DepsScansione } from '../../scansione/deps.js';
import type { LettoreImmagini } from '../../scansione/immagini/lettore.js';
import { leggiProssima } from '../../scansione/pagina.js';
import type { Parola } from '../../scansione/tipi.js';
import type { FileReso } from '../documenti/rendi.js';
import type { FoglioScansionato } from './carte.js';

const FIDUCIA = 94;

/** What is laid on the desk as one request. */
export interface DaScansionare {
  chiave: string;
  specie: ScansioneTenuta['specie'];
  /** as the scanner names and gives them */
  file: readonly FileReso[];
  /** in the order of the pages of all files */
  fogli: readonly FoglioScansionato[];
  pagineAttese?: number;
  originale?: NonNullable<Scansione['originale']>;
}

/**
 * The desk of the past: pictures are decoded, measured and kept as those of today; their words are known, since we have drawn them, and
 * are not read.
 */
export class BancoDelPassato {
  /** by file and page */
  readonly #disegnate = new Map<string, Parola[]>();
  readonly #daLeggere = new WeakMap<Buffer, Parola[]>();
  readonly #deps: DepsScansione;

  constructor(
    deps: Deps,
    private readonly store: (file: FileReso) => Promise<ReceivedFile>,
    immagini: LettoreImmagini,
  ) {
    this.#deps = {
      ...deps,
      immagini: {
        apri: (file) => immagini.apri(file),
        leggiPagina: async (file, indice, opzioni) => {
          const letta = await immagini.leggiPagina(file, indice, opzioni);
          const parole = Buffer.isBuffer(file) ? undefined : this.#disegnate.get(`${file.sha256}/${indice}`);
          if (letta.lettura !== undefined && parole !== undefined) this.#daLeggere.set(letta.lettura.png, parole);
          return letta;
        },
      },
      parole: {
        leggi: (png) => Promise.resolve({ parole: this.#daLeggere.get(png) ?? [], fiducia: FIDUCIA }),
      },
    };
  }

  /** Scans and reads; what an earlier start has done is not done again. @returns its id */
  async scansiona(
    caller: Caller,
    { chiave, specie, file, fogli, pagineAttese, originale }: DaScansionare,
  ): Promise<string> {
    const stored = await Promise.all(file.map((one) => this.store(one)));
    const [only, ...others] = stored;
    for (const [i, { parole }] of fogli.entries()) {
      const place = others.length === 0 ? `${only?.sha256 ?? ''}/${i}` : `${stored[i]?.sha256 ?? ''}/0`;
      this.#disegnate.set(place, parole);
    }
    const richiesta = {
      ...(pagineAttese !== undefined && { pagineAttese }),
      ...(originale !== undefined && { originale }),
    };
    const { scansione } = await createScansione(this.#deps, caller, { specie, richiesta, file: stored }, chiave);
    await this.#lavora(scansione._id);
    return scansione._id;
  }

  async #lavora(id: string): Promise<void> {
    for (;;) {
      const { daLeggere, nuove } = await avanzaScansione(this.#deps, id);
      for (const nuova of nuove) await this.#lavora(nuova);
      if (!daLeggere) return;
      let fatta = await leggiProssima(this.#deps, id);
      if (fatta === 'niente') return; // a start that was killed holds a page: the worker goes on when its lease ends
      while (fatta === 'letta') fatta = await leggiProssima(this.#deps, id);
    }
  }
}
