import { useEffect, useState } from 'react';
import { richiestaGrezza } from '../api/client.js';

/** A picture that has come, with its own size. */
export interface FiguraCaricata {
  src: string;
  larghezza: number;
  altezza: number;
}

const dataUrl = (bytes: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('unreadable picture')));
    reader.readAsDataURL(bytes);
  });

async function load(address: string): Promise<FiguraCaricata> {
  const risposta = await richiestaGrezza(address, { accetta: 'image/*' });
  const src = await dataUrl(await risposta.blob());
  const image = new Image();
  image.src = src;
  await image.decode();
  return { src, larghezza: image.naturalWidth, altezza: image.naturalHeight };
}

/**
 * A picture of the server, once it is decoded: nothing flashes and nothing jumps. Its bytes are fetched, with the headers that an image
 * cannot send, and asked again when the page was turned: an `<img>` would show the old ones.
 * @param address - undefined: not there yet
 * @param versione - what changes when the picture at that address does
 */
export function useFigura(
  address: string | undefined,
  versione: string,
): { figura: FiguraCaricata | undefined; manca: boolean } {
  const [esito, setEsito] = useState<{ di: string; figura: FiguraCaricata | undefined }>();
  const di = address === undefined ? undefined : `${address} ${versione}`;
  useEffect(() => {
    if (address === undefined || di === undefined) return undefined;
    let gone = false;
    load(address).then(
      (figura) => {
        if (!gone) setEsito({ di, figura });
      },
      () => {
        if (!gone) setEsito({ di, figura: undefined });
      },
    );
    return () => {
      gone = true;
    };
  }, [address, di]);
  return esito !== undefined && esito.di === di
    ? { figura: esito.figura, manca: esito.figura === undefined }
    : { figura: undefined, manca: false };
}
