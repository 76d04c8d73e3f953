export function isFree(port: number, host?: string): Promise<boolean>;
export function freePort(): Promise<number>;
export function stablePorts(file: string, names: readonly string[]): Promise<Record<string, number>>;
