import { useEffect, useState } from 'react';
import { coloriDi, differenze, inParole } from './differenze.js';
import type { FiguraCaricata } from './use-figura.js';

/** Wide enough for the strokes of letters, small enough for a tenth of a second. */
const WIDTH = 1_000;

interface DifferenzeViste {
  /** a transparent picture, red what was lost and blue what was added */
  src: string;
  parole: string;
}

async function drawn({ src }: FiguraCaricata, width: number, height: number): Promise<ImageData> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

async function compare(acquisita: FiguraCaricata, copia: FiguraCaricata): Promise<DifferenzeViste> {
  const height = Math.round((WIDTH * copia.altezza) / copia.larghezza);
  const [before, after] = await Promise.all([drawn(acquisita, WIDTH, height), drawn(copia, WIDTH, height)]);
  const found = differenze(before, after);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(coloriDi(found.segni), WIDTH, height), 0, 0);
  return { src: canvas.toDataURL('image/png'), parole: inParole(found) };
}

/** The differences of two pictures, made here in the browser; undefined while they are made or not asked for. */
export function useDifferenze(
  acquisita: FiguraCaricata | undefined,
  copia: FiguraCaricata | undefined,
  attive: boolean,
): DifferenzeViste | undefined {
  const [viste, setViste] = useState<{ di: FiguraCaricata; esito: DifferenzeViste }>();
  useEffect(() => {
    if (!attive || acquisita === undefined || copia === undefined) return undefined;
    let gone = false;
    compare(acquisita, copia).then(
      (esito) => {
        if (!gone) setViste({ di: copia, esito });
      },
      () => undefined, // the two pages stay there to be compared by eye
    );
    return () => {
      gone = true;
    };
  }, [acquisita, copia, attive]);
  return attive && viste !== undefined && viste.di === copia ? viste.esito : undefined;
}
