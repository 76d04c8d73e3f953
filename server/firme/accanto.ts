import type { Marca } from '../../schemas/firma.api.js';
import { nomeInterno } from '../formati/busta.js';
import type { Fonte } from '../formati/fonte.js';
import { esaminaCms, type EsameCms } from './cms/verifica.js';
import { digestOfFonte } from './impronte.js';
import { verificaMarca } from './marche/verifica.js';
import type { Accanto } from './raccolta.js';
import type { ContestoFirme } from './tipi.js';

/** A detached signature is tried on this many files. */
const MAX_PROVE = 30;

/** The likely ones first: the file of which the signature bears the name. Pure. */
export function inOrdine(accanto: readonly Accanto[], nome: string | undefined): Accanto[] {
  const named = nomeInterno(nome) ?? nome?.replace(/\.(tsr|tst|xml)$/i, '');
  const isNamed = (one: Accanto): number => (one.nome === named ? 0 : 1);
  return [...accanto].sort((a, b) => isNamed(a) - isNamed(b)).slice(0, MAX_PROVE);
}

const isDiQuesto = ({ firme }: EsameCms): boolean =>
  firme.some(({ controlli }) => controlli.some(({ codice, esito }) => codice === 'integrita' && esito === 'si'));

/**
 * A detached signature with the file that it signs, of those beside it.
 * @param certo - there is one file beside, and it is said to be the signed one: that it is not is then an answer
 * @throws FuoriLimite
 */
export async function esaminaStaccata(
  busta: Fonte,
  { nome, accanto, certo }: { nome: string | undefined; accanto: readonly Accanto[]; certo: boolean },
  contesto: ContestoFirme,
): Promise<{ esame: EsameCms; di?: Accanto }> {
  for (const one of inOrdine(accanto, nome)) {
    const esame = await esaminaCms(busta, contesto, one.fonte);
    if (certo || isDiQuesto(esame)) return { esame, di: one };
    if (esame.firme.length === 0) break; // nothing that could be of another file
  }
  return { esame: await esaminaCms(busta, contesto) };
}

/**
 * A timestamp that stands beside the file that it stamps.
 * @param certo - as for a detached signature
 * @throws FuoriLimite
 */
export async function verificaMarcaAccanto(
  token: Buffer,
  { nome, accanto, certo }: { nome: string | undefined; accanto: readonly Accanto[]; certo: boolean },
  contesto: ContestoFirme,
): Promise<{ marca: Marca; di?: Accanto }> {
  for (const one of inOrdine(accanto, nome)) {
    const marca = await verificaMarca(token, (algoritmo) => digestOfFonte(one.fonte, algoritmo), contesto, 'file');
    if (certo || marca.esito !== 'non-valida') return { marca, di: one };
  }
  const marca = await verificaMarca(token, () => Promise.resolve(Buffer.alloc(0)), contesto, 'file');
  const motivo = 'Manca il file a cui la marca temporale si riferisce: inviarli insieme.';
  return { marca: { ...marca, esito: 'non-verificabile', motivo } };
}
