export interface Obiettivo {
  nome: string;
  files: (root: string) => string[];
  prodotto: string;
  build: (root: string) => Promise<void>;
}
export function filesBelow(root: string, folder: string): string[];
export function fingerprint(root: string, files: readonly string[]): string;
export function ensureBuild(root?: string, targets?: readonly Obiettivo[]): Promise<void>;
