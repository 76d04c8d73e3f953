const ESTESA = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `02/03/2026`, of a day or of an instant with its offset. */
export const formatGiorno = (data: string): string => `${data.slice(8, 10)}/${data.slice(5, 7)}/${data.slice(0, 4)}`;

/** `09:14:11`, of an instant in Italian legal time. */
export const formatOra = (istante: string): string => istante.slice(11, 19);

/** `lunedì 2 marzo 2026`. */
export const giornoEsteso = (giorno: string): string => ESTESA.format(new Date(`${giorno}T00:00:00Z`));
