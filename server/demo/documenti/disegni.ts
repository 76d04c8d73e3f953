import type { Caso } from '../caso.js';
import { AVVERTENZA } from './lettera.js';
import { ALTEZZA, type Foglio, LARGHEZZA, MARGINE, type Punto } from './foglio.js';

const INCHIOSTRO = '#1c3f94';
const TIMBRO = '#7a2b6a';

/** Arc of an ellipse as a line, angles in degrees. */
function arco([cx, cy]: Punto, rx: number, ry: number, da: number, a: number, passi = 24): Punto[] {
  return Array.from({ length: passi + 1 }, (_, i): Punto => {
    const angle = ((da + ((a - da) * i) / passi) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

/** A signature that nobody can read. */
export function sigla(foglio: Foglio, caso: Caso, x: number, y: number, larghezza = 110): void {
  const a = caso.integer(2, 5);
  const b = caso.integer(6, 11);
  const phase = caso.next() * 6;
  const height = 7 + caso.next() * 5;
  const punti = Array.from({ length: 90 }, (_, i): Punto => {
    const t = i / 89;
    const fall = 1 - 0.55 * t;
    const wave = Math.sin(t * 6.28 * a + phase) * 0.6 + Math.sin(t * 6.28 * b + phase * 2) * 0.4;
    return [x + larghezza * t + 5 * Math.sin(t * 6.28 * a), y - 4 * t - height * fall * wave];
  });
  foglio.traccia(punti, 0.9, INCHIOSTRO);
}

/** Arms of Valdoria: a shield with a tower above the waves of the lake. */
export function stemma(foglio: Foglio, x: number, y: number, altezza: number): void {
  const u = altezza / 100;
  const at = (dx: number, dy: number): Punto => [x + dx * u, y + dy * u];
  const shield = [at(0, 0), at(80, 0), at(80, 55), ...arco(at(40, 55), 40 * u, 45 * u, 0, 180), at(0, 0)];
  foglio.campisci(shield, '#dfe7f3');
  const tower = [at(26, 56), at(26, 22), at(32, 22), at(32, 28), at(37, 28), at(37, 22), at(43, 22), at(43, 28), at(48, 28), at(48, 22), at(54, 22), at(54, 56)]; // prettier-ignore
  foglio.campisci(tower, '#6b4f2a');
  foglio.campisci([at(36, 56), at(36, 44), ...arco(at(40, 44), 4 * u, 5 * u, 180, 360, 8), at(44, 56)], '#f3ead6');
  for (const level of [62, 70, 78]) {
    const half = level < 70 ? 34 : level < 78 ? 30 : 24;
    const wave = Array.from({ length: 41 }, (_, i) =>
      at(40 - half + (2 * half * i) / 40, level + 2 * Math.sin(i * 0.9)),
    );
    foglio.traccia(wave, 1.1, '#1f5fa8');
  }
  foglio.traccia(shield, 1.1, '#2b2b2b');
}

/** The round stamp of the office that received the paper. */
export function timbro(foglio: Foglio, [cx, cy]: Punto, righe: readonly string[]): void {
  foglio.traccia(arco([cx, cy], 46, 46, 0, 360, 72), 1.3, TIMBRO);
  foglio.traccia(arco([cx, cy], 41, 41, 0, 360, 72), 0.6, TIMBRO);
  foglio.accanto(cy - 4 - righe.length * 5.5, (one) =>
    one.righe(righe, {
      x: cx - 40,
      larghezza: 80,
      allinea: 'centro',
      corpo: 7.5,
      carattere: 'bastoni-grassetto',
      colore: TIMBRO,
    }),
  );
}

/** What stands on every page: the warning at the foot, the word at the head, the number of the page. */
export function avvertenza(foglio: Foglio, pagina: number, pagine: number): void {
  const x = LARGHEZZA - MARGINE - 66;
  foglio.riquadro(x, 24, 66, 16, 0.9, '#a11');
  foglio.accanto(22, (one) =>
    one.scrivi('ESEMPIO', {
      x,
      larghezza: 66,
      allinea: 'centro',
      corpo: 9,
      carattere: 'bastoni-grassetto',
      colore: '#a11',
    }),
  );
  foglio.accanto(ALTEZZA - 46, (one) =>
    one
      .scrivi(AVVERTENZA, { allinea: 'centro', corpo: 7, carattere: 'bastoni', colore: '#666666' })
      .scrivi(`pagina ${pagina} di ${pagine}`, {
        allinea: 'centro',
        corpo: 7,
        carattere: 'bastoni',
        colore: '#666666',
      }),
  );
}
