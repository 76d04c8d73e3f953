import type { Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { nomeUfficio } from '../../api/elenchi.js';
import type { Ufficio } from '../../api/tipi.js';
import { useTasti } from '../../lib/tasti.js';
import type { AssegnazioneScelta } from './valori.js';

interface UfficioPropostoProps {
  proposto: Suggerimenti['uo'];
  uffici: readonly Ufficio[];
  assegnazioni: readonly AssegnazioneScelta[];
  onAssegnazioni: (assegnazioni: AssegnazioneScelta[]) => void;
}

/** The office that usually has such documents, for competenza: taken by Alt+A or a click, never by itself. */
export function UfficioProposto({ proposto, uffici, assegnazioni, onAssegnazioni }: UfficioPropostoProps) {
  const uo = proposto?.codice;
  const preso = assegnazioni.some((una) => una.uo === uo && una.tipo === 'competenza');
  const prendi = () => {
    if (uo === undefined || preso) return;
    const altre = assegnazioni.filter((una) => una.uo !== uo && una.tipo === 'conoscenza');
    onAssegnazioni([{ uo, tipo: 'competenza' }, ...altre]);
  };
  useTasti(uo === undefined ? [] : [{ tasti: 'Alt+a', azione: prendi }]);
  if (proposto === undefined || preso) return null;
  return (
    <button type="button" className="ufficio-proposto" title={proposto.motivo} onClick={prendi}>
      <kbd aria-hidden="true">Alt+A</kbd>
      <b className="ell">{nomeUfficio(uffici, proposto.codice)}</b>
      <span className="mut ell">{proposto.motivo}</span>
    </button>
  );
}
