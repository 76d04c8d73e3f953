import { z } from 'zod';
import { Ruolo } from './accesso.api.js';
import { CodiceUfficio, NomeUtente } from './amministrazione.api.js';
import { Data } from './comune.api.js';
import { durataInGiorni, requireDurata, StatoPeriodo, UfficiDelPeriodo } from './periodo.api.js';
import { testo } from './testo.api.js';

/** Roles that a substitute may take: of the RGD the vicario acts, whose dates are those of his own charge; of the admin nobody. */
export const RUOLI_SOSTITUIBILI = ['operatore', 'istruttore', 'responsabile', 'archivista'] as const;
export const MAX_GIORNI_SOSTITUZIONE = 366;

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });

/** One person acts for another, between two days, in all of the charges that he has in this AOO or in some of them. */
export const SostituzioneRichiesta = z
  .strictObject({
    titolare: NomeUtente,
    sostituto: NomeUtente,
    dal: Data,
    al: Data,
    motivo: motivo.optional(),
    ruoli: z
      .array(
        z.enum(RUOLI_SOSTITUIBILI, {
          error: `Si sostituisce soltanto in uno dei ruoli ${RUOLI_SOSTITUIBILI.join(', ')}.`,
        }),
      )
      .min(1, { error: 'Indicare almeno un ruolo, oppure non indicarne.' })
      .max(RUOLI_SOSTITUIBILI.length)
      .optional(),
    uffici: UfficiDelPeriodo.optional(),
    /** also what is reserved to the titolare; only he may say so */
    riservate: z.boolean({ error: 'Indicare vero o falso.' }).optional(),
  })
  .superRefine(({ titolare, sostituto }, ctx) => {
    if (titolare === sostituto)
      ctx.addIssue({
        code: 'custom',
        path: ['sostituto'],
        message: 'Il sostituto è un’altra persona: sceglierne una diversa dal titolare.',
      });
  })
  .superRefine(
    requireDurata('sostituzione', 'un anno', (periodo) => durataInGiorni(periodo) > MAX_GIORNI_SOSTITUZIONE),
  );
export type SostituzioneRichiesta = z.output<typeof SostituzioneRichiesta>;

export const RevocaRichiesta = z.strictObject({ motivo: motivo.optional() });

export const SostituzioneLetta = z.object({
  id: z.string(),
  titolare: z.string(),
  sostituto: z.string(),
  /** the two by name, as people are told */
  denominazioni: z.object({ titolare: z.string(), sostituto: z.string() }),
  dal: z.string(),
  al: z.string(),
  motivo: z.string().optional(),
  ruoli: z.array(z.string()).optional(),
  uffici: z.array(z.string()).optional(),
  riservate: z.boolean(),
  stato: StatoPeriodo,
  creataDa: z.string(),
  creata: z.string(),
  revoca: z.object({ utente: z.string(), data: z.string(), motivo: z.string().optional() }).optional(),
});
export type SostituzioneLetta = z.infer<typeof SostituzioneLetta>;
export const ElencoSostituzioni = z.object({ elementi: z.array(SostituzioneLetta) });

export const PercorsoSostituzione = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di una sostituzione.' }),
});

/** A colleague with a valid charge, to be chosen as assignee or substitute. */
export const Persona = z.object({ utente: z.string(), denominazione: z.string(), ruolo: Ruolo, uo: z.string() });
export type Persona = z.infer<typeof Persona>;
export const ElencoPersone = z.object({ elementi: z.array(Persona) });
export const QueryPersone = z.strictObject({
  uo: CodiceUfficio.optional(),
  q: testo({ max: 100, nome: 'Il testo da cercare' }).optional(),
});

/** Whoever acted is told by name, also after he has left. */
export const NomePersona = z.object({ utente: z.string(), denominazione: z.string() });
export type NomePersona = z.infer<typeof NomePersona>;
export const ElencoNomi = z.object({ elementi: z.array(NomePersona) });

/** Accounts that one request may ask about: a page shows fewer. */
export const MAX_NOMI = 100;
const MESSAGGIO_NOMI = `Indicare i nomi utente separati da virgole: da uno a ${MAX_NOMI}.`;
export const QueryNomi = z.strictObject({
  utenti: z
    .string({ error: MESSAGGIO_NOMI })
    .max(MAX_NOMI * 61, { error: MESSAGGIO_NOMI })
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(NomeUtente).max(MAX_NOMI, { error: MESSAGGIO_NOMI })),
});
