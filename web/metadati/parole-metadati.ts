import type { Atto } from '../../schemas/accesso.api.js';
import type { Io } from '../api/tipi.js';
import type { Lacuna, Mancanza, Metadati } from '../../schemas/metadati.api.js';
import { puo } from '../api/sessione.js';
import type { DiChi } from './percorsi-metadati.js';

/** What the schema writes short, or without its accent. */
const NOMI: Readonly<Record<string, string>> = {
  IdDoc: 'Identificativo del documento',
  IdAgg: 'Identificativo dell’aggregazione',
  IdAggPrimario: 'Aggregazione di cui è parte',
  Agg: 'Aggregazioni',
  TipoAgg: 'Aggregazione',
  ModalitaDiFormazione: 'Modalità di formazione',
};

/** `DatiDiRegistrazione/TipologiaDiFlusso` → `Dati di registrazione › Tipologia di flusso`. */
export function parolaElemento(elemento: string): string {
  return elemento
    .split('/')
    .map((nome) => {
      if (Object.hasOwn(NOMI, nome)) return NOMI[nome];
      const words = nome.replaceAll('_', ' e ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
      const [first = '', ...rest] = words.split(' ');
      return [first, ...rest.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))].join(' ');
    })
    .join(' › ');
}

export const NOMI_TIPO: Readonly<Record<Metadati['tipo'], string>> = {
  DocumentoInformatico: 'del documento informatico',
  DocumentoAmministrativoInformatico: 'del documento amministrativo informatico',
  AggregazioneDocumentaliInformatiche: 'dell’aggregazione documentale informatica',
};

export const PAROLE_LACUNA: Readonly<Record<Lacuna, string>> = {
  documento: 'scansione',
  classifica: 'classifica',
  fascicolo: 'fascicolo',
  soggetti: 'codici dei soggetti',
};

/** Where the act is done that gives what is missing; undefined where it is in this page, or is not this person's. */
export function paginaRimedio(io: Io, di: DiChi, { rimedio }: Mancanza): { a: string; parola: string } | undefined {
  switch (rimedio) {
    case 'uffici':
      return puo(io, 'amministra') ? { a: '/amministrazione/uffici', parola: 'Apri gli uffici' } : undefined;
    case 'utenti':
      return puo(io, 'amministra') ? { a: '/amministrazione/utenti', parola: 'Apri gli utenti' } : undefined;
    case 'aoo':
      return puo(io, 'amministra') ? { a: '/amministrazione/aoo', parola: 'Apri i dati della AOO' } : undefined;
    case 'impostazioni':
      return puo(io, 'configura') ? { a: '/regole/impostazioni', parola: 'Apri le impostazioni' } : undefined;
    case 'titolario':
      return { a: '/titolario', parola: 'Apri il titolario' };
    case 'fascicolazione':
    case 'integrazione':
      return 'fascicolo' in di
        ? { a: `/fascicoli/${encodeURIComponent(di.fascicolo)}`, parola: 'Apri i documenti' }
        : undefined;
    case 'classificazione':
    case 'rinnovo':
    case 'modifica':
    case 'fascicolo':
    case 'attesa':
    case undefined:
      return undefined;
  }
}

/** The key of the page of the registration that does the act, and who may. */
const TASTI_RIMEDIO: Partial<
  Record<NonNullable<Mancanza['rimedio']>, readonly [tasto: string, atti: readonly Atto[]]>
> = {
  classificazione: ['C', ['classifica']],
  fascicolazione: ['F', ['gestisci-fascicolo']],
  integrazione: ['I', ['integra']],
  rinnovo: ['M', ['rinnova', 'chiedi-rettifica']],
  modifica: ['V', ['modifica']],
};

export function tastoRimedio(io: Io, { rimedio }: Mancanza): string | undefined {
  const known = rimedio && TASTI_RIMEDIO[rimedio];
  return known?.[1].some((atto) => puo(io, atto)) === true ? known[0] : undefined;
}
