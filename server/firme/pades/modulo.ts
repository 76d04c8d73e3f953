import { A4, areaOf, MAX_PARTE } from './area.js';
import type { Confronto } from './confronto.js';
import type { DocumentoPdf, Vista } from './documento.js';
import {
  Dizionario,
  dizionarioDi,
  Flusso,
  nomeDi,
  type Oggetto,
  PdfIlleggibile,
  Riferimento,
  Stringa,
  testoDi,
  uguali,
} from './oggetti.js';

/** A field of the form (ISO 32000-1 §12.7.3), or one of the widgets that show it. */
export interface Campo {
  numero: number;
  nome: string;
  tipo: string | undefined;
  valore: Oggetto | undefined;
  diz: Dizionario;
}

const MAX_CAMPI = 20_000;
const MAX_DEPTH = 30;

/** The fields of a document by the number of their object, widgets too. @throws PdfIlleggibile */
export async function campiDi(doc: DocumentoPdf, vista: Vista): Promise<Map<number, Campo>> {
  const found = new Map<number, Campo>();
  const catalogo = await doc.dizionario(vista, vista.radice);
  const modulo = await doc.dizionario(vista, catalogo?.get('AcroForm'));
  const walk = async (list: Oggetto | undefined, sopra: Campo | undefined, depth: number): Promise<void> => {
    const kids = await doc.risolto(vista, list);
    if (!Array.isArray(kids)) return;
    if (depth > MAX_DEPTH) throw new PdfIlleggibile('form too deep');
    for (const one of kids) {
      if (!(one instanceof Riferimento)) throw new PdfIlleggibile('field without a number');
      if (found.has(one.numero)) continue;
      if (found.size >= MAX_CAMPI) throw new PdfIlleggibile('too many fields');
      const diz = await doc.oggetto(vista, one.numero);
      if (!(diz instanceof Dizionario)) continue;
      const own = testoDi(await doc.risolto(vista, diz.get('T')));
      const campo: Campo = {
        numero: one.numero,
        nome: [sopra?.nome, own].filter((part) => part !== undefined && part !== '').join('.'),
        tipo: nomeDi(await doc.risolto(vista, diz.get('FT'))) ?? sopra?.tipo,
        valore: diz.get('V') ?? sopra?.valore,
        diz,
      };
      found.set(one.numero, campo);
      await walk(diz.get('Kids'), campo, depth + 1);
    }
  };
  await walk(modulo?.get('Fields'), undefined, 0);
  return found;
}

const isVuoto = (valore: Oggetto): boolean =>
  valore === null ||
  (valore instanceof Stringa && /^(\u00fe\u00ff)?\s*$/.test(valore.valore)) ||
  (Array.isArray(valore) && valore.length === 0) ||
  nomeDi(valore) === 'Off';

/** What filling or signing changes of a field. */
const COMPILAZIONE = new Set(['V', 'AP', 'AS', 'M', 'MK', 'F', 'Ff', 'I', 'RV', 'DA']);

/** Invisible, hidden, not shown (ISO 32000-1 §12.5.3): what of the flags makes a field be seen or not. */
const NASCOSTO = 1 | 2 | 32;

async function segniNascosto(doc: DocumentoPdf, vista: Vista, { diz }: Campo): Promise<number> {
  const flags = await doc.risolto(vista, diz.get('F'));
  return typeof flags === 'number' ? flags & NASCOSTO : 0;
}

/** What fields show anew after a signature takes so much together; a field as large as that hides what was signed, whatever it says. */
async function coprenti(c: Confronto, campi: readonly Campo[]): Promise<boolean> {
  let area = 0;
  for (const { diz } of campi) if (diz.has('Rect')) area += (await areaOf(c, diz.get('Rect'))) ?? Infinity;
  return area > A4 * MAX_PARTE;
}
const COPRE = 'può coprire ciò che è stato firmato';

/** The appearance of a field that was filled: its streams may be others, where nothing else shows them. */
async function ammettiAspetto(c: Confronto, prima: Dizionario, dopo: Dizionario): Promise<void> {
  c.ammettiQui(dopo.get('AP'));
  const [a, b] = await c.coppia(prima.get('AP'), dopo.get('AP'));
  await c.ammettiAlbero(dopo.get('AP'));
  await c.ammettiAlbero(b);
  const [da, db] = [dizionarioDi(a), dizionarioDi(b)];
  for (const key of ['N', 'D', 'R']) {
    const [one, other] = [da?.get(key), db?.get(key)];
    if (one === undefined || other === undefined) continue;
    if (uguali(one, other)) c.ammettiQui(other);
    const states = await c.coppia(one, other);
    if (states[1] instanceof Flusso) continue;
    for (const [state, ref] of dizionarioDi(states[1]) ?? [])
      if (uguali(dizionarioDi(states[0])?.get(state), ref)) c.ammettiQui(ref);
  }
}

/** A signature put into a field: its kind is told apart from a timestamp. */
async function noteFirma(c: Confronto, campo: Campo): Promise<void> {
  const firma = await c.doc.dizionario(c.dopo, campo.diz.get('V'));
  if (firma === undefined) {
    if (!c.modifiche.campiFirma.includes(campo.nome)) c.modifiche.campiFirma.push(campo.nome);
    return;
  }
  const isMarca = nomeDi(firma.get('SubFilter')) === 'ETSI.RFC3161' || nomeDi(firma.get('Type')) === 'DocTimeStamp';
  (isMarca ? c.modifiche.marche : c.modifiche.firme).push(campo.nome);
}

async function campoNuovo(c: Confronto, campo: Campo): Promise<void> {
  if (campo.tipo !== 'Sig') {
    c.vietata(`è stato aggiunto il campo «${campo.nome}»`);
    return;
  }
  await noteFirma(c, campo);
  c.ammettiQui(new Riferimento(campo.numero, 0));
  await c.ammettiAlbero(campo.diz, ['P', 'Parent']);
}

async function campoCambiato(c: Confronto, prima: Campo, dopo: Campo): Promise<void> {
  const diverse = c.chiaviDiverse(prima.diz, dopo.diz);
  const estranea = diverse.find((key) => !COMPILAZIONE.has(key));
  if (estranea !== undefined || prima.tipo !== dopo.tipo) {
    c.vietata(`il campo «${dopo.nome}» è stato cambiato`);
    return;
  }
  const [a, b] = await c.coppia(prima.valore, dopo.valore);
  if (!isVuoto(a) && !uguali(prima.valore, dopo.valore) && !uguali(a, b)) {
    c.vietata(
      prima.tipo === 'Sig'
        ? `la firma del campo «${dopo.nome}» è stata tolta o sostituita`
        : `il campo «${dopo.nome}» era già compilato ed è stato cambiato`,
    );
    return;
  }
  if (isVuoto(b) || !isVuoto(a)) {
    const mostrato = (await segniNascosto(c.doc, c.prima, prima)) !== (await segniNascosto(c.doc, c.dopo, dopo));
    if (mostrato || diverse.some((key) => key !== 'F' && key !== 'Ff' && key !== 'M'))
      c.vietata(`l’aspetto del campo «${dopo.nome}» è stato cambiato`);
    else {
      c.ammettiQui(new Riferimento(dopo.numero, 0));
      c.soloQui.delete(dopo.numero); // it shows what it showed
    }
    return;
  }
  c.ammettiQui(new Riferimento(dopo.numero, 0));
  if (await coprenti(c, [dopo])) c.dubbia(`il campo «${dopo.nome}», che era vuoto, ${COPRE}`);
  c.soloQui.delete(dopo.numero); // a field is where it is: its keys were looked at one by one
  if (dopo.tipo === 'Sig') await noteFirma(c, dopo);
  else if (!c.modifiche.compilati.includes(dopo.nome)) c.modifiche.compilati.push(dopo.nome);
  c.ammettiQui(dopo.diz.get('V'));
  await c.ammettiAlbero(dopo.diz.get('V'));
  await ammettiAspetto(c, prima.diz, dopo.diz);
}

/** Shared resources of the form may be more than before, never others. */
async function confrontaRisorse(
  c: Confronto,
  a: Oggetto | undefined,
  b: Oggetto | undefined,
  depth = 0,
): Promise<boolean> {
  if (uguali(a, b) && !(b instanceof Riferimento && c.cambiati.has(b.numero))) return true;
  const [da, db] = [await c.doc.risolto(c.prima, a), await c.doc.risolto(c.dopo, b)];
  if (a === undefined) {
    await c.ammettiAlbero(b);
    return true;
  }
  if (!(da instanceof Dizionario) || !(db instanceof Dizionario) || depth > 2) return uguali(da, db);
  for (const key of da.keys()) if (!(await confrontaRisorse(c, da.get(key), db.get(key), depth + 1))) return false;
  for (const [key, one] of db) if (!da.has(key)) await c.ammettiAlbero(one);
  c.ammettiQui(b);
  await c.ammettiAlbero(b);
  if (b instanceof Riferimento) c.soloQui.delete(b.numero); // only more: what used it finds what it found
  return true;
}

/** Looks at the form: fields added, filled, signed. @returns the fields after */
export async function confrontaModulo(
  c: Confronto,
  a: Oggetto | undefined,
  b: Oggetto | undefined,
): Promise<Map<number, Campo>> {
  const [prima, dopo] = [await campiDi(c.doc, c.prima), await campiDi(c.doc, c.dopo)];
  const [ma, mb] = (await c.coppia(a, b)).map((one) => dizionarioDi(one) ?? new Dizionario()) as [
    Dizionario,
    Dizionario,
  ];
  for (const key of new Set([...ma.keys(), ...mb.keys()])) {
    if (key === 'Fields' || key === 'SigFlags') continue;
    if (key === 'DR' || key === 'DA') {
      if (!(await confrontaRisorse(c, ma.get(key), mb.get(key))))
        c.vietata('i caratteri del modulo sono stati sostituiti');
    } else if (!uguali(ma.get(key), mb.get(key))) c.vietata(`il modulo è stato cambiato (${key})`);
  }
  for (const one of [b, mb.get('Fields')]) {
    c.ammettiQui(one);
    if (one instanceof Riferimento) c.soloQui.delete(one.numero);
  }
  const nuovi = [...dopo.values()].filter(({ numero }) => !prima.has(numero));
  if (await coprenti(c, nuovi)) c.dubbia(`l’aspetto di una firma aggiunta ${COPRE}`);
  for (const [numero, campo] of prima) if (!dopo.has(numero)) c.vietata(`il campo «${campo.nome}» è stato tolto`);
  for (const [numero, campo] of dopo) {
    const before = prima.get(numero);
    if (before === undefined) await campoNuovo(c, campo);
    else if (c.cambiati.has(numero) || !uguali(before.valore, campo.valore)) await campoCambiato(c, before, campo);
  }
  return dopo;
}
