import type { ElementoFascicolo, FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { isDiRepertorio } from '../api/percorsi.js';
import { numero7 } from '../lib/formati.js';

/** A document as the tree shows it. */
export interface RigaDocumento {
  chiave: string;
  elemento: ElementoFascicolo;
  /** `n. 0000012`, or the oggetto of what has no number */
  nome: string;
  oggetto: string;
  /** as the deeds name it */
  quali: { registrazioni: { anno: number; numero: number; registro?: string }[] } | { documenti: string[] };
}

/** A row of the tree: a fascicolo or part, or a document in it. */
export type RigaAlbero =
  | { tipo: 'parte'; chiave: string; livello: number; parte: FascicoloRisposta; quanti: number; aperta: boolean }
  | { tipo: 'documento'; chiave: string; livello: number; riga: RigaDocumento };

export function rigaOf(elemento: ElementoFascicolo): RigaDocumento {
  if (elemento.tipo === 'registrazione') {
    const { registro, anno, numero, oggetto } = elemento.registrazione;
    const repertorio = isDiRepertorio({ registro }) ? registro : undefined;
    return {
      chiave: `r-${registro}-${anno}-${numero}`,
      elemento,
      nome: `${repertorio ?? 'n.'} ${numero7(numero)}`,
      oggetto,
      quali: { registrazioni: [{ anno, numero, ...(repertorio !== undefined && { registro: repertorio }) }] },
    };
  }
  const { id, oggetto } = elemento.documento;
  return { chiave: `d-${id}`, elemento, nome: oggetto, oggetto, quali: { documenti: [id] } };
}

/** The tree in the order in which it is read: each part, its documents by date, then the parts below it. Pure. */
export function alberoOf(
  parti: readonly FascicoloRisposta[],
  elementi: readonly ElementoFascicolo[],
  chiuse: ReadonlySet<string>,
): RigaAlbero[] {
  const nascoste = new Set<string>();
  return parti.flatMap((parte): RigaAlbero[] => {
    if (parte.padre !== undefined && (nascoste.has(parte.padre) || chiuse.has(parte.padre))) {
      nascoste.add(parte.id);
      return [];
    }
    const own = elementi.filter(({ fascicolo }) => fascicolo === parte.id);
    const aperta = !chiuse.has(parte.id);
    const livello = parte.livello - (parti[0]?.livello ?? 1);
    return [
      { tipo: 'parte', chiave: `p-${parte.id}`, livello, parte, quanti: own.length, aperta },
      ...(aperta
        ? own.map((elemento) => {
            const riga = rigaOf(elemento);
            return { tipo: 'documento' as const, chiave: riga.chiave, livello: livello + 1, riga };
          })
        : []),
    ];
  });
}
