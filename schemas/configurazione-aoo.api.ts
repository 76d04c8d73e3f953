import { z } from 'zod';
import { Data } from './comune.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** What an AOO decides of itself: means, formats, settings, its manuale. */

export const CODICE_MEZZO = /^[a-z0-9][a-z0-9-]{0,29}$/;

const siNo = z.boolean({ error: 'Indicare vero o falso.' });
const intero = (nome: string, min: number, max: number) =>
  z
    .int({ error: `${nome}: indicare un numero intero.` })
    .min(min, { error: `${nome}: da ${min} a ${max}.` })
    .max(max, { error: `${nome}: da ${min} a ${max}.` });

/** A way in which documents come or go. */
export const Mezzo = z.strictObject({
  codice: z
    .string({ error: 'Indicare il codice del mezzo.' })
    .regex(CODICE_MEZZO, { error: 'Il codice ha al massimo 30 caratteri: lettere minuscole, cifre e trattini.' }),
  denominazione: testoObbligatorio(100, 'La denominazione'),
  /** paper: what arrives so may be registered before its scan */
  cartaceo: siNo.optional(),
});
export type Mezzo = z.infer<typeof Mezzo>;

export const ESITI_FORMATO = ['accettato', 'avviso', 'rifiutato'] as const;
export const FLUSSI_FORMATO = ['E', 'U', 'I'] as const;

/** What becomes of a file of a format; the first row that fits counts: the exact type, then `image/*`, then `*`. */
export const Formato = z.strictObject({
  mime: z
    .string({ error: 'Indicare il tipo del formato.' })
    .max(150, { error: 'Il tipo è troppo lungo.' })
    .regex(/^(\*|[a-z0-9][a-z0-9.+-]*\/(\*|[a-z0-9][a-z0-9.+-]*))$/, {
      error: 'Il tipo si scrive in minuscolo come application/pdf, image/* oppure *.',
    }),
  esito: z.enum(ESITI_FORMATO, { error: 'Il formato è accettato, accettato con avviso o rifiutato.' }),
  /** absent: for every flusso */
  flussi: z
    .array(z.enum(FLUSSI_FORMATO, { error: 'Il flusso è E, U oppure I.' }))
    .min(1, { error: 'Indicare almeno un flusso, o nessun elenco.' })
    .max(3, { error: 'I flussi sono tre.' })
    .refine((flussi) => new Set(flussi).size === flussi.length, { error: 'Ogni flusso una volta sola.' })
    .optional(),
  denominazione: testo({ max: 100, nome: 'La denominazione' }).optional(),
});
export type Formato = z.infer<typeof Formato>;

/** The rules that the manuale di gestione leaves to an AOO; changed by the RGD. */
export const Impostazioni = z.strictObject({
  /** a registration is refused without its voce */
  classificaObbligatoria: siNo,
  /** rgd and vicario may renew a datum (DPR 445/2000 art. 54 c. 1); off: an error is put right by annulment only */
  rinnovoDato: siNo,
  /** the operatore too may classify below level 2 */
  sottoclasseOperatore: siNo,
  /** patron saint of the Comune, not a working day: `MM-DD` */
  patrono: z
    .string({ error: 'Indicare il giorno del patrono, mese e giorno.' })
    .regex(/^\d{2}-\d{2}$/, { error: 'Il giorno del patrono si scrive come 09-03, mese e giorno.' })
    .refine((text) => Data.safeParse(`2024-${text}`).success, {
      error: 'Il giorno non esiste: scriverlo come 09-03, mese e giorno.',
    }),
  /** an oggetto below so many characters is told to be short */
  oggettoBreve: intero('I caratteri dell’oggetto', 1, 200),
  /** the same file of the same sender within so many days is told */
  duplicatoGiorni: intero('I giorni', 1, 365),
  /** what waits longer, in working days, for its sottoclasse or its fascicolo is late */
  terzoLivelloGiorni: intero('I giorni', 1, 90).default(3),
  /** what nobody has taken in charge for so many working days is told to the head of the office; then to the RGD */
  sollecitoCapoGiorni: intero('I giorni', 1, 90).default(3),
  sollecitoRgdGiorni: intero('I giorni', 1, 180).default(6),
  /** what arrived so many days ago and has no number is an alarm (L. 241/1990 art. 18-bis c. 1: the same day) */
  registrazioneGiorni: intero('I giorni', 1, 30).default(1),
  /** so many days before its end a term is about to end */
  scadenzaGiorni: intero('I giorni', 1, 90).default(7),
  /** below so much of 100 no voce is suggested: the text says too little */
  sogliaSuggerimenti: intero('La soglia', 1, 99).default(45),
  /** a term that ends on a Saturday moves on as from a holiday */
  sabatoFestivo: siNo.default(false),
  /** what the metadata say of a document that names no tipologia (Allegato 5, TipologiaDocumentale) */
  tipologiaPredefinita: testo({ max: 200, nome: 'La tipologia' }).optional(),
  /** levels that a titolario may have: titolo, classe, sottoclasse, and one below */
  livelliTitolario: intero('I livelli del titolario', 2, 4).optional(),
});
export type Impostazioni = z.infer<typeof Impostazioni>;

/** What the administrator sets of the system for one AOO. */
export const Parametri = z.strictObject({
  /** a file may be at most so large, in MiB; absent: as large as the installation admits */
  limiteFileMegabyte: intero('La dimensione massima', 1, 4096).optional(),
  /** after so many days a draft left in a browser is proposed for deletion */
  bozzeGiorni: intero('I giorni', 1, 365),
});
export type Parametri = z.infer<typeof Parametri>;

/** The manuale di gestione in force: where it is published and by which act (LG §3.5). */
export const Manuale = z.strictObject({
  denominazione: testo({ max: 200, nome: 'La denominazione' }).optional(),
  atto: z
    .strictObject({
      tipo: testoObbligatorio(100, 'Il tipo dell’atto'),
      numero: testoObbligatorio(100, 'Il numero dell’atto'),
      data: Data,
    })
    .optional(),
  indirizzo: z
    .url({ protocol: /^https?$/, error: 'L’indirizzo si scrive come https://www.comune.example/manuale.' })
    .max(500, { error: 'L’indirizzo è troppo lungo.' })
    .optional(),
  note: testo({ max: 5000, nome: 'Le note', righe: true }).optional(),
});
export type Manuale = z.infer<typeof Manuale>;
