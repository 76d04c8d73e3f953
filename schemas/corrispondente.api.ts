import { z } from 'zod';
import { Data, LimiteQuery, pagina } from './comune.api.js';
import { Soggetto, TIPI_SOGGETTO } from './soggetto.api.js';
import { testo, testoLibero } from './testo.api.js';

/** Where an address comes from; the registers of law before what was said or seen. */
export const FONTI = ['ipa', 'ini-pec', 'inad', 'messaggio', 'dichiarato', 'registrazione'] as const;
export type Fonte = (typeof FONTI)[number];
/** What a person may say of an address that he writes; the others are given by the system. */
export const FONTI_A_MANO = ['ini-pec', 'inad', 'messaggio', 'dichiarato'] as const;
export const TIPI_RECAPITO = ['digitale', 'email', 'postale'] as const;
export type TipoRecapito = (typeof TIPI_RECAPITO)[number];
/** `rubrica`: written or corrected by hand; `registrazioni`: only seen in registrations. */
export const ORIGINI = ['ipa', 'rubrica', 'registrazioni'] as const;
export type Origine = (typeof ORIGINI)[number];
export const STATI_CORRISPONDENTE = ['attivo', 'cessato', 'unito'] as const;
export type StatoCorrispondente = (typeof STATI_CORRISPONDENTE)[number];

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });
const idCorrispondente = z
  .string({ error: 'Indicare il corrispondente.' })
  .regex(/^[0-9a-f]{24}$/, { error: 'Il corrispondente si indica con il suo id, di 24 cifre esadecimali.' });

const CURSORE = /^[\w-]{1,4000}$/;
export const CursoreQuery = z
  .string()
  .regex(CURSORE, { error: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' });

export const CorrispondentiQuery = z.strictObject({
  q: testoLibero(200, 'Il testo da cercare').optional(),
  limite: LimiteQuery.optional(),
  /** `usi` (as suggested while typing, one page) or `nome` (the list, by pages) */
  ordine: z.enum(['usi', 'nome'], { error: 'L’ordine è usi oppure nome.' }).optional(),
  cursore: CursoreQuery.optional(),
  tipo: z.enum(TIPI_SOGGETTO, { error: 'Il tipo è PF, PG, PAI, PAE oppure UO.' }).optional(),
  origine: z.enum(ORIGINI, { error: 'L’origine è ipa, rubrica oppure registrazioni.' }).optional(),
  stato: z.enum(STATI_CORRISPONDENTE, { error: 'Lo stato è attivo, cessato oppure unito.' }).optional(),
  domicilio: z.enum(['si', 'no'], { error: 'domicilio è si oppure no.' }).optional(),
});
export type CorrispondentiQuery = z.output<typeof CorrispondentiQuery>;

/** The digital domicile with where it comes from and since when it is known. */
const Domicilio = z.object({ indirizzo: z.string(), fonte: z.enum(FONTI), dal: z.string().optional() });
export type Domicilio = z.output<typeof Domicilio>;

const voce = {
  id: z.string(),
  soggetto: Soggetto,
  usi: z.int(),
  origine: z.enum(ORIGINI),
  stato: z.enum(STATI_CORRISPONDENTE),
  domicilio: Domicilio.optional(),
};
export const CorrispondenteVoce = z.object(voce);
export type CorrispondenteVoce = z.output<typeof CorrispondenteVoce>;

/** With `ordine=usi` the most used first, without cursor. */
export const Corrispondenti = pagina(CorrispondenteVoce);
export type Corrispondenti = z.output<typeof Corrispondenti>;

export const PercorsoCorrispondente = z.strictObject({ id: idCorrispondente });

const fonteDomicilio = z
  .enum(FONTI_A_MANO, { error: `La fonte è una di: ${FONTI_A_MANO.join(', ')}.` })
  .meta({ description: 'Da dove viene il domicilio digitale indicato' });

/** One address more beside the digital domicile and the postal address of the subject. */
const RecapitoScritto = z
  .strictObject({
    tipo: z.enum(TIPI_RECAPITO, { error: 'Il recapito è digitale, email oppure postale.' }),
    valore: testo({ max: 500, min: 3, nome: 'Il recapito' }),
    fonte: z.enum(FONTI_A_MANO, { error: `La fonte è una di: ${FONTI_A_MANO.join(', ')}.` }),
  })
  .refine(({ tipo, valore }) => tipo === 'postale' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(valore), {
    path: ['valore'],
    error: 'L’indirizzo deve essere come nome@dominio.it.',
  });

const datiCorrispondente = {
  soggetto: Soggetto,
  fonteDomicilio: fonteDomicilio.optional(),
  altriRecapiti: z.array(RecapitoScritto).max(50, { error: 'Al massimo 50 recapiti.' }).optional(),
  note: testo({ max: 2000, nome: 'Le note', righe: true }).optional(),
};
export const CorrispondenteNuovo = z.strictObject(datiCorrispondente);
export type CorrispondenteNuovo = z.output<typeof CorrispondenteNuovo>;
export const CorrispondenteModifica = z.strictObject({
  ...datiCorrispondente,
  soggetto: Soggetto.optional(),
  motivo: motivo.optional(),
});
export type CorrispondenteModifica = z.output<typeof CorrispondenteModifica>;

export const FusioneRichiesta = z.strictObject({ con: idCorrispondente, motivo });
export const DivisioneRichiesta = z.strictObject({ motivo });
export const DistinzioneRichiesta = z.strictObject({ da: idCorrispondente });

const Recapito = z.object({
  tipo: z.enum(TIPI_RECAPITO),
  valore: z.string(),
  fonte: z.enum(FONTI),
  dal: Data.optional(),
  al: Data.optional(),
});
export type Recapito = z.output<typeof Recapito>;

/** How sure two entries are one subject: never said of two whose codes differ. */
export const GIUDIZI = ['stesso', 'probabile', 'dubbio'] as const;
const Richiamo = z.object({ id: z.string(), denominazione: z.string() });
const Somiglianza = z.object({ ...voce, giudizio: z.enum(GIUDIZI), motivi: z.array(z.string()) });

export const CorrispondenteScheda = z.object({
  ...voce,
  recapiti: z.array(Recapito),
  note: z.string().optional(),
  cessatoIl: z.string().optional(),
  /** the one that has taken its place */
  unitoA: Richiamo.optional(),
  /** those whose place it has taken */
  uniti: z.array(Richiamo),
  storia: z.array(
    z.object({
      tipo: z.string(),
      data: z.string(),
      utente: z.string().optional(),
      dettagli: z.record(z.string(), z.unknown()),
    }),
  ),
  simili: z.array(Somiglianza),
  /** false for what comes from the IPA: it is corrected there */
  modificabile: z.boolean(),
  versione: z.int(),
});
export type CorrispondenteScheda = z.output<typeof CorrispondenteScheda>;

/** Pairs that may be one and the same subject, the surest first. */
export const Doppioni = z.object({
  elementi: z.array(
    z.object({
      uno: CorrispondenteVoce,
      altro: CorrispondenteVoce,
      giudizio: z.enum(GIUDIZI),
      motivi: z.array(z.string()),
    }),
  ),
  oltre: z.int().optional(),
});
export const DoppioniQuery = z.strictObject({ limite: LimiteQuery.optional() });
