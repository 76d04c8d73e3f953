import type { ErroreCampo } from '../server/lib/problem.js';
import { labelOf, type VoceInVigore } from './titolario.js';

/** The titolo of what has no place elsewhere: it needs a reason, and so does any titolo without classi. */
const OGGETTI_DIVERSI = 'XIV';

/** Who classifies, and with which reason. */
export interface AttoClassifica {
  motivo?: string | undefined;
  /** True for responsabile, rgd, archivista, who has their delegation, or an AOO that lets the operatore too. */
  sottoclasse: boolean;
}

/** True if the voce can be used only with a written reason. */
export const needsMotivo = ({ codice, livello, foglia }: VoceInVigore): boolean =>
  codice.split('.')[0] === OGGETTI_DIVERSI || (livello === 1 && foglia);

/**
 * Why a voce cannot classify a document: field and message in Italian; null if it can.
 * A document gets titolo and classe at registration (DPR 445/2000 art. 56); what is below is for who leads the office.
 */
export function faultOfClassifica(voce: VoceInVigore, { motivo, sottoclasse }: AttoClassifica): ErroreCampo | null {
  const fail = (messaggio: string, campo = 'classifica') => ({ campo, messaggio });
  if (!voce.attiva) {
    return voce.chiusaDal === undefined
      ? fail(`La voce ${labelOf(voce)} non è ancora attiva: sceglierne un’altra.`)
      : fail(`La voce ${labelOf(voce)} è chiusa dal ${voce.chiusaDal}: sceglierne un’altra.`);
  }
  if (needsMotivo(voce)) {
    return motivo === undefined || motivo.trim() === ''
      ? fail(`La voce ${labelOf(voce)} richiede un motivo: indicarlo.`, 'motivoClassifica')
      : null;
  }
  if (voce.livello === 1) return fail(`${labelOf(voce)} è soltanto il titolo: indicare anche la classe.`);
  if (voce.livello > 2 && !sottoclasse)
    return fail('La sottoclasse è assegnata dal responsabile del settore: indicare titolo e classe.');
  return null;
}
