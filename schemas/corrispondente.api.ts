import { z } from 'zod';
import { LimiteQuery } from './comune.api.js';
import { Soggetto } from './soggetto.api.js';
import { testoLibero } from './testo.api.js';

export const CorrispondentiQuery = z.strictObject({
  q: testoLibero(200, 'Il testo da cercare').optional(),
  limite: LimiteQuery.optional(),
});

export const Corrispondenti = z.object({
  /** the most used first */
  elementi: z.array(z.object({ soggetto: Soggetto, usi: z.int() })),
});
export type Corrispondenti = z.output<typeof Corrispondenti>;
