// Keeps the processes of the demo alive: who dies is started again, who dies too often ends the whole.
import { setTimeout as sleep } from 'node:timers/promises';
import { Figli } from './figli.mjs';

const MINUTE_MS = 60_000;
const LIMIT = 5;
const SHORT_LIFE_MS = 1_000;
const PAUSE_MS = 500;

/** Deaths within the last minute, the newest last. Pure. */
export const recentDeaths = (deaths, nowMs) => deaths.filter(({ atMs }) => nowMs - atMs < MINUTE_MS);

/** Whether to give up: five deaths in a minute, counted over all. Pure. */
export const tooManyDeaths = (deaths, nowMs) => recentDeaths(deaths, nowMs).length >= LIMIT;

export class Sorvegliante {
  #figli;
  #onChange;
  #onDeath;
  #deaths = [];
  #stopping = false;
  #giveUp = () => {};

  /** Resolves, if it ever does, with what died when there were too many deaths; everything is still to be stopped then. @type {Promise<{ nome: string, come: string }[]>} */
  surrender = new Promise((done) => (this.#giveUp = done));

  /**
   * @param {string} dir
   * @param {{ onChange: () => void, onDeath: (nome: string, come: string, lastWords: string) => void }} listeners
   */
  constructor(dir, { onChange, onDeath }) {
    this.#figli = new Figli(dir);
    this.#onChange = onChange;
    this.#onDeath = onDeath;
  }

  /** @param {import('./figli.mjs').Ricetta} ricetta */
  start(ricetta) {
    this.#figli.rotateLog(ricetta.nome);
    this.#launch(ricetta);
  }

  pid(nome) {
    return this.#figli.pid(nome);
  }

  #launch(ricetta) {
    if (this.#stopping) return;
    const born = performance.now();
    this.#figli.start(ricetta, (how) => {
      this.#onChange();
      if (!this.#stopping) void this.#bury(ricetta, how, performance.now() - born);
    });
    this.#onChange();
  }

  async #bury(ricetta, come, lifeMs) {
    const now = performance.now();
    this.#deaths = recentDeaths([...this.#deaths, { nome: ricetta.nome, come, atMs: now }], now);
    this.#onDeath(ricetta.nome, come, this.#figli.lastWords(ricetta.nome));
    if (tooManyDeaths(this.#deaths, now)) {
      this.#stopping = true;
      this.#giveUp(this.#deaths);
      return;
    }
    if (lifeMs < SHORT_LIFE_MS) await sleep(PAUSE_MS); // it may be waiting for another that is coming back
    if (!this.#stopping) this.#launch(ricetta);
  }

  /** Stops groups of children one group after the other, those of a group together. @param {readonly (readonly string[])[]} groups */
  async stop(groups) {
    this.#stopping = true;
    for (const group of groups) await Promise.all(group.map((nome) => this.#figli.stop(nome)));
  }

  killAll() {
    this.#stopping = true;
    this.#figli.killAll();
  }
}
