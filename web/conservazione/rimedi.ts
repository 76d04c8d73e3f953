import type { Ritenta, RigaVersamento, Rimedio } from '../../schemas/versamento.api.js';
import { INSIEME } from './parole-conservazione.js';

/** What can be done about packages, and how many requests it takes. */

/** States in which a person decides how it stands. */
const DA_DECIDERE: readonly RigaVersamento['stato'][] = ['conflitto', 'da-verificare'];
export const isDaDecidere = ({ stato }: Pick<RigaVersamento, 'stato'>): boolean => DA_DECIDERE.includes(stato);
export const isAccettato = ({ stato }: Pick<RigaVersamento, 'stato'>): boolean =>
  stato === 'accettato' || stato === 'accettato-con-avvisi';

/** As its cause admits; one that a person has refused has none, and can be sent again. */
export const rimediDi = ({ causa, stato }: Pick<RigaVersamento, 'causa' | 'stato'>): readonly Rimedio[] =>
  causa?.rimedi ?? (stato === 'rifiutato' ? ['ritenta'] : []);

/** Remedies that all of them have and that can be done in one go, in the order of the first. */
export function rimediComuni(righe: readonly RigaVersamento[]): Rimedio[] {
  const [first, ...others] = righe;
  if (first === undefined) return [];
  return rimediDi(first).filter(
    (rimedio) => INSIEME.includes(rimedio) && others.every((riga) => rimediDi(riga).includes(rimedio)),
  );
}

/** The rows of one cause. */
export interface GruppoCausa {
  gruppo: string;
  codice: string;
  titolo: string;
  righe: RigaVersamento[];
}

/** The rows under their causes, the most frequent first; what has no cause stands last. */
export function perCausa(righe: readonly RigaVersamento[]): GruppoCausa[] {
  const gruppi = new Map<string, GruppoCausa>();
  for (const riga of righe) {
    const { gruppo, codice, titolo } = riga.causa ?? { gruppo: '', codice: '', titolo: 'Senza una causa indicata' };
    const found = gruppi.get(gruppo);
    if (found === undefined) gruppi.set(gruppo, { gruppo, codice, titolo, righe: [riga] });
    else found.righe.push(riga);
  }
  const all = [...gruppi.values()].sort((one, other) => other.righe.length - one.righe.length);
  return [...all.filter(({ gruppo }) => gruppo !== ''), ...all.filter(({ gruppo }) => gruppo === '')];
}

/** What is declared of the file of one package. */
export interface FormatoScelto {
  id: string;
  file: string;
  formato: string;
}

/**
 * Packages that are sent with the same words go in one request: a file is named by its place in the package, so those whose
 * same file gets the same format go together.
 */
export function richiesteDi(scelti: readonly FormatoScelto[]): { ids: string[]; corpo: Pick<Ritenta, 'formati'> }[] {
  const perPacchetto = new Map<string, { file: string; formato: string }[]>();
  for (const { id, file, formato } of scelti)
    perPacchetto.set(id, [...(perPacchetto.get(id) ?? []), { file, formato }]);
  const gruppi = new Map<string, { ids: string[]; corpo: Pick<Ritenta, 'formati'> }>();
  for (const [id, formati] of perPacchetto) {
    const key = JSON.stringify([...formati].sort((a, b) => a.file.localeCompare(b.file)));
    const found = gruppi.get(key);
    if (found === undefined) gruppi.set(key, { ids: [id], corpo: { formati } });
    else found.ids.push(id);
  }
  return [...gruppi.values()];
}
