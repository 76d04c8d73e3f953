import { z } from 'zod';
import { QueryEsportazione } from './registrazione-query.api.js';
import { testo } from './testo.api.js';

/** Searches that a person keeps: a name, and the query as it stands in the address of the register. */
export const MAX_SALVATE = 100;

/** Names and values of a query; null for one that names something twice. */
function readDomanda(domanda: string): Record<string, string> | null {
  const pairs = [...new URLSearchParams(domanda)];
  return new Set(pairs.map(([name]) => name)).size === pairs.length ? Object.fromEntries(pairs) : null;
}

const domanda = z
  .string({ error: 'Indicare la ricerca come sta nell’indirizzo, per esempio q=gara&anno=2026.' })
  .max(3_000, { error: 'La ricerca è troppo lunga.' })
  .refine((text) => QueryEsportazione.safeParse(readDomanda(text)).success, {
    error: 'La ricerca non è di questo registro: controllare i filtri.',
  })
  .transform((text) => new URLSearchParams(text).toString());

export const RicercaRichiesta = z.strictObject({ nome: testo({ max: 80, min: 1, nome: 'Il nome' }), domanda });
export const RicercaSalvata = z.object({ id: z.string(), nome: z.string(), domanda: z.string() });
export type RicercaSalvata = z.infer<typeof RicercaSalvata>;
export const RicercheSalvate = z.object({ elementi: z.array(RicercaSalvata) });
export const PercorsoRicerca = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di una ricerca salvata.' }),
});
