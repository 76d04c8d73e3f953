import assert from 'node:assert/strict';
import { findVersamentoById } from '../../../schemas/versamento.model.js';
import { creaConservatore } from '../../../server/conservazione/conservatori/crea.js';
import type { DepsConservazione } from '../../../server/conservazione/deps.js';
import { inviaVersamento } from '../../../server/conservazione/invia.js';
import { nasci } from '../../../server/conservazione/prepara.js';
import { faultOfVersamento } from '../../../server/conservazione/replay.js';
import { recuperaPersa } from '../../../server/conservazione/sweep.js';
import type { Conservatore, Versabile } from '../../../server/conservazione/tipi.js';
import { readVersabile } from '../../../server/conservazione/unita/leggi.js';
import { AOO, useBanco } from './banco.js';

/** A share of them in every run of the suite, for its time; `INTRECCI=1000` for a thousand. */
const QUANTI = Number(process.env['INTRECCI'] ?? 250);
const INSIEME = 8;
const MAI = new AbortController().signal;

/** A small generator, the same numbers at every run (mulberry32). */
const generatore = (seme: number) => (): number => {
  seme = (seme + 0x6d2b79f5) | 0;
  let t = Math.imul(seme ^ (seme >>> 15), 1 | seme);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

/** What becomes of a call: a process that dies before or after it leaves nobody who hears the end. */
type Sorte = 'intera' | 'muore-prima' | 'muore-dopo' | 'risposta-persa' | 'non-parte';
const SORTI: readonly Sorte[] = ['intera', 'muore-prima', 'muore-dopo', 'risposta-persa', 'non-parte'];
const OPERAZIONI = ['invia', 'ripeti', 'recupera', 'risveglia', 'tempo'] as const;

describe('nothing is shipped twice and nothing is lost', function () {
  this.timeout(180_000);
  const b = useBanco('intrecci');
  let versabile: Versabile;
  let conservatore: Conservatore;

  before(async () => {
    const riferimento = await b.register('intreccio');
    const letto = await readVersabile(b.here.deps, { aoo: AOO, tipo: 'unita-documentaria', riferimento });
    assert.ok(letto !== null && 'versabile' in letto);
    const { versabile: intero } = letto;
    assert.ok(intero.tipo !== 'fascicolo');
    versabile = { ...intero, documenti: intero.documenti.slice(0, 1) };
    const made = creaConservatore(b.here.deps.config, letto.configurazione, { now: () => b.adesso });
    assert.ok(made !== undefined);
    conservatore = made;
  });

  /** One package through a random history; at the end it is there once, and known to be there. */
  async function intreccio(seme: number): Promise<void> {
    const caso = generatore(seme);
    const una = <T>(from: readonly T[]): T => from[Math.floor(caso() * from.length)] as T;
    let adesso = b.adesso.getTime();
    let macchina = Date.now();
    let sorte: Sorte = 'intera';
    const sospese: (() => void)[] = [];
    const morta = (): Promise<void> => new Promise((resolve) => sospese.push(resolve));
    /** The receiver, as a process that may die reaches it. */
    const fragile: Conservatore = {
      ...conservatore,
      invia: async (pacchetto, opzioni) => {
        const own = sorte;
        sorte = 'intera';
        if (own === 'muore-prima') await morta();
        if (own === 'non-parte') return { esito: { tipo: 'tecnico', voci: [] }, durataMs: 1, inviati: 0 };
        const chiamata = await conservatore.invia(pacchetto, opzioni);
        if (own === 'muore-dopo') await morta();
        if (own === 'risposta-persa') return { esito: { tipo: 'incerto', motivo: 'persa' }, durataMs: 1, inviati: 1 };
        return chiamata;
      },
    };
    const deps: DepsConservazione = {
      ...b.deps,
      clock: { now: () => new Date(adesso) },
      macchina: { now: () => new Date(macchina) },
      caso,
      crea: () => Promise.resolve(fragile),
    };
    const numero = String(1_000_000 + seme);
    const born = await nasci(deps, {
      aoo: AOO,
      tipo: 'unita-documentaria',
      riferimento: `2026/${numero}`,
      perche: 'prova',
      conservatore,
      versabile: { ...versabile, chiave: { ...versabile.chiave, numero } },
      n: 1,
    });
    assert.ok(born !== null);
    const { _id } = born;
    const calls: Promise<unknown>[] = [];
    /** A call that nobody waits for longer than until it is settled or hangs for ever. */
    const call = async (): Promise<void> => {
      const running = inviaVersamento(deps, _id, MAI);
      calls.push(running);
      await Promise.race([running, untilHanging(sospese, sospese.length)]);
    };
    const later = async (): Promise<void> => {
      const now = await findVersamentoById(_id);
      if (now?.prossimoPasso !== undefined) adesso = Math.max(adesso, now.prossimoPasso.getTime());
    };
    const recover = (): Promise<number> => {
      macchina += 120_000;
      return recuperaPersa(deps, _id);
    };
    for (let i = 0, steps = 2 + Math.floor(caso() * 5); i < steps; i += 1) {
      sorte = una(SORTI);
      const operazione = una(OPERAZIONI);
      if (operazione === 'invia') await call();
      if (operazione === 'ripeti') await Promise.all([call(), call(), call()]);
      if (operazione === 'recupera') await recover();
      if (operazione === 'risveglia') for (const wake of sospese.splice(0)) wake();
      if (operazione === 'tempo') await later();
    }
    sorte = 'intera';
    for (let i = 0; i < 12; i += 1) {
      await recover();
      await later();
      await call();
      const now = await findVersamentoById(_id);
      if (now?.prossimoPasso === undefined && now?.presa === undefined) break;
    }
    for (const wake of sospese.splice(0)) wake(); // who was thought dead answers now
    await Promise.all(calls);
    const end = await findVersamentoById(_id);
    assert.ok(end !== null);
    const history = () => JSON.stringify(end.tentativi.map(({ azione, esito }) => [azione, esito]));
    assert.match(end.stato, /^accettato/, `seed ${seme}: ${end.stato} ${history()}`);
    assert.equal(b.unitaDi(end).length, 1, `seed ${seme}: kept once`);
    assert.equal(end.rapporto?.verificato, true);
    assert.equal(faultOfVersamento(end), null, `seed ${seme}`);
  }

  it(`under ${QUANTI} random histories of death, loss and repetition`, async () => {
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < QUANTI) await intreccio((next += 1));
    };
    await Promise.all(Array.from({ length: INSIEME }, worker));
    assert.equal(b.simulatore.stato.unita().length, QUANTI);
  });
});

/** Resolves when one more call hangs. */
async function untilHanging(sospese: readonly unknown[], before: number): Promise<void> {
  for (let i = 0; i < 200 && sospese.length <= before; i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}
