export interface Prova {
  file: string;
  titolo: string;
}
export interface Requisito {
  id: string;
  fonte: string;
  regola: string;
  prove: Prova[];
}
export function parseRequisiti(text: string): Promise<Requisito[]>;
export function readRequisiti(): Promise<Requisito[]>;
export function traceRequisiti(
  requisiti: readonly Requisito[],
  passed: readonly Prova[],
  skipped?: readonly (Prova & { programma: string })[],
): { missing: string[]; untried: string[] };
export function describeRequisiti(requisiti: readonly Requisito[]): string[];
