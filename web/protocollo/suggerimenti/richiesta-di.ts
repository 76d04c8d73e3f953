import type { SuggerimentiRichiesta } from '../../../schemas/suggerimento.api.js';
import { nameOfSoggetto, type Soggetto } from '../../../schemas/soggetto.api.js';
import type { Flusso } from '../../../schemas/registrazione.api.js';

interface Descritto {
  flusso: Flusso;
  oggetto: string;
  mittenti: readonly Soggetto[];
  destinatari: readonly Soggetto[];
  mezzo: string;
  risponde?: { anno: number | string; numero: number | string } | undefined;
}

const MAX_NOME = 500;

/** What is answered, once year and number are written whole. */
function rispostaDi(risponde: Descritto['risponde']): Pick<SuggerimentiRichiesta, 'risponde'> {
  if (risponde === undefined || !/^\d{4}$/.test(String(risponde.anno)) || !/^[1-9]\d*$/.test(String(risponde.numero)))
    return {};
  return { risponde: { anno: Number(risponde.anno), numero: Number(risponde.numero) } };
}

/** What the suggestions are asked for a document: who is written to counts for what goes out, who writes for the rest. */
export function richiestaDi({
  flusso,
  oggetto,
  mittenti,
  destinatari,
  mezzo,
  risponde,
}: Descritto): SuggerimentiRichiesta {
  const corrispondente = (flusso === 'U' ? destinatari : mittenti).slice(0, 3).map(nameOfSoggetto).join(' ').trim();
  return {
    oggetto,
    ...(corrispondente !== '' && { corrispondente: corrispondente.slice(0, MAX_NOME) }),
    ...(mezzo !== '' && { canale: mezzo }),
    ...rispostaDi(risponde),
  };
}
