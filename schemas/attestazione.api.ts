import { z } from 'zod';
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
