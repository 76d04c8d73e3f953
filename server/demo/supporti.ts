import { MEZZI_CARTACEI } from './canali.js';
import type { Caso } from './caso.js';
import type { Riga, RigaCompleta } from './righe.js';
import type { FileDemo } from './tipi.js';

const SCANSIONI = 3;
const FIRMATI_IN_ENTRATA = 2;
const FIRMATI_IN_USCITA = 1;
const BUSTE = 1;

/** Which documents are not a plain PDF: three scans of paper (one in colour), three signed PDF, one signed envelope. */
export function chooseSupporti(caso: Caso, righe: readonly RigaCompleta[]): Map<Riga, FileDemo['supporto']> {
  const supporti = new Map<Riga, FileDemo['supporto']>();
  const take = (
    quanti: number,
    test: (one: RigaCompleta) => boolean,
    supporto: (i: number) => FileDemo['supporto'],
  ): void => {
    const free = caso.shuffle(righe.filter((one) => !supporti.has(one.riga) && test(one))).slice(0, quanti);
    free.forEach(({ riga }, i) => supporti.set(riga, supporto(i)));
  };
  const isPaper = ({ flusso, mezzo, recente }: RigaCompleta): boolean =>
    flusso === 'E' && !recente && MEZZI_CARTACEI.includes(mezzo);
  const isFromStudio = ({ flusso, mezzo, corrispondente }: RigaCompleta): boolean =>
    flusso === 'E' && mezzo === 'pec' && corrispondente?.genere === 'studio-tecnico';
  const isFromSue = ({ flusso, riga, mezzo }: RigaCompleta): boolean =>
    flusso === 'U' && riga.modello.uo === 'U410' && mezzo === 'pec';
  take(SCANSIONI, isPaper, (i) => (i === 0 ? 'scansione-colori' : 'scansione'));
  take(FIRMATI_IN_ENTRATA, isFromStudio, () => 'pades');
  take(FIRMATI_IN_USCITA, isFromSue, () => 'pades');
  take(BUSTE, isFromStudio, () => 'p7m');
  return supporti;
}
