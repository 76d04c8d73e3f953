import type { Percorso } from '../../api/client.js';
import { DialogoMotivo } from './DialogoMotivo.js';
import { useAtto } from './use-atto.js';

interface ConMotivoProps {
  percorso: Percorso<unknown>;
  titolo: string;
  premessa: string;
  azione: string;
  rinuncia: string;
  inCorso: string;
  pericolo?: boolean;
  fatto: readonly [string, string?];
  onChiudi: () => void;
}

/** A deed that only needs its reason: refusing, denying. */
export function ConMotivo({ percorso, fatto, onChiudi, ...words }: ConMotivoProps) {
  const atto = useAtto(percorso, fatto, onChiudi);
  return <DialogoMotivo {...words} atto={atto} onChiudi={onChiudi} />;
}
