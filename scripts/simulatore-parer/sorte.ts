/** One generator for all that is left to chance, so that a run can be repeated (mulberry32). */
export interface Sorte {
  /** from 0 to 1, 1 excluded */
  numero(): number;
  uuid(): string;
}

export function creaSorte(seme: number): Sorte {
  let stato = seme >>> 0;
  const numero = (): number => {
    stato = (stato + 0x6d2b79f5) >>> 0;
    let t = stato;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const cifra = (): string => Math.floor(numero() * 16).toString(16);
  const cifre = (quante: number): string => Array.from({ length: quante }, cifra).join('');
  return {
    numero,
    uuid: () =>
      `${cifre(8)}-${cifre(4)}-4${cifre(3)}-${'89ab'[Math.floor(numero() * 4)] ?? '8'}${cifre(3)}-${cifre(12)}`,
  };
}
