import type { Bozza } from './bozza.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { forza } from './controlli-unita.js';
import { conElementi15 } from './controlli-sip.js';
import { istante } from './orologio.js';
import { chiaveScrittaXml } from './rapporto.js';
import { documentoXml } from './risposta-documenti.js';
import { el, forse, risposta, type Elemento } from './xml.js';

/** The answer of VersamentoSync and AggiuntaAllegatiSync, from what the checks have found. */

export const XML_QUOTATO = 'application/xml; charset="utf-8"';

const negativo = (vero: boolean): string => (vero ? 'NEGATIVO' : 'POSITIVO');

export function generaleXml({ esito }: Bozza): Elemento[] {
  const { generale } = esito;
  return [
    el('EsitoGenerale', [
      el('CodiceEsito', generale.esito),
      el('CodiceErrore', generale.codice),
      el('MessaggioErrore', generale.messaggio),
    ]),
    ...forse(
      'ErroriUlteriori',
      esito
        .ulteriori('ERRORE')
        .map(({ codice, messaggio }) => el('Errore', [el('CodiceErrore', codice), el('MessaggioErrore', messaggio)])),
    ),
    ...forse(
      'WarningUlteriori',
      esito
        .ulteriori('AVVISO')
        .map(({ codice, messaggio }) =>
          el('Warning', [el('CodiceWarning', codice), el('MessaggioWarning', messaggio)]),
        ),
    ),
  ];
}

function chiamataXml({ esito, faultFile }: Bozza): Elemento {
  const { codice } = esito.generale;
  return el('EsitoChiamataWS', [
    el('VersioneWSCorretta', negativo(/^UD-001-01[013]$/.test(codice))),
    el('CredenzialiOperatore', negativo(/^UD-001-0(0[4-9]|12)$/.test(codice))),
    el('FileAttesiRicevuti', negativo(faultFile)),
  ]);
}

function xsdXml({ esito }: Bozza, aggiunta: boolean): Elemento {
  const { codice, messaggio } = esito.generale;
  const testo = (...codici: string[]): string => (codici.includes(codice) ? messaggio : 'POSITIVO');
  const fallito = /^XSD-00[1-5]-/.test(codice) && codice !== 'XSD-001-002';
  return el('EsitoXSD', [
    el('CodiceEsito', negativo(fallito)),
    el('ControlloStrutturaXML', testo('XSD-001-001', 'XSD-001-002')),
    el('UnivocitaIDComponenti', testo('XSD-002-001')),
    ...(aggiunta
      ? []
      : [
          el('UnivocitaIDDocumenti', testo('XSD-002-002')),
          el('CorrispondenzaAllegatiDichiarati', negativo(codice === 'XSD-003-001')),
          el('CorrispondenzaAnnessiDichiarati', negativo(codice === 'XSD-004-001')),
          el('CorrispondenzaAnnotazioniDichiarate', negativo(codice === 'XSD-005-001')),
        ]),
  ]);
}

/** The flags that are applied; before the struttura is known, those of the call alone. */
function configurazioneXml({ sip, struttura }: Bozza, simulato: Simulato): Elemento[] {
  if (sip === undefined) return [];
  const { configurato } = sip;
  const detta = (nome: string): Elemento[] => forse(nome, configurato.forza(nome));
  const nuovo = conElementi15(sip.versione);
  const applicata = (nome: keyof Simulato['config']['default']): Elemento[] =>
    struttura === undefined ? detta(nome) : [el(nome, forza(sip, simulato, nome))];
  const flag = struttura?.flag;
  return [
    el('Configurazione', [
      el('TipoConservazione', configurato.tipoConservazione),
      ...forse('SistemaDiMigrazione', configurato.sistemaMigrazione),
      el('ForzaAccettazione', configurato.forzaAccettazione),
      ...applicata('ForzaConservazione'),
      ...applicata('ForzaCollegamento'),
      ...(nuovo ? (['ForzaHash', 'ForzaFormatoNumero', 'ForzaFormatoFile'] as const) : []).flatMap(applicata),
      ...detta('ForzaAggiuntaDocumento'),
      ...(flag === undefined
        ? []
        : [
            el('AbilitaControlloCrittografico', flag.verificaFirma),
            el('AbilitaControlloTrust', flag.verificaFirma),
            el('AbilitaControlloCertificato', flag.verificaFirma),
            el('AbilitaControlloCRL', flag.verificaFirma),
            el('AbilitaControlloFormato', true),
            el('AbilitaControlloCollegamento', flag.controlloCollegamenti),
            ...(nuovo
              ? [
                  el('AbilitaControlloHash', flag.controlloHash),
                  el('AbilitaControlloFormatoNumero', flag.controlloFormatoNumero),
                ]
              : []),
            el('AbilitaForzaAggiuntaDocumento', flag.abilitaForzaDocAgg),
            el('AccettaControlloFormatoNegativo', flag.accettaFormatoNeg),
            ...(nuovo
              ? [
                  el('AccettaControlloHashNegativo', flag.accettaHashNeg),
                  el('AccettaControlloFormatoNumeroNegativo', flag.accettaFormatoNumeroNeg),
                ]
              : []),
            el('AccettaControlloDocumentoAggiuntoNegativo', flag.accettaDocAggNeg),
            el('AccettaControlloCollegamentiNegativo', flag.accettaCollegamentiNeg),
            el('DataObbligatorio', flag.dataObbligatoria),
            el('OggettoObbligatorio', flag.oggettoObbligatorio),
            el('AbilitaVerificaFirma', flag.verificaFirma),
            el('AbilitaConservazioneNonFirmati', flag.controlloNonFirmati),
            el('AccettaConservazioneNonFirmatiNegativa', flag.accettaNonFirmatiNeg),
          ]),
    ]),
  ];
}

/** The worst that was noted of the codes of one family. */
function peggio({ esito }: Bozza, famiglia: RegExp): string {
  const note = esito.note.filter(({ codice }) => famiglia.test(codice));
  if (note.some(({ livello }) => livello === 'ERRORE')) return 'NEGATIVO';
  return note.length > 0 ? 'WARNING' : 'POSITIVO';
}

const FIRME = /^(FIRMA|MARCA)-|^UD-008-001$/;

function esitoUnitaXml(bozza: Bozza, aggiunta: boolean): Elemento {
  const { codice, messaggio, esito } = bozza.esito.generale;
  const versatore = /^UD-001-0(0[1-3]|15|19)$/.test(codice);
  const unita =
    versatore || /^(UD-00[2-9]|UD-01[24]|PROFNORM|DATISPEC|DOC|COMP|SUBCOMP|HASH|FORMATO|FIRMA|MARCA)/.test(codice);
  const esitoUnita = esito === 'NEGATIVO' ? negativo(unita) : esito;
  const identificato = el('IdentificazioneVersatore', versatore ? messaggio : 'POSITIVO');
  const firme = bozza.struttura?.flag.verificaFirma === false ? 'DISABILITATO' : peggio(bozza, FIRME);
  if (aggiunta)
    return el('EsitoUnitaDocumentaria', [
      el('CodiceEsito', esitoUnita),
      identificato,
      el('IdentificazioneChiave', negativo(/^UD-0(05-001|12-002)$/.test(codice))),
      el('DocumentoUnivocoInUD', negativo(codice === 'DOC-008-001')),
      el('VerificaFirmeUnitaDocumentaria', firme),
      el('VerificaStatoConservazione', peggio(bozza, /^UD-013-001$/)),
    ]);
  const collegamenti =
    bozza.struttura?.flag.controlloCollegamenti === false ? 'DISABILITATO' : peggio(bozza, /^UD-004/);
  return el('EsitoUnitaDocumentaria', [
    el('CodiceEsito', esitoUnita),
    identificato,
    el('UnivocitaChiave', negativo(codice === 'UD-002-001')),
    el('VerificaTipologiaUD', negativo(/^UD-0(03|09|14)-/.test(codice))),
    el('CorrispondenzaDatiSpecifici', negativo(/^DATISPEC-/.test(codice))),
    el('CorrispondenzaProfiloNormativo', negativo(peggio(bozza, /^PROFNORM-/) === 'NEGATIVO')),
    el('PresenzaUDCollegate', collegamenti),
    el('VerificaFirmeUnitaDocumentaria', firme),
  ]);
}

const CONTENITORI = [
  ['DocumentoPrincipale', undefined],
  ['Allegato', 'Allegati'],
  ['Annesso', 'Annessi'],
  ['Annotazione', 'Annotazioni'],
] as const;

function documentiXml(bozza: Bozza, aggiunta: boolean): Elemento[] {
  const { sip } = bozza;
  if (sip === undefined || !bozza.documentiVisti) return [];
  return CONTENITORI.flatMap(([ruolo, contenitore]) => {
    const scritti = sip.documenti
      .filter((documento) => documento.ruolo === ruolo)
      .map((documento) => documentoXml(bozza, sip, documento));
    return aggiunta || contenitore === undefined ? scritti : forse(contenitore, scritti);
  });
}

function unitaXml(bozza: Bozza, chiamata: Chiamata, aggiunta: boolean): Elemento[] {
  const { sip, versatore, conservata } = bozza;
  if (sip === undefined) return [];
  const nuovo = conElementi15(sip.versione);
  return [
    el('UnitaDocumentaria', [
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
      chiaveScrittaXml(sip.chiave),
      el('DataVersamento', istante(chiamata.quando)),
      ...forse('StatoConservazione', conservata === undefined ? undefined : 'IN_ATTESA_SCHED'),
      ...forse('FirmatoDigitalmente', conservata === undefined ? undefined : bozza.firmata),
      esitoUnitaXml(bozza, aggiunta),
      ...documentiXml(bozza, aggiunta),
    ]),
  ];
}

/** @param radice - `EsitoVersamento`, or `EsitoVersAggAllegati` for an addition */
export function rispostaUd(
  bozza: Bozza,
  simulato: Simulato,
  chiamata: Chiamata,
  { radice, versioni, urnSip }: { radice: string; versioni: readonly string[]; urnSip: string | undefined },
): Risposta {
  const aggiunta = radice !== 'EsitoVersamento';
  const chiamataCon = bozza.versioneBuona ? bozza.ingresso?.versione : undefined;
  const nuovo = chiamataCon === undefined || conElementi15(chiamataCon);
  const corpo = el(radice, [
    el('Versione', chiamataCon ?? versioni.at(-1) ?? ''),
    ...forse('VersioneXMLChiamata', chiamataCon),
    ...forse('URNSIP', nuovo && bozza.semantica ? urnSip : undefined),
    el('DataVersamento', istante(chiamata.quando)),
    ...generaleXml(bozza),
    chiamataXml(bozza),
    xsdXml(bozza, aggiunta),
    ...configurazioneXml(bozza, simulato),
    ...unitaXml(bozza, chiamata, aggiunta),
    ...forse('RapportoVersamento', bozza.rdv),
    ...forse('XMLVersamento', bozza.conXml ? chiamata.indice.ricevuto : undefined),
  ]);
  return {
    intestazioni: { 'Content-Type': XML_QUOTATO },
    corpo: risposta(corpo),
    esito: bozza.esito.generale.esito,
    codice: bozza.esito.generale.codice,
  };
}
