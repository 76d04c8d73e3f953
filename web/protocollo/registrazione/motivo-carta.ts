/** What a note begins with that says why paper goes to who has a digital domicile. */
const INIZIO = 'Spedizione su carta nonostante il domicilio digitale: ';

/** The reason in a note; empty if there is none. */
export function motivoCartaIn(note: string): string {
  const [prima = ''] = note.split('\n', 1);
  return prima.startsWith(INIZIO) ? prima.slice(INIZIO.length) : '';
}

/** The note with that reason as its first line; what else is written in it stays. An empty reason goes. */
export function conMotivoCarta(note: string, motivo: string): string {
  const righe = note.split('\n');
  const altre = (righe[0] ?? '').startsWith(INIZIO) ? righe.slice(1).join('\n') : note;
  const unaRiga = motivo.replace(/\s+/g, ' ').trimStart();
  if (unaRiga === '') return altre;
  return altre === '' ? INIZIO + unaRiga : `${INIZIO}${unaRiga}\n${altre}`;
}
