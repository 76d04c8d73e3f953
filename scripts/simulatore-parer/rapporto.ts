import type { Bozza } from './bozza.js';
import { conElementi15 } from './controlli-sip.js';
import type { Guasto } from './guasti.js';
import { istante } from './orologio.js';
import { chiaveScritta, type Chiave, type Componente, type Documento, type Sip } from './unita.js';
import { el, forse, inRiga, type Elemento } from './xml.js';

/** The rapporto di versamento, on one line; its text is kept and given back as it is for ever. */

const cinque = (n: number): string => String(n).padStart(5, '0');

export const nomeDocumento = (n: number): string => `DOC${cinque(n)}`;

/** Names as received: blanks and accents stay. */
export const urnUnita = (sistema: string, { versatore, chiave }: Pick<Sip, 'versatore' | 'chiave'>): string =>
  `urn:${sistema}:${versatore.ente}:${versatore.struttura}:${chiaveScritta(chiave)}`;

export const urnComponente = (unita: string, n: number, ordine: number): string =>
  `${unita}:${nomeDocumento(n)}:${cinque(ordine)}`;

export const chiaveScrittaXml = ({ numero, anno, registro }: Chiave): Elemento =>
  el('Chiave', [el('Numero', numero), el('Anno', anno), el('TipoRegistro', registro)]);

/** Another hash of the same look. */
const alterato = (hash: string): string => (hash.startsWith('0') ? '1' : '0') + hash.slice(1).padEnd(63, '0');

export interface DatiRapporto {
  /** base of the URNs of the unit */
  unita: string;
  /** base of the URNs of what is reported: the unit, or one document that was added */
  base: string;
  fineSip: 'SIP-UD' | 'SIP-AGGIUNTA_DOC';
  sip: Sip;
  tipologia: string | undefined;
  hashIndice: string;
  dataVersamento: Date;
  dataRapporto: Date;
  guasto: Guasto | undefined;
}

/** What the last subcomponent says stands in the place of its parent's own; what it lacks erases. */
const detti = (componente: Componente): Componente => componente.sotto.at(-1) ?? componente;

function componenteXml(
  componente: Componente,
  urn: string,
  nuovo: boolean,
  guasto: Guasto | undefined,
  primo: boolean,
): Elemento {
  const hash = componente.file?.sha256 ?? '';
  const scritto = primo && guasto?.tipo === 'rdvHashFileErrato' ? alterato(hash) : hash;
  const parla = detti(componente);
  return el('Componente', [
    el('URN', urn),
    el('Hash', scritto),
    el('AlgoritmoHash', 'SHA-256'),
    el('Encoding', 'hexBinary'),
    ...(nuovo
      ? [
          ...forse('NomeComponente', parla.nome),
          ...forse('UrnVersato', parla.urnVersato),
          ...forse('HashVersato', componente.hashVersato),
          ...forse('IDComponenteVersato', parla.idVersato),
        ]
      : []),
  ]);
}

export function scriviRapporto(bozza: Bozza, dati: DatiRapporto): string {
  const { sip, guasto, base, unita } = dati;
  const { esito, versatore } = bozza;
  const nuovo = conElementi15(sip.versione);
  const numero = guasto?.tipo === 'rdvChiaveErrata' ? `${sip.chiave.numero}9` : sip.chiave.numero;
  const hashIndice = guasto?.tipo === 'rdvHashIndiceErrato' ? alterato(dati.hashIndice) : dati.hashIndice;
  let scritti = 0;
  const documentoXml = (documento: Documento): Elemento =>
    el(documento.ruolo, [
      el('ChiaveDoc', `${chiaveScritta(sip.chiave)}-${nomeDocumento(documento.n)}`),
      el('IDDocumento', documento.id),
      el('TipoDocumento', documento.tipo),
      el(
        'FirmatoDigitalmente',
        documento.componenti.some(({ firmato }) => firmato),
      ),
      el(
        'Componenti',
        documento.componenti
          .flatMap((uno) => [uno, ...uno.sotto])
          .map((uno) =>
            componenteXml(uno, urnComponente(unita, documento.n, uno.ordine), nuovo, guasto, (scritti += 1) === 1),
          ),
      ),
    ]);
  const avvisi = esito.ulteriori('AVVISO');
  const rapporto = el('RapportoVersamento', [
    el('Versione', '1.0'),
    el('URNRapportoVersamento', `${base}:RdV`),
    el('DataRapportoVersamento', istante(dati.dataRapporto)),
    el('EsitoGenerale', [
      el('CodiceEsito', esito.generale.esito),
      el('CodiceErrore', esito.generale.codice),
      el('MessaggioErrore', esito.generale.messaggio),
    ]),
    ...forse(
      'WarningUlteriori',
      avvisi.map(({ codice, messaggio }) =>
        el('Warning', [el('CodiceWarning', codice), el('MessaggioWarning', messaggio)]),
      ),
    ),
    el('Versatore', [
      el('Ambiente', sip.versatore.ambiente),
      el('Ente', sip.versatore.ente),
      el('Struttura', sip.versatore.struttura),
      el('UserID', sip.versatore.userId),
      ...forse('Utente', sip.versatore.utente),
      ...(nuovo
        ? [...forse('IndirizzoIp', versatore?.indirizzoIp), ...forse('SistemaVersante', versatore?.sistemaVersante)]
        : []),
    ]),
    el('SIP', [
      el('URNSIP', `${base}:${dati.fineSip}`),
      el('URNIndiceSIP', `${base}:IndiceSIP`),
      el('HashIndiceSIP', hashIndice),
      el('AlgoritmoHashIndiceSIP', 'SHA-256'),
      el('EncodingHashIndiceSIP', 'hexBinary'),
      el('DataVersamento', istante(dati.dataVersamento)),
      el('UnitaDocumentaria', [
        chiaveScrittaXml({ ...sip.chiave, numero }),
        ...forse('TipologiaUnitaDocumentaria', dati.tipologia),
        ...sip.documenti.map(documentoXml),
      ]),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${inRiga(rapporto)}`;
}
