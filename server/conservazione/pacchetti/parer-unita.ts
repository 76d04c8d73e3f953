import { foglia, gruppo } from '../../metadati/albero.js';
import type { DocumentoUnita, IndicePacchetto, Ritocchi, RuoloDocumento, UnitaDaVersare } from '../tipi.js';
import {
  chiaveOf,
  collegatiOf,
  configurazioneOf,
  type Contesto,
  datiSpecificiOf,
  documentoOf,
  filesOf,
  indiceOf,
  profiloArchivisticoOf,
  profiloNormativoOf,
  profiloUnitaOf,
  tipologiaOf,
  versatoreOf,
} from './parer-comune.js';
import type { NodoSip } from './sip.js';

/** Who ships, under which key and as what. */
export const intestazioneOf = (contesto: Contesto, unita: UnitaDaVersare, ritocchi: Ritocchi): NodoSip =>
  gruppo(
    'Intestazione',
    foglia('Versione', contesto.conservatore.versione),
    [versatoreOf(contesto), chiaveOf('Chiave', unita.chiave)],
    foglia('TipologiaUnitaDocumentaria', tipologiaOf(unita, ritocchi)),
  );

const GRUPPI = [
  ['allegato', 'Allegati', 'Allegato', 'NumeroAllegati'],
  ['annesso', 'Annessi', 'Annesso', 'NumeroAnnessi'],
  ['annotazione', 'Annotazioni', 'Annotazione', 'NumeroAnnotazioni'],
] as const satisfies readonly (readonly [RuoloDocumento, string, string, string])[];

/** Documents of one part, with their place among all. */
const parte = (documenti: readonly DocumentoUnita[], ruolo: RuoloDocumento): [DocumentoUnita, number][] =>
  documenti.flatMap((uno, n): [DocumentoUnita, number][] => (uno.ruolo === ruolo ? [[uno, n]] : []));

/**
 * `UnitaDocumentaria` of VersamentoSync, 1.5 or 1.4 (the second without what only the first knows: AgID metadata and three flags):
 * the index of a registration, of an act of a repertorio, of a daily register. Pure.
 * @see conservazione-parer.md §4
 */
export function indiceUnita(contesto: Contesto, unita: UnitaDaVersare, ritocchi: Ritocchi): IndicePacchetto {
  const { versione } = contesto.conservatore;
  const { documenti } = unita;
  const uno = (nome: string, [documento, n]: [DocumentoUnita, number]): NodoSip =>
    documentoOf(nome, documento, n, unita, ritocchi);
  const radice = gruppo(
    'UnitaDocumentaria',
    [intestazioneOf(contesto, unita, ritocchi), configurazioneOf(unita, ritocchi, versione, 'unita')],
    profiloArchivisticoOf(unita),
    [profiloUnitaOf(unita)],
    profiloNormativoOf(unita, versione),
    datiSpecificiOf(unita),
    collegatiOf(unita),
    GRUPPI.flatMap(([ruolo, , , conto]) => foglia(conto, parte(documenti, ruolo).length)),
    parte(documenti, 'principale').map((principale) => uno('DocumentoPrincipale', principale)),
    GRUPPI.flatMap(([ruolo, molti, nome]) => {
      const nodi = parte(documenti, ruolo).map((documento) => uno(nome, documento));
      return nodi.length === 0 ? [] : [gruppo(molti, nodi)];
    }),
  );
  return indiceOf(`parer-ud-${versione}`, radice, filesOf(documenti, ritocchi));
}
