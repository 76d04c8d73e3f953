import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Questions on the terminal. */
export interface Domande {
  ask(domanda: string, predefinito?: string): Promise<string>;
  /** What is typed is not shown. */
  askHidden(domanda: string): Promise<string>;
  say(text: string): void;
  close(): void;
}

export function createDomande(): Domande {
  const state = { hidden: false };
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!state.hidden) process.stdout.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  terminal.on('SIGINT', () => {
    process.stdout.write('\nInstallazione interrotta: nulla è stato cambiato.\n');
    process.exit(130);
  });
  return {
    async ask(domanda, predefinito) {
      const answer = (
        await terminal.question(`${domanda}${predefinito === undefined ? '' : ` [${predefinito}]`}: `)
      ).trim();
      return answer === '' ? (predefinito ?? '') : answer;
    },
    async askHidden(domanda) {
      process.stdout.write(`${domanda}: `);
      state.hidden = true;
      try {
        return await terminal.question('');
      } finally {
        state.hidden = false;
        process.stdout.write('\n');
      }
    },
    say: (text) => void process.stdout.write(`${text}\n`),
    close: () => terminal.close(),
  };
}
