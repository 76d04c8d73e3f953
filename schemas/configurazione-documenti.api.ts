import { z } from 'zod';
import { CODICE_MEZZO } from './configurazione-aoo.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** What an AOO says of the documents that it registers, and of those that it does not. */

const VOCE = /^[IVXLC]{1,6}(\.\d{1,3}){0,3}$/;
const voce = z
  .string({ error: 'Indicare la voce.' })
  .regex(VOCE, { error: 'La voce si scrive come VI.3, titolo in cifre romane.' });
const flusso = z.enum(['E', 'U', 'I'], { error: 'Il flusso è E (entrata), U (uscita) oppure I (interno).' });
const siNo = z.boolean({ error: 'Indicare vero o falso.' });
const codiceOf = (nome: string) => testoObbligatorio(100, nome);

/** A kind of document. `codice` is the short name that a registration keeps. */
export const Tipologia = z.strictObject({
  codice: codiceOf('La tipologia'),
  descrizione: testo({ max: 500, nome: 'La descrizione' }).optional(),
  /** registered there and not in the register of protocol (DPR 445/2000 art. 53 c. 5): the code of the repertorio */
  repertorio: testo({ max: 30, nome: 'Il repertorio' })
    .regex(/^[A-Za-z0-9-]*$/, { error: 'La sigla del repertorio ha soltanto lettere, cifre e trattini.' })
    .optional(),
  /** what is of this kind is seen by the office of competenza alone, unless somebody decides otherwise */
  riservata: siNo.optional(),
  /** who sends it is protected, and is not named in the register (D.Lgs. 24/2023 art. 12); it is riservata, too */
  protetta: siNo.optional(),
  /** how long it is kept, in words: `10 anni`, `illimitata` */
  conservazione: testo({ max: 100, nome: 'La conservazione' }).optional(),
  /** the voce of who names none */
  voce: voce.optional(),
});
export type Tipologia = z.infer<typeof Tipologia>;

const MITTENTE = /^(@[a-z0-9-]+(\.[a-z0-9-]+)+|[^\s@<>"]{1,100}@[a-z0-9-]+(\.[a-z0-9-]+)+)$/;

/** What need not be registered (DPR 445/2000 art. 53 c. 5). */
export const Esclusione = z.strictObject({
  codice: codiceOf('L’esclusione'),
  descrizione: testo({ max: 500, nome: 'La descrizione' }).optional(),
  /** the rule by which it is excluded */
  norma: testoObbligatorio(300, 'La norma'),
  /**
   * Addresses, or `@domain`, whose messages are closed with this reason by the system; never a domicilio digitale: what comes from
   * one is always registered (CAD art. 40-bis), so a person decides.
   */
  mittenti: z
    .array(
      z
        .string({ error: 'Indicare un indirizzo di posta.' })
        .max(254, { error: 'L’indirizzo è troppo lungo.' })
        .toLowerCase()
        .regex(MITTENTE, { error: 'Scrivere un indirizzo, news@rivista.example, o un dominio, @rivista.example.' }),
      { error: 'Indicare un elenco di indirizzi.' },
    )
    .max(100, { error: 'Gli indirizzi sono al massimo 100.' })
    .optional(),
});
export type Esclusione = z.infer<typeof Esclusione>;

/** `{cognome}` in the oggetto of a template: what the operator fills in. */
const SEGNAPOSTO = /\{([^{}]*)\}/gu;
const NOME_SEGNAPOSTO = /^[\p{L}\p{N}][\p{L}\p{N} ’'-]{0,39}$/u;

/** The placeholders of a template, each once, in order. */
export const segnapostiOf = (oggetto: string): string[] => [
  ...new Set([...oggetto.matchAll(SEGNAPOSTO)].map(([, nome = '']) => nome)),
];

/** The oggetto with what is known in its place; what is not known stays as a placeholder. */
export const compilaOggetto = (oggetto: string, valori: Readonly<Record<string, string>>): string =>
  oggetto.replace(SEGNAPOSTO, (whole, nome: string) => (Object.hasOwn(valori, nome) ? (valori[nome] ?? whole) : whole));

/** A template of the oggettario: the words of an oggetto, and what goes with them. */
export const Modello = z.strictObject({
  codice: codiceOf('Il codice'),
  oggetto: testoObbligatorio(1000, 'L’oggetto').superRefine((text, ctx) => {
    const bare = text.replace(SEGNAPOSTO, '');
    const wrong = segnapostiOf(text).find((nome) => !NOME_SEGNAPOSTO.test(nome));
    if (/[{}]/.test(bare))
      ctx.addIssue({
        code: 'custom',
        message: 'Una parentesi graffa non è chiusa: scrivere i segnaposto come {nome}.',
      });
    else if (wrong !== undefined)
      ctx.addIssue({ code: 'custom', message: `Il segnaposto {${wrong}} non va bene: usare lettere, cifre e spazi.` });
  }),
  flusso: flusso.optional(),
  tipologia: codiceOf('La tipologia').optional(),
  classifica: voce.optional(),
  /** office of competenza */
  uo: testo({ max: 30, nome: 'L’ufficio' })
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, { error: 'Scrivere il codice dell’ufficio.' })
    .optional(),
  mezzo: z.string().regex(CODICE_MEZZO, { error: 'Scrivere il codice del mezzo.' }).optional(),
  /** what comes every day: proposed first */
  quotidiano: siNo.optional(),
});
export type Modello = z.infer<typeof Modello>;

/** A template of a letter: its words, with placeholders that the system fills where it knows them and a person where it does not. */
export const Lettera = z.strictObject({
  codice: codiceOf('Il codice'),
  denominazione: testo({ max: 200, nome: 'La denominazione' }).optional(),
  /** headings, lists and bold as in testo-lettera.api.ts */
  testo: testo({ max: 20_000, min: 1, nome: 'Il testo', righe: true }).superRefine((text, ctx) => {
    const wrong = segnapostiOf(text).find((nome) => !NOME_SEGNAPOSTO.test(nome));
    if (/[{}]/.test(text.replace(SEGNAPOSTO, '')))
      ctx.addIssue({
        code: 'custom',
        message: 'Una parentesi graffa non è chiusa: scrivere i segnaposto come {oggetto}.',
      });
    else if (wrong !== undefined)
      ctx.addIssue({ code: 'custom', message: `Il segnaposto {${wrong}} non va bene: usare lettere, cifre e spazi.` });
  }),
  /** with this one an answer begins */
  risposta: siNo.optional(),
});
export type Lettera = z.infer<typeof Lettera>;
