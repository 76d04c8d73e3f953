import { demoTitolario } from '../../classification/standard.js';
import { addDays, legalDay } from '../lib/clock.js';
import { buildAltre } from './altre.js';
import type { FascicoloDemo } from './fascicoli.js';
import type { Passato } from './passato.js';
import { contestoOf } from './piano.js';
import { lastActOf, serieOf } from './pratiche.js';
import type { Altra } from './righe.js';
import { isRegistra, type Passo, type PassoAtto } from './tipi.js';

/** What came so many days ago waits for its fascicolo: the archivist files by the season. */
const GIORNI_DI_ARRETRATO = 60;
/** One document alone is no collection. */
const MINIMO = 2;
const CHIUSA_DOPO_GIORNI = 20;

/** The documents of one activity of an office in a year, put together by the archivist. */
export interface Raccolta {
  fascicolo: FascicoloDemo;
  /** by which the documents come into it, in order */
  atti: PassoAtto[];
  /** when its office has closed it */
  chiusa?: Date;
}

/** Acts after which nobody files it. */
const FUORI: ReadonlySet<string> = new Set(['annulla', 'chiedi-annullamento', 'rifiuta']);

function filable(passato: Passato, piano: readonly Passo[]): Altra[] {
  const dal = addDays(passato.ieri, -GIORNI_DI_ARRETRATO);
  const out = new Set(piano.flatMap((one) => (!isRegistra(one) && FUORI.has(one.azione) ? [one.di] : [])));
  return buildAltre(contestoOf(passato)).filter(
    ({ passo: { chiave, richiesta }, modello, giorno }) =>
      giorno < dal &&
      modello.gruppo !== 'fuori' &&
      richiesta.riservatezza?.livello !== 'riservata' &&
      richiesta.classifica !== undefined &&
      !out.has(chiave),
  );
}

/**
 * The collections of the year, one for each sottoclasse of which two documents or more came before the last weeks, in the order in
 * which they are opened; their numbers follow those of the table, and what the table has of an activity is not opened again. The first whose documents are all taken in hand and after which
 * nothing came for weeks is closed. Pure.
 */
export function buildRaccolte(passato: Passato, piano: readonly Passo[], table: readonly FascicoloDemo[]): Raccolta[] {
  const { anno } = passato;
  const voci = new Map(demoTitolario(anno)[1]?.voci.map((voce) => [voce.codice, voce]));
  const inHand = new Set(
    piano.flatMap((one) => (isRegistra(one) || one.azione !== 'prendi-in-carico' ? [] : [one.di])),
  );
  const perSottoclasse = new Map<string, Altra[]>();
  for (const altra of filable(passato, piano)) {
    const classifica = altra.modello.sottoclasse ?? '';
    perSottoclasse.set(classifica, [...(perSottoclasse.get(classifica) ?? []), altra]);
  }
  const found = [...perSottoclasse].flatMap(([classifica, altre]) => {
    const voce = voci.get(classifica);
    const [first] = altre;
    if (first === undefined || altre.length < MINIMO || voce === undefined || voce.riservata === true) return [];
    const documenti = altre.map(({ passo }) => ({ passo, quando: lastActOf(piano, passo) }));
    documenti.sort((a, b) => a.quando.getTime() - b.quando.getTime());
    const settled = altre.every(({ passo }) => passo.richiesta.flusso === 'U' || inHand.has(passo.chiave));
    return [{ classifica, uo: first.modello.uo, oggetto: `${voce.voce} - ${anno}`, documenti, settled }];
  });
  const next = new Map<string, number>();
  const numbered = (classifica: string): string => {
    const serie = serieOf(classifica, anno);
    const n = (next.get(serie) ?? table.filter(({ codice }) => codice.startsWith(serie)).length) + 1;
    next.set(serie, n);
    return `${serie}${n}`;
  };
  const opening = ({ documenti }: (typeof found)[number]): number => documenti[0]?.quando.getTime() ?? 0;
  const sorted = found.sort((a, b) => opening(a) - opening(b));
  const toClose = sorted.find(
    ({ settled, classifica }) => settled && table.every((one) => one.classifica !== classifica),
  );
  return sorted.map((one): Raccolta => {
    const { classifica, uo, oggetto, documenti } = one;
    const known = table.find((other) => other.tipo === 'attivita' && other.classifica === classifica);
    const codice = known?.codice ?? numbered(classifica);
    const last = documenti.at(-1)?.quando;
    const chiusa = last === undefined ? undefined : new Date(last.getTime() + CHIUSA_DOPO_GIORNI * 86_400_000);
    return {
      fascicolo: known ?? { codice, oggetto, tipo: 'attivita', classifica, uo },
      atti: documenti.map(({ passo, quando }) => ({
        azione: 'fascicola',
        fascicolo: codice,
        di: passo.chiave,
        quando,
        utente: 'archivista',
      })),
      ...(one === toClose && chiusa !== undefined && legalDay(chiusa) <= passato.ieri && { chiusa }),
    };
  });
}
