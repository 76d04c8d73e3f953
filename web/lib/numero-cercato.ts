/** `347`, `0000347`, `347/2026`, `2026/347`: a number written alone is the registration itself; else null. */
export function numeroCercato(text: string, annoCorrente: number): { anno: number; numero: number } | null {
  const alone = /^\s*(?:n\.?\s*)?(\d{1,9})\s*$/i.exec(text);
  if (alone?.[1] !== undefined) return { anno: annoCorrente, numero: Number(alone[1]) };
  const pair = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(text);
  if (pair?.[1] === undefined || pair[2] === undefined) return null;
  const isYear = (digits: string) => /^(19|20)\d{2}$/.test(digits);
  if (isYear(pair[2])) return { anno: Number(pair[2]), numero: Number(pair[1]) };
  return isYear(pair[1]) ? { anno: Number(pair[1]), numero: Number(pair[2]) } : null;
}
