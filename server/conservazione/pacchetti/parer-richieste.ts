import type { ChiaveVersamento, TipoVersamento } from '../../../schemas/versamento.api.js';
import { foglia, gruppo } from '../../metadati/albero.js';
import { chiaveOf, type Contesto, MASSIMO, versatoreOf } from './parer-comune.js';
import { toSip } from './sip.js';
import { taglia } from './testi.js';

/** Version of the requests of status and retrieval: also the `VERSIONE` of their call. */
export const VERSIONE_RECUPERO = '1.3';
export const VERSIONE_RECUPERO_FASCICOLO = '1.0';
export const VERSIONE_ANNULLAMENTO = '1.3';

/** `Recupero`: the state, the receipts, the package of distribution of a unit, asked by its key (conservazione-parer.md §11). */
export const richiestaRecupero = (contesto: Contesto, chiave: ChiaveVersamento): Buffer =>
  toSip(gruppo('Recupero', foglia('Versione', VERSIONE_RECUPERO), [versatoreOf(contesto), chiaveOf('Chiave', chiave)]));

/** `RecuperoFascicolo`: the same of a fascicolo. */
export const richiestaRecuperoFascicolo = (
  contesto: Contesto,
  { anno, numero }: Pick<ChiaveVersamento, 'anno' | 'numero'>,
  tipoFascicolo?: string,
): Buffer =>
  toSip(
    gruppo('RecuperoFascicolo', foglia('Versione', VERSIONE_RECUPERO_FASCICOLO), [
      versatoreOf(contesto),
      gruppo('Chiave', foglia('Numero', numero), foglia('Anno', anno), foglia('TipoFascicolo', tipoFascicolo)),
    ]),
  );

export interface RichiestaAnnullamento {
  tipo: TipoVersamento;
  chiave: ChiaveVersamento;
  /** ours, at most 200 characters: the same code is the same request */
  codice: string;
  motivo: string;
}

/**
 * `RichiestaAnnullamentoVersamenti`: what was accepted by mistake is to be annulled. Of a unit people of the receiver decide, so it is
 * not asked at once (conservazione-parer.md §10.3).
 */
export const richiestaAnnullamento = (
  contesto: Contesto,
  { tipo, chiave, codice, motivo }: RichiestaAnnullamento,
): Buffer =>
  toSip(
    gruppo('RichiestaAnnullamentoVersamenti', foglia('VersioneXmlRichiesta', VERSIONE_ANNULLAMENTO), [
      versatoreOf(contesto),
      gruppo(
        'Richiesta',
        foglia('Codice', codice),
        foglia('Descrizione', taglia(motivo, MASSIMO.descrizione)),
        foglia('Motivazione', taglia(motivo, MASSIMO.motivo)),
        foglia('Immediata', false),
        foglia('ForzaAnnullamento', false),
      ),
      gruppo('VersamentiDaAnnullare', [
        tipo === 'fascicolo'
          ? gruppo(
              'VersamentoDaAnnullare',
              foglia('TipoVersamento', 'FASCICOLO'),
              foglia('Numero', chiave.numero),
              foglia('Anno', chiave.anno),
            )
          : gruppo(
              'VersamentoDaAnnullare',
              foglia('TipoVersamento', "UNITA' DOCUMENTARIA"),
              foglia('Numero', chiave.numero),
              foglia('Anno', chiave.anno),
              foglia('TipoRegistro', chiave.registro),
            ),
      ]),
    ]),
  );
