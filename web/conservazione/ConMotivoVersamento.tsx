import type { Percorso } from '../api/client.js';
import { DialogoMotivo } from '../protocollo/atti/DialogoMotivo.js';
import { useAttoVersamento } from './use-atto-versamento.js';

interface ConMotivoVersamentoProps {
  percorso: Percorso<unknown>;
  titolo: string;
  premessa: string;
  azione: string;
  fatto: readonly [string, string?];
  pericolo?: boolean;
  onFatto?: () => void;
  onChiudi: () => void;
}

/** A deed on a package or a line that only needs its reason, which stays. */
export function ConMotivoVersamento({ percorso, fatto, onFatto, onChiudi, ...words }: ConMotivoVersamentoProps) {
  const atto = useAttoVersamento(percorso, fatto, () => {
    onChiudi();
    onFatto?.();
  });
  return <DialogoMotivo {...words} inCorso="Un momento…" atto={atto} onChiudi={onChiudi} />;
}
