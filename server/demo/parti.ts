import { chooseMezziEntrata } from './canali.js';
import type { Caso } from './caso.js';
import { chooseMezziUscita, chooseSoggetto } from './corrispondenti.js';
import { genereOf } from './modelli.js';
import { GIORNI_IN_ATTESA, type Riga, type RigaCompleta, type RigaConOra } from './righe.js';
import type { SoggettoDemo } from './soggetti.js';

const QUOTA_SENZA_CLASSE = 0.1;

const flussoOf = ({ modello, risponde }: Riga): 'E' | 'U' | 'I' => (risponde === undefined ? modello.flusso : 'U');

/** Which E stay unclassified: none that is answered, reserved or out of place. */
function chooseSenzaClasse(caso: Caso, righe: readonly RigaConOra[]): Set<Riga> {
  const entrate = righe.map(({ riga }) => riga).filter((riga) => flussoOf(riga) === 'E');
  const answered = new Set(righe.map(({ riga }) => riga.risponde));
  const possible = entrate.filter(
    (riga) => !answered.has(riga) && !['riservata', 'fuori'].includes(riga.modello.gruppo),
  );
  return new Set(caso.shuffle(possible).slice(0, Math.round(entrate.length * QUOTA_SENZA_CLASSE)));
}

function chooseEntrate(
  caso: Caso,
  entrate: readonly RigaCompleta[],
  soggetti: readonly SoggettoDemo[],
): RigaCompleta[] {
  const righe = entrate.map(({ riga, recente }) => ({ genere: genereOf(riga.modello), recente }));
  const mezzi = chooseMezziEntrata(caso, righe);
  return entrate.map((one, i) => {
    const mezzo = mezzi[i] ?? 'pec';
    return {
      ...one,
      mezzo,
      corrispondente: chooseSoggetto(caso, soggetti, genereOf(one.riga.modello), mezzo === 'pec' || undefined),
    };
  });
}

function chooseUscite(
  caso: Caso,
  uscite: readonly RigaCompleta[],
  entrate: readonly RigaCompleta[],
  soggetti: readonly SoggettoDemo[],
): RigaCompleta[] {
  const scrisse = new Map(entrate.map(({ riga, corrispondente }) => [riga, corrispondente]));
  const righe = uscite.map(({ riga }) => {
    const corrispondente = riga.risponde === undefined ? undefined : scrisse.get(riga.risponde);
    if (corrispondente !== undefined) return { genere: corrispondente.genere, corrispondente };
    return { genere: genereOf(riga.modello) };
  });
  const scelte = chooseMezziUscita(caso, righe, soggetti);
  return uscite.map((one, i) => ({ ...one, ...scelte[i] }));
}

/** Channels and correspondents of all rows, in their order; an answer goes to who had written. */
export function chooseParti(
  caso: Caso,
  righe: readonly RigaConOra[],
  giorni: readonly string[],
  soggetti: readonly SoggettoDemo[],
): RigaCompleta[] {
  const dal = giorni.at(-GIORNI_IN_ATTESA) ?? giorni[0] ?? '';
  const senzaClasse = chooseSenzaClasse(caso.fork('classe'), righe);
  const bozze = righe.map(({ riga, secondi }): RigaCompleta => ({
    riga,
    secondi,
    flusso: flussoOf(riga),
    mezzo: 'interno',
    classificata: !senzaClasse.has(riga),
    recente: riga.giorno >= dal,
  }));
  const of = (flusso: RigaCompleta['flusso']): RigaCompleta[] => bozze.filter((one) => one.flusso === flusso);
  const entrate = chooseEntrate(caso.fork('entrata'), of('E'), soggetti);
  const uscite = chooseUscite(caso.fork('uscita'), of('U'), entrate, soggetti);
  const byRiga = new Map([...entrate, ...uscite, ...of('I')].map((one) => [one.riga, one]));
  return bozze.map((one) => byRiga.get(one.riga) ?? one);
}
