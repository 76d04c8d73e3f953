export interface Morte {
  nome: string;
  come: string;
  atMs: number;
}
export function recentDeaths(deaths: readonly Morte[], nowMs: number): Morte[];
export function tooManyDeaths(deaths: readonly Morte[], nowMs: number): boolean;
