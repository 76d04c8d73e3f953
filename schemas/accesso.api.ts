import { z } from 'zod';

export const RUOLI = ['operatore', 'istruttore', 'responsabile', 'archivista', 'rgd', 'vicario', 'admin'] as const;
export const Ruolo = z.enum(RUOLI);
export type Ruolo = z.infer<typeof Ruolo>;

/** Every act that a role may or may not do; who may, and how far, is in server/accesso/diritti.ts. */
export const ATTI = [
  'consulta',
  'registra-entrata',
  'registra-uscita',
  'registra-interna',
  'registra-repertorio',
  'scrive-bozze',
  'approva-bozze',
  'assegna',
  'prendi-in-carico',
  'rifiuta',
  'classifica',
  'classifica-sottoclasse',
  'modifica',
  'integra',
  'chiedi-annullamento',
  'annulla',
  'nega-annullamento',
  'chiedi-rettifica',
  'rinnova',
  'accede-riservate',
  'verifica-registro',
  'esporta-registro',
  'apri-registro',
  'legge-registro-giornaliero',
  'apri-differimento',
  'tiene-emergenza',
  'cita-differimento',
  'nomina-sostituti',
  'delega',
  'apri-fascicolo',
  'gestisci-fascicolo',
  'chiudi-fascicolo',
  'riclassifica-fascicolo',
  'legge-repertorio-fascicoli',
  'legge-qualita-suggerimenti',
  'legge-scarto',
  'propone-scarto',
  'approva-scarto',
  'apre-interessato',
  'legge-conservazione',
  'versa',
  'vede-linee',
  'scansiona',
  'legge-scansioni',
  'attesta',
  'delega-funzionari',
  'distrugge-originali',
  'cura-chiavi',
  'redige-titolario',
  'approva-titolario',
  'configura',
  'legge-accessi',
  'vede-salvataggi',
  'cura-rubrica',
  'importa-rubrica',
  'amministra',
  'muovi-orologio',
] as const;
export const Atto = z.enum(ATTI);
export type Atto = z.infer<typeof Atto>;

/** What a head may let a clerk of his settore do in his stead (titolario.md §1.2): always told in what is done under it. */
export const ATTI_DELEGABILI = ['classifica-sottoclasse', 'apri-fascicolo'] as const satisfies readonly Atto[];
export type AttoDelegabile = (typeof ATTI_DELEGABILI)[number];

/** A delegation as its holder carries it: which acts, for which offices, from whom. */
export interface DelegaPortata {
  id: string;
  da: string;
  al: string;
  atti: readonly AttoDelegabile[];
  uffici: readonly string[];
}

/** How far an act reaches: the whole AOO, the offices below one's own, one's own office. */
export const Portata = z.enum(['aoo', 'settore', 'uo']);
export type Portata = z.infer<typeof Portata>;

/** Who asks, in which AOO and role; made once a request, from the session. */
export interface Caller {
  utente: string;
  denominazione: string;
  aoo: string;
  ruolo: Ruolo;
  /** own office */
  uo: string;
  /** own office and all below it */
  settore: readonly string[];
  /** the reason given in X-Motivo-Accesso to read what is reserved */
  motivoAccesso?: string;
  richiesta: string;
  /** the titolare for whom the caller, his substitute, acts now: role and office are those of the titolare */
  perContoDi?: string;
  /** the substitution says that it takes in what is reserved to the titolare */
  riservateDelTitolare?: boolean;
  /** what heads of his settore let him do today; absent where nothing, and while he acts for somebody else */
  deleghe?: readonly DelegaPortata[];
}

/** In whose hands a document is that this caller takes: the titolare's, where he is substituted. */
export const titolareOf = ({ utente, perContoDi }: Pick<Caller, 'utente' | 'perContoDi'>): string =>
  perContoDi ?? utente;

export const Credenziali = z.strictObject({
  utente: z
    .string({ error: 'Indicare il nome utente.' })
    .min(1, { error: 'Indicare il nome utente.' })
    .max(200, { error: 'Nome utente troppo lungo.' }),
  password: z
    .string({ error: 'Indicare la password.' })
    .min(1, { error: 'Indicare la password.' })
    .max(1000, { error: 'Password troppo lunga.' }),
});

const Incarico = z.object({
  aoo: z.string(),
  denominazione: z.string(),
  ruolo: Ruolo,
  uo: z.string(),
  dal: z.string().optional(),
  al: z.string().optional(),
});
const Voce = z.object({ codice: z.string(), denominazione: z.string() });

export const Io = z.object({
  utente: z.string(),
  denominazione: z.string(),
  ente: z.object({ denominazione: z.string(), codiceIPA: z.string() }),
  aoo: Voce,
  ruolo: Ruolo,
  uo: Voce,
  incarichi: z.array(Incarico),
  diritti: z.partialRecord(Atto, Portata),
  /** the titolare for whom the caller acts now, whose role and office these are */
  perContoDi: z.object({ utente: z.string(), denominazione: z.string() }).optional(),
  /** for whom he may act today, sending X-Per-Conto-Di */
  sostituzioni: z.array(
    z.object({ titolare: z.string(), denominazione: z.string(), ruolo: Ruolo, uo: z.string(), al: z.string() }),
  ),
  /** what he may do today by delegation, and from whom; `diritti` counts it */
  deleghe: z.array(
    z.object({ da: z.string(), al: z.string(), atti: z.array(z.enum(ATTI_DELEGABILI)), uffici: z.array(z.string()) }),
  ),
  dimostrazione: z.boolean(),
  /** copies in PDF/A of files of office can be made here */
  copiaPdfA: z.boolean(),
  adesso: z.string(),
  registro: z.string(),
  mezzi: z.array(Voce.extend({ cartaceo: z.boolean().optional() })),
  /** those that may be registered in the protocol */
  tipologie: z.array(z.string()),
  impostazioni: z.object({ classificaObbligatoria: z.boolean(), oggettoBreve: z.int(), bozzeGiorni: z.int() }),
});
export type Io = z.infer<typeof Io>;

export const SessioneAperta = z.object({ token: z.string(), scadenza: z.string(), utente: Io });

export const PaginaAccesso = z.object({
  ente: z.string(),
  dimostrazione: z.boolean(),
  account: z.array(z.object({ utente: z.string(), descrizione: z.string() })).optional(),
});

export const Ufficio = z.object({
  codice: z.string(),
  denominazione: z.string(),
  padre: z.string().optional(),
  responsabile: z.string().optional(),
});
export type Ufficio = z.infer<typeof Ufficio>;
