import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import { claimGiro, endGiro, type GiroFissita, releaseGiro, saveGiro } from '../../../schemas/fissita.model.js';
import { countGuastiDiGiro, insertGuasto } from '../../../schemas/guasto-fissita.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { countAll, openGiro } from './apri.js';
import { listCatene } from './catene.js';
import { type DepsFissita, recordFile, reviewGuasti } from './guasti.js';
import { rileggi } from './leggi.js';
import { findNominati } from './nominati.js';
import {
  ampiezzaOf,
  isNotte,
  isQuotaLetta,
  notteOf,
  nottiRimaste,
  prefissiDa,
  type Quantita,
  quotaOf,
} from './regole.js';
import { Respiro } from './respiro.js';

/** Longer than a beat that is late, shorter than anybody would wait. */
const PRESA_MS = 60_000;
const BATTITO_MS = 15_000;
/** How often it is told how far the round is: what was read since is read again after a kill. */
const SALVA_MS = 2_000;
/** New faults that come together are told together; the first one at once. */
const AVVISA_MS = 30_000;
/** More than that is no fault of some files: the store is not the one that it was. */
const TROPPI_GUASTI = 1_000;
/** By night half of the machine is left to others, more where somebody waits for the end. */
const RIPOSO = { periodico: 1, richiesta: 0.5 } as const;
const TROPPI =
  'Mancano o sono alterati più di mille file: controllare che l’archivio dei file sia quello giusto e sia montato, poi avviare un nuovo giro.';

const senza = (totale: Quantita, fatti: Quantita): Quantita => ({
  file: Math.max(0, totale.file - fatti.file),
  byte: Math.max(0, totale.byte - fatti.byte),
  catene: Math.max(0, totale.catene - fatti.catene),
});

/** Everything that begins so and is stored or named by a record, in order. */
async function hashesOf(store: ObjectStore, prefisso: string): Promise<string[]> {
  const all = new Set<string>();
  for await (const { sha256 } of store.list(prefisso)) all.add(sha256);
  for (const sha256 of await findNominati(prefisso)) all.add(sha256);
  return [...all].sort();
}

export interface EsitoLavoro {
  letti: number;
  catene: number;
  nuoviGuasti: number;
  concluso: boolean;
}

export interface OpzioniLavoro {
  segnale?: AbortSignal;
  /** told as soon as something new is found */
  onGuasto?: () => Promise<void>;
  /** how often it is written how far the round is */
  salvaMs?: number;
}

/** One worker on one round: what it has done, told to the database as it goes. */
class Lavoro {
  readonly esito: EsitoLavoro = { letti: 0, catene: 0, nuoviGuasti: 0, concluso: false };
  readonly #respiro: Respiro;
  #salvato = performance.now();
  #perso = false;
  #visti = 0;
  #detto = -Infinity;
  #daDire = false;

  constructor(
    private readonly deps: DepsFissita,
    private readonly giro: GiroFissita,
    private readonly chi: string,
    private readonly opzioni: OpzioniLavoro,
  ) {
    this.#respiro = new Respiro(RIPOSO[giro.origine]);
  }

  /** @returns false when the round is another's, or was replaced */
  async save(): Promise<boolean> {
    const { _id, contato, totale, ampiezza, fatti, cursore, letti, catene, notte } = this.giro;
    this.#salvato = performance.now();
    const mine = await saveGiro(_id, this.chi, new Date(this.deps.clock.now().getTime() + PRESA_MS), {
      contato,
      totale,
      ampiezza,
      fatti,
      cursore,
      catene,
      ...(letti === true && { letti }),
      ...(notte !== undefined && { notte }),
    });
    if (!mine) this.#perso = true;
    return mine;
  }

  /** The work is counted, and the night's share of it begins, unless that was done. */
  async begin(): Promise<void> {
    const { giro } = this;
    if (!giro.contato) {
      giro.totale = await countAll(this.deps.store);
      giro.ampiezza = ampiezzaOf(giro.totale.file);
      giro.contato = true;
    }
    if (giro.notti === undefined) return;
    const giorno = notteOf(this.deps.clock.now());
    if (giro.notte?.giorno === giorno) return;
    const quota = quotaOf(senza(giro.totale, giro.fatti), nottiRimaste(giorno, giro.notti.ultima));
    giro.notte = { giorno, quota, fatti: { file: 0, byte: 0, catene: 0 } };
  }

  #mayGoOn(): boolean {
    if (this.#perso || this.opzioni.segnale?.aborted === true) return false;
    return this.giro.notti === undefined || isNotte(this.deps.clock.now());
  }
  #isNightDone(): boolean {
    const { notte, notti } = this.giro;
    if (notte === undefined || notti === undefined || notte.giorno >= notti.ultima) return false; // the last night does all that is left
    return isQuotaLetta(notte.fatti, notte.quota);
  }

  #count(quanti: Partial<Quantita>): void {
    for (const sum of [this.giro.fatti, this.giro.notte?.fatti]) {
      if (sum === undefined) continue;
      sum.file += quanti.file ?? 0;
      sum.byte += quanti.byte ?? 0;
      sum.catene += quanti.catene ?? 0;
    }
  }

  async #saw(nuovo: boolean): Promise<void> {
    this.#visti += 1;
    if (!nuovo) return;
    this.esito.nuoviGuasti += 1;
    this.#daDire = true;
    if (performance.now() - this.#detto > AVVISA_MS) await this.tell();
  }

  /** Tells what is new, if anything is. */
  async tell(): Promise<void> {
    if (!this.#daDire) return;
    this.#daDire = false;
    this.#detto = performance.now();
    await this.opzioni.onGuasto?.();
  }

  async #readOne(sha256: string): Promise<void> {
    const { deps, giro } = this;
    const { byte, genere } = await rileggi(deps.store, sha256, this.#respiro);
    const known = genere === undefined ? null : await recordFile(deps, sha256, genere, giro._id);
    giro.cursore = sha256;
    this.#count({ file: 1, byte });
    this.esito.letti += 1;
    if (known !== null) await this.#saw(known === 'nuovo');
  }

  /** @returns whether all files of the round are read */
  async readFiles(): Promise<boolean> {
    const { giro, deps } = this;
    for (const prefisso of prefissiDa(giro.cursore, giro.ampiezza)) {
      if (!this.#mayGoOn() || this.#isNightDone()) return false;
      for (const sha256 of await hashesOf(deps.store, prefisso)) {
        if (sha256 <= giro.cursore) continue;
        if (this.#visti > TROPPI_GUASTI || !this.#mayGoOn() || this.#isNightDone()) return false;
        await this.#readOne(sha256);
        if (performance.now() - this.#salvato >= (this.opzioni.salvaMs ?? SALVA_MS)) await this.save();
        await this.#respiro.prendi();
      }
    }
    giro.letti = true;
    return true;
  }

  /** @returns whether all chains of the round are replayed */
  async verifyCatene(): Promise<boolean> {
    const { giro, deps } = this;
    const done = new Set(giro.catene);
    for (const { chiave, verify } of await listCatene()) {
      if (done.has(chiave)) continue;
      const { notte, notti } = giro;
      const share = notte !== undefined && notte.giorno !== notti?.ultima && notte.fatti.catene >= notte.quota.catene;
      if (share || !this.#mayGoOn()) return false;
      const fault = await verify(deps.store);
      giro.catene.push(chiave);
      this.#count({ catene: 1 });
      this.esito.catene += 1;
      if (fault !== null) {
        const guasto = { chiave, genere: 'catena', dettaglio: fault.motivo, nominatoDa: fault.nominatoDa } as const;
        await this.#saw(await insertGuasto({ ...guasto, giro: giro._id }, deps.clock.now()));
      }
      if (!(await this.save())) return false;
      await this.#respiro.prendi();
    }
    return true;
  }

  async end(): Promise<void> {
    const troppi = this.#visti > TROPPI_GUASTI;
    const fine = this.deps.clock.now();
    const guasti = await countGuastiDiGiro(this.giro._id);
    const come = troppi ? ({ stato: 'fermato', motivo: TROPPI } as const) : ({ stato: 'concluso' } as const);
    await endGiro(this.giro._id, this.chi, { ...come, fine, guasti });
    this.esito.concluso = !troppi;
  }
  get isHopeless(): boolean {
    return this.#visti > TROPPI_GUASTI;
  }
}

/**
 * What is to be done now for the integrity of what is stored: looks again at what is wrong, then goes on with the round, at night
 * and for the night's share, or to its end where somebody asked for it. A job is only a knock: where the last one stopped, killed
 * or not, stands in the database, and one works at a time.
 * @param giorni - nights in which everything is read once
 * @returns null when there is nothing to do, or another worker does it
 * @see LG on conservation 4.6 lett. f: integrity is checked at most every five years
 */
export async function runFissita(
  deps: DepsFissita,
  giorni: number,
  opzioni: OpzioniLavoro = {},
): Promise<EsitoLavoro | null> {
  await reviewGuasti(deps, opzioni.segnale);
  const open = await openGiro(deps, giorni);
  if (open === null || (open.notti !== undefined && !isNotte(deps.clock.now()))) return null;
  const chi = randomUUID();
  const adesso = deps.clock.now();
  const giro = await claimGiro(open._id, { chi, fino: new Date(adesso.getTime() + PRESA_MS) }, adesso);
  if (giro === null) return null;
  const beat = (): Promise<boolean> => saveGiro(giro._id, chi, new Date(deps.clock.now().getTime() + PRESA_MS));
  const pulse = setInterval(() => void beat().catch(() => undefined), BATTITO_MS);
  const lavoro = new Lavoro(deps, giro, chi, opzioni);
  try {
    await lavoro.begin();
    const read = giro.letti === true || (await lavoro.readFiles());
    const verified = !lavoro.isHopeless && (await lavoro.verifyCatene());
    if ((await lavoro.save()) && ((read && verified) || lavoro.isHopeless)) await lavoro.end();
    return lavoro.esito;
  } finally {
    clearInterval(pulse);
    await lavoro.save().catch(() => false); // how far it came, if a read failed in between
    await lavoro.tell().catch(() => undefined);
    await releaseGiro(giro._id, chi).catch(() => undefined); // the database may be what is away
  }
}
