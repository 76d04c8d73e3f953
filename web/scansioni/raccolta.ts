/** What a scan may be made of, for the window that chooses files; the server looks at the bytes. */
export const TIPI = 'application/pdf,image/tiff,image/jpeg,image/png,.pdf,.tif,.tiff,.jpg,.jpeg,.png';

/** A page or a document as it was chosen, photographed, dropped or pasted. */
export interface Raccolto {
  id: string;
  file: File;
}

const hasManyPages = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.(pdf|tiff?)$/i.test(name) || type === 'application/pdf' || type === 'image/tiff';

/** Why these files cannot be sent together, in words; undefined: they can. One document of many pages stands alone. */
export function difettoDi(file: readonly Pick<File, 'name' | 'type' | 'size'>[]): string | undefined {
  const [first] = file;
  if (first === undefined) return 'Scegliere un file, trascinarlo qui, incollarlo o fotografare le pagine.';
  const empty = file.find(({ size }) => size === 0);
  if (empty !== undefined) return `«${empty.name}» è vuoto: scansionarlo di nuovo.`;
  if (file.length > 1 && file.some(hasManyPages))
    return 'Un PDF o un TIFF si carica da solo: è già un documento di più pagine. Più fotografie insieme si possono.';
  return undefined;
}

/**
 * The files as the API takes them: pictures one after the other, or the one document of many pages.
 * @param soloDocumento - a batch is always one document
 */
export function partiDi(file: readonly File[], soloDocumento = false): FormData {
  const parti = new FormData();
  const [first] = file;
  if (first !== undefined && (soloDocumento || hasManyPages(first))) parti.append('documento', first, first.name);
  else for (const one of file) parti.append('immagine', one, one.name);
  return parti;
}

/** The list with one element moved by a place; the same at an end. */
export function mossa<T extends { id: string }>(lista: readonly T[], id: string, di: 1 | -1): T[] {
  const from = lista.findIndex((one) => one.id === id);
  const [one, other] = [lista[from], lista[from + di]];
  return one === undefined || other === undefined ? [...lista] : lista.with(from, other).with(from + di, one);
}
