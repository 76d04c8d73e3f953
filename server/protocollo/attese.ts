import type { Contenuto } from '../../schemas/registrazione.model.js';
import { competentiOf } from './riservatezza.js';

/**
 * What a document still waits for, as the marks that one index reads: `da-assegnare`, `da-prendere/U410`, `in-carico@anna`. A mark
 * with an office or a person stands in their queue; one without, in that of who works for the whole AOO. server/scrivania/code.ts
 * says which queue reads which marks.
 */
export const ATTESE = [
  'da-assegnare',
  'rifiutata',
  'da-prendere',
  'in-attesa',
  'in-carico',
  'conoscenza',
  'da-classificare',
  'terzo-livello',
  'senza-scansione',
  'senza-fascicolo',
  'tardiva',
  'annullamento',
  'rettifica',
] as const;
export type Attesa = (typeof ATTESE)[number];

export const perUfficio = (attesa: Attesa, uo: string): string => `${attesa}/${uo}`;
export const perPersona = (attesa: Attesa, utente: string): string => `${attesa}@${utente}`;

/** Titolo and classe: the level below is still to be given, where the titolario has one. */
const isSecondoLivello = (codice: string): boolean => codice.split('.').length === 2;

/** The offices that are to work on it see it; a reserved document may have been assigned where nobody may read it. */
function isReadable({ riservatezza, assegnazioni }: Contenuto): boolean {
  const { livello, uo, utenti } = riservatezza;
  return (
    livello === 'ordinaria' ||
    assegnazioni.some(
      (one) =>
        one.tipo === 'competenza' && (uo.includes(one.uo) || (one.utente !== undefined && utenti.includes(one.utente))),
    )
  );
}

/** Who must take it: nobody once somebody has it in charge. */
function daPrendere({ assegnazioni, presaInCarico }: Contenuto): string[] {
  if (presaInCarico !== undefined) return [];
  const competenze = assegnazioni.filter(({ tipo }) => tipo === 'competenza');
  return competenze.flatMap(({ uo, utente }) => [
    utente === undefined ? perUfficio('da-prendere', uo) : perPersona('da-prendere', utente),
    perUfficio('in-attesa', uo),
    'in-attesa',
  ]);
}

function daLeggere({ assegnazioni, visioni = [] }: Contenuto): string[] {
  const unread = assegnazioni.filter(
    ({ tipo, uo, utente }) => tipo === 'conoscenza' && !visioni.some((one) => one.uo === uo && one.utente === utente),
  );
  return unread.map(({ uo, utente }) =>
    utente === undefined ? perUfficio('conoscenza', uo) : perPersona('conoscenza', utente),
  );
}

/** Where its work goes on: the offices that are competent, and those that made it. */
const alLavoro = (contenuto: Contenuto): string[] => {
  const { presaInCarico } = contenuto;
  return presaInCarico === undefined ? competentiOf(contenuto) : [presaInCarico.uo];
};

/**
 * The queues in which a registration stands; none once it is annulled. What is valid stands in one at least until its work is done:
 * assigned, taken in charge, classified and put in its fascicolo (utenti.md ask 24: nothing pending can become invisible). Pure.
 */
export function atteseOf(contenuto: Contenuto): string[] {
  const { flusso, stato, classifica, documento, fascicolo, presaInCarico, rifiuto } = contenuto;
  if (stato === 'annullata') return [];
  const competenti = contenuto.assegnazioni.filter(({ tipo }) => tipo === 'competenza');
  const offices = alLavoro(contenuto);
  const marks: string[] = [];
  const both = (attesa: Attesa): void => void marks.push(attesa, ...offices.map((uo) => perUfficio(attesa, uo)));

  if (rifiuto !== undefined) marks.push(rifiuto.a === undefined ? 'rifiutata' : perUfficio('rifiutata', rifiuto.a));
  else if (flusso !== 'U' && competenti.length === 0) marks.push('da-assegnare');
  if (competenti.length > 0 && !isReadable(contenuto)) marks.push('da-assegnare');
  marks.push(...daPrendere(contenuto), ...daLeggere(contenuto));
  if (presaInCarico !== undefined)
    marks.push(perPersona('in-carico', presaInCarico.utente), perUfficio('in-carico', presaInCarico.uo));
  if (classifica === undefined) both('da-classificare');
  else {
    if (isSecondoLivello(classifica.codice)) both('terzo-livello');
    if (fascicolo === undefined && (presaInCarico !== undefined || flusso === 'U')) both('senza-fascicolo');
  }
  if (documento === undefined) both('senza-scansione');
  if (contenuto.tardiva === true) marks.push('tardiva');
  if (stato === 'annullamento-richiesto') both('annullamento');
  if (contenuto.rettifiche !== undefined) both('rettifica');
  return [...new Set(marks)].sort();
}
