import { Gauge, type Registry } from 'prom-client';
import { findAllAoo } from '../../../schemas/aoo.model.js';
import { findAvvisiAperti } from '../../../schemas/avviso-conservazione.model.js';
import { findUltimoGiro } from '../../../schemas/fissita.model.js';
import { countGuastiAperti } from '../../../schemas/guasto-fissita.model.js';
import { INDICE_DA_VERSARE } from '../../../schemas/registrazione-indici.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import {
  OPERAZIONI_VERSAMENTO,
  type StatoVersamento,
  TIPI_VERSAMENTO,
  type TipoVersamento,
} from '../../../schemas/versamento.api.js';
import { type Clock, startOfLegalDay } from '../../lib/clock.js';
import { findRegistriNonAccettati } from './fatti.js';
import { NON_ACCETTATI } from '../stati.js';

/** A scrape that comes sooner has the figures of the one before: they cost some questions. */
const FRESCHI_MS = 20_000;
const ORA_MS = 3_600_000;
const MAX_CHIAMATE = 5_000;

interface Cifre {
  /** seconds since the day of the oldest that is not accepted */
  eta: [TipoVersamento, number][];
  stati: [StatoVersamento, number][];
  rifiutati: [codice: string, number][];
  chiamate: [conservatore: string, quantile: string, secondi: number][];
  avvisi: [tipo: string, number][];
  guasti: number;
  ultimoGiro: number | undefined;
}

/** The value below which that share of the values lies. */
export function quantileOf(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(quantile * sorted.length) - 1))] ?? 0;
}

async function readEta(aoo: readonly string[], adesso: Date): Promise<Cifre['eta']> {
  const oldest = new Map<TipoVersamento, number>();
  const take = (tipo: TipoVersamento, dal: Date | undefined): void => {
    if (dal === undefined) return;
    const eta = Math.max(0, (adesso.getTime() - dal.getTime()) / 1_000);
    oldest.set(tipo, Math.max(eta, oldest.get(tipo) ?? 0));
  };
  for (const di of aoo) {
    for (const tipo of TIPI_VERSAMENTO) {
      const operazione = { $in: OPERAZIONI_VERSAMENTO };
      const first = await VersamentoModel.findOne(
        { aoo: di, tipo, operazione, stato: { $in: NON_ACCETTATI } },
        { _id: 0, dataDocumento: 1 },
      )
        .sort({ dataDocumento: 1 })
        .lean<{ dataDocumento: string }>();
      take(tipo, first === null ? undefined : startOfLegalDay(first.dataDocumento));
    }
    const [giorno] = await findRegistriNonAccettati(di);
    if (giorno !== undefined) take('registro-giornaliero', startOfLegalDay(giorno));
    for (const records of [RegistrazioneModel.collection, AttoRepertorioModel.collection]) {
      const first = await records.findOne(
        { aoo: di, daVersare: 'nascita' },
        { hint: INDICE_DA_VERSARE, sort: { dataRegistrazione: 1 }, projection: { dataRegistrazione: 1 } },
      );
      const instant: unknown = first?.['dataRegistrazione'];
      if (instant instanceof Date) take('unita-documentaria', instant);
    }
  }
  return [...oldest];
}

interface Chiamata {
  conservatore: string;
  tentativi: { inizio: string; durataMs?: number }[];
}

/** Calls of the last hour. */
async function readChiamate(aoo: readonly string[], adesso: Date): Promise<Cifre['chiamate']> {
  const da = new Date(adesso.getTime() - ORA_MS).toISOString();
  const found = await VersamentoModel.find(
    { aoo: { $in: [...aoo] }, aggiornato: { $gte: da } },
    { conservatore: 1, tentativi: 1 },
  )
    .limit(MAX_CHIAMATE)
    .lean<Chiamata[]>();
  const times = new Map<string, number[]>();
  for (const { conservatore, tentativi } of found)
    for (const { inizio, durataMs } of tentativi)
      if (durataMs !== undefined && inizio >= da)
        times.set(conservatore, [...(times.get(conservatore) ?? []), durataMs / 1_000]);
  return [...times].flatMap(([conservatore, all]) => {
    const sorted = all.sort((a, b) => a - b);
    return [0.5, 0.95, 1].map((q): Cifre['chiamate'][number] => [conservatore, String(q), quantileOf(sorted, q)]);
  });
}

async function readCifre(adesso: Date): Promise<Cifre> {
  const aoo = (await findAllAoo()).map(({ _id }) => _id);
  const grouped = (match: Record<string, unknown>, by: string) =>
    VersamentoModel.aggregate<{ _id: string; n: number }>([{ $match: match }, { $group: { _id: by, n: { $sum: 1 } } }]);
  const [eta, stati, rifiutati, chiamate, aperti, guasti, giro] = await Promise.all([
    readEta(aoo, adesso),
    grouped({ aoo: { $in: aoo }, stato: { $in: NON_ACCETTATI } }, '$stato'),
    grouped({ aoo: { $in: aoo }, stato: 'rifiutato' }, '$causa.codice'),
    readChiamate(aoo, adesso),
    findAvvisiAperti(),
    countGuastiAperti(),
    findUltimoGiro('concluso'),
  ]);
  const avvisi = new Map<string, number>();
  for (const { tipo } of aperti) avvisi.set(tipo, (avvisi.get(tipo) ?? 0) + 1);
  return {
    eta,
    stati: stati.map(({ _id, n }) => [_id as StatoVersamento, n]),
    rifiutati: rifiutati.map(({ _id, n }) => [_id, n]),
    chiamate,
    avvisi: [...avvisi],
    guasti,
    ultimoGiro: giro?.fine === undefined ? undefined : giro.fine.getTime() / 1_000,
  };
}

/** Figures of conservation for Prometheus, asked of the database when they are read: whichever process is asked tells the same. */
export function conservazioneMetrics(register: Registry, clock: Clock): void {
  let last: { quando: number; cifre: Promise<Cifre> } | undefined;
  const read = (): Promise<Cifre> => {
    if (last === undefined || performance.now() - last.quando > FRESCHI_MS)
      last = { quando: performance.now(), cifre: readCifre(clock.now()) };
    last.cifre.catch(() => (last = undefined));
    return last.cifre;
  };
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    rows: (cifre: Cifre) => readonly (readonly [Readonly<Record<L, string>>, number])[],
  ): void => {
    new Gauge<L>({
      name: `protocollo_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [register],
      async collect() {
        this.reset();
        // a database that is away: the other figures are told all the same
        const cifre = await read().catch(() => undefined);
        if (cifre !== undefined) for (const [labels, value] of rows(cifre)) this.set(labels as Partial<Record<L, string>>, value); // prettier-ignore
      },
    });
  };
  gauge('conservazione_piu_vecchio_secondi', 'Età del più vecchio non ancora accettato, per tipo', ['tipo'], ({ eta }) => eta.map(([tipo, s]) => [{ tipo }, s])); // prettier-ignore
  gauge('conservazione_pacchetti', 'Pacchetti non ancora accettati, per stato', ['stato'], ({ stati }) => stati.map(([stato, n]) => [{ stato }, n])); // prettier-ignore
  gauge('conservazione_rifiutati', 'Pacchetti rifiutati, per codice del conservatore', ['codice'], ({ rifiutati }) => rifiutati.map(([codice, n]) => [{ codice }, n])); // prettier-ignore
  gauge('conservazione_incerti', 'Pacchetti di cui non si sa se siano arrivati', [], ({ stati }) => [[{}, stati.find(([stato]) => stato === 'incerto')?.[1] ?? 0]]); // prettier-ignore
  gauge('conservazione_chiamata_secondi', 'Durata delle chiamate dell’ultima ora', ['conservatore', 'quantile'], ({ chiamate }) => chiamate.map(([conservatore, quantile, s]) => [{ conservatore, quantile }, s])); // prettier-ignore
  gauge('conservazione_avvisi', 'Avvisi aperti, per tipo', ['tipo'], ({ avvisi }) => avvisi.map(([tipo, n]) => [{ tipo }, n])); // prettier-ignore
  gauge('fissita_guasti', 'File e catene che non sono più come furono registrati', [], ({ guasti }) => [[{}, guasti]]);
  gauge('fissita_ultimo_giro_timestamp_secondi', 'Quando è finita l’ultima rilettura completa', [], ({ ultimoGiro }) => ultimoGiro === undefined ? [] : [[{}, ultimoGiro]]); // prettier-ignore
}
