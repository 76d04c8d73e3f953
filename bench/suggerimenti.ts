import { Apprese } from '../classification/suggerimenti/apprese.js';
import { classeOf } from '../classification/suggerimenti/conoscenza.js';
import { type Esempio, leggiEsempi } from '../classification/suggerimenti/dati.js';
import { IMPOSTAZIONI_SUCCESSIVE } from '../server/configurazione/predefinite.js';
import { chiedi, conoscenza, indiceCon, piegheOf, type Risposta, testiCon } from './lib/classificatore.js';
import { MIB, residentBytes } from './lib/memory.js';
import { percentile, print, round } from './lib/pairs.js';
import { trainFrequent, trainTfIdf } from './lib/tfidf.js';

/**
 * How good and how fast the suggestions of the voce are. Every example is asked to an engine that was not told it, beside plain
 * TF-IDF over the shared files and the most frequent classes, told the same. One hand wrote examples and files, and who wrote the
 * phrases of frasi-usuali.csv had not read the examples: on real mail take the figures as upper bounds all the same.
 */
const bench = 'suggerimenti';
const PIEGHE = 10;
const SOGLIA = IMPOSTAZIONI_SUCCESSIVE.sogliaSuggerimenti / 100;
const QUOTE = [0.9, 0.95, 1];
const REGISTRAZIONI = Number(process.env['BENCH_REGISTRAZIONI'] ?? 100_000);

const esempi = leggiEsempi();
interface Giudicato extends Risposta {
  esempio: Esempio;
}

/** Per cent, and as a mean over the classes, which real mail does not have in equal parts. */
function misura(giudicati: readonly Giudicato[], di: number) {
  const posto = ({ codici, esempio }: Giudicato) => codici.indexOf(classeOf(esempio.codice));
  const quota = (fra: readonly Giudicato[], primi: number) =>
    (100 * fra.filter((uno) => posto(uno) >= 0 && posto(uno) < primi).length) / Math.max(1, fra.length);
  const classi = [...new Set(giudicati.map(({ esempio }) => esempio.codice))];
  const perClasse = classi.map((classe) =>
    quota(
      giudicati.filter(({ esempio }) => esempio.codice === classe),
      1,
    ),
  );
  return {
    top1: round(quota(giudicati, 1), 1),
    top3: round(quota(giudicati, 3), 1),
    top1PerClasse: round(perClasse.reduce((a, b) => a + b, 0) / Math.max(1, perClasse.length), 1),
    risposte: round((100 * giudicati.length) / di, 1),
  };
}

/** One way of dividing what is told from what is asked. */
function prova(nome: string, parti: readonly { noti: readonly Esempio[]; chiesti: readonly Esempio[] }[]): void {
  const nostri: Giudicato[] = [];
  const tfidf: Giudicato[] = [];
  const frequenti: Giudicato[] = [];
  for (const { noti, chiesti } of parti) {
    const indice = indiceCon(noti);
    const testi = testiCon(noti);
    const piano = trainTfIdf(testi);
    const soliti = trainFrequent(
      noti.length > 0 ? noti.map(({ codice, oggetto }) => ({ codice, testo: oggetto })) : testi,
    );
    for (const esempio of chiesti) {
      nostri.push({ esempio, ...chiedi(indice, esempio) });
      tfidf.push({ esempio, codici: piano(esempio.oggetto), certezza: 1 });
      frequenti.push({ esempio, codici: soliti(), certezza: 1 });
    }
  }
  const di = nostri.length;
  const base = misura(tfidf, di);
  print({ bench, prova: nome, metodo: 'classe più frequente', ...misura(frequenti, di) });
  print({ bench, prova: nome, metodo: 'TF-IDF', ...base });
  const sicuri = nostri.filter(({ certezza }) => certezza >= SOGLIA);
  print({ bench, prova: nome, metodo: 'suggerimenti', soglia: SOGLIA, ...misura(sicuri, di) });
  const ordinati = [...nostri].sort((a, b) => b.certezza - a.certezza);
  for (const quota of QUOTE) {
    const fra = ordinati.slice(0, Math.round(di * quota));
    const nostra = misura(fra, di);
    const stessi = new Set(fra.map(({ esempio }) => esempio));
    const loro = misura(
      tfidf.filter(({ esempio }) => stessi.has(esempio)),
      di,
    );
    print({
      bench,
      prova: nome,
      metodo: `suggerimenti, ${100 * quota}% risposte`,
      ...nostra,
      piuDiTfIdf: round(nostra.top1 - base.top1, 1),
      piuDiTfIdfSugliStessi: round(nostra.top1 - loro.top1, 1),
    });
  }
}

const altri = (fuori: readonly Esempio[]) => esempi.filter((esempio) => !fuori.includes(esempio));
prova(
  'pieghe per classe',
  piegheOf(esempi, PIEGHE).map((chiesti) => ({ noti: altri(chiesti), chiesti })),
);
// wording never seen: no example at all is told, and of a class none while the others are
prova('nessun esempio', [{ noti: [], chiesti: esempi }]);
const frasi = conoscenza.notizie;
Object.assign(conoscenza, { notizie: frasi.filter(({ campo }) => campo !== 'frasi') });
prova('nessun esempio e nessuna frase nostra', [{ noti: [], chiesti: esempi }]);
Object.assign(conoscenza, { notizie: frasi });

// --- speed and memory

const indice = indiceCon(esempi);
const apprese = new Apprese(indice.sinonimi);
const sillabe = 'ba ca da fa ga la ma na pa ra sa ta va zo ri mi'.split(' ');
let seme = 7;
/** A draw that is the same in every run, below `fino`. */
const sorte = (fino: number): number => {
  seme = (seme + 0x6d2b79f5) | 0;
  let t = Math.imul(seme ^ (seme >>> 15), 1 | seme);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * fino);
};
const nome = (): string => Array.from({ length: 5 }, () => sillabe[sorte(sillabe.length)]).join('');

function tempi(quando: string): void {
  const appreso = apprese.perIndice(indice.codici);
  const ms = Array.from({ length: 5 }, () => esempi)
    .flat()
    .map((esempio) => {
      const da = performance.now();
      chiedi(indice, { ...esempio, oggetto: `${esempio.oggetto} ${nome()}` }, appreso);
      return performance.now() - da;
    });
  const fra = esempi.map((esempio) => ({ esempio, ...chiedi(indice, esempio, appreso) }));
  print({
    bench,
    prova: 'tempi',
    quando,
    msP50: round(percentile(ms, 50)),
    msP95: round(percentile(ms, 95)),
    msMassimo: round(Math.max(...ms)),
    chiavi: apprese.chiavi,
    ancoraTop1: misura(fra, fra.length).top1,
  });
}

const prima = await residentBytes(process.pid);
tempi('0 registrazioni');
const daMs = performance.now();
for (let i = 0; i < REGISTRAZIONI; i += 1) {
  // as mail is: a few classes have most of it; the words of the examples in new company
  const esempio = esempi[Math.floor(esempi.length * (sorte(1_000) / 1_000) ** 2)];
  if (esempio === undefined) continue;
  const parole = esempio.oggetto.split(' ').filter(() => sorte(4) > 0);
  apprese.impara({
    id: String(i),
    codice: classeOf(esempio.codice),
    oggetto: `${parole.join(' ')} ${nome()} ${nome()}`,
    corrispondente: `${nome()} ${nome()}`,
    mezzo: 'pec',
    uo: `U${sorte(30)}`,
  });
}
print({
  bench,
  prova: 'apprendimento',
  registrazioni: REGISTRAZIONI,
  msOgnuna: round((performance.now() - daMs) / REGISTRAZIONI, 3),
  memoriaMiB: round(((await residentBytes(process.pid)) - prima) / MIB, 0),
});
tempi(`dopo ${REGISTRAZIONI} registrazioni`);
