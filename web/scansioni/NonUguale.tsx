import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';
import * as percorsi from '../api/attestazioni.js';
import type { PaginaScansione } from '../api/scansioni.js';
import { DialogoMotivo } from '../protocollo/atti/DialogoMotivo.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface NonUgualeProps {
  scansione: string;
  pagina: PaginaScansione;
  onFatto: (corpo: RaffrontoLetto) => void;
  onChiudi: () => void;
}

/** The copy of this page is not the paper: in what, so that who scans it again knows. */
export function NonUguale({ scansione, pagina, onFatto, onChiudi }: NonUgualeProps) {
  const { invia, ...atto } = useAttoScansione<RaffrontoLetto>({
    fatto: [`Pagina ${pagina.numero}: non uguale.`, 'Riscansionarla: le altre restano viste.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  return (
    <DialogoMotivo
      titolo={`La pagina ${pagina.numero} non è uguale all’originale?`}
      premessa="Finché non è riscansionata e rivista, la copia non si attesta."
      azione="Segna non uguale"
      rinuncia="La riguardo"
      inCorso="Un momento…"
      atto={{
        ...atto,
        invia: (corpo) =>
          invia({
            percorso: percorsi.segnaRaffronto(scansione),
            corpo: { pagina: pagina.id, esito: 'diversa', ...(corpo as { motivo: string }) },
          }),
      }}
      onChiudi={onChiudi}
    />
  );
}
