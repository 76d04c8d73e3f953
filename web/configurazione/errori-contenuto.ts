import { ProblemaError } from '../api/errori.js';

/** Something refused in the content: the entry's place, from 0 (none: the whole list, or a form), and the field. */
export interface ErroreContenuto {
  riga: number | null;
  campo: string;
  messaggio: string;
}

const IN_RIGA = /^contenuto\[(\d+)\]\.?(.*)$/;
const IN_FORMA = /^contenuto\.?(.*)$/;

/** What the server refused of a content; what it refused beside it (date, reason) is not here. */
export function erroriContenuto(errore: Error | null): ErroreContenuto[] {
  if (!(errore instanceof ProblemaError)) return [];
  return errore.errori.flatMap(({ campo, messaggio }): ErroreContenuto[] => {
    const [, riga, dentro = ''] = IN_RIGA.exec(campo) ?? [];
    if (riga !== undefined) return [{ riga: Number(riga), campo: dentro, messaggio }];
    const form = IN_FORMA.exec(campo);
    return form === null ? [] : [{ riga: null, campo: form[1] ?? '', messaggio }];
  });
}

const IN_SEZIONE = /^([a-z]+)(?:\[(\d+)\])?\.?(.*)$/;

/** Of what was refused, what is in a section of the content: told as if that were all. */
export const erroriDi = (errori: readonly ErroreContenuto[], sezione: string): ErroreContenuto[] =>
  errori.flatMap(({ campo, messaggio }): ErroreContenuto[] => {
    const [, name, riga, dentro = ''] = IN_SEZIONE.exec(campo) ?? [];
    return name === sezione ? [{ riga: riga === undefined ? null : Number(riga), campo: dentro, messaggio }] : [];
  });

/** The words for one field of an entry, what is inside it included (`mittenti[2]`). */
export const paroleDi = (
  errori: readonly ErroreContenuto[],
  riga: number | null,
  campo: string,
): string | undefined => {
  const found = errori
    .filter((one) => one.riga === riga && (one.campo === campo || one.campo.startsWith(`${campo}[`)))
    .map(({ messaggio }) => messaggio);
  return found.length === 0 ? undefined : [...new Set(found)].join(' ');
};
