export interface Luoghi {
  url: string;
  mongodbUri: string;
  redisUrl: string;
  storage: { tipo: string; percorso?: string; endpoint?: string; bucket?: string };
  simulatoreParer?: { url: string };
}
export function describeServizi(places: Luoghi, pidOf: (nome: string) => number | undefined): Record<string, unknown>;
export function storageOf(dir: string, env?: NodeJS.ProcessEnv): Luoghi['storage'];
export function withDatabase(uri: string, database?: string): string;
