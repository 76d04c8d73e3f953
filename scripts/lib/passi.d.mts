export class PassoError extends Error {
  constructor(message: string, rimedio?: string);
  rimedio: string | undefined;
}
export function duration(ms: number): string;
export function requireNode(version?: string): void;
