import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { TipoIpa } from '../../../schemas/importazione.api.js';
import { openAddress, type OpzioniScarico, ScaricoError } from '../../lib/scarico.js';

/** Names under which the files of the IPA are published and kept, the newest kind first. */
const NOMI: Readonly<Record<TipoIpa, readonly string[]>> = {
  enti: ['enti.csv', 'enti.xlsx', 'enti.json', 'amministrazioni.txt'],
  aoo: [
    'aree-organizzative-omogenee.csv',
    'aree-organizzative-omogenee.xlsx',
    'aree-organizzative-omogenee.json',
    'aoo.csv',
    'aoo.xlsx',
    'aoo.json',
    'aoo.txt',
  ],
  uo: [
    'unita-organizzative.csv',
    'unita-organizzative.xlsx',
    'unita-organizzative.json',
    'uo.csv',
    'uo.xlsx',
    'uo.json',
    'ou.txt',
  ],
};

export interface FileFonte {
  nome: string;
  stream: Readable;
}

const isAddress = (fonte: string): boolean => /^https?:\/\//i.test(fonte);

async function openInFolder(folder: string, tipo: TipoIpa): Promise<FileFonte | undefined> {
  const there = new Map((await readdir(folder)).map((name) => [name.toLowerCase(), name]));
  const nome = NOMI[tipo].map((one) => there.get(one)).find((one) => one !== undefined);
  return nome === undefined ? undefined : { nome, stream: createReadStream(path.join(folder, nome)) };
}

async function openAt(base: string, tipo: TipoIpa, options: OpzioniScarico): Promise<FileFonte | undefined> {
  const folder = base.endsWith('/') ? base : `${base}/`;
  for (const nome of NOMI[tipo]) {
    try {
      return { nome, stream: await openAddress(new URL(nome, folder).href, options) };
    } catch (error) {
      if (!(error instanceof ScaricoError) || error.status !== 404) throw error;
    }
  }
  return undefined;
}

/** The file of that kind at the configured place, a folder or an address; undefined if there is none. @throws ScaricoError, or what the folder fails with */
export const openFonte = (fonte: string, tipo: TipoIpa, options: OpzioniScarico): Promise<FileFonte | undefined> =>
  isAddress(fonte) ? openAt(fonte, tipo, options) : openInFolder(fonte, tipo);
