import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import { type CodiceLetto, registrazioneDelFoglio, stessaRegistrazione } from './immagini/leggi-codice.js';

/* How a batch is parted into its documents (pure): at blank sheets, at covers, at sheets that bear the label of a registration. */

export interface RegoleDivisione {
  dividiABianca: boolean;
  dividiACodice: boolean;
}

/** One document of a batch. */
export interface ParteLotto {
  /** ids of its pages, in order; at least one */
  pagine: string[];
  /** what the cover before it, or the label on it, says */
  codice?: CodiceLetto['registrazione'];
}

export interface LottoDiviso {
  parti: ParteLotto[];
  /** sheets that only part the documents and belong to none */
  separatori: string[];
}

type Foglio = Pick<EsitoPagina, 'qualita' | 'codici' | 'codiceIllegibile' | 'rifiutata'> | undefined;

/** What two codes of one document say together; where they name two registrations, that which says whose it is goes before. */
const insieme = (a: CodiceLetto['registrazione'], b: CodiceLetto['registrazione']): CodiceLetto['registrazione'] =>
  stessaRegistrazione([a, b]) ?? (a.hash === undefined && b.hash !== undefined ? b : a);

const isBlank = (foglio: Foglio): boolean => foglio?.qualita.some(({ codice }) => codice === 'bianca') === true;
/** A cover says of itself that the document follows; a label stands on the first sheet of its own. */
const isCover = (foglio: Foglio): boolean => foglio?.codici.some(({ separatore }) => separatore === true) === true;

/**
 * Parts a batch. A blank sheet ends a document where the rules say so, and else is a page of it (the back of a sheet); a cover begins
 * one and is none of its pages; a sheet with a label begins one, unless the document has that label already. An unreadable code
 * begins nothing: the page is told to who looks.
 */
export function dividiLotto(
  pagine: readonly { id: string; esito: Foglio }[],
  { dividiABianca, dividiACodice }: RegoleDivisione,
): LottoDiviso {
  const parti: ParteLotto[] = [];
  const separatori: string[] = [];
  let open: ParteLotto | undefined;
  let announced: ParteLotto['codice'];
  const begin = (codice: ParteLotto['codice']): ParteLotto => {
    const made: ParteLotto = { pagine: [], ...(codice !== undefined && { codice }) };
    parti.push(made);
    announced = undefined;
    return made;
  };
  for (const { id, esito } of pagine) {
    if (dividiABianca && isBlank(esito)) {
      separatori.push(id);
      open = undefined;
      continue;
    }
    const codice = dividiACodice && esito !== undefined ? registrazioneDelFoglio(esito.codici) : undefined;
    if (dividiACodice && isCover(esito)) {
      separatori.push(id);
      open = undefined;
      announced = codice;
      continue;
    }
    const other =
      codice !== undefined &&
      open !== undefined &&
      (open.codice === undefined || stessaRegistrazione([open.codice, codice]) === undefined);
    if (open === undefined || other)
      open = begin(
        codice === undefined || announced === undefined ? (codice ?? announced) : insieme(codice, announced),
      );
    else if (codice !== undefined && open.codice !== undefined) open.codice = insieme(open.codice, codice);
    open.pagine.push(id);
  }
  return { parti, separatori };
}
