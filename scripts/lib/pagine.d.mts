export function rotteOf(source: string): string[];
export function readRotte(): string[];
export function missingPagine(
  rotte: readonly string[],
  viste: readonly string[],
  valori?: Readonly<Record<string, readonly string[]>>,
): string[];
