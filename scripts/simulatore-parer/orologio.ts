import { rfc3339 } from '../../server/lib/clock.js';

/** The time of the receiver: that of the machine, or one that a test moves. */
export interface Orologio {
  adesso(): Date;
  /** stands still at that instant */
  ferma(istante: Date): void;
  /** goes on from where it is, so many milliseconds later */
  avanza(ms: number): void;
}

export function creaOrologio(adesso: () => Date = () => new Date()): Orologio {
  let fermo: number | undefined;
  let spostato = 0;
  return {
    adesso: () => new Date((fermo ?? adesso().getTime()) + spostato),
    ferma(istante) {
      fermo = istante.getTime();
      spostato = 0;
    },
    avanza(ms) {
      spostato += ms;
    },
  };
}

/** As the receiver writes it: offset of Europe/Rome, milliseconds. */
export const istante = rfc3339;
