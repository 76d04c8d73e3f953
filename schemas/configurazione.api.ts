import { z } from 'zod';
import { Data, LimiteQuery } from './comune.api.js';
import { CODICE_MEZZO, Formato, Impostazioni, Manuale, Mezzo, Parametri } from './configurazione-aoo.api.js';
import { Conservazione } from './configurazione-conservazione.api.js';
import { Esclusione, Lettera, Modello, Tipologia } from './configurazione-documenti.api.js';
import { Procedimento, RegolaSmistamento } from './configurazione-procedimenti.api.js';
import { Repertorio } from './configurazione-repertori.api.js';
import { ConfigurazioneScansione } from './configurazione-scansione.api.js';
import { testo } from './testo.api.js';

/** What the manuale di gestione of an AOO fixes and is therefore data, not code (LG §3.5): one versioned content for each of these. */
export const TIPI_CONFIGURAZIONE = [
  'tipologie',
  'mezzi',
  'esclusioni',
  'oggettario',
  'lettere',
  'formati',
  'impostazioni',
  'manuale',
  'parametri',
  'procedimenti',
  'smistamento',
  'repertori',
  'conservazione',
  'scansione',
] as const;
export type TipoConfigurazione = (typeof TIPI_CONFIGURAZIONE)[number];

/** One entry a code: two with the same would leave open which one counts. */
const elenco = <S extends z.ZodType>(voce: S, max: number, chiave: (voce: z.output<S>) => string, campo: string) =>
  z
    .array(voce, { error: 'Indicare un elenco.' })
    .max(max, { error: `Le righe sono al massimo ${max}.` })
    .superRefine((voci, ctx) => {
      const first = new Map<string, number>();
      voci.forEach((one, i) => {
        const key = chiave(one).toLowerCase();
        const seen = first.get(key);
        if (seen === undefined) first.set(key, i);
        else
          ctx.addIssue({
            code: 'custom',
            path: [i, campo],
            message: `«${chiave(one)}» c’è già alla riga ${seen + 1}: cambiarlo, o togliere una delle due righe.`,
          });
      });
    });

/** The shape of each content; lists keep their order. */
export const CONTENUTI = {
  tipologie: elenco(Tipologia, 500, ({ codice }) => codice, 'codice'),
  mezzi: elenco(Mezzo, 100, ({ codice }) => codice, 'codice'),
  esclusioni: elenco(Esclusione, 500, ({ codice }) => codice, 'codice'),
  oggettario: elenco(Modello, 1000, ({ codice }) => codice, 'codice'),
  lettere: elenco(Lettera, 200, ({ codice }) => codice, 'codice'),
  formati: elenco(Formato, 300, ({ mime, flussi = [] }) => `${mime} ${[...flussi].sort().join('')}`.trim(), 'mime'),
  impostazioni: Impostazioni,
  manuale: Manuale,
  parametri: Parametri,
  procedimenti: elenco(Procedimento, 1000, ({ codice }) => codice, 'codice'),
  smistamento: elenco(RegolaSmistamento, 300, ({ codice }) => codice, 'codice'),
  repertori: elenco(Repertorio, 300, ({ codice }) => codice, 'codice'),
  conservazione: Conservazione,
  scansione: ConfigurazioneScansione,
} as const satisfies Record<TipoConfigurazione, z.ZodType>;

export interface Contenuti {
  tipologie: Tipologia[];
  mezzi: Mezzo[];
  esclusioni: Esclusione[];
  oggettario: Modello[];
  lettere: Lettera[];
  formati: Formato[];
  impostazioni: Impostazioni;
  manuale: Manuale;
  parametri: Parametri;
  procedimenti: Procedimento[];
  smistamento: RegolaSmistamento[];
  repertori: Repertorio[];
  conservazione: Conservazione;
  scansione: ConfigurazioneScansione;
}

/** The means that every AOO has (contract §4); it may add others, and call these as it likes. */
export const MEZZI_FISSI = [
  'pec',
  'email',
  'sportello',
  'posta',
  'raccomandata',
  'corriere',
  'portale',
  'interoperabilita',
  'sdi',
  'interno',
] as const;

/** The body with which a version is made. @param contenuto - shape of what it holds */
export const versioneNuova = <S extends z.ZodType>(contenuto: S) =>
  z.strictObject({
    validoDal: Data,
    motivo: testo({ max: 2000, min: 5, nome: 'Il motivo' }),
    contenuto,
    /** number of the last version that was there when the content was read: another one since then is told (412) */
    daVersione: z.int({ error: 'Indicare il numero della versione letta.' }).min(0).max(1_000_000).optional(),
  });
export interface VersioneNuova<C> {
  validoDal: string;
  motivo: string;
  contenuto: C;
  daVersione?: number | undefined;
}

export const STATI_VERSIONE = ['in-vigore', 'futura', 'passata', 'superata'] as const;
/** `superata`: replaced before its first day, or on it; it was never in force for a whole day. */
export type StatoVersione = (typeof STATI_VERSIONE)[number];

const intestazione = {
  numero: z.int(),
  /** absent: from the beginning of the AOO */
  validoDal: z.string().optional(),
  /** last day; absent while no later version is known */
  validoAl: z.string().optional(),
  stato: z.enum(STATI_VERSIONE),
  autore: z.string().optional(),
  quando: z.string().optional(),
  motivo: z.string().optional(),
};
/** A version without what it holds. Number 0 is that with which the AOO began. */
export const RigaVersione = z.object(intestazione);
export type RigaVersione = z.infer<typeof RigaVersione>;
export const ElencoVersioni = z.object({ elementi: z.array(RigaVersione), cursore: z.string().optional() });

export const versioneLetta = <S extends z.ZodType>(tipo: TipoConfigurazione, contenuto: S) =>
  z.object({ tipo: z.literal(tipo), ...intestazione, ultima: z.int(), contenuto });
export type VersioneLetta<K extends TipoConfigurazione> = RigaVersione & {
  tipo: K;
  /** number of the newest version, for `daVersione` */
  ultima: number;
  contenuto: Contenuti[K];
};

export const ElencoConfigurazione = z.object({
  elementi: z.array(
    z.object({
      tipo: z.enum(TIPI_CONFIGURAZIONE),
      inVigore: RigaVersione,
      /** the next version that takes effect on a later day */
      prossima: RigaVersione.optional(),
      versioni: z.int(),
      scrive: z.boolean(),
    }),
  ),
});
export type ElencoConfigurazione = z.infer<typeof ElencoConfigurazione>;

export const QueryGiorno = z.strictObject({ giorno: Data.optional() });
export const QueryVersioni = z.strictObject({
  limite: LimiteQuery.optional(),
  cursore: z
    .string()
    .regex(/^\d{1,7}$/, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' })
    .optional(),
});
export const PercorsoVersione = z.strictObject({
  numero: z
    .string()
    .regex(/^\d{1,7}$/, { error: 'Il numero della versione va scritto in cifre.' })
    .transform(Number),
});

export const QueryOggettario = z.strictObject({
  q: testo({ max: 200, nome: 'La ricerca' }).optional(),
  flusso: z.enum(['E', 'U', 'I'], { error: 'Il flusso è E, U oppure I.' }).optional(),
  limite: LimiteQuery.optional(),
});
export const ElencoOggettario = z.object({ elementi: z.array(Modello) });

export { CODICE_MEZZO };
export type { Esclusione, Formato, Impostazioni, Lettera, Manuale, Mezzo, Modello, Parametri, Tipologia };
