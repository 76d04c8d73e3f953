import { z } from 'zod';
import { Certificato } from './firma.api.js';
import { testo } from './testo.api.js';

/* The keys with which the system signs: of officials, and the seal of the AOO. Nothing of a key itself is ever answered. */

export const SPECIE_CHIAVE = ['funzionario', 'sigillo'] as const;
export type SpecieChiave = (typeof SPECIE_CHIAVE)[number];
export const STATI_CHIAVE = ['in-uso', 'non-ancora-valida', 'scaduta', 'ritirata'] as const;
export type StatoChiave = (typeof STATI_CHIAVE)[number];

/** The texts that come beside the file of POST /firme/chiavi. */
export const ChiaveRichiesta = z.strictObject({
  /** of the PKCS#12; used once, never kept */
  password: z
    .string({ error: 'Scrivere la password del file.' })
    .max(1_000, { error: 'La password supera i 1000 caratteri.' }),
  specie: z.enum(SPECIE_CHIAVE, { error: `La specie è ${SPECIE_CHIAVE.join(' oppure ')}.` }).default('funzionario'),
  /** whose it is; absent: of who loads it */
  utente: testo({ max: 100, min: 1, nome: 'L’utente' }).optional(),
});
export type ChiaveRichiesta = z.output<typeof ChiaveRichiesta>;

export const RitiroChiaveRichiesta = z.strictObject({ motivo: testo({ max: 2000, min: 5, nome: 'Il motivo' }) });
export const PercorsoChiave = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di una chiave.' }),
});

export const ChiaveFirma = z.object({
  id: z.string(),
  specie: z.enum(SPECIE_CHIAVE),
  /** absent for the seal */
  utente: z.string().optional(),
  /** his name, as people are told */
  denominazione: z.string().optional(),
  nome: z.string(),
  certificato: Certificato,
  stato: z.enum(STATI_CHIAVE),
  /** until its end, where that is near */
  giorni: z.int().optional(),
  /** it is the one that signs now: of several the last loaded */
  attiva: z.boolean(),
  creata: z.string(),
  da: z.string(),
  ritirata: z.object({ quando: z.string(), da: z.string(), motivo: z.string() }).optional(),
  /** what who asks may do with it */
  ritirabile: z.boolean(),
});
export type ChiaveFirma = z.infer<typeof ChiaveFirma>;

export const ElencoChiavi = z.object({
  /** the installation can keep keys; else what to set is said where one is loaded */
  custodia: z.boolean(),
  /** a timestamping authority is configured */
  marche: z.boolean(),
  elementi: z.array(ChiaveFirma),
});
export type ElencoChiavi = z.infer<typeof ElencoChiavi>;
