/** Pixels of the screen to an inch of paper at 100 %. */
const SCREEN_DPI = 96;
/** What is taken where a page does not say its own. */
const USUAL_DPI = 200;

/** How a page is shown: whole in its place, or at a percentage of its size on paper. */
export type Zoom = 'intera' | number;

const STEPS = [25, 33, 50, 67, 80, 100, 125, 150, 200, 300] as const;

export interface Misura {
  larghezza: number;
  altezza: number;
}

/** Size on the screen of a page at 100 %: as large as its paper. */
export function sullaCarta({ larghezza, altezza, dpi = 0 }: Misura & { dpi?: number | undefined }): Misura {
  const scale = SCREEN_DPI / (dpi === 0 ? USUAL_DPI : dpi);
  return { larghezza: larghezza * scale, altezza: altezza * scale };
}

/** The percentage at which a page is whole in its place; 100 while the place is not known. */
export function percentoIntera(carta: Misura, posto: Misura): number {
  if (posto.larghezza <= 0 || posto.altezza <= 0 || carta.larghezza <= 0) return 100;
  return Math.max(1, Math.min((posto.larghezza * 100) / carta.larghezza, (posto.altezza * 100) / carta.altezza));
}

/** The next step up or down from what is shown now. */
export function passoZoom(ora: number, verso: 1 | -1): number {
  const next = verso === 1 ? STEPS.find((step) => step > ora + 1) : STEPS.findLast((step) => step < ora - 1);
  return next ?? (verso === 1 ? (STEPS.at(-1) ?? ora) : STEPS[0]);
}

/** The SVG transform that stands a picture, turned by `giro` degrees clockwise, inside a sheet of that size. */
export function girata(giro: number, { larghezza, altezza }: Misura): string {
  const [x, y] = giro === 90 ? [larghezza, 0] : giro === 180 ? [larghezza, altezza] : [0, giro === 270 ? altezza : 0];
  return `translate(${x} ${y}) rotate(${giro})`;
}
