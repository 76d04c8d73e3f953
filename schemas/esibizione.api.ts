import { z } from 'zod';
import { testo } from './testo.api.js';

/** What is asked for when the conserved exemplar is fetched back. */
export const QueryEsibizione = z.strictObject({
  motivo: testo({ max: 2000, min: 5, nome: 'Il motivo', righe: true }),
});
