export interface Identita {
  pid: number;
  inizio: string;
}
export function identityOf(pid: number): Identita;
export function isRunning(identity: Partial<Identita> | undefined): boolean;
export function endProcess(
  identity: Identita,
  options?: { segnale?: NodeJS.Signals; limiteMs?: number },
): Promise<void>;
