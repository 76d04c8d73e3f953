export function findMongod(env?: NodeJS.ProcessEnv): Promise<string>;
export function mongodArguments(server: { port: number; dbpath: string }): string[];
export function mongodbUri(port: number, database?: string): string;
export function ensurePrimary(port: number, limiteMs?: number): Promise<void>;
