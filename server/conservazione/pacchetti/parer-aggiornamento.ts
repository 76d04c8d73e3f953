import { foglia, gruppo } from '../../metadati/albero.js';
import type { IndicePacchetto, Ritocchi, UnitaDaVersare } from '../tipi.js';
import {
  collegatiOf,
  configurazioneOf,
  type Contesto,
  datiSpecificiOf,
  indiceOf,
  MASSIMO,
  profiloArchivisticoOf,
  profiloNormativoOf,
  profiloUnitaOf,
} from './parer-comune.js';
import { intestazioneOf } from './parer-unita.js';
import { taglia } from './testi.js';

/**
 * `IndiceSIPAggiornamentoUnitaDocumentaria`: the metadata of a unit that is kept, as they are now, without its files: it was classified,
 * put into a fascicolo, a datum was renewed. What is told takes the place of what was there. Pure.
 * @see conservazione-parer.md §10.2
 */
export function indiceAggiornamento(
  contesto: Contesto,
  unita: UnitaDaVersare,
  motivo: string,
  ritocchi: Ritocchi,
): IndicePacchetto {
  const { versione } = contesto.conservatore;
  const radice = gruppo(
    'IndiceSIPAggiornamentoUnitaDocumentaria',
    [gruppo('ParametriAggiornamento', foglia('NoteAggiornamento', taglia(motivo, MASSIMO.oggetto)))],
    [
      gruppo(
        'UnitaDocumentaria',
        [intestazioneOf(contesto, unita, ritocchi), configurazioneOf(unita, ritocchi, versione, 'aggiornamento')],
        profiloArchivisticoOf(unita, true),
        [profiloUnitaOf(unita)],
        profiloNormativoOf(unita, versione),
        datiSpecificiOf(unita),
        collegatiOf(unita, true),
      ),
    ],
  );
  return indiceOf(`parer-aggiornamento-${versione}`, radice, []);
}
