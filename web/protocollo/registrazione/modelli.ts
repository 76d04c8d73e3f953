import { compilaOggetto, type Modello, segnapostiOf } from '../../../schemas/configurazione-documenti.api.js';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import type { Io, Ufficio } from '../../api/tipi.js';
import { isProposta } from './preferenze.js';
import type { Valori } from './valori.js';
import type { VoceScelta } from './voci.js';

/** Placeholders that mean the one from whom it comes, or to whom it goes. */
const DEL_CORRISPONDENTE = new Set([
  'cognome e nome',
  'destinatario',
  'ditta',
  'fornitore',
  'impresa',
  'mittente',
  'nominativo',
  'richiedente',
]);

/** What the form knows already of the placeholders of a template. */
function notiOf({ flusso, mittenti, destinatari }: Valori, segnaposti: readonly string[]): Record<string, string> {
  const [uno, ...altri] = (flusso === 'E' ? mittenti : destinatari).filter(({ tipo }) => tipo !== 'UO');
  if (uno === undefined || altri.length > 0) return {};
  const propri = segnaposti.filter((nome) => DEL_CORRISPONDENTE.has(nome.toLowerCase()));
  return Object.fromEntries(propri.map((nome) => [nome, nameOfSoggetto(uno)]));
}

/** The voce of a template, or the nearest one above it that this user may give. */
function voceOf(codice: string | undefined, voci: readonly VoceScelta[]): string | undefined {
  for (let livelli = codice?.split('.') ?? []; livelli.length > 0; livelli = livelli.slice(0, -1)) {
    const inizio = livelli.join('.');
    if (voci.some((voce) => voce.codice === inizio)) return inizio;
  }
  return undefined;
}

interface Contesto {
  io: Io;
  /** The voci that this user may give. */
  voci: readonly VoceScelta[];
  uffici: readonly Ufficio[];
}

/** The values that a template may set: what to put back if it was the wrong one. */
export type DaModello = Pick<Valori, 'oggetto' | 'segnaposti' | 'classifica' | 'tipologia' | 'mezzo' | 'assegnazioni'>;

export const daModelloOf = (valori: Valori): DaModello => {
  const { oggetto, segnaposti, classifica, tipologia, mezzo, assegnazioni } = valori;
  return { oggetto, segnaposti, classifica, tipologia, mezzo, assegnazioni };
};

/**
 * What choosing a template makes of the form: its words with the placeholders that are known filled in, and its voce, kind, means,
 * office where nothing was chosen by hand. What the AOO does not have any more is left out.
 */
export function applicaModello(valori: Valori, modello: Modello, { io, voci, uffici }: Contesto): DaModello {
  const oggetto = compilaOggetto(modello.oggetto, notiOf(valori, segnapostiOf(modello.oggetto)));
  const { mezzo, tipologia, uo } = modello;
  const libero = valori.assegnazioni.length === 0 || isProposta(valori, io);
  return {
    oggetto,
    segnaposti: segnapostiOf(oggetto),
    classifica: valori.classifica === '' ? (voceOf(modello.classifica, voci) ?? '') : valori.classifica,
    tipologia:
      valori.tipologia === '' && tipologia !== undefined && io.tipologie.includes(tipologia)
        ? tipologia
        : valori.tipologia,
    mezzo: mezzo !== undefined && io.mezzi.some(({ codice }) => codice === mezzo) ? mezzo : valori.mezzo,
    assegnazioni:
      libero && uffici.some(({ codice }) => codice === uo) && uo !== undefined
        ? [{ uo, tipo: 'competenza' }]
        : valori.assegnazioni,
  };
}
