import type { ChiaveVersamento, Voce } from '../../../schemas/versamento.api.js';
import type { Rapporto } from '../tipi.js';
import {
  type Elemento,
  leggiXml,
  ovunque,
  RispostaIllegibileError,
  sotto,
  testoOf,
  testoSotto,
  tutti,
} from './leggi-xml.js';
import { chiaveOf, leggiRapporto } from './rapporto.js';

export { RispostaIllegibileError } from './leggi-xml.js';

/** The answers of ParER's services (conservazione-parer.md §6, §10, §11, §12.5): one reader, whatever the service. */

const RADICI = [
  'EsitoVersamento',
  'EsitoVersAggAllegati',
  'EsitoAggiornamento',
  'EsitoVersamentoFascicolo',
  'StatoConservazione',
  'StatoConservazioneFasc',
  'EsitoRichiestaAnnullamentoVersamenti',
] as const;
export type RadiceRisposta = (typeof RADICI)[number];

const ESITI = ['POSITIVO', 'WARNING', 'NEGATIVO'] as const;

/** What an answer says of one file that was sent. */
export interface ComponenteRisposta {
  nome?: string;
  /** the producer's own id, as sent: `sha256:...` */
  idVersato?: string;
  negativo: boolean;
  /** checks that did not end well, by their name */
  controlli: readonly string[];
}

export interface Risposta {
  radice: RadiceRisposta;
  esito: (typeof ESITI)[number];
  /** faults first, the principal one before all */
  voci: readonly Voce[];
  /** of the unit or fascicolo that the answer is about, where it says */
  chiave?: ChiaveVersamento;
  rapporto?: Rapporto;
  componenti: readonly ComponenteRisposta[];
  /** where the unit, or the item to be annulled, stands */
  stato?: string;
}

const voce = (codice: string | undefined, messaggio: string | undefined, gravita: Voce['gravita']): Voce[] =>
  codice === undefined && messaggio === undefined
    ? []
    : [{ codice: codice ?? 'SENZA-CODICE', messaggio: messaggio ?? '', gravita }];

const erroriIn = (elemento: Elemento, gravita: Voce['gravita']): Voce[] =>
  ovunque(elemento, 'Errore').flatMap((uno) =>
    voce(
      testoSotto(uno, 'CodiceErrore') ?? testoSotto(uno, 'Codice'),
      testoSotto(uno, 'MessaggioErrore') ?? testoSotto(uno, 'Messaggio'),
      gravita,
    ),
  );

/** The lists of faults in what holds the general outcome: three of them (§6.2), otherwise named in updates. */
function vociOf(tiene: Elemento, generale: Elemento, esito: Risposta['esito']): Voce[] {
  const principale = voce(
    testoSotto(generale, 'CodiceErrore'),
    testoSotto(generale, 'MessaggioErrore'),
    esito === 'NEGATIVO' ? 'errore' : 'avviso',
  );
  const falliti = tutti(generale, 'ControlloFallito').flatMap((uno) => erroriIn(uno, 'errore'));
  const altri = ['ErroriUlteriori', 'ControlliFallitiUlteriori'].flatMap((nome) =>
    tutti(tiene, nome).flatMap((uno) => erroriIn(uno, 'errore')),
  );
  const avvisi = tutti(tiene, 'WarningUlteriori').flatMap((lista) =>
    tutti(lista, 'Warning').flatMap((uno) =>
      voce(testoSotto(uno, 'CodiceWarning'), testoSotto(uno, 'MessaggioWarning'), 'avviso'),
    ),
  );
  const avvisiAggiornamento = tutti(generale, 'Warnings').flatMap((uno) => erroriIn(uno, 'avviso'));
  return [...principale, ...falliti, ...altri, ...avvisi, ...avvisiAggiornamento];
}

function componenteOf(elemento: Elemento): ComponenteRisposta {
  const nome = testoSotto(elemento, 'NomeComponente');
  const idVersato = testoSotto(elemento, 'IDComponenteVersato');
  const esito = sotto(elemento, 'EsitoComponente');
  return {
    ...(nome !== undefined && { nome }),
    ...(idVersato !== undefined && { idVersato }),
    negativo: testoSotto(esito, 'CodiceEsito') === 'NEGATIVO',
    controlli: (esito?.figli ?? [])
      .filter(({ nome: uno, testo }) => uno !== 'CodiceEsito' && testo.trim() !== '' && testo.trim() !== 'POSITIVO')
      .map(({ nome: uno }) => uno),
  };
}

const MAX_ASSENTI = 20;

/** Units of a fascicolo that the receiver has not, added to the fault that tells of them: which to send first. */
function conAssenti(voci: readonly Voce[], fascicolo: Elemento | undefined): Voce[] {
  const lista = sotto(fascicolo, 'ControlliContenutoFascicolo', 'UnitaDocumentarieNonPresenti');
  const assenti = tutti(lista, 'UnitaDocumentaria').map((una) =>
    ['Registro', 'Anno', 'Numero'].map((nome) => testoSotto(una, nome) ?? '').join(' '),
  );
  if (assenti.length === 0) return [...voci];
  const resto = assenti.length > MAX_ASSENTI ? ` e altre ${assenti.length - MAX_ASSENTI}` : '';
  const parole = `Non presenti: ${assenti.slice(0, MAX_ASSENTI).join(', ')}${resto}.`;
  return voci.map((una) =>
    una.codice.startsWith('FASC-003') ? { ...una, messaggio: `${una.messaggio} ${parole}`.trim() } : una,
  );
}

/** The bytes of an element as it stands in the document: a receipt that is not a text of its own. */
function ritaglio(testo: string, nome: string): Buffer | undefined {
  const inizio = testo.search(new RegExp(`<([A-Za-z_][\\w.-]*:)?${nome}[\\s>]`));
  const chiusa = new RegExp(`</([A-Za-z_][\\w.-]*:)?${nome}\\s*>`, 'g');
  const fine = [...testo.matchAll(chiusa)].at(-1);
  return inizio < 0 || fine === undefined || fine.index < inizio
    ? undefined
    : Buffer.from(testo.slice(inizio, fine.index + fine[0].length), 'utf8');
}

const XML = 'application/xml';

/** The receipt: a text that is a document (escaped), or an element. A sentence in its place is no receipt. */
function rapportoOf(testo: string, tiene: Elemento): Rapporto | undefined {
  const elemento = sotto(tiene, 'RapportoVersamento');
  if (elemento === undefined) return undefined;
  if (elemento.figli.length > 0) {
    const contenuto = ritaglio(testo, 'RapportoVersamento');
    return contenuto === undefined ? undefined : leggiRapporto(contenuto, XML, true);
  }
  return leggiRapporto(Buffer.from(elemento.testo, 'utf8'), XML, true);
}

/** Where in the document the outcome stands, and the receipt. */
function luoghi(
  radice: Elemento,
  testo: string,
): { tiene: Elemento; generale: Elemento | undefined; rapporto?: Rapporto | undefined } {
  if (radice.nome === 'EsitoVersamentoFascicolo') {
    const positivo = sotto(radice, 'RapportoVersamentoFascicolo');
    const tiene = positivo ?? sotto(radice, 'EsitoVersamentoNegativo') ?? radice;
    const contenuto = positivo === undefined ? undefined : ritaglio(testo, 'RapportoVersamentoFascicolo');
    return {
      tiene,
      generale: sotto(tiene, 'EsitoGenerale'),
      rapporto: contenuto === undefined ? rapportoOf(testo, tiene) : leggiRapporto(contenuto, XML, true),
    };
  }
  if (radice.nome === 'EsitoAggiornamento') {
    const tiene = sotto(radice, 'RapportoVersamento') ?? sotto(radice, 'EsitoNegativoAggiornamento') ?? radice;
    return { tiene, generale: sotto(tiene, 'EsitoGenerale'), rapporto: rapportoOf(testo, radice) };
  }
  return {
    tiene: radice,
    generale: sotto(radice, 'EsitoGenerale') ?? sotto(radice, 'EsitoRichiesta'),
    rapporto: rapportoOf(testo, radice),
  };
}

const statoOf = (radice: Elemento): string | undefined =>
  testoSotto(radice, 'UnitaDocumentaria', 'StatoConservazioneUD') ??
  testoSotto(radice, 'Fascicolo', 'StatoConservazioneFASC') ??
  testoSotto(ovunque(radice, 'VersamentoDaAnnullare')[0], 'Stato');

/**
 * Reads an answer. What is not known in it is passed over.
 * @throws RispostaIllegibileError where it is not XML, of another encoding than it says, with a DTD, of another root, or says no outcome
 */
export function leggiRisposta(bytes: Buffer, mime: string): Risposta {
  const testo = testoOf(bytes, mime);
  const albero = leggiXml(testo);
  const radice = RADICI.find((una) => una === albero.nome);
  if (radice === undefined) throw new RispostaIllegibileError('it is not an answer of the service');
  const { tiene, generale, rapporto } = luoghi(albero, testo);
  const detto = testoSotto(generale, 'CodiceEsito');
  const esito = ESITI.find((uno) => uno === detto);
  if (generale === undefined || esito === undefined) throw new RispostaIllegibileError('it says no outcome');
  const fascicolo = sotto(tiene, 'Fascicolo');
  const unita = sotto(tiene, 'UnitaDocumentaria') ?? sotto(albero, 'UnitaDocumentaria');
  const chiave = chiaveOf(sotto(unita ?? fascicolo, 'Chiave'));
  const stato = statoOf(albero);
  return {
    radice,
    esito,
    voci: conAssenti(vociOf(tiene, generale, esito), fascicolo),
    ...(chiave !== undefined && { chiave }),
    ...(rapporto !== undefined && { rapporto }),
    componenti: ovunque(unita, 'Componente').map(componenteOf),
    ...(stato !== undefined && { stato }),
  };
}
