import type { Bozza } from './bozza.js';
import { conElementi15 } from './controlli-sip.js';
import { nomeDocumento, urnComponente } from './rapporto.js';
import { chiaveScritta, type Componente, type Documento, type Sip } from './unita.js';
import { el, forse, type Elemento } from './xml.js';

/** Documents and components in an answer: with URN and hash only once they are stored. */

type Giudizio = 'POSITIVO' | 'WARNING' | 'NEGATIVO';

/** What was noted of a component, as the items of the answer say it. */
function giudizio({ esito }: Bozza, codici: readonly string[]): Giudizio {
  if (codici.length === 0) return 'POSITIVO';
  const errore = esito.note.some(({ codice, livello }) => livello === 'ERRORE' && codici.includes(codice));
  return errore ? 'NEGATIVO' : 'WARNING';
}

const PEGGIORE: readonly Giudizio[] = ['NEGATIVO', 'WARNING', 'POSITIVO'];
const peggiore = (giudizi: readonly Giudizio[]): Giudizio =>
  PEGGIORE.find((uno) => giudizi.includes(uno)) ?? 'POSITIVO';

/** Items that know no warning. */
const soloNegativo = (uno: Giudizio): string => (uno === 'NEGATIVO' ? 'NEGATIVO' : 'POSITIVO');

function esitoComponenteXml(bozza: Bozza, { note, firmato }: Componente): Elemento {
  const di = (famiglia: RegExp): Giudizio =>
    giudizio(
      bozza,
      note.filter((codice) => famiglia.test(codice)),
    );
  const firme = note.some((codice) => codice.startsWith('FIRMA-')) || firmato;
  return el('EsitoComponente', [
    el('CodiceEsito', giudizio(bozza, note)),
    el('VerificaTipoComponente', soloNegativo(di(/^COMP-001-/))),
    el('VerificaNomeComponente', soloNegativo(di(/^COMP-005-/))),
    el('VerificaAmmissibilitaFormato', soloNegativo(di(/^COMP-006-/))),
    el('VerificaRiconoscimentoFormato', di(/^FORMATO-/)),
    ...(firme ? [el('VerificaFirmeComponente', di(/^FIRMA-/))] : []),
  ]);
}

function identitaXml(bozza: Bozza, sip: Sip, n: number, uno: Componente): Elemento[] {
  const nuovo = conElementi15(sip.versione);
  const urn =
    bozza.conservata === undefined
      ? nuovo
        ? uno.urnVersato
        : undefined
      : urnComponente(bozza.conservata.urn, n, uno.ordine);
  const hash = bozza.conservata === undefined ? undefined : uno.file?.sha256.toUpperCase();
  return [
    ...forse('OrdinePresentazione', uno.ordine > 0 ? uno.ordine : undefined),
    ...forse('TipoComponente', uno.tipo),
    ...forse('URN', urn),
    ...forse('Hash', hash),
    ...(hash === undefined ? [] : [el('AlgoritmoHash', 'SHA-256'), el('Encoding', 'hexBinary')]),
    ...forse('FormatoRappresentazione', uno.file === undefined ? undefined : uno.formato),
    ...(uno.file === undefined
      ? []
      : [
          el('IdoneitaFormato', uno.note.includes('FORMATO-001-001') ? 'GESTITO' : 'IDONEO'),
          el('DimensioneFile', uno.file.dimensione),
        ]),
  ];
}

function sottoXml(bozza: Bozza, sip: Sip, n: number, sotto: Componente): Elemento {
  const nuovo = conElementi15(sip.versione);
  return el('SottoComponente', [
    ...identitaXml(bozza, sip, n, sotto),
    ...(nuovo
      ? [
          ...forse('NomeComponente', sotto.nome),
          ...forse('UrnVersato', sotto.urnVersato),
          ...forse('IDComponenteVersato', sotto.idVersato),
        ]
      : []),
    el('EsitoSottoComponente', [
      el('CodiceEsito', giudizio(bozza, sotto.note)),
      el('VerificaTipoComponente', 'POSITIVO'),
    ]),
  ]);
}

function componenteXml(bozza: Bozza, sip: Sip, n: number, uno: Componente): Elemento {
  const nuovo = conElementi15(sip.versione);
  return el('Componente', [
    ...identitaXml(bozza, sip, n, uno),
    ...(uno.file === undefined ? [] : [el('FirmatoDigitalmente', uno.firmato)]),
    ...(nuovo
      ? [
          ...forse('NomeComponente', uno.nome),
          ...forse('UrnVersato', uno.urnVersato),
          ...forse('HashVersato', uno.hashVersato),
          ...forse('IDComponenteVersato', uno.idVersato),
        ]
      : []),
    esitoComponenteXml(bozza, uno),
    ...forse(
      'SottoComponenti',
      uno.sotto.map((sotto) => sottoXml(bozza, sip, n, sotto)),
    ),
  ]);
}

export function documentoXml(bozza: Bozza, sip: Sip, documento: Documento): Elemento {
  const { componenti, n } = documento;
  const di = (famiglia: RegExp): string =>
    soloNegativo(
      giudizio(
        bozza,
        documento.note.filter((codice) => famiglia.test(codice)),
      ),
    );
  const tutti = [
    ...documento.note,
    ...componenti.flatMap(({ note, sotto }) => [...note, ...sotto.flatMap((s) => s.note)]),
  ];
  return el(documento.ruolo, [
    el('ChiaveDoc', `${chiaveScritta(sip.chiave)}-${nomeDocumento(n)}`),
    el('IDDocumento', documento.id),
    el('TipoDocumento', documento.tipo),
    el(
      'FirmatoDigitalmente',
      componenti.some(({ firmato }) => firmato),
    ),
    el('EsitoDocumento', [
      el('CodiceEsito', peggiore(tutti.map((codice) => giudizio(bozza, [codice])))),
      el('VerificaTipoDocumento', di(/^DOC-001-/)),
      el('CorrispondenzaDatiSpecifici', di(/^DATISPEC-/)),
      el('VerificaTipoStruttura', di(/^DOC-005-/)),
      el('UnivocitaOrdinePresentazione', di(/^DOC-007-/)),
    ]),
    ...forse(
      'Componenti',
      componenti.map((uno) => componenteXml(bozza, sip, n, uno)),
    ),
  ]);
}
