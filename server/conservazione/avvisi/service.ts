import { createHash, randomUUID } from 'node:crypto';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { Avvisi } from '../../../schemas/avvisi.api.js';
import {
  type AvvisoConservazione,
  claimPosta,
  endAvviso,
  findAvvisiAperti,
  findAvvisiFiniti,
  findComunicato,
  findPosta,
  markComunicati,
  type PostaAvvisi,
  putAvviso,
  savePosta,
} from '../../../schemas/avviso-conservazione.model.js';
import { findAllAoo } from '../../../schemas/aoo.model.js';
import { mayAtAll } from '../../accesso/diritti.js';
import { type Clock, legalDay, rfc3339, systemClock } from '../../lib/clock.js';
import type { Config } from '../../lib/config.js';
import type { Logger } from '../../lib/logger.js';
import { leggiFatti } from './fatti.js';
import type { Spedisci } from './posta.js';
import { avvisiDi } from './regole.js';
import { type Lettera, letteraRiepilogo, letteraSubito } from './testi.js';

export interface DepsAvvisi {
  /** of the register: terms, days, instants that are told */
  clock: Clock;
  config: Pick<Config, 'salvataggi' | 'urlPubblico'>;
  log: Logger;
  dimostrazione: boolean;
  /** absent: no mail leaves, the pages tell */
  spedisci?: Spedisci | undefined;
  /** of the machine: leases, rounds, backups */
  macchina?: Clock;
}

/** Longer than a mail takes with all its limits. */
const TURNO_MS = 3 * 60_000;
/** Grave alarms that come one after the other go together. */
const INTERVALLO_MS = 15 * 60_000;
/** What ended and begins again within that time was told already: the summary says it. */
const RIPRESA_MS = 6 * 3_600_000;
/** Hour, of Italian legal time, of the summary. */
const ORA_RIEPILOGO = 8;

/** Why a mail did not leave, without addresses or credentials. */
function motivoOf(error: unknown): string {
  const fields = typeof error === 'object' && error !== null ? error : {};
  const of = (name: 'code' | 'responseCode'): string | undefined => {
    const value: unknown = (fields as Record<string, unknown>)[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [code, answer] = [of('code'), of('responseCode')];
  if (code === 'EAUTH') return 'Il server di posta rifiuta utente e password.';
  if (answer !== undefined) return `Il server di posta ha rifiutato il messaggio (codice ${answer}).`;
  return `Il server di posta non risponde${code === undefined ? '' : ` (${code})`}.`;
}

/** Brings what is told into line with what is so. */
async function update(deps: DepsAvvisi, adesso: Date): Promise<void> {
  const now = avvisiDi(await leggiFatti(deps), adesso);
  const before = await findAvvisiAperti();
  const known = new Set(before.map(({ chiave }) => chiave));
  const lasting = new Set(now.map(({ chiave }) => chiave));
  for (const one of before) if (!lasting.has(one.chiave)) await endAvviso(one._id, adesso);
  for (const one of now) {
    const told = known.has(one.chiave) ? undefined : await findComunicato(one.chiave);
    const recent = told !== undefined && Math.abs(adesso.getTime() - told.getTime()) < RIPRESA_MS;
    await putAvviso(one, adesso, recent ? told : undefined);
  }
}

/** The same alarms at the same time are the same message: sent again after a kill it has the same id. */
const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

class Giro {
  constructor(
    private readonly deps: DepsAvvisi & { spedisci: Spedisci },
    private readonly chi: string,
    private readonly adesso: Date,
  ) {}

  async #dove() {
    const { config, dimostrazione } = this.deps;
    const [aoo] = await findAllAoo();
    return {
      url: config.urlPubblico,
      ente: aoo?.ente.denominazione ?? '',
      dimostrazione,
      adesso: this.adesso,
    };
  }

  /** @returns whether it left; why not is kept */
  async #send(lettera: Lettera, id: string, set: Parameters<typeof savePosta>[1]): Promise<boolean> {
    try {
      await this.deps.spedisci(lettera, id);
    } catch (error) {
      this.deps.log.warn({ motivo: motivoOf(error) }, 'mail of alarms not sent');
      await savePosta(this.chi, { errore: { quando: this.adesso, messaggio: motivoOf(error) } });
      return false;
    }
    await savePosta(this.chi, { ...set, ultimoInvio: this.adesso, errore: null });
    return true;
  }

  /** What is grave and was not told yet, in one mail; not sooner than a while after the last one. */
  async subito(posta: PostaAvvisi, aperti: readonly AvvisoConservazione[]): Promise<void> {
    const { adesso } = this;
    const gravi = aperti.filter(({ grave, comunicato }) => grave && comunicato === undefined);
    const last = posta.ultimoSubito?.getTime() ?? -Infinity;
    if (gravi.length === 0 || Math.abs(adesso.getTime() - last) < INTERVALLO_MS) return;
    const ids = gravi.map(({ _id }) => _id);
    const lettera = letteraSubito(gravi, await this.#dove());
    const id = idOf('subito', ...ids.map(String));
    if (await this.#send(lettera, id, { ultimoSubito: adesso })) await markComunicati(ids, adesso);
  }

  /** Once a day; none on a day on which there is nothing to say. */
  async riepilogo(posta: PostaAvvisi, aperti: readonly AvvisoConservazione[]): Promise<void> {
    const { adesso } = this;
    const oggi = legalDay(adesso);
    const done = posta.riepilogo !== undefined && posta.riepilogo >= oggi;
    if (done || Number(rfc3339(adesso).slice(11, 13)) < ORA_RIEPILOGO) return;
    const finiti = await findAvvisiFiniti(new Date(adesso.getTime() - 24 * 3_600_000));
    if (aperti.length + finiti.length === 0) {
      await savePosta(this.chi, { riepilogo: oggi });
      return;
    }
    const lettera = letteraRiepilogo(aperti, finiti, await this.#dove());
    const id = idOf('riepilogo', oggi, this.deps.config.urlPubblico);
    const sent = await this.#send(lettera, id, { riepilogo: oggi });
    if (sent)
      await markComunicati(
        aperti.map(({ _id }) => _id),
        adesso,
      );
  }
}

/**
 * Computes the alarms of all AOO, keeps them, and sends what is to be sent: one summary a day, and the grave ones at once, each once
 * as long as it lasts. One worker at a time does it; what it has sent stands in the database, so that neither a restart nor a second
 * worker sends it again.
 * @returns null when another one does it
 */
export async function runAvvisi(deps: DepsAvvisi): Promise<{ aperti: number } | null> {
  const { macchina = systemClock, spedisci } = deps;
  const chi = randomUUID();
  const posta = await claimPosta(chi, macchina.now(), TURNO_MS);
  if (posta === null) return null;
  try {
    const adesso = deps.clock.now();
    await update(deps, adesso);
    const aperti = await findAvvisiAperti();
    if (spedisci !== undefined) {
      const giro = new Giro({ ...deps, spedisci }, chi, adesso);
      await giro.subito(posta, aperti);
      await giro.riepilogo(posta, aperti);
    }
    return { aperti: aperti.length };
  } finally {
    await savePosta(chi, {}, { lascia: true }).catch(() => false); // the database may be what is away: the lease ends by itself
  }
}

/** The alarms of now, of an AOO and of the installation, with since when they last. */
export async function seeAvvisi(
  deps: Pick<DepsAvvisi, 'clock' | 'macchina'> & { config: Pick<Config, 'salvataggi' | 'avvisi'> },
  caller: Pick<Caller, 'aoo' | 'ruolo' | 'deleghe'>,
): Promise<Avvisi> {
  const adesso = deps.clock.now();
  const [fatti, aperti, posta] = await Promise.all([leggiFatti(deps, caller.aoo), findAvvisiAperti(), findPosta()]);
  const dal = new Map(aperti.map((one) => [one.chiave, one.dal]));
  const seen = avvisiDi(fatti, adesso).filter(
    ({ tipo }) => tipo !== 'salvataggio' || mayAtAll(caller, 'vede-salvataggi'),
  );
  return {
    elementi: seen.map(({ chiave, aoo: _aoo, ...one }) => ({ ...one, dal: rfc3339(dal.get(chiave) ?? adesso) })),
    posta: {
      configurata: deps.config.avvisi !== undefined,
      ...(posta?.ultimoInvio !== undefined && { ultimoInvio: rfc3339(posta.ultimoInvio) }),
      ...(posta?.errore !== undefined && { errore: posta.errore.messaggio }),
    },
  };
}
