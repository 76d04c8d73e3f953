export function nodeArguments(program: string): string[];
