import { readFileSync } from 'node:fs';
import { readVoci } from './load.js';
import type { Versione, Voce } from '../schemas/titolario.model.js';

/**
 * Voci under which health, discipline, disputes or persons in need are treated: `riservata` unless an officer decides
 * otherwise. What stands below one of them is so too; codes that a titolario does not have are ignored.
 */
const RISERVATE = new Set(
  'III.6.2 III.8.3 III.9 III.12.2 III.12.3 III.13 V.1 VII.1.4 VII.1.6 VII.9 VII.11 VII.12.3 VII.14.2 IX.3 IX.4.3 X.2'.split(
    ' ',
  ),
);

/** Difensore civico and circoscrizioni: a small Comune no longer has them. */
const CESSATE = new Set(['II.12', 'II.16', 'II.17', 'II.18', 'II.19', 'II.20', 'II.21', 'II.22']);

/** The voci of a file that comes with the product: an error in it is ours. */
function readDati(file: string, sopra: readonly Voce[] = []): Voce[] {
  const { voci, errori } = readVoci(readFileSync(new URL(`./dati/${file}`, import.meta.url)), { sopra });
  if (errori.length > 0)
    throw new Error(`${file}: ${errori.map(({ riga, messaggio }) => `riga ${riga}: ${messaggio}`).join(' ')}`);
  return voci.map((voce) => (RISERVATE.has(voce.codice) ? { ...voce, riservata: true } : voce));
}

/** The model of the Comuni (14 titoli, 125 classi) as first version of an AOO, in force from a legal day. */
export function standardTitolario(dal: string): Versione[] {
  return [{ numero: 1, denominazione: 'Titolario dei Comuni (2005)', dal, voci: readDati('titolario-comuni.csv') }];
}

/**
 * The pair of the demonstration Comune: two levels since 2006, then three from 1 January of the replay year, with eight
 * classi closed from the first day so that their codes are not used again.
 * @param anno - year of the replay
 */
export function demoTitolario(anno: number): Versione[] {
  const dal = `${anno}-01-01`;
  const classi = readDati('titolario-comuni.csv');
  const sottoclassi = readDati('titolario-sottoclassi-demo.csv', classi);
  const chiusa = { chiusaDal: dal, motivoChiusura: 'Organo non più previsto nei Comuni di piccole dimensioni.' };
  return [
    { numero: 1, denominazione: 'Titolario 2005', dal: '2006-01-01', voci: classi },
    {
      numero: 2,
      denominazione: `Titolario ${anno}`,
      dal,
      voci: [...classi.map((voce) => (CESSATE.has(voce.codice) ? { ...voce, ...chiusa } : voce)), ...sottoclassi],
    },
  ];
}
