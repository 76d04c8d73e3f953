import { foglia, gruppo } from '../../metadati/albero.js';
import type { DocumentoUnita, IndicePacchetto, Ritocchi, UnitaDaVersare } from '../tipi.js';
import {
  chiaveOf,
  configurazioneOf,
  type Contesto,
  documentoOf,
  filesOf,
  indiceOf,
  versatoreOf,
} from './parer-comune.js';

const NOMI = { allegato: 'Allegato', annesso: 'Annesso', annotazione: 'Annotazione' } as const;

/**
 * `UnitaDocAggAllegati` of AggiuntaAllegatiSync: one document more for a unit that is kept: the note of an annulment (words only, no
 * file) or a file that came later. Said twice it is there once: its id never changes. Pure.
 * @throws RangeError for a principal document, of which a unit has one
 * @see conservazione-parer.md §10.1
 */
export function indiceAggiunta(
  contesto: Contesto,
  unita: UnitaDaVersare,
  documento: DocumentoUnita,
  ritocchi: Ritocchi,
): IndicePacchetto {
  const { versione } = contesto.conservatore;
  const { ruolo } = documento;
  if (ruolo === 'principale') throw new RangeError('a unit has one principal document');
  const n = unita.documenti.findIndex(({ id }) => id === documento.id);
  // a note has no signature to be found: without the flag it would be refused (UD-008-001)
  const nota = documento.file === undefined;
  const regola = nota ? { ...unita.regola, forzaConservazione: true } : unita.regola;
  const radice = gruppo(
    'UnitaDocAggAllegati',
    [
      gruppo('Intestazione', foglia('Versione', versione), [versatoreOf(contesto), chiaveOf('Chiave', unita.chiave)]),
      configurazioneOf({ ...unita, regola }, ritocchi, versione, 'aggiunta'),
    ],
    [documentoOf(NOMI[ruolo], documento, Math.max(0, n), unita, ritocchi)],
  );
  return indiceOf(`parer-aggiunta-${versione}`, radice, filesOf([documento], ritocchi));
}
