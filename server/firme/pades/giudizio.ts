import { Confronto } from './confronto.js';
import type { DocumentoPdf, Vista } from './documento.js';
import type { Modifiche } from './modifiche.js';
import { confrontaModulo } from './modulo.js';
import { dizionarioDi, type Oggetto, PdfIlleggibile, Riferimento, riferimentiIn, uguali } from './oggetti.js';
import { confrontaPagine } from './pagine.js';
import { scambioIn } from './raggiunti.js';

/** Evidence for validation (ETSI EN 319 142-1 §5.4): may be added or grow, wherever it was. */
async function ammettiDss(c: Confronto, a: Oggetto | undefined, b: Oggetto | undefined): Promise<void> {
  c.modifiche.dss = true;
  await c.ammettiAlbero(b);
  const dss = await c.doc.dizionario(c.dopo, b);
  const vri = await c.doc.risolto(c.dopo, dss?.get('VRI'));
  const parts: Oggetto[] = [a ?? null, b ?? null, ...(dss?.values() ?? []), ...(dizionarioDi(vri)?.values() ?? [])];
  for (const one of parts) {
    c.ammettiQui(one);
    await c.ammettiAlbero(await c.doc.risolto(c.dopo, one));
  }
}

async function confrontaCatalogo(c: Confronto): Promise<void> {
  const [prima, dopo] = [
    await c.doc.dizionario(c.prima, c.prima.radice),
    await c.doc.dizionario(c.dopo, c.dopo.radice),
  ];
  if (prima === undefined || dopo === undefined) throw new PdfIlleggibile('no catalog');
  const isOther = (key: string): boolean => {
    const one = dopo.get(key);
    return !uguali(prima.get(key), one) || (one instanceof Riferimento && c.cambiati.has(one.numero));
  };
  for (const key of c.chiaviDiverse(prima, dopo))
    if (!['AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version'].includes(key))
      c.vietata(`il catalogo del documento è stato cambiato (${key})`);
  for (const one of ['Version', 'Extensions']) await c.ammettiAlbero(dopo.get(one));
  if (isOther('Metadata')) {
    c.modifiche.metadati = true;
    c.ammettiQui(dopo.get('Metadata'));
    await c.ammettiAlbero(dopo.get('Metadata'));
  }
  const dssBefore = [...riferimentiIn(prima.get('DSS'))];
  if (isOther('DSS') || dssBefore.some(({ numero }) => c.cambiati.has(numero)))
    await ammettiDss(c, prima.get('DSS'), dopo.get('DSS'));
  const campi = await confrontaModulo(c, prima.get('AcroForm'), dopo.get('AcroForm'));
  await confrontaPagine(c, campi);
  c.ammessi.add(c.dopo.radice.numero);
}

function confrontaCode(c: Confronto): void {
  const [a, b] = [c.prima.coda, c.dopo.coda];
  if (!uguali(c.prima.radice, c.dopo.radice)) c.vietata('il catalogo del documento è un altro');
  if (!uguali(a.get('Encrypt'), b.get('Encrypt'))) c.vietata('la cifratura del documento è un’altra');
  const info = b.get('Info');
  if (!uguali(a.get('Info'), info) || (info instanceof Riferimento && c.cambiati.has(info.numero)))
    c.modifiche.metadati = true;
  c.ammettiQui(info);
}

/**
 * What was changed in a PDF after one of its revisions, in words, and what of it no signature permits.
 * @throws PdfIlleggibile, FuoriLimite where it cannot be said
 */
export async function confronta(doc: DocumentoPdf, prima: Vista, dopo: Vista): Promise<Modifiche> {
  const c = new Confronto(doc, prima, dopo);
  await c.trova();
  confrontaCode(c);
  if (c.modifiche.vietate.length > 0) return c.modifiche;
  await confrontaCatalogo(c);
  if (c.modifiche.vietate.length > 0) return c.modifiche;
  const rest = await c.senzaRagione();
  if (rest.length > 0) {
    const tolti = rest.every((numero) => c.cambiati.get(numero) === 'tolto');
    c.vietata(tolti ? 'sono state tolte parti del documento' : 'è stato sostituito o aggiunto contenuto');
    return c.modifiche;
  }
  if (c.cambiati.size > 0) {
    const scambio = await scambioIn(c);
    if (scambio !== undefined) c.vietata(scambio);
  }
  return c.modifiche;
}
