export interface Esito {
  riusciti: number;
  falliti: number;
  saltati: { file: string; titolo: string }[];
  riuscite?: { file: string; titolo: string }[];
  fallite?: { file: string; titolo: string; errore: string }[];
}
export function parseArguments(args: readonly string[]): { kinds: string[]; files: string[]; options: string[] };
export function specsOf(kind: string, files: readonly string[]): string[];
export function describeSkipped(
  skipped: { file: string; titolo: string }[],
  reasons: { titolo: string; programma: string; comando: string }[],
): string[];
export function explained(
  skipped: readonly { file: string; titolo: string; prova: string }[],
  reasons: readonly { titolo: string; programma: string }[],
): { file: string; titolo: string; programma: string }[];
export function closingLine(results: readonly Esito[]): {
  passed: number;
  failed: number;
  skipped: number;
  line: string;
};
export function filesToRepeat(result: Esito): string[];
export function afterRepeat(first: Esito, again: Esito): Esito & { instabili: { file: string; titolo: string }[] };
export function describeFailed(
  results: readonly (Esito & { instabili?: { file: string; titolo: string }[] })[],
): string[];
