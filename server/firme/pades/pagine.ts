import { A4, areaOf, MAX_PARTE } from './area.js';
import type { Confronto } from './confronto.js';
import type { DocumentoPdf, Vista } from './documento.js';
import type { Campo } from './modulo.js';
import { Dizionario, nomeDi, type Oggetto, PdfIlleggibile, Riferimento, uguali } from './oggetti.js';

const MAX_PAGINE = 50_000;
const MAX_DEPTH = 60;

interface Pagine {
  pagine: { numero: number; diz: Dizionario; vista: Oggetto | undefined }[];
  /** inner nodes of the tree, with what pages inherit */
  nodi: Map<number, Dizionario>;
}

async function pagineDi(doc: DocumentoPdf, vista: Vista): Promise<Pagine> {
  const found: Pagine = { pagine: [], nodi: new Map() };
  const catalogo = await doc.dizionario(vista, vista.radice);
  const walk = async (one: Oggetto | undefined, box: Oggetto | undefined, depth: number): Promise<void> => {
    if (
      !(one instanceof Riferimento) ||
      depth > MAX_DEPTH ||
      found.nodi.has(one.numero) ||
      found.pagine.length >= MAX_PAGINE
    )
      throw new PdfIlleggibile('pages');
    const diz = await doc.dizionario(vista, one);
    if (diz === undefined) throw new PdfIlleggibile('no page');
    const own = diz.get('CropBox') ?? diz.get('MediaBox') ?? box;
    const kids = await doc.risolto(vista, diz.get('Kids'));
    if (!Array.isArray(kids)) found.pagine.push({ numero: one.numero, diz, vista: own });
    else {
      found.nodi.set(one.numero, diz);
      for (const kid of kids) await walk(kid, own, depth + 1);
    }
  };
  await walk(catalogo?.get('Pages'), undefined, 0);
  return found;
}

/** Marks that show nothing of their own, or no more than a colour over what is there. */
const LEGGERE = new Set(['Link', 'Popup', 'Highlight', 'Underline', 'StrikeOut', 'Squiggly', 'Text']);

/** What the stamps that were added to a page take of it, together. */
interface Timbri {
  area: number;
}

/** An annotation that was added: a stamp and marks are told, what may hide what was signed is not taken as harmless. */
async function annotazioneNuova(
  c: Confronto,
  diz: Dizionario,
  pagina: number,
  { foglio, timbri }: { foglio: Oggetto | undefined; timbri: Timbri },
): Promise<void> {
  const specie = nomeDi(diz.get('Subtype')) ?? '';
  const page = (await areaOf(c, foglio)) ?? A4;
  if (specie === 'Stamp') timbri.area += (await areaOf(c, diz.get('Rect'))) ?? Infinity;
  const small = timbri.area <= page * MAX_PARTE;
  if (!(specie === 'Stamp' && small) && !(LEGGERE.has(specie) && !diz.has('AP')))
    c.dubbia(
      `a pagina ${pagina} è stata aggiunta un’annotazione (${specie === '' ? 'senza specie' : specie}) che può coprire ciò che è stato firmato`,
    );
  c.modifiche.annotate.add(pagina);
}

async function confrontaAnnotazioni(
  c: Confronto,
  [a, b]: readonly [Oggetto | undefined, Oggetto | undefined],
  { pagina, foglio, campi }: { pagina: number; foglio: Oggetto | undefined; campi: ReadonlyMap<number, Campo> },
): Promise<void> {
  const [prima, dopo] = (await c.coppia(a, b)).map((one) => (Array.isArray(one) ? one : [])) as [Oggetto[], Oggetto[]];
  if (prima.some((one) => !dopo.some((other) => uguali(one, other))))
    c.vietata(`a pagina ${pagina} sono state tolte annotazioni`);
  const timbri: Timbri = { area: 0 };
  for (const one of dopo) {
    if (prima.some((other) => uguali(one, other))) continue;
    const diz = await c.doc.risolto(c.dopo, one);
    const numero = one instanceof Riferimento ? one.numero : undefined;
    if (numero !== undefined && campi.has(numero)) continue; // judged with the form
    if (!(diz instanceof Dizionario) || (numero !== undefined && c.cambiati.get(numero) !== 'nuovo')) {
      c.vietata(`a pagina ${pagina} è stato messo in mostra un oggetto che c’era già`);
      continue;
    }
    if (nomeDi(diz.get('Subtype')) === 'Widget')
      c.vietata(`a pagina ${pagina} è stato aggiunto un campo fuori del modulo`);
    await annotazioneNuova(c, diz, pagina, { foglio, timbri });
    await c.ammettiAlbero(one, ['P', 'Parent']);
    await c.ammettiAlbero(diz, ['P', 'Parent']);
  }
  c.ammettiQui(b);
  await c.ammettiAlbero(b instanceof Riferimento ? b : null);
  if (b instanceof Riferimento) c.soloQui.delete(b.numero); // a list of annotations, looked at one by one
}

/** Looks at the pages: as many as before, in the same order, with the same content; annotations may be added. */
export async function confrontaPagine(c: Confronto, campi: ReadonlyMap<number, Campo>): Promise<void> {
  const [prima, dopo] = [await pagineDi(c.doc, c.prima), await pagineDi(c.doc, c.dopo)];
  const sequence = ({ pagine }: Pagine): string => pagine.map(({ numero }) => numero).join(' ');
  if (sequence(prima) !== sequence(dopo)) {
    c.vietata('sono state aggiunte, tolte o spostate pagine');
    return;
  }
  for (const [i, after] of dopo.pagine.entries()) {
    const before = prima.pagine[i];
    if (before === undefined) continue;
    const pagina = i + 1;
    const [a, b] = [before.diz.get('Annots'), after.diz.get('Annots')];
    const listed = [a, b].some((one) => one instanceof Riferimento && c.cambiati.has(one.numero));
    if (!c.cambiati.has(after.numero) && !listed) continue;
    const other = c.chiaviDiverse(before.diz, after.diz).filter((key) => key !== 'Annots' && key !== 'Tabs');
    if (other.length > 0) c.vietata(`il contenuto della pagina ${pagina} è stato cambiato (${other.join(', ')})`);
    await confrontaAnnotazioni(c, [a, b], { pagina, foglio: before.vista, campi });
    c.ammessi.add(after.numero);
  }
}
