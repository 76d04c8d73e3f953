import type { Contenuto, Nascita, Registrazione } from '../../schemas/registrazione.model.js';
import type {
  Allegato,
  Assegnazione,
  Classifica,
  FileRegistrato,
  RiservatezzaNota,
} from '../../schemas/registrazione.types.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import type { BirthContent, Evento } from './canonico.js';
import { paroleOf } from './parole.js';

/** What each kind of act says in its `dettagli`; written once, never changed: a new need is a new kind or a new optional name. */
export interface Dettagli {
  'annullamento-richiesto': { motivo: string; provvedimento?: Provvedimento };
  annullamento: { motivo: string; provvedimento: Provvedimento };
  'annullamento-negato': { motivo: string };
  rinnovo: { campo: string; vecchio?: unknown; nuovo?: unknown; motivo: string; provvedimento: Provvedimento };
  'rettifica-richiesta': { motivo: string; datoRichiesto: string; valoreRichiesto: unknown };
  modifica: { campo: string; vecchio?: unknown; nuovo?: unknown; motivo: string };
  integrazione: { motivo: string; documento?: FileRegistrato; allegati?: Allegato[] };
  assegnazione: {
    assegnazioni: Assegnazione[];
    precedenti: Assegnazione[];
    motivo?: string;
    riservatezza?: RiservatezzaNota;
  };
  'presa-in-carico': { uo: string };
  rifiuto: { uo: string; motivo: string; assegnazioni: Assegnazione[]; precedenti: Assegnazione[] };
  classificazione: {
    campo: 'classifica';
    vecchio?: Classifica;
    nuovo: Classifica;
    motivo?: string;
    riservatezza?: RiservatezzaNota;
  };
}

export const evento = <T extends keyof Dettagli>(
  tipo: T,
  chi: { data: Date; utente: string },
  dettagli: Dettagli[T],
): Evento => ({
  tipo,
  data: chi.data.toISOString(),
  utente: chi.utente,
  dettagli: withoutUndefined(dettagli),
});

const withoutUndefined = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));

/** A value that is put, or taken away where it is undefined: absent things are left out, never null. */
const withField = (contenuto: Contenuto, campo: string, value: unknown): Contenuto => {
  const next = { ...contenuto, [campo]: value };
  return value === undefined
    ? (Object.fromEntries(Object.entries(next).filter(([key]) => key !== campo)) as unknown as Contenuto)
    : next;
};

const holdsCompetenza = (assegnazioni: readonly Assegnazione[], uo: string | undefined): boolean =>
  assegnazioni.some((one) => one.tipo === 'competenza' && one.uo === uo);

/** Who had it in charge keeps it only while its office is still competent. */
const afterAssignment = (contenuto: Contenuto, assegnazioni: Assegnazione[]): Contenuto => {
  const next = { ...contenuto, assegnazioni };
  return holdsCompetenza(assegnazioni, contenuto.presaInCarico?.uo)
    ? next
    : withField(next, 'presaInCarico', undefined);
};

/** How one act changes the content. Pure: the writing of an act and its verification years later are this same function. */
export function applyEvento(contenuto: Contenuto, { tipo, data, utente, dettagli }: Evento): Contenuto {
  const said = dettagli as unknown; // each kind of act says what `Dettagli` has for it
  switch (tipo) {
    case 'annullamento-richiesto':
      return { ...contenuto, stato: 'annullamento-richiesto' };
    case 'annullamento': {
      const { motivo, provvedimento } = said as Dettagli['annullamento'];
      return { ...contenuto, stato: 'annullata', annullamento: { motivo, provvedimento, data, operatore: utente } };
    }
    case 'annullamento-negato':
      return { ...contenuto, stato: 'valida' };
    case 'rinnovo': {
      const rinnovo = said as Dettagli['rinnovo'];
      return {
        ...withField(contenuto, rinnovo.campo, rinnovo.nuovo),
        rinnovi: [...contenuto.rinnovi, { ...rinnovo, data, operatore: utente }],
      };
    }
    case 'rettifica-richiesta':
      return contenuto;
    case 'modifica':
      return withField(contenuto, (said as Dettagli['modifica']).campo, (said as Dettagli['modifica']).nuovo);
    case 'integrazione': {
      const { documento, allegati = [] } = said as Dettagli['integrazione'];
      return {
        ...contenuto,
        ...(documento !== undefined && { documento }),
        allegati: [...contenuto.allegati, ...allegati],
      };
    }
    case 'assegnazione': {
      const { assegnazioni, riservatezza } = said as Dettagli['assegnazione'];
      return { ...afterAssignment(contenuto, assegnazioni), ...(riservatezza !== undefined && { riservatezza }) };
    }
    case 'rifiuto':
      return afterAssignment(contenuto, (said as Dettagli['rifiuto']).assegnazioni);
    case 'presa-in-carico':
      return { ...contenuto, presaInCarico: { utente, uo: (said as Dettagli['presa-in-carico']).uo, data } };
    case 'classificazione': {
      const { nuovo, riservatezza, motivo } = said as Dettagli['classificazione'];
      const next = { ...contenuto, classifica: nuovo, ...(riservatezza !== undefined && { riservatezza }) };
      return withField(next, 'motivoClassifica', motivo);
    }
  }
}

/** The content at birth: what the chain keeps, and beside it what was not in the chain. */
export function contentAtBirth(canonico: BirthContent, nascita: Nascita): Contenuto {
  const { avvisi: _avvisi, documento, allegati, ...rest } = nascita;
  return {
    flusso: canonico.flusso,
    oggetto: canonico.oggetto,
    mittenti: canonico.mittenti,
    destinatari: canonico.destinatari,
    ...(canonico.protocolloMittente !== undefined && { protocolloMittente: canonico.protocolloMittente }),
    ...(canonico.dataArrivo !== undefined && { dataArrivo: canonico.dataArrivo }),
    ...(canonico.documento !== undefined &&
      documento !== undefined && { documento: { ...canonico.documento, ...documento } }),
    allegati: canonico.allegati.flatMap((file, i) =>
      allegati.slice(i, i + 1).map((known) => ({ n: i + 1, ...file, ...known })),
    ),
    ...rest,
    stato: 'valida',
    rinnovi: [],
  };
}

/** Names of what `Contenuto` may hold, so that what is stored can be compared with what the acts say. */
export const CAMPI_CONTENUTO = [
  'flusso',
  'oggetto',
  'mittenti',
  'destinatari',
  'protocolloMittente',
  'dataArrivo',
  'documento',
  'allegati',
  'mezzo',
  'tipologia',
  'note',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'risponde',
  'assegnazioni',
  'presaInCarico',
  'riservatezza',
  'stato',
  'annullamento',
  'rinnovi',
] as const satisfies readonly (keyof Contenuto)[];

export const contenutoOf = (registrazione: Registrazione): Contenuto =>
  Object.fromEntries(
    CAMPI_CONTENUTO.filter((campo) => registrazione[campo] !== undefined).map((campo) => [campo, registrazione[campo]]),
  ) as unknown as Contenuto;

/** Offices that a document belongs to: those to which it is assigned, and of what the AOO makes itself those that it names. */
export function ufficiOf({ flusso, assegnazioni, mittenti, destinatari }: Contenuto): string[] {
  const own = [...(flusso === 'E' ? [] : mittenti), ...(flusso === 'I' ? destinatari : [])];
  const named = own.flatMap(({ tipo, uo }) => (tipo === 'UO' && uo !== undefined ? [uo] : []));
  return [...new Set([...assegnazioni.map(({ uo }) => uo), ...named])].sort();
}

/** Hashes of all files, each once. */
export const improntaOf = ({ documento, allegati }: Contenuto): string[] => [
  ...new Set([...(documento === undefined ? [] : [documento]), ...allegati].map(({ sha256 }) => sha256)),
];

/** What the queries need, told again from the content. */
export const derivedOf = (contenuto: Contenuto): Pick<Registrazione, 'uffici' | 'parole' | 'impronte'> => ({
  uffici: ufficiOf(contenuto),
  parole: paroleOf(contenuto),
  impronte: improntaOf(contenuto),
});
