import type { RigheStrumento, TipoStrumento } from '../../schemas/strumento.model.js';
import { compareCodici } from '../codice.js';
import { CHIAVI } from './lettura.js';

/** One row that another version has, has no longer, or has otherwise. */
export interface DifferenzaStrumento {
  tipo: 'aggiunta' | 'tolta' | 'cambiata';
  codice: string;
  /** kind of document, or word */
  testo: string;
  prima?: string;
  dopo?: string;
}

const ANNI = new Intl.NumberFormat('it-IT');
const anniOf = (tempo: number | 'illimitato'): string =>
  tempo === 'illimitato' ? 'illimitato' : tempo === 1 ? '1 anno' : `${ANNI.format(tempo)} anni`;

/** What a row says in words: its name, and what may change of it. */
const PAROLE: { [K in TipoStrumento]: (riga: RigheStrumento[K]) => { testo: string; valore: string } } = {
  massimario: ({ tipologia, tempo, note, fonte }) => ({
    testo: tipologia,
    valore: [anniOf(tempo), note, fonte].filter((part) => part !== undefined).join(' · '),
  }),
  prontuario: ({ parola, codice }) => ({ testo: parola, valore: codice }),
};

/** What changes from one version to another, in numeric order of the codes. */
export function differenzeStrumento<K extends TipoStrumento>(
  tipo: K,
  prima: readonly RigheStrumento[K][],
  dopo: readonly RigheStrumento[K][],
): DifferenzaStrumento[] {
  const chiaveOf = CHIAVI[tipo];
  const paroleOf = PAROLE[tipo];
  const before = new Map(prima.map((riga) => [chiaveOf(riga), riga]));
  const after = new Set(dopo.map(chiaveOf));
  const changed = dopo.flatMap((riga): DifferenzaStrumento[] => {
    const old = before.get(chiaveOf(riga));
    const { testo, valore } = paroleOf(riga);
    const { codice } = riga;
    if (old === undefined) return [{ tipo: 'aggiunta', codice, testo, dopo: valore }];
    const { valore: was } = paroleOf(old);
    return was === valore ? [] : [{ tipo: 'cambiata', codice, testo, prima: was, dopo: valore }];
  });
  const gone = prima
    .filter((riga) => !after.has(chiaveOf(riga)))
    .map((riga): DifferenzaStrumento => {
      const { testo, valore } = paroleOf(riga);
      return { tipo: 'tolta', codice: riga.codice, testo, prima: valore };
    });
  return [...changed, ...gone].sort((a, b) => compareCodici(a.codice, b.codice));
}
