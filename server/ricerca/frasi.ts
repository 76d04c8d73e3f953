import { databaseName } from '../../schemas/registrazione-ricerca.model.js';
import type { StatoIndice } from '../../schemas/ricerca.model.js';
import type { Frase } from './espressione.js';
import { posizioneOf, type Voce } from './lettura.js';
import { chiaveOf, type Viste } from './verifica-candidati.js';

/*
 * Phrases are looked for in a thousand candidates one by one, and again for each page of the same list. What the index holds as it is
 * now does not change before another segment comes: until then the answer is the same.
 */

/** Positions that all phrases together keep, some twenty bytes each; and one of them. */
const MAX_POSTI = 200_000;
const MAX_DI_UNA = 20_000;

/** Positions that have a phrase, and those that have not. */
type Guardate = Record<'con' | 'senza', Set<number>>;
const sizeOf = ({ con, senza }: Guardate): number => con.size + senza.size;

/** By parts of the index and phrase; the one used longest ago goes first. */
const guardate = new Map<string, Guardate>();
let posti = 0;

/** Makes room for more positions of one phrase, and makes it the last to go. */
function use(key: string, one: Guardate, more: number): void {
  guardate.delete(key);
  guardate.set(key, one);
  posti += more;
  for (const [oldest, other] of guardate) {
    if (posti <= MAX_POSTI) break;
    guardate.delete(oldest);
    posti -= sizeOf(other);
  }
}

/**
 * What was seen of phrases in what the index holds.
 * @param altrove - those that the register tells otherwise than the index: of them nothing is kept
 */
export function visteDi(stato: StatoIndice, altrove: readonly Voce[]): (frase: Frase) => Viste {
  const parts = [databaseName(), ...stato.segmenti.map(({ id }) => id)].join(' ');
  const changed = new Set(altrove.flatMap((voce) => posizioneOf(stato, voce) ?? []));
  const posizione = (voce: Voce): number | undefined => {
    const place = posizioneOf(stato, voce);
    return place === undefined || changed.has(place) ? undefined : place;
  };
  return ({ classi, parole }) => {
    const key = [parts, classi.join(''), parole.join(' ')].join('|');
    return {
      of: (voci) => {
        const known = guardate.get(key);
        if (known === undefined) return { con: new Set(), ignote: voci };
        use(key, known, 0);
        const con = new Set<Voce>();
        const ignote = voci.filter((voce) => {
          const place = posizione(voce);
          if (place === undefined) return true;
          if (known.con.has(place)) con.add(voce);
          return !known.con.has(place) && !known.senza.has(place);
        });
        return { con, ignote };
      },
      put: (voci, passano) => {
        const known = guardate.get(key);
        const one = known ?? { con: new Set(), senza: new Set() };
        const before = sizeOf(one);
        if (before + voci.length > MAX_DI_UNA) return;
        for (const voce of voci) {
          const place = posizione(voce);
          if (place !== undefined) one[passano.has(chiaveOf(voce)) ? 'con' : 'senza'].add(place);
        }
        use(key, one, sizeOf(one) - before);
      },
    };
  };
}
