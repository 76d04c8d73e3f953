/** Which of those fascicoli the conservation system has accepted, whole. */
export type Conservati = (aoo: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * None, as long as nothing is shipped to conservation: no list of scarto can be carried out before that. What ships puts its own
 * answer here (an accepted versamento of the fascicolo as it was last closed).
 */
export const isConservato: Conservati = () => Promise.resolve(new Set<string>());
