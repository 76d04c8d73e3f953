export function isFree(port: number, host?: string): Promise<boolean>;
export function freePort(): Promise<number>;
export function isOpen(port: number, host?: string, timeoutMs?: number): Promise<boolean>;
export function waitOpen(port: number, limiteMs?: number): Promise<boolean>;
export function stablePorts(file: string, names: readonly string[]): Promise<Record<string, number>>;
