import { setImmediate } from 'node:timers/promises';
import type { Classifica } from '../../schemas/registrazione.types.js';
import { addDays } from '../../server/lib/clock.js';
import { Apprese } from './apprese.js';
import { classeOf } from './conoscenza.js';
import { type Letta, leggiMosse, leggiNate, lezioneOf, statoLezione } from './lezione.js';
import type { Sinonimi } from './sinonimi.js';

/** The third level, under which sottoclassi are told apart. */
const sottoclasseOf = (codice: string): string | undefined =>
  codice.split('.').length < 3 ? undefined : codice.split('.').slice(0, 3).join('.');

/** Years that are learned from, besides the current one: what people did long ago tells little of today. */
const ANNI = 2;
const SORSO = 10;
/** How often the register is looked at while suggestions are asked, and how much rarer than it takes. */
const OGNI_MS = 2_000;
const RARA = 20;

/**
 * What the register of one AOO has taught this process: read once from the beginning of the year before last, then followed by
 * its numbers and by the days of the acts. Nothing is stored: the register is the one truth, and a process that starts anew learns
 * the same again. It reads in sips and beside the requests: suggestions are given meanwhile with what is known so far.
 */
export class Seguito {
  readonly classi: Apprese;
  readonly sottoclassi: Apprese;
  /** registration → what it has taught */
  readonly #noti = new Map<number, string>();
  #anno = 0;
  #numero = 0;
  /** legal day from which on acts may not have been seen */
  #giorno = '';
  #lavoro: Promise<void> | undefined;
  #prossimaMs = 0;

  constructor(
    private readonly aoo: string,
    private readonly registro: string,
    sinonimi: Sinonimi,
    private readonly codiceOggi: (classifica: Classifica) => string | undefined,
  ) {
    this.classi = new Apprese(sinonimi);
    this.sottoclassi = new Apprese(sinonimi);
  }

  /** Looks at the register if it is time to; whoever asks need not wait for it. @param oggi - legal day */
  segui(oggi: string): Promise<void> {
    if (this.#lavoro !== undefined) return this.#lavoro;
    const daMs = performance.now();
    if (daMs < this.#prossimaMs) return Promise.resolve();
    this.#lavoro = this.#leggi(oggi).finally(() => {
      this.#lavoro = undefined;
      const ora = performance.now();
      this.#prossimaMs = ora + Math.max(OGNI_MS, (ora - daMs) * RARA);
    });
    return this.#lavoro;
  }

  async #leggi(oggi: string): Promise<void> {
    const anno = Number(oggi.slice(0, 4));
    if (this.#giorno === '') this.#inizio(anno, oggi);
    const giorno = this.#giorno < oggi ? this.#giorno : oggi;
    await this.#nate(anno);
    let lette = 0;
    for await (const letta of leggiMosse(this.aoo, this.registro, giorno)) {
      this.#impara(letta);
      lette += 1;
      if (lette % SORSO === 0) await setImmediate();
    }
    this.#giorno = addDays(oggi, -1); // an act dated just before midnight may be written just after
  }

  #inizio(anno: number, oggi: string): void {
    this.#anno = anno - ANNI;
    this.#giorno = addDays(oggi, -1);
  }

  async #nate(fino: number): Promise<void> {
    for (;;) {
      const lette = await leggiNate(this.aoo, this.registro, this.#anno, this.#numero);
      for (const [i, letta] of lette.entries()) {
        this.#impara(letta);
        this.#numero = letta.numero;
        if (i % SORSO === 0) await setImmediate();
      }
      if (lette.length > 0) continue;
      if (this.#anno >= fino) return;
      this.#anno += 1;
      this.#numero = 0;
    }
  }

  /** Learns from one, or takes back what it taught before and learns again. */
  #impara(letta: Letta): void {
    const posto = letta.anno * 100_000_000 + letta.numero;
    const prima = this.#noti.get(posto) ?? '';
    const ora = statoLezione(letta, this.codiceOggi);
    if (prima === ora) return;
    if (prima !== '') this.#conta('dimentica', letta, prima);
    if (ora === '') this.#noti.delete(posto);
    else {
      this.#noti.set(posto, ora);
      this.#conta('impara', letta, ora);
    }
  }

  #conta(come: 'impara' | 'dimentica', letta: Letta, stato: string): void {
    const lezione = lezioneOf(letta, stato);
    this.classi[come]({ ...lezione, codice: classeOf(lezione.codice) });
    const sottoclasse = sottoclasseOf(lezione.codice);
    if (sottoclasse !== undefined) this.sottoclassi[come]({ ...lezione, codice: sottoclasse });
  }
}
