import { type Oggetto, Stringa } from './oggetti.js';

/** The two stretches that a signature covers, and where the revision that it signs ends. */
export interface Intervallo {
  prima: number;
  dopo: number;
  fine: number;
}

/**
 * What `/ByteRange` says, held to what it must be: from the first byte on, without overlapping, all but the value of `/Contents`
 * and nothing else (ISO 32000-1 §12.8.1; ETSI EN 319 142-1 §5.1). Pure.
 * @returns the stretches, or a sentence on what is wrong
 */
export function intervalloDi(
  byteRange: Oggetto | undefined,
  contents: Oggetto | undefined,
  dimensione: number,
): Intervallo | string {
  if (!(contents instanceof Stringa) || contents.valore.length === 0)
    return 'Nel PDF manca la firma vera e propria (Contents).';
  if (!Array.isArray(byteRange) || byteRange.length !== 4)
    return 'La firma non dice quali parti del PDF copre (ByteRange).';
  const numbers = byteRange.filter(
    (one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0,
  );
  const [zero, prima, dopo, lunga] = numbers;
  if (numbers.length !== 4 || prima === undefined || dopo === undefined || lunga === undefined)
    return 'Le parti del PDF che la firma dice di coprire non sono leggibili.';
  if (zero !== 0) return 'La firma non copre il PDF dal suo inizio.';
  if (dopo < prima) return 'Le parti del PDF che la firma dice di coprire si sovrappongono.';
  const fine = dopo + lunga;
  if (fine > dimensione) return 'La firma copre più byte di quanti ne ha il file: il file è troncato.';
  if (prima !== contents.da || dopo !== contents.a)
    return 'La firma lascia scoperta una parte del PDF oltre a sé stessa.';
  return { prima, dopo, fine };
}
