import { z } from 'zod';
import { AnnoNumero } from './comune.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** The way in of a person concerned by a fascicolo, seen from the office (CAD art. 41 c. 2-quater, L. 241/1990 art. 10). */

export const GIORNI_ACCESSO = 30;
export const MAX_GIORNI_ACCESSO = 180;

export const PercorsoAccesso = z.strictObject({
  id: testoObbligatorio(100, 'Il fascicolo'),
  accesso: testoObbligatorio(60, 'L’accesso'),
});

export const AccessoRichiesta = z.strictObject({
  /** key of one of the subjects that the fascicolo names */
  soggetto: testoObbligatorio(80, 'Il soggetto'),
  /** how long it lasts */
  giorni: z
    .int({ error: 'Indicare quanti giorni dura l’accesso.' })
    .min(1, { error: 'Almeno un giorno.' })
    .max(MAX_GIORNI_ACCESSO, { error: `Al massimo ${MAX_GIORNI_ACCESSO} giorni.` })
    .optional(),
  documenti: z.array(AnnoNumero).max(1000),
});
export type AccessoRichiesta = z.output<typeof AccessoRichiesta>;
export const DocumentiAccessoRichiesta = z.strictObject({ documenti: z.array(AnnoNumero).max(1000) });
export const RevocaAccessoRichiesta = z.strictObject({ motivo: testo({ max: 1000, min: 5, nome: 'Il motivo' }) });

export const AccessoLetto = z.object({
  id: z.string(),
  nome: z.string(),
  stato: z.enum(['attivo', 'scaduto', 'revocato', 'bloccato']),
  creato: z.string(),
  scadenza: z.string(),
  utente: z.string(),
  documenti: z.array(z.object({ anno: z.int(), numero: z.int() })),
  revoca: z.object({ data: z.string(), utente: z.string(), motivo: z.string() }).optional(),
});
export type AccessoLetto = z.infer<typeof AccessoLetto>;

/** Told once: neither can be read again. */
export const AccessoDato = z.object({ accesso: AccessoLetto, indirizzo: z.string(), codice: z.string() });
export type AccessoDato = z.infer<typeof AccessoDato>;

export const InteressatiFascicolo = z.object({
  soggetti: z.array(
    z.object({
      chiave: z.string(),
      nome: z.string(),
      ruolo: z.enum(['intestatario', 'partecipante', 'corrispondente']),
    }),
  ),
  documenti: z.array(
    z.object({
      anno: z.int(),
      numero: z.int(),
      oggetto: z.string(),
      data: z.string(),
      flusso: z.enum(['E', 'U', 'I']),
      /** keys of the subjects who sent it or to whom it went: proposed for them */
      soggetti: z.array(z.string()),
      /** why it is never shown outside; absent where it may be */
      escluso: z.string().optional(),
    }),
  ),
  accessi: z.array(AccessoLetto),
  letture: z.array(
    z.object({
      quando: z.string(),
      accesso: z.string(),
      nome: z.string(),
      che: z.enum(['ingresso', 'codice-errato', 'pagina', 'documento']),
      documento: z.string().optional(),
    }),
  ),
});
export type InteressatiFascicolo = z.infer<typeof InteressatiFascicolo>;
