/** How a status is coloured: only what asks for an action stands out. */
export type TonoStato = 'ok' | 'warn' | 'bad' | 'inf' | 'neu';
