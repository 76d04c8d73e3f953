import type { EsitoVerifica, FirmaVerificata, Marca } from '../../schemas/firma.api.js';
import { formatoDi } from '../formati/esamina.js';
import { type Fonte, fonteDiSegmenti } from '../formati/fonte.js';
import { digestOfFonte } from './impronte.js';
import { rfc3339 } from '../lib/clock.js';

/** A file that stands beside the one that is verified: what a detached signature may sign. */
export interface Accanto {
  nome: string;
  fonte: Fonte;
  /** known already where it is stored */
  sha256?: string;
}

const HEAD = 64 * 1024;

/** What was found in a file and in the envelopes inside it. */
export class Raccolta {
  readonly firme: FirmaVerificata[] = [];
  readonly marche: Marca[] = [];
  readonly #avvisi = new Set<string>();
  contenuto: EsitoVerifica['contenuto'];

  avviso(sentence: string): void {
    this.#avvisi.add(sentence);
  }

  /** @param livello - 0 for what is not in an envelope */
  aggiungi(
    {
      firme,
      avvisi,
      marche = [],
    }: { firme: readonly FirmaVerificata[]; avvisi: readonly string[]; marche?: readonly Marca[] },
    livello: number,
  ): void {
    this.firme.push(...firme.map((one) => (livello === 0 ? one : { ...one, livelloBusta: livello })));
    this.marche.push(...marche);
    for (const one of avvisi) this.avviso(one);
  }

  /** Tells which document it is that is signed: the one inside, or the one beside. */
  async diContenuto(fonte: Fonte, nome: string | undefined, sha256?: string): Promise<void> {
    const head = fonteDiSegmenti(fonte, [{ inizio: 0, lunghezza: Math.min(HEAD, fonte.dimensione) }]);
    const { formato } = await formatoDi(head, nome);
    const isZip = formato.mime === 'application/zip'; // its directory is at its end
    const { mime } = isZip ? (await formatoDi(fonte, nome)).formato : formato;
    this.contenuto = {
      ...(nome !== undefined && { nome }),
      mime,
      dimensione: fonte.dimensione,
      sha256: sha256 ?? (await digestOfFonte(fonte, 'sha256')).toString('hex'),
    };
  }

  esito(quando: Date): EsitoVerifica {
    return {
      firme: this.firme,
      marche: this.marche,
      ...(this.contenuto !== undefined && { contenuto: this.contenuto }),
      quando: rfc3339(quando),
      avvisi: [...this.#avvisi],
    };
  }
}
