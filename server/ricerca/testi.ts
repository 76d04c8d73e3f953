import { findTestiDopo, type SegnoTesti } from '../../schemas/testo-estratto.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findByImpronta, findNateSenzaTesto, markParole } from '../../schemas/registrazione-ricerca.model.js';
import { readSegno, writeSegno } from '../../schemas/ricerca.model.js';
import { findTesti } from '../../schemas/testo-ricerca.js';
import { paroleOf, paroleOfTesto } from './gettoni.js';

/** Words of the texts that there are of those files; each text is read once. */
export async function paroleOfImpronte(impronte: readonly string[]): Promise<Map<string, string[]>> {
  const parole = new Map<string, string[]>();
  if (impronte.length === 0) return parole;
  for await (const { _id, testo } of findTesti([...new Set(impronte)])) parole.set(_id, paroleOfTesto(testo));
  return parole;
}

/** All words by which a registration is found, those of its documents too. */
export function withTesti(
  parole: readonly string[],
  impronte: readonly string[],
  testi: ReadonlyMap<string, readonly string[]>,
): string[] {
  const words = impronte.flatMap((sha256) => testi.get(sha256) ?? []);
  return words.length === 0 ? [...parole] : [...new Set([...parole, ...words])];
}

const TRIES = 5;

/** Gives the registrations of a file the words of their documents; again if an act comes between. */
async function giveWords(find: () => Promise<Registrazione[]>): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    let overtaken = false;
    for (const record of await find()) {
      const testi = await paroleOfImpronte(record.impronte);
      if (testi.size === 0) continue;
      const marked = await markParole(record, withTesti(paroleOf(record), record.impronte, testi));
      overtaken ||= !marked;
    }
    if (!overtaken) return;
  }
}

/** Writers of texts overtake one another: what is a little older than the mark is looked at again. */
const OVERLAP_MS = 30_000;
const AT_ONCE = 50;

/** Takes up the texts that have arrived: the registrations of each file are found by its words from now on. */
export class PresaTesti {
  /** texts of the overlap that were taken already, by when they were written */
  #recent = new Map<string, number>();

  /** @returns how many texts. What is interrupted is begun again from the mark: nothing is lost, and what is done twice changes nothing. */
  async take(segnale: AbortSignal): Promise<number> {
    const start = await readSegno();
    let segno: SegnoTesti | undefined = start && { _id: '', data: new Date(start.data.getTime() - OVERLAP_MS) };
    let taken = 0;
    for (;;) {
      const texts = await findTestiDopo(segno, AT_ONCE);
      for (const { _id, stato, data } of texts) {
        if (segnale.aborted) return taken;
        if (stato === 'estratto' && this.#recent.get(_id) !== data.getTime()) {
          await giveWords(() => findByImpronta(_id));
          taken += 1;
        }
        this.#recent.set(_id, data.getTime());
      }
      const last = texts.at(-1);
      if (last === undefined) break;
      segno = { _id: last._id, data: last.data };
      await writeSegno(segno);
      for (const [sha256, at] of this.#recent) if (at < last.data.getTime() - OVERLAP_MS) this.#recent.delete(sha256);
    }
    await giveWords(() => findNateSenzaTesto()); // born with a file whose text was there before
    return taken;
  }
}
