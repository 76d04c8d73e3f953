import { normalizeCodice, patternAtOrUnder } from '../../classification/codice.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { visibleTo } from '../accesso/visibilita.js';
import { findVisible, requireVisible } from '../protocollo/lookup.js';
import { wordsOf } from '../protocollo/parole.js';
import { visibleFascicoli } from './visibilita.js';

export interface Proposta {
  fascicolo: Fascicolo;
  /** why, in words; the strongest first */
  motivi: string[];
}

export interface DomandaProposte {
  /** the document to be filed */
  documento?: { anno: number; numero: number } | undefined;
  classifica?: string | undefined;
  corrispondente?: string | undefined;
}

const QUANTE = 10;
const CANDIDATI = 60;

interface Contesto {
  classifica: string | undefined;
  nomi: readonly string[];
  /** the correspondents, as filters of what registrations hold */
  soggetti: readonly Record<string, string>[];
  oggetto: string;
  /** fascicoli of the document that this one answers, or that answers it */
  diRisposta: readonly string[];
}

async function contestoOf(
  caller: Caller,
  { documento, classifica, corrispondente }: DomandaProposte,
): Promise<Contesto> {
  const typed = classifica === undefined ? undefined : (normalizeCodice(classifica) ?? undefined);
  const given = corrispondente === undefined || corrispondente === '' ? [] : [corrispondente];
  const named = given.flatMap(filtersOfNome);
  if (documento === undefined) return { classifica: typed, nomi: given, soggetti: named, oggetto: '', diRisposta: [] };
  const r = await requireVisible(caller, documento);
  const asked = r.risponde === undefined ? null : await findVisible(caller, r.risponde);
  const soggetti = [...r.mittenti, ...r.destinatari].filter(({ tipo }) => tipo !== 'UO');
  return {
    classifica: typed ?? r.classifica?.codice,
    nomi: [...given, ...soggetti.map(nameOfSoggetto)],
    soggetti: [...named, ...soggetti.slice(0, 5).map(filterOf)],
    oggetto: r.oggetto,
    diRisposta: asked?.fascicolo === undefined ? [] : [asked.fascicolo],
  };
}

const filterOf = ({ denominazione, cognome, nome }: Soggetto): Record<string, string> =>
  denominazione === undefined ? { cognome: cognome ?? '', nome: nome ?? '' } : { denominazione };

/** Who has that name: a firm, or a person whose surname is any of its first words. */
export function filtersOfNome(nome: string): Record<string, string>[] {
  const words = nome
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 6);
  const persons = words.slice(1).map((_word, i) => ({
    cognome: words.slice(0, i + 1).join(' '),
    nome: words.slice(i + 1).join(' '),
  }));
  return [{ denominazione: nome }, ...persons];
}

/** In which of those fascicoli documents of the same correspondents stand. */
async function delCorrispondente(
  caller: Caller,
  ids: readonly string[],
  soggetti: readonly Record<string, string>[],
): Promise<string[]> {
  if (ids.length === 0 || soggetti.length === 0) return [];
  const sides = ['mittenti', 'destinatari'].flatMap((lato) => soggetti.map((one) => ({ [lato]: { $elemMatch: one } })));
  return RegistrazioneModel.distinct('fascicolo', {
    $and: [{ aoo: caller.aoo, fascicolo: { $in: ids } }, { $or: sides }, visibleTo(caller)],
  })
    .maxTimeMS(500)
    .exec()
    .catch(() => []); // a proposal is worth no waiting
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((one) => b.has(one)).length;
const significant = (text: string): Set<string> => new Set(wordsOf(text).filter((word) => word.length > 3));

/** How likely, with the reasons. Pure. */
export function weigh(
  fascicolo: Fascicolo,
  contesto: Contesto,
  conCorrispondente: readonly string[],
): Proposta & { peso: number } {
  const motivi: string[] = [];
  let peso = 0;
  const add = (quanto: number, motivo: string): void => {
    peso += quanto;
    motivi.push(motivo);
  };
  if (contesto.diRisposta.includes(fascicolo._id)) add(100, 'fascicolo del documento a cui risponde');
  if (conCorrispondente.includes(fascicolo._id)) add(30, 'contiene documenti dello stesso corrispondente');
  const holder = fascicolo.intestatario === undefined ? undefined : nameOfSoggetto(fascicolo.intestatario);
  if (holder !== undefined && contesto.nomi.includes(holder)) add(30, `intestato a ${holder}`);
  if (contesto.classifica === fascicolo.classifica.codice) add(10, 'stessa classifica');
  else if (contesto.classifica !== undefined && fascicolo.classifica.codice.startsWith(`${contesto.classifica}.`))
    add(8, `della classe ${contesto.classifica}`);
  const words = overlap(significant(contesto.oggetto), significant(fascicolo.oggetto));
  if (words > 0)
    add(4 * words, words === 1 ? 'una parola dell’oggetto in comune' : `${words} parole dell’oggetto in comune`);
  return { fascicolo, motivi, peso };
}

/**
 * The open fascicoli in which a document most likely belongs, each with its reasons: that of what it answers, those of its class and
 * of its correspondent, recent ones first. Nothing is filed by this.
 */
export async function proposeFascicoli(caller: Caller, domanda: DomandaProposte): Promise<Proposta[]> {
  const contesto = await contestoOf(caller, domanda);
  const open = { aoo: caller.aoo, stato: 'aperto', annullato: { $exists: false } };
  const classe = contesto.classifica?.split('.').slice(0, 2).join('.');
  const find = (filter: object) =>
    FascicoloModel.find({ $and: [open, visibleFascicoli(caller), filter] }, { canonico: 0, eventi: 0, parole: 0 })
      .sort({ apertoIl: -1 })
      .limit(CANDIDATI)
      .lean<Fascicolo[]>();
  const found = await Promise.all([
    contesto.diRisposta.length === 0 ? [] : find({ _id: { $in: contesto.diRisposta } }),
    find(classe === undefined ? { livello: 1 } : { 'classifica.codice': { $regex: patternAtOrUnder(classe).source } }),
  ]);
  const ids = found.flat().map(({ _id }) => _id);
  const known = await delCorrispondente(caller, ids, contesto.soggetti);
  const once = new Map(found.flat().map((one) => [one._id, one]));
  return [...once.values()]
    .map((one) => weigh(one, contesto, known))
    .sort((a, b) => b.peso - a.peso || b.fascicolo.apertoIl.getTime() - a.fascicolo.apertoIl.getTime())
    .slice(0, QUANTE)
    .map(({ fascicolo, motivi }) => ({ fascicolo, motivi: motivi.length > 0 ? motivi : ['tra i più recenti'] }));
}
