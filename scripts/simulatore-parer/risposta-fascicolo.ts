import { createHash } from 'node:crypto';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import type { BozzaFascicolo } from './bozza-fascicolo.js';
import { istante } from './orologio.js';
import type { Chiave } from './unita.js';
import { el, forse, risposta, testoDi, trova, veroFalso, type Elemento } from './xml.js';

/** The answer of the service of fascicoli: its RdV is an element, and tells no hash of the index. */

const VERSIONE = '3.0';

const chiamataXml = ({ esito, versione }: BozzaFascicolo): Elemento => {
  const { codice } = esito.generale;
  if (codice === 'WS-CHECK')
    return el('EsitoChiamataWS', [
      el('CodiceEsito', 'NEGATIVO'),
      el('VersioneWSCorretta', 'NON_ESEGUITO'),
      el('CredenzialiOperatore', 'NON_ESEGUITO'),
    ]);
  const diVersione = codice.startsWith('FAS_CONFIG-003-');
  const diCredenziali = codice.startsWith('FAS_CONFIG-002-');
  return el('EsitoChiamataWS', [
    el('CodiceEsito', diVersione || diCredenziali ? 'NEGATIVO' : 'POSITIVO'),
    el('VersioneWSCorretta', diVersione ? 'NEGATIVO' : 'POSITIVO'),
    el('CredenzialiOperatore', versione === undefined ? 'NON_ESEGUITO' : diCredenziali ? 'NEGATIVO' : 'POSITIVO'),
  ]);
};

const generaleXml = ({ esito: { generale } }: BozzaFascicolo): Elemento =>
  el('EsitoGenerale', [
    el('CodiceEsito', generale.esito),
    el('CodiceErrore', generale.codice),
    el('MessaggioErrore', generale.messaggio),
  ]);

const avvisiXml = ({ esito }: BozzaFascicolo): Elemento[] =>
  forse(
    'WarningUlteriori',
    esito
      .ulteriori('AVVISO')
      .map(({ codice, messaggio }) => el('Warning', [el('CodiceWarning', codice), el('MessaggioWarning', messaggio)])),
  );

/** Flags that the call asked for, and those of the struttura. */
function parametriXml({ radice, struttura }: BozzaFascicolo): Elemento[] {
  if (radice === undefined) return [];
  const detta = (nome: string): boolean => veroFalso(radice, `Parametri/${nome}`) ?? false;
  const chiesti = el('ParametriVersamento', [
    el('TipoConservazione', testoDi(radice, 'Parametri/TipoConservazione')?.trim() ?? 'IN_ARCHIVIO'),
    ...['ForzaClassificazione', 'ForzaNumero', 'ForzaCollegamento'].map((nome) => el(nome, detta(nome))),
  ]);
  if (struttura === undefined) return [chiesti];
  const { flag } = struttura;
  return [
    chiesti,
    el('ConfigurazioneStruttura', [
      el('ForzaClassificazione', false),
      el('ForzaNumero', false),
      el('ForzaCollegamento', false),
      el('AbilitaControlloClassificazione', true),
      el('AbilitaControlloFormatoNumero', false),
      el('AbilitaControlloCollegamenti', false),
      el('AccettaControlloClassificazioneNegativo', flag.accettaClassificazioneNeg),
      el('AccettaControlloFormatoNumeroNegativo', false),
      el('AccettaControlloCollegamentiNegativo', false),
    ]),
  ];
}

const unitaXml = ({ registro, anno, numero }: Chiave): Elemento =>
  el('UnitaDocumentaria', [el('Registro', registro), el('Anno', anno), el('Numero', numero)]);

function fascicoloXml({ versatore, chiave, tipo, contenuto, radice, esito }: BozzaFascicolo): Elemento[] {
  if (versatore === undefined || chiave === undefined) return [];
  const { generale } = esito;
  const di = (famiglia: RegExp): string =>
    esito.note.some(({ codice, livello }) => livello === 'ERRORE' && famiglia.test(codice)) ? 'NEGATIVO' : 'POSITIVO';
  const dentro = trova(radice, 'ProfiloGenerale')?.figli[0];
  const [apertura, chiusura] = ['DataApertura', 'DataChiusura'].map((nome) => {
    const data = testoDi(dentro, nome)?.trim();
    return data !== undefined && /^\d{4}-\d\d-\d\d$/.test(data) ? data : undefined;
  });
  return [
    el('Fascicolo', [
      el('Versatore', [
        el('Ambiente', versatore.ambiente),
        el('Ente', versatore.ente),
        el('Struttura', versatore.struttura),
        el('UserID', versatore.userId),
      ]),
      el('Chiave', [el('Anno', chiave.anno), el('Numero', chiave.numero)]),
      ...forse('TipoFascicolo', tipo),
      ...forse('DataApertura', apertura),
      ...forse('DataChiusura', chiusura),
      ...(contenuto === undefined ? [] : [el('Contenuto', [el('NumeroUnitaDocumentarie', contenuto.dichiarate)])]),
      el('EsitoControlliFascicolo', [
        el('CodiceEsito', generale.esito),
        el('IdentificazioneVersatore', di(/^FAS_CONFIG-001-/)),
        el('UnivocitaChiave', di(/^FASC-001-/)),
        el('VerificaTipoFascicolo', di(/^FASC-002-/)),
        el('ControlloProfiloArchivistico', di(/^FAS_PF_ARCH-/)),
        el('ControlloProfiloGenerale', di(/^FAS_PF_GEN-/)),
        el('ControlloProfiloNormativo', di(/^FAS_PF_NORM-/)),
        el('ControlloConsistenzaUnitaDocumentarie', di(/^FASC-003-/)),
        el('ControlloClassificazione', di(/^FASC-004-/)),
      ]),
      ...(contenuto === undefined || contenuto.assenti.length === 0
        ? []
        : [
            el('ControlliContenutoFascicolo', [
              el('UnitaDocumentariePresenti', [
                el('NumeroUnitaDocumentariePresenti', contenuto.presenti.length),
                ...contenuto.presenti.map(unitaXml),
              ]),
              el('UnitaDocumentarieNonPresenti', [
                el('NumeroUnitaDocumentarieNonPresenti', contenuto.assenti.length),
                ...contenuto.assenti.map(unitaXml),
              ]),
            ]),
          ]),
    ]),
  ];
}

export const urnFascicolo = (
  sistema: string,
  { ente, struttura }: { ente: string; struttura: string },
  { anno, numero }: { anno: string; numero: string },
): string => `urn:${sistema}:${ente}:${struttura}:${anno}-${numero}`;

/** `RapportoVersamentoFascicolo`, as it is kept and answered. */
export function rapportoFascicolo(bozza: BozzaFascicolo, simulato: Simulato, { guasto, quando }: Chiamata): Elemento {
  const { versatore = { ente: '', struttura: '' }, chiave = { anno: '', numero: '' } } = bozza;
  const detta = guasto?.tipo === 'rdvChiaveErrata' ? { ...chiave, numero: `${chiave.numero}9` } : chiave;
  const base = urnFascicolo(simulato.config.sistemaConservazione, versatore, detta);
  return el('RapportoVersamentoFascicolo', [
    el('VersioneRapportoVersamento', VERSIONE),
    el('IdentificativoRapportoVersamento', `${base}:RdV`),
    el('DataRapportoVersamento', istante(simulato.orologio.adesso())),
    el('SIP', [
      el('URNSIP', `${base}:SIP-FA`),
      el('URNIndiceSIP', `${base}:IndiceSIP`),
      el('DataVersamento', istante(quando)),
    ]),
    generaleXml(bozza),
    ...avvisiXml(bozza),
    chiamataXml(bozza),
    el('EsitoXSD', [el('CodiceEsito', 'POSITIVO')]),
    ...parametriXml(bozza),
    ...fascicoloXml({ ...bozza, chiave: detta }),
    el('StatoConservazione', 'PRESA_IN_CARICO'),
  ]);
}

function negativoXml(bozza: BozzaFascicolo, { indice }: Chiamata): Elemento {
  const { esito, letto, versione } = bozza;
  const xsd = /^FAS_XSD-/.test(esito.generale.codice) ? 'NEGATIVO' : 'POSITIVO';
  return el('EsitoVersamentoNegativo', [
    generaleXml(bozza),
    ...forse(
      'ErroriUlteriori',
      esito
        .ulteriori('ERRORE')
        .map(({ codice, messaggio }) => el('Errore', [el('CodiceErrore', codice), el('MessaggioErrore', messaggio)])),
    ),
    ...avvisiXml(bozza),
    chiamataXml(bozza),
    ...(versione === undefined ? [] : [el('EsitoXSD', [el('CodiceEsito', xsd)])]),
    ...parametriXml(bozza),
    ...fascicoloXml(bozza),
    ...forse('IndiceSIP', letto && bozza.vecchio === undefined ? indice.ricevuto : undefined),
    ...forse('RapportoVersamento', bozza.vecchio),
  ]);
}

export function rispostaFascicolo(bozza: BozzaFascicolo, simulato: Simulato, chiamata: Chiamata): Risposta {
  const { generale } = bozza.esito;
  const versione = bozza.versione ?? simulato.config.versioni.Fascicolo.at(-1) ?? VERSIONE;
  const corpo = risposta(
    el('EsitoVersamentoFascicolo', [
      el('VersioneEsitoVersamentoFascicolo', VERSIONE),
      el('VersioneIndiceSIPFascicolo', versione),
      el('DataEsitoVersamentoFascicolo', istante(chiamata.quando)),
      bozza.rapporto ?? negativoXml(bozza, chiamata),
    ]),
  );
  return {
    stato: bozza.stato,
    intestazioni: {
      'Content-Type': 'application/xml; charset=UTF-8',
      ...(bozza.stato === 200 && {
        ETag: `"${createHash('sha256').update(corpo).digest('hex').slice(0, 32)}"`,
        'Last-Modified': chiamata.quando.toUTCString(),
      }),
    },
    corpo,
    esito: generale.esito,
    codice: generale.codice,
  };
}
