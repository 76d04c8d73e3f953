import { isUnder } from '../../classification/codice.js';
import type { TipoFascicolo } from '../../schemas/fascicolo.api.js';
import type { ContenutoFascicolo } from '../../schemas/fascicolo.model.js';
import type { Riservatezza } from '../../schemas/registrazione.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { lengthOf } from '../../schemas/testo.api.js';
import type { ErroreCampo } from '../lib/problem.js';
import { wordsOf } from '../protocollo/parole.js';

/* The rules of fascicoli that need nothing but their data (titolario.md §6). */

const OGGETTO_MINIMO = 10;
/** By these words nobody finds it again. */
const GENERICHE = new Set([
  'varie', 'vari', 'vario', 'diversi', 'diverse', 'eventuali', 'generale', 'generali', 'generico', 'generica',
  'fascicolo', 'fascicoli', 'pratica', 'pratiche', 'documento', 'documenti', 'corrispondenza', 'oggetti', 'oggetto',
  'affari', 'affare', 'atti', 'altro', 'altri', 'nuovo', 'nuova', 'di', 'e', 'ed', 'da', 'per', 'il', 'la', 'i', 'le',
]); // prettier-ignore

/** What is wrong with the oggetto of a fascicolo: at least ten characters, and not one that would fit any (titolario.md 6.3). */
export function faultOfOggetto(oggetto: string): ErroreCampo | null {
  if (lengthOf(oggetto) < OGGETTO_MINIMO)
    return {
      campo: 'oggetto',
      messaggio: `L’oggetto del fascicolo ha almeno ${OGGETTO_MINIMO} caratteri: dire di che affare si tratta.`,
    };
  return wordsOf(oggetto).every((word) => GENERICHE.has(word))
    ? {
        campo: 'oggetto',
        messaggio: 'L’oggetto va bene per qualunque fascicolo: dire di quale affare, persona o procedimento si tratta.',
      }
    : null;
}

export const isDiPersona = (tipo: TipoFascicolo): boolean => tipo === 'persona-fisica' || tipo === 'persona-giuridica';

/** Whom a fascicolo is about, and by which procedimento, must fit its kind (Allegato 5). */
export function faultsOfTipo({
  tipo,
  intestatario,
  procedimento,
}: {
  tipo: TipoFascicolo;
  intestatario?: Soggetto | undefined;
  procedimento?: string | undefined;
}): ErroreCampo[] {
  const fault = (campo: string, messaggio: string): ErroreCampo => ({ campo, messaggio });
  return [
    ...(isDiPersona(tipo) && intestatario === undefined
      ? [fault('intestatario', 'Un fascicolo di persona ha un intestatario: indicarlo.')]
      : []),
    ...(tipo === 'persona-fisica' && intestatario !== undefined && intestatario.tipo !== 'PF'
      ? [fault('intestatario', 'Un fascicolo di persona fisica è intestato a una persona fisica (PF).')]
      : []),
    ...(tipo === 'persona-giuridica' && intestatario !== undefined && ['PF', 'UO'].includes(intestatario.tipo)
      ? [fault('intestatario', 'Un fascicolo di persona giuridica è intestato a un ente o a un’impresa.')]
      : []),
    ...(intestatario?.tipo === 'UO'
      ? [fault('intestatario', 'L’intestatario è esterno: un ufficio proprio si indica in uo.')]
      : []),
    ...(tipo !== 'procedimento' && procedimento !== undefined
      ? [fault('procedimento', 'Il procedimento si indica soltanto per un fascicolo di tipo procedimento.')]
      : []),
  ];
}

export function faultsOfRiserva({ livello, uo = [], utenti = [] }: Riservatezza): ErroreCampo[] {
  if (livello === 'riservata' && uo.length + utenti.length === 0)
    return [
      {
        campo: 'riservatezza',
        messaggio: 'Indicare gli uffici o le persone che possono vedere il fascicolo riservato.',
      },
    ];
  return livello === 'ordinaria' && uo.length + utenti.length > 0
    ? [
        {
          campo: 'riservatezza',
          messaggio: 'Uffici e persone si indicano soltanto per un fascicolo riservato: scegliere il livello.',
        },
      ]
    : [];
}

export const faultsOfPartecipanti = (partecipanti: readonly Soggetto[]): ErroreCampo[] =>
  partecipanti.flatMap(({ tipo }, i) =>
    tipo === 'PAI' || tipo === 'PAE'
      ? []
      : [{ campo: `partecipanti[${i}]`, messaggio: 'Partecipano amministrazioni: PAI oppure PAE.' }],
  );

/**
 * How the class of a document goes with that of a fascicolo: `uguale`, it is the same or stands below; `sopra`, the document stops
 * above it and takes the fascicolo's; `assente`, it has none; `altra`, another class: documents of one fascicolo have one
 * classification, but for those of a person (titolario.md 6.1).
 */
export function confronto(
  documento: string | undefined,
  fascicolo: Pick<ContenutoFascicolo, 'tipo' | 'classifica'>,
): 'uguale' | 'sopra' | 'assente' | 'altra' {
  const own = fascicolo.classifica.codice;
  if (isDiPersona(fascicolo.tipo) && documento !== undefined) return 'uguale';
  if (documento === undefined) return 'assente';
  if (documento === own || isUnder(documento, own)) return 'uguale';
  return isUnder(own, documento) ? 'sopra' : 'altra';
}

/** Where a document stands. */
export interface Collocazione {
  fascicolo?: string;
  altriFascicoli?: string[];
}

const placed = (fascicolo: string | undefined, altri: readonly string[]): Collocazione => {
  const others = [...new Set(altri)].filter((one) => one !== fascicolo);
  return {
    ...(fascicolo !== undefined && { fascicolo }),
    ...(others.length > 0 && { altriFascicoli: others }),
  };
};

export const isIn = ({ fascicolo, altriFascicoli = [] }: Collocazione, id: string): boolean =>
  fascicolo === id || altriFascicoli.includes(id);

/** Put into a fascicolo too; as its primary one if so asked, or if it has none yet. Pure. */
export function withFascicolo(at: Collocazione, id: string, principale: boolean): Collocazione {
  const { fascicolo, altriFascicoli = [] } = at;
  if (fascicolo === undefined || principale)
    return placed(id, [...(fascicolo === undefined ? [] : [fascicolo]), ...altriFascicoli]);
  return placed(fascicolo, [...altriFascicoli, id]);
}

/** Taken out; the first of the others becomes the primary one. Pure. */
export function withoutFascicolo(at: Collocazione, id: string): Collocazione {
  const { fascicolo, altriFascicoli = [] } = at;
  const rest = altriFascicoli.filter((one) => one !== id);
  return fascicolo === id ? placed(rest[0], rest.slice(1)) : placed(fascicolo, rest);
}

/** Taken out of one and put into another, primary if it was so there. Pure. */
export function moved(at: Collocazione, da: string, a: string): Collocazione {
  const { fascicolo, altriFascicoli = [] } = at;
  const rest = altriFascicoli.filter((one) => one !== da && one !== a);
  return fascicolo === da || fascicolo === a ? placed(a, rest) : placed(fascicolo, [...rest, a]);
}
