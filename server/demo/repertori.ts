import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import { insertVersione } from '../../schemas/configurazione.model.js';
import { REPERTORI } from '../configurazione/dati/repertori.js';
import { startOfLegalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { readTabella } from './dati.js';
import { AOO } from './ente.js';

/** The repertori with which every AOO begins, each with its office and its sottoclasse here. */
export function readRepertori(): Repertorio[] {
  const righe = new Map(
    readTabella<'sigla' | 'classifica' | 'uo' | 'note'>('repertori').map((riga) => [riga.sigla, riga]),
  );
  return REPERTORI.map((repertorio) => {
    const riga = righe.get(repertorio.codice);
    if (riga === undefined) return repertorio;
    return { ...repertorio, voce: riga.classifica, uo: riga.uo, ...(riga.note !== '' && { note: riga.note }) };
  });
}

/** The repertori of the demonstration, in force from the first day; what is there already stays. */
export async function ensureRepertori(anno: number): Promise<void> {
  const validoDal = `${anno}-01-01`;
  await insertVersione({
    aoo: AOO.codice,
    tipo: 'repertori',
    numero: 1,
    validoDal,
    autore: 'rgd',
    quando: startOfLegalDay(validoDal),
    motivo: 'Uffici che tengono i repertori',
    contenuto: readRepertori(),
  }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}
