import type { Linea } from '../../schemas/conservazione.api.js';
import * as percorsi from '../api/conservazione.js';
import { ConMotivoVersamento } from './ConMotivoVersamento.js';

/** Stopped by a person, or by the receiver's refusal of the credentials: until a person starts it again. */
export const isFerma = ({ stato }: Pick<Linea, 'stato'>): boolean => stato === 'in-pausa' || stato === 'sospesa';

/** Stops the line to a receiver, or starts it again; both with a reason. */
export function FermaLinea({ linea, onChiudi }: { linea: Linea; onChiudi: () => void }) {
  const { conservatore, denominazione } = linea;
  return isFerma(linea) ? (
    <ConMotivoVersamento
      percorso={percorsi.ripresaLinea(conservatore)}
      titolo={`Riprendi gli invii a ${denominazione}`}
      premessa={
        linea.stato === 'sospesa'
          ? 'Il conservatore ha rifiutato credenziali o struttura. Riprendere solo dopo averle verificate: altri tentativi possono bloccare l’utenza.'
          : 'Ciò che è pronto parte, dal più urgente.'
      }
      azione="Riprendi"
      fatto={['Linea ripresa.', 'Gli invii ripartono da sé.']}
      onChiudi={onChiudi}
    />
  ) : (
    <ConMotivoVersamento
      percorso={percorsi.pausaLinea(conservatore)}
      titolo={`Metti in pausa gli invii a ${denominazione}`}
      premessa="Ciò che sta partendo arriva in fondo; il resto aspetta, e i termini continuano a correre. Nulla va perso."
      azione="Metti in pausa"
      fatto={['Linea in pausa.', 'Si riprende da qui.']}
      onChiudi={onChiudi}
    />
  );
}
