import type { Confronto } from './confronto.js';
import { dizionarioDi, nomeDi, type Oggetto, PdfIlleggibile, Riferimento } from './oggetti.js';

const MAX_OGGETTI = 300_000;
const MAX_DEPTH = 100;

/** Under these keys of the signed document an object may change for a reason of its own. */
const keysApart = (oggetto: Oggetto, isRadice: boolean): readonly string[] => {
  if (isRadice) return ['DSS', 'Metadata'];
  const dict = dizionarioDi(oggetto);
  const campo =
    dict !== undefined && (dict.has('FT') || nomeDi(dict.get('Subtype')) === 'Widget' || dict.has('Parent'));
  return campo && nomeDi(dict.get('Type')) !== 'Page' && nomeDi(dict.get('Type')) !== 'Pages' ? ['AP', 'V', 'MK'] : [];
};

/**
 * Walks all of the signed document, so that what was changed for a good reason is not at the same time something that it shows:
 * an appearance that is also the content of a page, or a reference to nothing that has been given an object since.
 * @returns a sentence for what is so, undefined where nothing is
 * @throws PdfIlleggibile where the document is too large to be walked
 */
export async function scambioIn(confronto: Confronto): Promise<string | undefined> {
  const { doc, prima, cambiati, soloQui } = confronto;
  const seen = new Set<string>();
  const waiting: { numero: number; apart: boolean }[] = [{ numero: prima.radice.numero, apart: false }];
  const visit = (oggetto: Oggetto, apart: boolean, skip: readonly string[], depth: number): void => {
    if (depth > MAX_DEPTH) throw new PdfIlleggibile('too deep');
    if (oggetto instanceof Riferimento) waiting.push({ numero: oggetto.numero, apart });
    else if (Array.isArray(oggetto)) for (const one of oggetto) visit(one, apart, [], depth + 1);
    else
      for (const [key, one] of dizionarioDi(oggetto) ?? []) {
        const inner = dizionarioDi(one);
        visit(one, apart || skip.includes(key), inner === undefined ? [] : keysApart(one, false), depth + 1);
      }
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { numero, apart } = next;
    const key = `${numero}${apart ? ' apart' : ''}`;
    if (seen.has(key) || seen.has(`${numero}`)) continue;
    if (seen.size > MAX_OGGETTI) throw new PdfIlleggibile('too many objects');
    seen.add(key);
    if (cambiati.get(numero) === 'nuovo') return 'a un rimando che era vuoto è stato dato un contenuto';
    if (!apart && soloQui.has(numero)) return 'un oggetto che le pagine mostrano è stato sostituito';
    const oggetto = await doc.oggetto(prima, numero);
    visit(oggetto, apart, keysApart(oggetto, numero === prima.radice.numero), 0);
  }
  return undefined;
}
