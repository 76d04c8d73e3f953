import { z } from 'zod';
import { NomeUtente } from './amministrazione.api.js';
import { MODI_ATTESTAZIONE } from './attestazione.api.js';
import { Data } from './comune.api.js';
import { requireDurata, StatoPeriodo, UfficiDelPeriodo } from './periodo.api.js';
import { Provvedimento } from './registrazione.api.js';
import { testo } from './testo.api.js';

/* Officials whom the body lets attest the conformity of copies (CAD art. 23-ter c. 3). */

const MAX_ANNI = 10;

export const FunzionarioDelegatoRichiesta = z
  .strictObject({
    utente: NomeUtente,
    atto: Provvedimento,
    ambito: z.strictObject({
      modi: z
        .array(z.enum(MODI_ATTESTAZIONE, { error: 'Il modo è raffronto oppure processo.' }), {
          error: 'Indicare in quali modi può attestare.',
        })
        .min(1, { error: 'Indicare almeno un modo.' })
        .max(MODI_ATTESTAZIONE.length, { error: 'Ogni modo una volta sola.' })
        .refine((modi) => new Set(modi).size === modi.length, { error: 'Ogni modo una volta sola.' }),
      /** absent: documents of every office */
      uo: UfficiDelPeriodo.optional(),
    }),
    dal: Data,
    al: Data,
  })
  .superRefine(
    requireDurata(
      'delega',
      `${MAX_ANNI} anni`,
      ({ dal, al }) => Number(al.slice(0, 4)) - Number(dal.slice(0, 4)) > MAX_ANNI,
    ),
  );
export type FunzionarioDelegatoRichiesta = z.output<typeof FunzionarioDelegatoRichiesta>;

export const RevocaFunzionarioRichiesta = z.strictObject({
  motivo: testo({ max: 2_000, min: 5, nome: 'Il motivo' }),
});

export const FunzionarioDelegatoLetto = z.object({
  id: z.string(),
  utente: z.string(),
  denominazione: z.string(),
  atto: Provvedimento,
  ambito: z.object({ modi: z.array(z.enum(MODI_ATTESTAZIONE)), uo: z.array(z.string()).optional() }),
  dal: z.string(),
  al: z.string(),
  stato: StatoPeriodo,
  creata: z.string(),
  da: z.string(),
  revoca: z.object({ utente: z.string(), data: z.string(), motivo: z.string() }).optional(),
});
export type FunzionarioDelegatoLetto = z.infer<typeof FunzionarioDelegatoLetto>;
export const ElencoFunzionariDelegati = z.object({ elementi: z.array(FunzionarioDelegatoLetto) });

/** What the caller may do today, for the page to say before anything is signed. */
export const PoteriAttestazione = z.object({
  /** the delegation by which he may compare; that by which he may certify a process */
  delega: FunzionarioDelegatoLetto.optional(),
  delegaProcesso: FunzionarioDelegatoLetto.optional(),
  /** why there is no delegation for the comparison */
  motivo: z.string().optional(),
  /** the key with which the server signs for him */
  chiave: z.object({ nome: z.string(), al: z.string() }).optional(),
  processo: z.object({ ammesso: z.boolean(), motivo: z.string().optional() }),
});
export type PoteriAttestazione = z.infer<typeof PoteriAttestazione>;
