import { z } from 'zod';
import { CONTENUTO } from './carte.api.js';
import { AnnoNumero, LimiteQuery, pagina, PostoRegistrato } from './comune.api.js';
import { CodiceOId } from './fascicolo.api.js';
import { ESITI_FIRMA, TIPI_FIRMA } from './firma.api.js';
import { codice, MAX_ALLEGATI, MAX_NOTE, MAX_OGGETTO, Riservatezza } from './registrazione.api.js';
import { FileRegistrato } from './registrazione-risposta.api.js';
import { Soggetto } from './soggetto.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** A letter on its way out, before it has a number: written, approved, signed, registered. */

export const STATI_BOZZA = [
  'in-lavorazione',
  'in-approvazione',
  'da-firmare',
  'firmata',
  'registrata',
  'scartata',
] as const;
export const StatoBozza = z.enum(STATI_BOZZA, { error: `Lo stato è uno di ${STATI_BOZZA.join(', ')}.` });
export type StatoBozza = z.infer<typeof StatoBozza>;

/** What may be done with a draft; who may, and when, is in server/bozze/stati.ts. */
export const ATTI_BOZZA = ['modifica', 'invia', 'approva', 'rinvia', 'ritira', 'firma', 'registra', 'scarta'] as const;
export type AttoBozza = (typeof ATTI_BOZZA)[number];

/** The queues in which drafts wait, in the order in which they are shown. */
export const CODE_BOZZE = [
  'da-approvare',
  'rinviate',
  'in-lavorazione',
  'in-approvazione',
  'da-firmare',
  'da-registrare',
  'registrate',
  'scartate',
] as const;
export const CodaBozze = z.enum(CODE_BOZZE, { error: `L’elenco è uno di ${CODE_BOZZE.join(', ')}.` });
export type CodaBozze = z.infer<typeof CodaBozze>;

export const MAX_TESTO_LETTERA = 60_000;
const ID = /^[0-9a-f]{24}$/;
const oggetto = testo({ max: MAX_OGGETTO, min: 1, nome: 'L’oggetto' });
const osservazioni = testo({ max: 4000, min: 3, nome: 'Le osservazioni', righe: true });

/** An attachment as the author names it: one that the draft has already, or a file of a document that he may see. */
export const AllegatoChiesto = z.union(
  [
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'L’impronta è di 64 cifre esadecimali.' }) }),
    /** `allegato`: number of an attachment of the registration; absent: its document */
    z.strictObject({ registrazione: PostoRegistrato, allegato: z.int().min(1).max(100_000).optional() }),
    /** a document of a fascicolo that is not registered */
    z.strictObject({ documento: codice('Il documento') }),
  ],
  { error: 'L’allegato è un file della bozza (sha256), di una registrazione o di un fascicolo.' },
);
export type AllegatoChiesto = z.output<typeof AllegatoChiesto>;

const campi = {
  oggetto,
  destinatari: z
    .array(Soggetto, { error: 'Indicare un elenco di soggetti.' })
    .max(500, { error: 'Al massimo 500 destinatari.' }),
  mezzo: codice('Il mezzo'),
  /** headings, lists, bold: see testo-lettera.api.ts; null: the letter is a file of one's own */
  testo: testo({ max: MAX_TESTO_LETTERA, nome: 'Il testo', righe: true }).nullable(),
  /** code of a template of the AOO: its words become the text, with what is known in place of its placeholders */
  modello: testoObbligatorio(100, 'Il modello'),
  classifica: testoObbligatorio(30, 'La classifica').nullable(),
  motivoClassifica: testo({ max: 2000, nome: 'Il motivo' }).nullable(),
  /** its id, or its codice */
  fascicolo: CodiceOId.nullable(),
  tipologia: testoObbligatorio(200, 'La tipologia').nullable(),
  riservatezza: Riservatezza,
  allegati: z
    .array(AllegatoChiesto, { error: 'Indicare un elenco di allegati.' })
    .max(MAX_ALLEGATI, { error: `Al massimo ${MAX_ALLEGATI} allegati.` }),
  /** the registration that the letter answers */
  risponde: AnnoNumero.nullable(),
  /** those of the registration to be; why it goes on paper to who has a digital domicile stands in their first line */
  note: testo({ max: MAX_NOTE, nome: 'Le note', righe: true }).nullable(),
};

/** What a new draft may say; who answers a registration need say nothing else. */
export const BozzaRichiesta = z
  .strictObject({
    ...z.object(campi).partial().shape,
    /** the office that writes; absent: the own one */
    uo: codice('L’ufficio').optional(),
  })
  .refine(({ oggetto: said, risponde }) => said !== undefined || (risponde !== undefined && risponde !== null), {
    path: ['oggetto'],
    error: 'L’oggetto è obbligatorio; chi risponde a una registrazione prende il suo.',
  });
export type BozzaRichiesta = z.output<typeof BozzaRichiesta>;

export const BozzaModifica = z.strictObject(z.object(campi).partial().shape);
export type BozzaModifica = z.output<typeof BozzaModifica>;

export const ApprovazioneRichiesta = z
  .strictObject({
    /** who says nothing approves: it is what the address is called */
    esito: z.enum(['approvata', 'rinviata'], { error: 'L’esito è approvata oppure rinviata.' }).default('approvata'),
    osservazioni: osservazioni.optional(),
  })
  .refine(({ esito, osservazioni: said }) => esito === 'approvata' || said !== undefined, {
    path: ['osservazioni'],
    error: 'Chi rinvia una bozza dice che cosa cambiare.',
  });
export type ApprovazioneRichiesta = z.output<typeof ApprovazioneRichiesta>;

export const InvioRichiesta = z.strictObject({ osservazioni: osservazioni.optional() });
export const RitiroRichiesta = z.strictObject({ motivo: osservazioni.optional() });
export const ScartoRichiesta = z.strictObject({ motivo: osservazioni });
/** Why a head takes in a signature that could not be checked. */
export const MotivoConferma = testo({ max: 4000, min: 3, nome: 'Il motivo', righe: true });
/** Which file he has looked at, as the answer that asked for the confirmation named it. */
export const ImprontaConferma = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, { error: 'L’impronta SHA-256 ha 64 cifre esadecimali: ripetere quella della risposta.' });
export const RegistrazioneBozzaRichiesta = z.strictObject({});

/** How the system signs for the head: in the PDF, or around the file; absent: in the PDF where the letter is one. */
export const FirmaRichiesta = z.strictObject({
  formato: z.enum(['PAdES', 'CAdES'], { error: 'Il formato della firma è PAdES oppure CAdES.' }).optional(),
});
export type FirmaRichiesta = z.output<typeof FirmaRichiesta>;

export const PercorsoBozza = z.strictObject({ id: z.string().regex(ID, { error: 'Identificativo non valido.' }) });
const numero = (cosa: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: `Il numero ${cosa} va scritto in cifre.` })
    .transform(Number);
export const PercorsoVersioneBozza = PercorsoBozza.extend({ n: numero('della versione') });
export const PercorsoAllegatoBozza = PercorsoBozza.extend({ n: numero('dell’allegato') });
export const QueryDocumentoBozza = z.strictObject({
  versione: numero('della versione').optional(),
  /** of a letter signed around (p7m), the document inside */
  contenuto: CONTENUTO,
});
export const QueryBozze = z.strictObject({
  coda: CodaBozze.optional(),
  stato: StatoBozza.optional(),
  /** `2026-12`: the drafts that answer that registration */
  risponde: z
    .string()
    .regex(/^\d{4}-\d{1,9}$/, { error: 'La registrazione si scrive come 2026-12, anno e numero.' })
    .optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(60, { error: 'Il cursore non è di questo elenco.' }).optional(),
});
export type QueryBozze = z.output<typeof QueryBozze>;

// ---- answers ----
const chi = { utente: z.string(), denominazione: z.string(), perContoDi: z.string().optional() };
const AllegatoBozza = FileRegistrato.extend({
  n: z.int(),
  /** where it comes from, if it was not uploaded */
  da: z.union([z.object({ registrazione: PostoRegistrato }), z.object({ documento: z.string() })]).optional(),
});

export const PassoBozza = z.object({
  tipo: z.enum(['crea', ...ATTI_BOZZA]),
  quando: z.string(),
  ...chi,
  /** version that was there then */
  n: z.int(),
  osservazioni: z.string().optional(),
});

const contenuto = {
  oggetto: z.string(),
  destinatari: z.array(z.looseObject({ tipo: z.string() })),
  mezzo: z.string().optional(),
  testo: z.string().optional(),
  modello: z.string().optional(),
  documento: FileRegistrato.optional(),
  allegati: z.array(AllegatoBozza),
  classifica: z.object({ codice: z.string(), voce: z.string() }).optional(),
  motivoClassifica: z.string().optional(),
  fascicolo: z.string().optional(),
  tipologia: z.string().optional(),
  riservatezza: Riservatezza,
  risponde: AnnoNumero.optional(),
  note: z.string().optional(),
};
const testa = {
  id: z.string(),
  uo: z.string(),
  autore: z.object(chi),
  stato: StatoBozza,
  /** number of the version of the content */
  n: z.int(),
  creata: z.string(),
  aggiornata: z.string(),
  oggetto: contenuto.oggetto,
  destinatari: contenuto.destinatari,
  classifica: contenuto.classifica,
  fascicolo: contenuto.fascicolo,
  risponde: contenuto.risponde,
  /** sent back: by whom, when, with which remarks; until it is sent again */
  rinvio: z.object({ ...chi, quando: z.string(), osservazioni: z.string() }).optional(),
  registrazione: AnnoNumero.extend({ dataRegistrazione: z.string(), segnatura: z.string() }).optional(),
  /** `versione` of the record, also sent as ETag: what If-Match names */
  versione: z.int(),
};
export const RigaBozza = z.object(testa);
export type RigaBozza = z.infer<typeof RigaBozza>;

export const Bozza = z.object({
  ...testa,
  ...contenuto,
  passi: z.array(PassoBozza),
  versioni: z.array(z.object({ n: z.int(), quando: z.string(), ...chi })),
  approvata: z.object({ n: z.int(), quando: z.string(), ...chi, documento: FileRegistrato }).optional(),
  firma: z
    .object({
      /** `esterna`: signed elsewhere and uploaded; `server`: here, with the key that the system keeps for who signs */
      modo: z.enum(['esterna', 'server']),
      /** `identico`: what is signed is the approved file; `confermato`: it could not be told, and a head has looked */
      controllo: z.enum(['identico', 'confermato']),
      quando: z.string(),
      ...chi,
      documento: FileRegistrato,
      /** signatures of what was signed elsewhere, as they were found when it came; `utente`: whom the system knows by it */
      verifica: z
        .array(
          z.object({
            tipo: z.enum(TIPI_FIRMA),
            firmatario: z.string(),
            esito: z.enum(ESITI_FIRMA),
            motivo: z.string().optional(),
            utente: z.string().optional(),
          }),
        )
        .optional(),
      /** what could not be checked, and the head who took it in all the same */
      conferma: z
        .object({ ...chi, quando: z.string(), mancanze: z.array(z.string()), motivo: z.string().optional() })
        .optional(),
    })
    .optional(),
  /** a registration that has begun and of whose end nothing is known: to be asked for again */
  inRegistrazione: z.object({ quando: z.string(), utente: z.string() }).optional(),
  /** what who asks may do now */
  atti: z.array(z.enum(ATTI_BOZZA)),
});
export type BozzaLetta = z.infer<typeof Bozza>;

export const VersioneBozza = z.object({ n: z.int(), quando: z.string(), ...chi, ...contenuto });
export type VersioneBozzaLetta = z.infer<typeof VersioneBozza>;

export const ElencoBozze = pagina(RigaBozza);
const conto = { totale: z.int().optional(), oltre: z.int().optional() };
export const CodaBozzeContata = z.object({
  codice: CodaBozze,
  /** it asks for something to be done by who looks */
  daFare: z.boolean(),
  ...conto,
  /** when the oldest one came to stand there */
  dal: z.string().optional(),
});
export type CodaBozzeContata = z.infer<typeof CodaBozzeContata>;
export const CodeBozze = z.object({ code: z.array(CodaBozzeContata) });

/** A template as who writes chooses it. */
export const ModelliLettera = z.object({
  elementi: z.array(z.object({ codice: z.string(), denominazione: z.string().optional(), testo: z.string() })),
});
