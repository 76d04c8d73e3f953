export function writeAtomically(file: string, text: string, mode?: number): void;
