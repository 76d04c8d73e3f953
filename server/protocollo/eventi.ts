import type { Contenuto, Nascita, Registrazione } from '../../schemas/registrazione.model.js';
import type {
  Allegato,
  Assegnazione,
  Classifica,
  FileRegistrato,
  RiservatezzaNota,
} from '../../schemas/registrazione.types.js';
import type { ModoAttestazione } from '../../schemas/attestazione.api.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import type { BirthContent, Evento } from './canonico.js';
import { atteseOf } from './attese.js';
import { paroleOf } from '../ricerca/gettoni.js';

/** An office that a rule of the AOO gave the document to, and why (server/smistamento). */
export interface MotivoSmistamento {
  uo: string;
  tipo: 'competenza' | 'conoscenza';
  regola: string;
  motivo: string;
}

/** What each kind of act says in its `dettagli`; written once, never changed: a new need is a new kind or a new optional name. */
export interface Dettagli {
  /** why it was born as it was: it changes nothing, and is written with the registration itself */
  nascita: { smistamento?: MotivoSmistamento[]; delega?: { id: string; da: string } };
  'annullamento-richiesto': { motivo: string; provvedimento?: Provvedimento };
  annullamento: { motivo: string; provvedimento: Provvedimento };
  'annullamento-negato': { motivo: string };
  rinnovo: { campo: string; vecchio?: unknown; nuovo?: unknown; motivo: string; provvedimento: Provvedimento };
  /** `n`: number of the request within the registration; absent in those asked before it had one */
  'rettifica-richiesta': { n?: number; motivo: string; datoRichiesto: string; valoreRichiesto: unknown };
  'rettifica-negata': { n: number; datoRichiesto: string; motivo: string };
  modifica: { campo: string; vecchio?: unknown; nuovo?: unknown; motivo: string };
  integrazione: { motivo: string; documento?: FileRegistrato; allegati?: Allegato[] };
  assegnazione: {
    assegnazioni: Assegnazione[];
    precedenti: Assegnazione[];
    motivo?: string;
    riservatezza?: RiservatezzaNota;
    /** the office of the head who assigned: a refusal goes back there */
    tornaA?: string;
  };
  'presa-in-carico': { uo: string };
  rifiuto: {
    uo: string;
    motivo: string;
    assegnazioni: Assegnazione[];
    precedenti: Assegnazione[];
    tornaA?: string;
    riservatezza?: RiservatezzaNota;
  };
  'presa-visione': { uo: string; persona?: string };
  ritardo: { differimento?: { id: string }; motivo?: string };
  classificazione: {
    campo: 'classifica';
    vecchio?: Classifica;
    nuovo: Classifica;
    motivo?: string;
    /** the sottoclasse was given in the stead of the head who let the clerk do so */
    delega?: { id: string; da: string };
    riservatezza?: RiservatezzaNota;
  };
  /** how it stands among the fascicoli after the act; absent: in none */
  fascicolazione: {
    azione: 'aggiunto' | 'tolto' | 'spostato';
    /** the fascicolo that it came into, or left */
    di: { id: string; codice: string };
    /** the fascicolo from which it was moved */
    da?: { id: string; codice: string };
    fascicolo?: string;
    altriFascicoli?: string[];
    precedente?: { fascicolo?: string; altriFascicoli?: string[] };
    motivo?: string;
    delega?: { id: string; da: string };
  };
  /** a copy of its paper was attested conform (CAD art. 22 c. 1-bis, 23-ter c. 3); who signed is who acts */
  attestazione: {
    attestazione: string;
    modo: ModoAttestazione;
    /** SHA-256 of the document of the attestation, and of its signature, with the instant (RFC 3339) of this */
    impronta: string;
    firma: { sha256: string; quando: string };
    /** SHA-256 of the files of the registration that it attests */
    copie: string[];
  };
  /** the paper is no more: its attested copy has taken its place (CAD art. 22 c. 4) */
  'distruzione-originale': {
    attestazione: string;
    /** SHA-256 of the copy that stays */
    copia: string;
    /** act of the Soprintendenza by which it might be destroyed */
    autorizzazione: Provvedimento;
    /** legal day on which it was destroyed, how, and before whom */
    giorno: string;
    modalita: string;
    presenti: string[];
  };
}

export const evento = <T extends keyof Dettagli>(
  tipo: T,
  chi: { data: Date; utente: string; perContoDi?: string },
  dettagli: Dettagli[T],
): Evento => ({
  tipo,
  data: chi.data.toISOString(),
  utente: chi.utente,
  ...(chi.perContoDi !== undefined && { perContoDi: chi.perContoDi }),
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

/** Who had it in charge keeps it only while its office is still competent; what was read stays read while it is for information. */
const afterAssignment = (contenuto: Contenuto, assegnazioni: Assegnazione[]): Contenuto => {
  const stays = holdsCompetenza(assegnazioni, contenuto.presaInCarico?.uo);
  const visioni = contenuto.visioni?.filter(({ uo, utente }) =>
    assegnazioni.some((one) => one.tipo === 'conoscenza' && one.uo === uo && one.utente === utente),
  );
  return compact({
    ...contenuto,
    assegnazioni,
    presaInCarico: stays ? contenuto.presaInCarico : undefined,
    visioni: visioni?.length === 0 ? undefined : visioni,
  });
};

type Cambi = { [K in keyof Contenuto]?: Contenuto[K] | undefined };

/** The content without what is undefined: absent things are left out, never null. */
const compact = (contenuto: Cambi): Contenuto =>
  Object.fromEntries(Object.entries(contenuto).filter(([, value]) => value !== undefined)) as unknown as Contenuto;

const orAbsent = <T>(list: readonly T[]): T[] | undefined => (list.length === 0 ? undefined : [...list]);

/** How one act changes the content. Pure: the writing of an act and its verification years later are this same function. */
export function applyEvento(contenuto: Contenuto, { tipo, data, utente, perContoDi, dettagli }: Evento): Contenuto {
  const said = dettagli as unknown; // each kind of act says what `Dettagli` has for it
  switch (tipo) {
    case 'nascita':
    case 'attestazione':
    case 'distruzione-originale':
      return contenuto; // told in the history, and to who keeps it: nothing of the content is another
    case 'annullamento-richiesto': {
      const { motivo } = said as Dettagli['annullamento-richiesto'];
      return { ...contenuto, stato: 'annullamento-richiesto', richiestaAnnullamento: { motivo, utente, data } };
    }
    case 'annullamento': {
      const { motivo, provvedimento } = said as Dettagli['annullamento'];
      return compact({
        ...contenuto,
        stato: 'annullata',
        annullamento: { motivo, provvedimento, data, operatore: utente },
        richiestaAnnullamento: undefined,
        rettifiche: undefined,
      });
    }
    case 'annullamento-negato':
      return compact({ ...contenuto, stato: 'valida', richiestaAnnullamento: undefined });
    case 'rinnovo': {
      const rinnovo = said as Dettagli['rinnovo'];
      return compact({
        ...withField(contenuto, rinnovo.campo, rinnovo.nuovo),
        rinnovi: [...contenuto.rinnovi, { ...rinnovo, data, operatore: utente }],
        // whatever the RGD writes there, who asked for that datum is answered
        rettifiche: orAbsent((contenuto.rettifiche ?? []).filter(({ campo }) => campo !== rinnovo.campo)),
      });
    }
    case 'rettifica-richiesta': {
      const { n, motivo, datoRichiesto, valoreRichiesto } = said as Dettagli['rettifica-richiesta'];
      if (n === undefined) return contenuto; // asked before requests were kept to be decided
      const asked = { n, campo: datoRichiesto, nuovo: valoreRichiesto, motivo, utente, data };
      return { ...contenuto, rettifiche: [...(contenuto.rettifiche ?? []), asked] };
    }
    case 'rettifica-negata': {
      const { n } = said as Dettagli['rettifica-negata'];
      return compact({
        ...contenuto,
        rettifiche: orAbsent((contenuto.rettifiche ?? []).filter((one) => one.n !== n)),
      });
    }
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
      const { assegnazioni, riservatezza, tornaA } = said as Dettagli['assegnazione'];
      const next = { ...afterAssignment(contenuto, assegnazioni), ...(riservatezza !== undefined && { riservatezza }) };
      return compact({ ...next, tornaA, rifiuto: undefined });
    }
    case 'rifiuto': {
      const { uo, motivo, assegnazioni, tornaA, riservatezza } = said as Dettagli['rifiuto'];
      return compact({
        ...afterAssignment(contenuto, assegnazioni),
        ...(riservatezza !== undefined && { riservatezza }),
        tornaA: undefined,
        rifiuto: { uo, utente, motivo, data, ...(tornaA !== undefined && { a: tornaA }) },
        rifiuti: (contenuto.rifiuti ?? 0) + 1,
      });
    }
    case 'presa-in-carico': {
      const { uo } = said as Dettagli['presa-in-carico'];
      return compact({ ...contenuto, presaInCarico: { utente: perContoDi ?? utente, uo, data }, rifiuto: undefined });
    }
    case 'presa-visione': {
      const { uo, persona } = said as Dettagli['presa-visione'];
      const visione = { uo, ...(persona !== undefined && { utente: persona }), da: utente, data };
      return { ...contenuto, visioni: [...(contenuto.visioni ?? []), visione] };
    }
    case 'classificazione': {
      const { nuovo, riservatezza, motivo } = said as Dettagli['classificazione'];
      const next = { ...contenuto, classifica: nuovo, ...(riservatezza !== undefined && { riservatezza }) };
      return withField(next, 'motivoClassifica', motivo);
    }
    case 'fascicolazione': {
      const { fascicolo, altriFascicoli } = said as Dettagli['fascicolazione'];
      return compact({ ...contenuto, fascicolo, altriFascicoli });
    }
    case 'ritardo':
      return compact({
        ...contenuto,
        tardiva: undefined,
        ritardo: { ...(said as Dettagli['ritardo']), utente, data },
      });
  }
}

/** The content at birth: what the chain keeps, and beside it what was not in the chain. */
export function contentAtBirth(canonico: BirthContent, nascita: Nascita): Contenuto {
  const { avvisi: _avvisi, perContoDi: _perContoDi, documento, allegati, ...rest } = nascita;
  return {
    flusso: canonico.flusso,
    oggetto: canonico.oggetto,
    mittenti: canonico.mittenti,
    destinatari: canonico.destinatari,
    ...(canonico.protocolloMittente !== undefined && { protocolloMittente: canonico.protocolloMittente }),
    ...(canonico.dataArrivo !== undefined && { dataArrivo: canonico.dataArrivo }),
    ...(canonico.documento !== undefined &&
      documento !== undefined && { documento: { ...canonico.documento, ...documento } }),
    ...(canonico.emergenza !== undefined && { emergenza: canonico.emergenza }),
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
  'emergenza',
  'allegati',
  'mezzo',
  'tipologia',
  'note',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'altriFascicoli',
  'risponde',
  'protocollo',
  'assegnazioni',
  'presaInCarico',
  'riservatezza',
  'stato',
  'annullamento',
  'rinnovi',
  'tornaA',
  'rifiuto',
  'rifiuti',
  'richiestaAnnullamento',
  'rettifiche',
  'visioni',
  'tardiva',
  'ritardo',
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
export const derivedOf = (
  contenuto: Contenuto,
): Pick<Registrazione, 'uffici' | 'impronte' | 'attese'> & { parole: string[] } => ({
  uffici: ufficiOf(contenuto),
  parole: paroleOf(contenuto),
  impronte: improntaOf(contenuto),
  attese: atteseOf(contenuto),
});
