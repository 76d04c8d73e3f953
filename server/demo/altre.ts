import { addDays } from '../lib/clock.js';
import { drawOrario, MASSIMO_AL_GIORNO, spread } from './calendario.js';
import { type Caso, createCaso } from './caso.js';
import { completa } from './completa.js';
import { giorniLavorativi } from './giorni.js';
import { drawParametri, type Modello, readModelli } from './modelli.js';
import { apportionBy, drawByWeight } from './ripartizione.js';
import { type Altra, type ContestoAltre, GIORNI_IN_ATTESA, type Riga } from './righe.js';

/** How many registrations the demonstration has beside the thirty, when there is time for them. */
const QUANTE = 300;
/** A start early in the year has fewer. */
const IN_MEDIA_AL_GIORNO = 12;
/** What is singular (reserved by its class, without a name) comes only where there is enough of the rest. */
const MINIMO_PER_LE_SINGOLARI = 100;
const FLUSSI_SU_CENTO = { E: 55, U: 33, I: 12 } as const;
/** Three fifths are of the five kinds that fill the days. */
const QUOTA_MASSA = 0.6;
/** Requests of citizens that the last days have at least. */
const RICHIESTE_RECENTI = 3;
/** Answers come so many days after. */
const RISPOSTA = { dopo: 3, entro: 20 } as const;

/** How many rows of each group a flow has. */
function quoteOf(totale: number): {
  flussi: Record<'E' | 'U' | 'I', number>;
  massa: Record<'E' | 'U' | 'I', number>;
  risposte: number;
  risposteMassa: number;
} {
  const flussi = apportionBy(totale, FLUSSI_SU_CENTO);
  const massaI = Math.round(flussi.I / 6);
  const massaU = Math.round((flussi.U * 2) / 3);
  const massaE = Math.min(flussi.E, Math.max(0, Math.round(totale * QUOTA_MASSA) - massaI - massaU));
  const risposte = Math.min(flussi.U, Math.round(flussi.E / 5));
  const risposteMassa = Math.min(massaU, Math.round((risposte * massaE) / Math.max(1, flussi.E)));
  return { flussi, massa: { E: massaE, U: massaU, I: massaI }, risposte, risposteMassa };
}

/** The models of all rows that answer nothing, in the order of the days. */
function drawModelli(caso: Caso, totale: number): Modello[] {
  const modelli = readModelli();
  const { flussi, massa, risposte, risposteMassa } = quoteOf(totale);
  const rows: Modello[] = [];
  for (const flusso of ['E', 'U', 'I'] as const) {
    const of = (...gruppi: Modello['gruppo'][]): Modello[] =>
      modelli.filter((one) => one.flusso === flusso && gruppi.includes(one.gruppo));
    const singolari = totale >= MINIMO_PER_LE_SINGOLARI ? of('riservata', 'fuori') : [];
    const diMassa = massa[flusso] - (flusso === 'U' ? risposteMassa : 0);
    const altre = flussi[flusso] - massa[flusso] - (flusso === 'U' ? risposte - risposteMassa : 0) - singolari.length;
    const weighted = of('tabella', 'elenco');
    rows.push(
      ...singolari,
      ...drawByWeight(caso, of('massa'), diMassa),
      ...drawByWeight(caso, weighted, Math.max(0, altre)),
    );
  }
  return caso.shuffle(rows);
}

const comesFromCitizen = ({ flusso, corrispondente }: Modello): boolean =>
  flusso === 'E' && corrispondente === 'privato';

/** Moves some requests of citizens to the end, if there are too few: their paper is what waits for its scan on the last days. */
function withRecentRequests(modelli: readonly Modello[], recenti: number): Modello[] {
  const moved = [...modelli];
  const first = moved.length - recenti;
  for (let i = moved.length - 1, missing = RICHIESTE_RECENTI; i >= first && missing > 0; i -= 1) {
    if (comesFromCitizen(moved[i] as Modello)) missing -= 1;
    else {
      const other = moved.findIndex((one, j) => j < first && comesFromCitizen(one));
      if (other < 0) break;
      [moved[i], moved[other]] = [moved[other] as Modello, moved[i] as Modello];
      missing -= 1;
    }
  }
  return moved;
}

/** The rows with their day and what changes in their text. */
function placeRighe(caso: Caso, giorni: readonly string[], totale: number, contesto: ContestoAltre): Riga[] {
  const drawn = drawModelli(caso, totale);
  const counts = spread(caso.fork('giorni'), giorni, drawn.length);
  const recenti = giorni.slice(-GIORNI_IN_ATTESA).reduce((sum, giorno) => sum + (counts.get(giorno) ?? 0), 0);
  const modelli = withRecentRequests(drawn, recenti);
  const days = [...counts].flatMap(([giorno, quanti]) => Array.from({ length: quanti }, () => giorno));
  return days.map((giorno, i): Riga => {
    const modello = modelli[i] as Modello;
    return {
      modello,
      giorno,
      parametri: drawParametri(caso.fork(`parametri/${i}`), contesto.anno, giorno, contesto.uffici),
    };
  });
}

/** A U for every fifth E, some days later, on the same matter. */
function placeRisposte(caso: Caso, giorni: readonly string[], righe: readonly Riga[], totale: number): Riga[] {
  const { risposte, risposteMassa } = quoteOf(totale);
  const counts = new Map(giorni.map((giorno) => [giorno, righe.filter((one) => one.giorno === giorno).length]));
  const placed: Riga[] = [];
  const answer = (di: Riga): boolean => {
    const free = giorni.filter(
      (giorno) =>
        giorno >= addDays(di.giorno, RISPOSTA.dopo) &&
        giorno <= addDays(di.giorno, RISPOSTA.entro) &&
        (counts.get(giorno) ?? 0) < MASSIMO_AL_GIORNO,
    );
    if (free.length === 0) return false;
    const giorno = caso.pick(free);
    counts.set(giorno, (counts.get(giorno) ?? 0) + 1);
    placed.push({ modello: di.modello, giorno, parametri: di.parametri, risponde: di });
    return true;
  };
  const answerable = caso.shuffle(
    righe.filter(({ modello }) => modello.flusso === 'E' && modello.risposta !== undefined),
  );
  const limits = { massa: risposteMassa, altre: risposte - risposteMassa };
  for (const di of answerable) {
    const group = di.modello.gruppo === 'massa' ? 'massa' : 'altre';
    if (limits[group] > 0 && answer(di)) limits[group] -= 1;
  }
  for (const di of answerable) {
    if (placed.length >= risposte) break;
    if (!placed.some(({ risponde }) => risponde === di)) answer(di);
  }
  return placed;
}

/**
 * The registrations of the demonstration beside the thirty: from the first day after them to yesterday, on working days in
 * office hours, in order. The same day gives the same list.
 */
export function buildAltre(contesto: ContestoAltre): Altra[] {
  const caso = createCaso(`${contesto.seme}/${contesto.anno}/${contesto.ieri}`);
  const giorni = giorniLavorativi(`${contesto.anno}-04-01`, contesto.ieri);
  const totale = Math.min(QUANTE, giorni.length * IN_MEDIA_AL_GIORNO);
  const proprie = placeRighe(caso.fork('righe'), giorni, totale, contesto);
  const righe = [...proprie, ...placeRisposte(caso.fork('risposte'), giorni, proprie, totale)];
  const orari = caso.fork('orari');
  const timed = righe
    .map((riga) => ({ ...riga, di: riga, secondi: drawOrario(orari) }))
    .sort((a, b) => (a.giorno === b.giorno ? a.secondi - b.secondi : a.giorno < b.giorno ? -1 : 1));
  return completa(
    caso.fork('completa'),
    timed.map(({ di, secondi }) => ({ riga: di, secondi })),
    giorni,
    contesto,
  );
}
