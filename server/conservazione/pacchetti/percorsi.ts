import type { IndicePacchetto } from '../tipi.js';
import { nomiUnici } from './testi.js';

const CARTELLE = { metadati: 'metadati', altro: 'file' } as const;

/** Where each file of a package stands in its archive, in their order: safe ASCII names, each once. The index names these too. */
export function percorsiOf(file: readonly Pick<IndicePacchetto['file'][number], 'nome' | 'ruolo'>[]): string[] {
  const nomi = nomiUnici(file.map(({ nome }) => nome));
  return file.map(({ ruolo }, i) => `${ruolo === 'metadati' ? CARTELLE.metadati : CARTELLE.altro}/${nomi[i] ?? ''}`);
}
