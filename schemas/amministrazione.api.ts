import { z } from 'zod';
import { Ruolo, Ufficio } from './accesso.api.js';
import { Data, Istante, LimiteQuery } from './comune.api.js';
import { difettoCodiceFiscale, normalizeCodiceFiscale } from './codici.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

const NOME_UTENTE = /^[a-z0-9][a-z0-9._-]{1,59}$/;
const CODICE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$/;
const MIN_PASSWORD = 12;

export const NomeUtente = z.string({ error: 'Indicare il nome utente.' }).regex(NOME_UTENTE, {
  error:
    'Il nome utente ha da 2 a 60 caratteri: lettere minuscole, cifre, punto, trattino; comincia con una lettera o una cifra.',
});

export const CodiceUfficio = z
  .string({ error: 'Indicare il codice dell’ufficio.' })
  .regex(CODICE, { error: 'Il codice dell’ufficio ha al massimo 30 caratteri: lettere, cifre e trattini.' });

/** A new password; length is what resists guessing. */
export const PasswordNuova = z
  .string({ error: 'Indicare la password.' })
  .min(MIN_PASSWORD, { error: `La password deve avere almeno ${MIN_PASSWORD} caratteri.` })
  .max(1000, { error: 'Password troppo lunga: al massimo 1000 caratteri.' });

export const CambioPassword = z.strictObject({
  attuale: z
    .string({ error: 'Indicare la password attuale.' })
    .min(1, { error: 'Indicare la password attuale.' })
    .max(1000, { error: 'Password troppo lunga.' }),
  nuova: PasswordNuova,
});

const IncaricoRichiesta = z
  .strictObject({
    aoo: z.string({ error: 'Indicare la AOO.' }).regex(CODICE, { error: 'Il codice della AOO non è valido.' }),
    ruolo: Ruolo,
    uo: CodiceUfficio,
    dal: Data.optional(),
    al: Data.optional(),
  })
  .superRefine(({ dal, al }, ctx) => {
    if (dal !== undefined && al !== undefined && al < dal)
      ctx.addIssue({
        code: 'custom',
        path: ['al'],
        message: 'L’incarico finisce prima di cominciare: controllare le due date.',
      });
  });
export type IncaricoRichiesta = z.output<typeof IncaricoRichiesta>;

const incarichi = z
  .array(IncaricoRichiesta, { error: 'Indicare gli incarichi.' })
  .max(50, { error: 'Gli incarichi sono al massimo 50.' });
const denominazioneUtente = testoObbligatorio(200, 'La denominazione');
/** Name and codice fiscale of the person, for the metadata (Allegato 5); an empty text takes them away. */
const nomiUtente = {
  cognome: testo({ max: 200, nome: 'Il cognome' }).optional(),
  nome: testo({ max: 200, nome: 'Il nome' }).optional(),
  codiceFiscale: testo({ max: 60, nome: 'Il codice fiscale' })
    .overwrite(normalizeCodiceFiscale)
    .refine((codice) => codice === '' || difettoCodiceFiscale(codice) === null, {
      error: 'Il codice fiscale non è giusto: controllare i caratteri digitati.',
    })
    .optional(),
};
const attivo = z.boolean({ error: 'Indicare vero o falso.' });

export const UtenteNuovo = z.strictObject({
  utente: NomeUtente,
  denominazione: denominazioneUtente,
  ...nomiUtente,
  password: PasswordNuova,
  incarichi,
});
export type UtenteNuovo = z.output<typeof UtenteNuovo>;

const almenoUno = <S extends z.ZodObject>(schema: S): S =>
  schema.refine((cambio) => Object.keys(cambio).length > 0, { error: 'Indicare almeno un dato da cambiare.' });

export const CambioUtente = almenoUno(
  z.strictObject({
    denominazione: denominazioneUtente.optional(),
    ...nomiUtente,
    attivo: attivo.optional(),
    password: PasswordNuova.optional(),
    incarichi: incarichi.optional(),
  }),
);
export type CambioUtente = z.output<typeof CambioUtente>;

const IncaricoLetto = z.object({
  aoo: z.string(),
  ruolo: Ruolo,
  uo: z.string(),
  dal: z.string().optional(),
  al: z.string().optional(),
});

export const UtenteLetto = z.object({
  utente: z.string(),
  denominazione: z.string(),
  cognome: z.string().optional(),
  nome: z.string().optional(),
  codiceFiscale: z.string().optional(),
  attivo: z.boolean(),
  incarichi: z.array(IncaricoLetto),
  versione: z.int(),
});
export type UtenteLetto = z.infer<typeof UtenteLetto>;
export const ElencoUtenti = z.object({ elementi: z.array(UtenteLetto), cursore: z.string().optional() });

export const PercorsoUtente = z.strictObject({ utente: NomeUtente });
export const QueryUtenti = z.strictObject({
  limite: LimiteQuery.optional(),
  cursore: z.string().regex(NOME_UTENTE, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' }).optional(),
});

const denominazioneUfficio = testoObbligatorio(200, 'La denominazione');
/** Codice univoco of the office in the IPA. */
const codiceUnivoco = z
  .string({ error: 'Indicare il codice univoco.' })
  .trim()
  .regex(/^[A-Za-z0-9]{4,10}$/, { error: 'Il codice univoco IPA ha da 4 a 10 lettere e cifre.' });
const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional();

export const UfficioNuovo = z.strictObject({
  codice: CodiceUfficio,
  denominazione: denominazioneUfficio,
  codiceUnivoco: codiceUnivoco.optional(),
  padre: CodiceUfficio.optional(),
  responsabile: NomeUtente.optional(),
});
export type UfficioNuovo = z.output<typeof UfficioNuovo>;

/** `null` takes the office above, or the head, away. */
export const CambioUfficioRichiesta = almenoUno(
  z.strictObject({
    denominazione: denominazioneUfficio.optional(),
    codiceUnivoco: orNull(codiceUnivoco),
    padre: orNull(CodiceUfficio),
    responsabile: orNull(NomeUtente),
    attivo: attivo.optional(),
  }),
);
export type CambioUfficioRichiesta = z.output<typeof CambioUfficioRichiesta>;

export const UfficioLetto = Ufficio.extend({
  codiceUnivoco: z.string().optional(),
  attivo: z.boolean(),
  /** day on which it was opened, and closed; absent where nobody did since the AOO began */
  apertoDal: z.string().optional(),
  chiusoDal: z.string().optional(),
  versione: z.int(),
});
export type UfficioLetto = z.infer<typeof UfficioLetto>;
export const ElencoUffici = z.object({ elementi: z.array(UfficioLetto) });

export const PercorsoUfficio = z.strictObject({ codice: CodiceUfficio });
export const QueryUffici = z.strictObject({
  chiusi: z.enum(['si', 'no'], { error: 'Scrivere si oppure no.' }).optional(),
});

export const SpostaOrologio = z.strictObject({ adesso: Istante });
export const Orologio = z.object({ adesso: z.string() });

/** An AOO and its administration. Codes never change: they are in every segnatura. */
export const AooLetta = z.object({
  codice: z.string(),
  denominazione: z.string(),
  registro: z.string(),
  ente: z.object({
    denominazione: z.string(),
    codiceIPA: z.string(),
    codiceFiscale: z.string(),
    domicilioDigitale: z.string().optional(),
  }),
  versione: z.int(),
});
export type AooLetta = z.infer<typeof AooLetta>;

export const CambioAoo = almenoUno(
  z.strictObject({
    denominazione: testoObbligatorio(200, 'La denominazione della AOO').optional(),
    ente: testoObbligatorio(200, 'La denominazione dell’amministrazione').optional(),
    domicilioDigitale: z
      .email({ error: 'Il domicilio digitale si scrive come protocollo@pec.comune.example.' })
      .max(254, { error: 'L’indirizzo è troppo lungo.' })
      .toLowerCase()
      .optional(),
  }),
);
export type CambioAoo = z.output<typeof CambioAoo>;

/** Filters of the trace of what was done to people and rights, and of who read what is reserved. */
export const QueryAccessi = z.strictObject({
  utente: NomeUtente.optional(),
  atto: z
    .string()
    .regex(/^[a-z][a-z-]{0,59}$/, { error: 'L’atto non è valido: sceglierne uno dell’elenco.' })
    .optional(),
  riferimento: testoObbligatorio(100, 'Il riferimento').optional(),
  dal: Data.optional(),
  al: Data.optional(),
  limite: LimiteQuery.optional(),
  cursore: z
    .string()
    .regex(/^[0-9a-f]{24}$/, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' })
    .optional(),
});
export type QueryAccessi = z.output<typeof QueryAccessi>;
export const AccessoLetto = z.object({
  id: z.string(),
  quando: z.string(),
  utente: z.string(),
  atto: z.string(),
  riferimento: z.string().optional(),
  motivo: z.string().optional(),
  registrazioni: z.array(z.string()).optional(),
});
export type AccessoLetto = z.infer<typeof AccessoLetto>;
export const ElencoAccessi = z.object({
  elementi: z.array(AccessoLetto),
  atti: z.array(z.string()),
  cursore: z.string().optional(),
});
