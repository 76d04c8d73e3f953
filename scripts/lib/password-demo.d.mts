export function inventPassword(random?: (limit: number) => number): string;
export function demoPassword(dir: string, env?: NodeJS.ProcessEnv): string;
export function demoSecret(dir: string, env?: NodeJS.ProcessEnv): string;
