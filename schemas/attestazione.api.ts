import { z } from 'zod';
import { NomeUtente } from './amministrazione.api.js';
import { AnnoNumero, Data, LimiteQuery, pagina } from './comune.api.js';
import { Controllo, ESITI_FIRMA, TIPI_FIRMA } from './firma.api.js';
import { Provvedimento } from './registrazione.api.js';
import { STATI_SCANSIONE } from './scansione.api.js';
import { testo } from './testo.api.js';

/* Attestations of conformity (CAD art. 22 c. 1-bis, 2 and 23-ter; LG 2.2; Allegato 3). */

export const MODI_ATTESTAZIONE = ['raffronto', 'processo'] as const;
export type ModoAttestazione = (typeof MODI_ATTESTAZIONE)[number];

export const AttestazioneRichiesta = z.strictObject({
  modo: z.enum(MODI_ATTESTAZIONE, { error: 'Il modo è raffronto oppure processo.' }),
  dichiarazione: z.literal(true, { error: 'Serve la dichiarazione di chi ha confrontato: vero.' }),
  firma: z.enum(['server', 'esterna'], { error: 'La firma è server oppure esterna.' }),
  /** other scans that the same attestation covers */
  copie: z
    .array(z.string({ error: 'Indicare gli identificativi delle scansioni.' }).max(64), {
      error: 'Indicare un elenco di scansioni.',
    })
    .max(1_000, { error: 'Al massimo 1000 copie in un’attestazione.' })
    .optional(),
  note: testo({ max: 2_000, nome: 'La nota' }).optional(),
});
export type AttestazioneRichiesta = z.output<typeof AttestazioneRichiesta>;

export const STATI_ATTESTAZIONE = ['da-firmare', 'firmata'] as const;
const ID = /^[0-9a-f]{24}$/;

export const PercorsoAttestazione = z.strictObject({
  id: z.string().regex(ID, { error: 'L’identificativo non è di un’attestazione.' }),
});
export const QueryAttestazioni = z.strictObject({
  stato: z.enum(STATI_ATTESTAZIONE, { error: `Lo stato è ${STATI_ATTESTAZIONE.join(' oppure ')}.` }).optional(),
  lotto: z.string().regex(ID, { error: 'Il lotto ha 24 cifre esadecimali.' }).optional(),
  funzionario: NomeUtente.optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().regex(ID, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' }).optional(),
});

const Originale = z.object({ unico: z.boolean(), collocazione: z.string().optional() });

export const CopiaAttestataLetta = z.object({
  scansione: z.string(),
  nome: z.string(),
  sha256: z.string(),
  dimensione: z.int(),
  pagine: z.int(),
  /** pages marked one by one; of the others the declaration says it */
  confrontate: z.int(),
  registrazione: AnnoNumero.optional(),
  originale: Originale.optional(),
});

export const FirmaAttestazioneLetta = z.object({
  modo: z.enum(['server', 'esterna']),
  tipo: z.enum(TIPI_FIRMA),
  nome: z.string(),
  sha256: z.string(),
  dimensione: z.int(),
  url: z.string(),
  esito: z.enum(ESITI_FIRMA),
  motivo: z.string().optional(),
  firmatario: z.string(),
  quando: z.string(),
});

export const AttestazioneLetta = z.object({
  id: z.string(),
  modo: z.enum(MODI_ATTESTAZIONE),
  stato: z.enum(STATI_ATTESTAZIONE),
  riferimentoTemporale: z.string(),
  funzionario: z.object({ utente: z.string(), denominazione: z.string() }),
  delega: z.object({ id: z.string(), atto: Provvedimento }),
  testo: z.array(z.string()),
  documento: z.object({ nome: z.string(), sha256: z.string(), dimensione: z.int(), url: z.string() }),
  copie: z.array(CopiaAttestataLetta),
  /** copies of registrations that the reader may not see */
  nascoste: z.int(),
  firma: FirmaAttestazioneLetta.optional(),
  lotto: z.string().optional(),
  campione: z.string().optional(),
  note: z.string().optional(),
  /** public address where anybody checks it */
  verifica: z.string(),
  creata: z.string(),
});
export type AttestazioneLetta = z.infer<typeof AttestazioneLetta>;
export const ElencoAttestazioni = pagina(AttestazioneLetta);

export const AttestazioneFatta = z.object({
  attestazione: z.object({
    id: z.string(),
    sha256: z.string(),
    firma: FirmaAttestazioneLetta,
  }),
});
export const AttestazioneDaFirmare = z.object({
  id: z.string(),
  daFirmare: z.object({ url: z.string(), sha256: z.string(), dimensione: z.int() }),
});

/** What will be said and by whom, before anything is made. */
export const AnteprimaAttestazione = z.object({
  /** as the document would say it now */
  testo: z.array(z.string()),
  delega: z.object({ dal: z.string(), al: z.string(), atto: Provvedimento }).optional(),
  /** the server can sign for who asks */
  chiaveServer: z.boolean(),
  /** why it cannot be attested now */
  motivoNo: z.string().optional(),
});

/** That the paper of an attested copy was destroyed: allowed by which act, when, how, before whom. */
export const DistruzioneRichiesta = z.strictObject({
  attestazione: z.string().regex(ID, { error: 'L’identificativo non è di un’attestazione.' }),
  autorizzazione: Provvedimento,
  giorno: Data,
  modalita: testo({ max: 500, min: 3, nome: 'La modalità' }),
  presenti: z
    .array(testo({ max: 200, min: 3, nome: 'Il nome di chi era presente' }), { error: 'Indicare chi era presente.' })
    .min(1, { error: 'Indicare almeno una persona presente, oltre a chi registra.' })
    .max(10, { error: 'Al massimo dieci persone.' }),
});
export type DistruzioneRichiesta = z.output<typeof DistruzioneRichiesta>;

const DistruzioneLetta = z.object({
  giorno: z.string(),
  autorizzazione: Provvedimento,
  modalita: z.string(),
  presenti: z.array(z.string()),
  /** who recorded it, and when */
  utente: z.string(),
  data: z.string(),
});

const MotivoDistruzione = z.object({ codice: z.string(), messaggio: z.string() });

/** Copy → attestation → place of the original, and what may be done with the paper. */
export const AttestazioniDiRegistrazione = z.object({
  elementi: z.array(
    AttestazioneLetta.extend({
      /** where the copy stands in the registration */
      posto: z.string(),
      copia: CopiaAttestataLetta,
      distruzione: z.object({
        ammessa: z.boolean(),
        motivi: z.array(MotivoDistruzione),
        fatta: DistruzioneLetta.optional(),
      }),
    }),
  ),
});

export const ESITI_RAFFRONTO = ['uguale', 'diversa'] as const;
const IdPagina = z
  .string({ error: 'Indicare la pagina.' })
  .regex(/^[1-9]\d{0,5}$/, { error: 'La pagina si indica con il suo codice, in cifre.' });

export const RaffrontoRichiesto = z
  .strictObject({
    pagina: IdPagina.optional(),
    pagine: z
      .array(IdPagina, { error: 'Indicare un elenco di pagine.' })
      .min(1, { error: 'Indicare almeno una pagina.' })
      .max(5_000, { error: 'Al massimo 5000 pagine.' })
      .optional(),
    esito: z.enum(ESITI_RAFFRONTO, { error: 'L’esito è uguale oppure diversa.' }),
    motivo: testo({ max: 2_000, min: 3, nome: 'Il motivo' }).optional(),
  })
  .superRefine(({ pagina, pagine, esito, motivo }, ctx) => {
    const fault = (campo: string, message: string): void => ctx.addIssue({ code: 'custom', path: [campo], message });
    if (pagina === undefined && pagine === undefined) fault('pagina', 'Indicare la pagina.');
    if (pagina !== undefined && pagine !== undefined) fault('pagine', 'Indicare una pagina, oppure un elenco.');
    if (esito === 'diversa' && motivo === undefined) fault('motivo', 'Dire in che cosa la pagina è diversa.');
  });
export type RaffrontoRichiesto = z.output<typeof RaffrontoRichiesto>;

export const RaffrontoLetto = z.object({
  scansione: z.string(),
  pagine: z.array(
    z.object({
      id: z.string(),
      numero: z.int(),
      esito: z.enum(ESITI_RAFFRONTO).optional(),
      motivo: z.string().optional(),
      utente: z.string().optional(),
      quando: z.string().optional(),
    }),
  ),
  uguali: z.int(),
  diverse: z.int(),
  mancano: z.int(),
});
export type RaffrontoLetto = z.infer<typeof RaffrontoLetto>;

export const RicontrolloRichiesto = z.strictObject({ motivo: testo({ max: 500, min: 5, nome: 'Il motivo' }) });
export const Ricontrollata = z.object({ id: z.string(), stato: z.enum(STATI_SCANSIONE) });

/** What anybody with the address may know of a signed attestation: nothing of the content. */
export const AttestazionePubblica = z.object({
  id: z.string(),
  ente: z.string(),
  aoo: z.string(),
  modo: z.enum(MODI_ATTESTAZIONE),
  data: z.string(),
  copie: z.int(),
  verificata: z.string(),
});
export type AttestazionePubblica = z.infer<typeof AttestazionePubblica>;

export const ConfrontoAttestazione = z.object({
  che: z.enum(['copia', 'attestazione', 'firma', 'nessuno']),
  pagine: z.int().optional(),
});
export type ConfrontoAttestazione = z.infer<typeof ConfrontoAttestazione>;

export const FirmaConfrontata = z.object({
  /** it signs exactly this attestation */
  corrisponde: z.boolean(),
  esito: z.enum(ESITI_FIRMA),
  firmatario: z.string().optional(),
  motivo: z.string().optional(),
  controlli: z.array(Controllo),
});
export type FirmaConfrontata = z.infer<typeof FirmaConfrontata>;
