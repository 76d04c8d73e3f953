import { keepDaSeguire } from '../../schemas/registro-giornaliero.model.js';
import type { MancanzaVersamento } from '../../schemas/non-inviabile.model.js';
import { findDi, type Versamento } from '../../schemas/versamento.model.js';
import { CHI } from '../metadati/rilievi.js';
import type { DepsConservazione } from './deps.js';
import { segnaNonInviabile, senzaIndirizzo } from './prepara.js';
import { findSigilliNonDetti } from './unita/sigilli-non-detti.js';
import type { Letto } from './unita/letto.js';

/** The same lacks, said of what waits for them: the register itself is kept already. Pure. */
export const delSigillo = (mancanze: readonly MancanzaVersamento[]): MancanzaVersamento[] =>
  mancanze.map((one) => ({
    ...one,
    messaggio: `Sigillo apposto dopo il versamento, non ancora inviato. ${one.messaggio}`,
  }));

/** The receiver that keeps the register cannot be reached from here. Pure. */
export function mancaConservatore(codice: string, letto: Letto): MancanzaVersamento {
  if ('configurazione' in letto && letto.configurazione.codice === codice) return senzaIndirizzo(letto.configurazione);
  return {
    codice: 'conservatore-non-configurato',
    messaggio: `Il conservatore «${codice}», che ha il registro, non è più nella configurazione o non ha indirizzo: rimetterlo, o comunicargli il sigillo per altra via.`,
    chi: CHI.impostazioni,
  };
}

/**
 * Of a day that the receiver keeps and to which nothing can be added now: where seals wait, says in the desk what they wait for and keeps
 * them to be tried again.
 * @returns whether seals wait
 */
export async function segnaInAttesa(
  deps: DepsConservazione,
  primo: Versamento,
  versione: number,
  mancanze: readonly MancanzaVersamento[],
): Promise<boolean> {
  const { aoo, tipo, riferimento } = primo;
  const left = await findSigilliNonDetti(aoo, riferimento, await findDi(aoo, tipo, riferimento));
  if (left.length === 0) return false;
  await segnaNonInviabile(deps, primo, versione, delSigillo(mancanze));
  await keepDaSeguire(left.map(({ _id }) => _id));
  return true;
}
