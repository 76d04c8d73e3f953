import { z } from 'zod';
import { CodiceUfficio, NomeUtente } from './amministrazione.api.js';
import { MODI_ATTESTAZIONE } from './attestazione.api.js';
import { Data } from './comune.api.js';
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
      uo: z
        .array(CodiceUfficio, { error: 'Indicare un elenco di uffici.' })
        .min(1, { error: 'Indicare almeno un ufficio, oppure non indicarne.' })
        .max(50, { error: 'Al massimo 50 uffici.' })
        .optional(),
    }),
    dal: Data,
    al: Data,
  })
  .superRefine(({ dal, al }, ctx) => {
    const fault = (message: string): void => ctx.addIssue({ code: 'custom', path: ['al'], message });
    if (al < dal) fault('La delega finisce prima di cominciare: controllare le due date.');
    else if (Number(al.slice(0, 4)) - Number(dal.slice(0, 4)) > MAX_ANNI)
      fault(`Una delega dura al massimo ${MAX_ANNI} anni: accorciarla, e rinnovarla se servirà.`);
  });
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
  stato: z.enum(['futura', 'in-corso', 'finita', 'revocata']),
  creata: z.string(),
  da: z.string(),
  revoca: z.object({ utente: z.string(), data: z.string(), motivo: z.string() }).optional(),
});
export type FunzionarioDelegatoLetto = z.infer<typeof FunzionarioDelegatoLetto>;
export const ElencoFunzionariDelegati = z.object({ elementi: z.array(FunzionarioDelegatoLetto) });

export const QueryFunzionariDelegati = z.strictObject({
  stato: z.enum(['aperte', 'tutte'], { error: 'Lo stato è aperte oppure tutte.' }).optional(),
});

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
