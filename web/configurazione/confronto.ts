import { CAMPI, chiaveVoce, isElenco } from './campi-regole.js';
import type { TipoCampi } from './campo-regole.js';
import { SEZIONI } from './parti.js';
import { paroleCampo, readCampo, type Voce } from './valori.js';

/** One field that differs, in words; an absent value is empty. */
interface CampoDiverso {
  titolo: string;
  prima: string;
  dopo: string;
}

export type Differenza =
  | { genere: 'aggiunta' | 'tolta'; voce: string }
  | { genere: 'cambiata'; voce: string; campi: CampoDiverso[] }
  | { genere: 'ordine' };

function campiDiversi(tipo: TipoCampi, prima: Voce, dopo: Voce): CampoDiverso[] {
  return CAMPI[tipo].flatMap((campo) => {
    const [before, after] = [prima, dopo].map((voce) => paroleCampo(campo, readCampo(voce, campo.campo)));
    return before === after ? [] : [{ titolo: campo.titolo, prima: before ?? '', dopo: after ?? '' }];
  });
}

function differenzeElenco(tipo: TipoCampi, prima: readonly Voce[], dopo: readonly Voce[]): Differenza[] {
  const keyed = (voci: readonly Voce[]) => new Map(voci.map((voce) => [chiaveVoce(tipo, voce), voce]));
  const [before, after] = [keyed(prima), keyed(dopo)];
  const changed = [...after].flatMap(([voce, one]): Differenza[] => {
    const old = before.get(voce);
    if (old === undefined) return [{ genere: 'aggiunta', voce }];
    const campi = campiDiversi(tipo, old, one);
    return campi.length === 0 ? [] : [{ genere: 'cambiata', voce, campi }];
  });
  const gone = [...before.keys()].flatMap((voce): Differenza[] => (after.has(voce) ? [] : [{ genere: 'tolta', voce }]));
  const common = (voci: ReadonlyMap<string, Voce>): string[] =>
    [...voci.keys()].filter((voce) => before.has(voce) && after.has(voce));
  const moved = common(before).join('\n') !== common(after).join('\n');
  return [...changed, ...gone, ...(moved ? [{ genere: 'ordine' as const }] : [])];
}

const asVoci = (value: unknown): readonly Voce[] => (Array.isArray(value) ? (value as Voce[]) : []);

/** What a content says differently from another one. */
export function differenzeTra(tipo: TipoCampi, prima: unknown, dopo: unknown): Differenza[] {
  if (tipo === 'conservazione') {
    const [before, after] = [prima as Voce, dopo as Voce];
    const found = SEZIONI.flatMap((one) => differenzeTra(one.tipo, before[one.campo], after[one.campo]));
    return found.filter(
      (one, i) => one.genere !== 'ordine' || found.findIndex((each) => each.genere === 'ordine') === i,
    );
  }
  if (isElenco(tipo)) return differenzeElenco(tipo, asVoci(prima), asVoci(dopo));
  const campi = campiDiversi(tipo, prima as Voce, dopo as Voce);
  return campi.map((campo) => ({ genere: 'cambiata', voce: campo.titolo, campi: [campo] }));
}
