import { isUnder } from '../../classification/codice.js';
import type { RegolaSmistamento } from '../../schemas/configurazione-procedimenti.api.js';
import type { Flusso } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';

/** What a rule looks at: a registration before it is one, as far as it is known. */
export interface Caso {
  flusso?: Flusso | undefined;
  /** code of the voce */
  classifica?: string | undefined;
  tipologia?: string | undefined;
  mezzo?: string | undefined;
  mittenti?: readonly Soggetto[] | undefined;
  /** code of the catalogue, of the fascicolo for which the document is meant */
  procedimento?: string | undefined;
}

export interface Proposta {
  uo: string;
  tipo: 'competenza' | 'conoscenza';
  regola: string;
  /** which of the conditions fitted, in words */
  motivo: string;
  modo: RegolaSmistamento['modo'];
}

/** How one rule fares. */
export interface EsitoRegola {
  codice: string;
  adatta: boolean;
  /** the conditions that fitted; of one that does not fit, the first that did not */
  motivo: string;
}

const collator = new Intl.Collator('it', { sensitivity: 'base' });
const same = (a: string, b: string): boolean => collator.compare(a.trim(), b.trim()) === 0;

/** True if the sender is the one whom the rule names: by a code, by address or its domain, by the whole name. */
function isMittente(named: string, soggetto: Soggetto): boolean {
  const { codiceFiscale, partitaIva, codiceIPA, domicilioDigitale = '' } = soggetto;
  if (named.startsWith('@')) return domicilioDigitale.toLowerCase().endsWith(named.toLowerCase());
  const codes = [codiceFiscale, partitaIva, codiceIPA, domicilioDigitale].filter((one) => one !== undefined);
  return codes.some((one) => one !== '' && same(one, named)) || same(nameOfSoggetto(soggetto), named);
}

const FLUSSI: Readonly<Record<Flusso, string>> = { E: 'in entrata', U: 'in uscita', I: 'interna' };

interface Condizione {
  parole: string;
  vera: boolean;
}

/** The conditions of a rule, each with whether it fits. */
function condizioniOf(regola: RegolaSmistamento, caso: Caso): Condizione[] {
  const { flusso, classifica, tipologia, mezzo, mittente, procedimento } = regola;
  const { mittenti = [] } = caso;
  const at = (named: string | undefined, parole: (name: string) => string, vera: (name: string) => boolean) =>
    named === undefined ? [] : [{ parole: parole(named), vera: vera(named) }];
  return [
    ...(flusso === undefined ? [] : [{ parole: FLUSSI[flusso], vera: caso.flusso === flusso }]),
    ...at(
      classifica,
      (name) => `voce ${name}`,
      (name) => caso.classifica !== undefined && (caso.classifica === name || isUnder(caso.classifica, name)),
    ),
    ...at(
      tipologia,
      (name) => `tipologia ${name}`,
      (name) => caso.tipologia !== undefined && same(caso.tipologia, name),
    ),
    ...at(
      mezzo,
      (name) => `mezzo ${name}`,
      (name) => caso.mezzo === name,
    ),
    ...at(
      mittente,
      (name) => `mittente ${name}`,
      (name) => mittenti.some((one) => isMittente(name, one)),
    ),
    ...at(
      procedimento,
      (name) => `procedimento ${name}`,
      (name) => caso.procedimento !== undefined && same(caso.procedimento, name),
    ),
  ];
}

/** How a rule fares with what is asked. Pure. */
export function provaRegola(regola: RegolaSmistamento, caso: Caso): EsitoRegola {
  const condizioni = condizioniOf(regola, caso);
  const failed = condizioni.find(({ vera }) => !vera);
  return failed === undefined
    ? { codice: regola.codice, adatta: true, motivo: condizioni.map(({ parole }) => parole).join(', ') }
    : { codice: regola.codice, adatta: false, motivo: failed.parole };
}

/**
 * The offices that the rules give: the competenza of the first that fits and names one, the conoscenza of every one that fits. Each office
 * once, with the rule and its reason. Pure.
 */
export function smista(regole: readonly RegolaSmistamento[], caso: Caso): Proposta[] {
  const fitting = regole.flatMap((regola) => {
    const { adatta, motivo } = provaRegola(regola, caso);
    return adatta ? [{ regola, motivo }] : [];
  });
  const proposte = new Map<string, Proposta>();
  const add = (uo: string, tipo: Proposta['tipo'], { regola, motivo }: (typeof fitting)[number]): void => {
    if (!proposte.has(uo)) proposte.set(uo, { uo, tipo, regola: regola.codice, motivo, modo: regola.modo });
  };
  const first = fitting.find(({ regola }) => regola.competenza !== undefined);
  if (first?.regola.competenza !== undefined) add(first.regola.competenza, 'competenza', first);
  for (const one of fitting) for (const uo of one.regola.conoscenza ?? []) add(uo, 'conoscenza', one);
  return [...proposte.values()];
}

/**
 * What the rules assign without asking anybody. A rule that only proposes and stands before an automatic one leaves the choice to a
 * person: then nothing is assigned. Pure.
 */
export function smistaDaSola(regole: readonly RegolaSmistamento[], caso: Caso): Proposta[] {
  const all = smista(regole, caso);
  const competente = all.find(({ tipo }) => tipo === 'competenza');
  return competente === undefined || competente.modo === 'proposta'
    ? []
    : all.filter(({ modo }) => modo === 'automatica');
}
