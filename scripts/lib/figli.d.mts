export interface Ricetta {
  nome: string;
  comando: string;
  argomenti: readonly string[];
  env?: Record<string, string | undefined>;
  segnale?: NodeJS.Signals;
  limiteMs?: number;
}
export const MARK: string;
export function endOrphans(dir: string): Promise<number>;
export class Figli {
  constructor(dir: string);
  lastWords(nome: string, count?: number): string;
  rotateLog(nome: string): void;
  start(ricetta: Ricetta, onEnd: (how: string) => void): void;
  pid(nome: string): number | undefined;
  stop(nome: string): Promise<void>;
  killAll(): void;
}
