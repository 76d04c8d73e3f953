/** A reason, a sentence of its own, as the end of another: `: l’autorità non è tra quelle fidate.`; without one, the full stop. Pure. */
export function inCoda(motivo: string | undefined): string {
  if (motivo === undefined) return '.';
  const [first = '', second = ''] = motivo;
  const isSigla = second !== '’' && second !== second.toLowerCase(); // CRL, RSA
  return `: ${isSigla ? first : first.toLowerCase()}${motivo.slice(1)}`;
}
