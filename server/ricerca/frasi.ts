import { LRUCache } from 'lru-cache';
import { databaseName } from '../../schemas/registrazione-ricerca.model.js';
import type { StatoIndice } from '../../schemas/ricerca.model.js';
import type { Frase } from './espressione.js';
import { posizioneOf, type Voce } from './lettura.js';
import { includes, type Vista } from './posizioni.js';
import { chiaveOf } from './posti.js';
import type { Viste } from './verifica-candidati.js';

/*
 * Phrases are looked for in a thousand candidates one by one, and again for each page of the same list. What the index holds as it is
 * now does not change before another segment comes: until then the answer is the same.
 */

/** Positions that all phrases together keep, some twenty bytes each; and one of them. */
const MAX_POSTI = 200_000;
const MAX_DI_UNA = 20_000;
/** What the name of one costs, which holds those of all segments: as much as so many positions. */
const NOME = 40;

const NIENTE: Vista = new Map();

/** Positions that have a phrase, and those that have not. */
type Guardate = Record<'con' | 'senza', Set<number>>;
const sizeOf = ({ con, senza }: Guardate): number => con.size + senza.size;

/** By parts of the index and phrase; the one used longest ago goes first. */
const guardate = new LRUCache<string, Guardate>({ maxSize: MAX_POSTI, sizeCalculation: (one) => NOME + sizeOf(one) });

/**
 * What is known of phrases in what the index holds: what it proves, and what was seen.
 * @param altrove - those that the register tells otherwise than the index: of them nothing is known, and nothing is kept
 * @param certe - by phrase, the positions for which the index proves it
 */
export function visteDi(
  stato: StatoIndice,
  altrove: readonly Voce[],
  certe: ReadonlyMap<Frase, Vista>,
): (frase: Frase) => Viste {
  const parts = [databaseName(), ...stato.segmenti.map(({ id }) => id)].join(' ');
  const changed = new Set(altrove.flatMap((voce) => posizioneOf(stato, voce) ?? []));
  const posizione = (voce: Voce): number | undefined => {
    const place = posizioneOf(stato, voce);
    return place === undefined || changed.has(place) ? undefined : place;
  };
  return (frase) => {
    const { classi, parole } = frase;
    const certa = certe.get(frase) ?? NIENTE;
    const key = [parts, classi.join(''), parole.join(' ')].join('|');
    return {
      of: (voci) => {
        const known = guardate.get(key);
        const con = new Set<Voce>();
        const ignote = voci.filter((voce) => {
          const place = posizione(voce);
          if (place === undefined) return true;
          const has = known?.con.has(place) === true || includes(certa, place);
          if (has) con.add(voce);
          return !has && known?.senza.has(place) !== true;
        });
        return { con, ignote };
      },
      put: (voci, passano) => {
        const one = guardate.get(key) ?? { con: new Set(), senza: new Set() };
        if (sizeOf(one) + voci.length > MAX_DI_UNA) return;
        for (const voce of voci) {
          const place = posizione(voce);
          if (place !== undefined) one[passano.has(chiaveOf(voce)) ? 'con' : 'senza'].add(place);
        }
        guardate.set(key, { ...one }); // the same object would be counted as it was
      },
    };
  };
}
