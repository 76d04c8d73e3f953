import { formatGiorno, formatOra } from './date.js';
import type { Frammento } from './foglio.js';
import type { Colonna, Riga } from './tabella.js';
import { attributeIn, childOf, childrenOf, type Nodo, textIn } from '../leggi.js';
import { nomeAtto, nomeDato, PAROLE_FLUSSO, PAROLE_STATO } from '../parole.js';

/** The rows of a register as an inspector reads them, out of its XML. */

const MINUTO = 5.2;
const GRIGIO = '#3f4a58';

export const COLONNE_REGISTRAZIONI: readonly Colonna[] = [
  { titolo: 'Numero', parte: 50 },
  { titolo: 'Data e ora', parte: 46 },
  { titolo: 'Mittente, destinatario', parte: 138 },
  { titolo: 'Oggetto', parte: 172 },
  { titolo: 'Protocollo del mittente, arrivo', parte: 70 },
  { titolo: 'Classifica, assegnazione', parte: 78 },
  { titolo: 'Documento e allegati, con l’impronta SHA-256', parte: 128 },
  { titolo: 'Stato, impronta dell’ultimo atto', parte: 118 },
];

export const COLONNE_VARIAZIONI: readonly Colonna[] = [
  { titolo: 'Numero', parte: 50 },
  { titolo: 'Data e ora', parte: 46 },
  { titolo: 'Variazione', parte: 84 },
  { titolo: 'Valore precedente', parte: 150 },
  { titolo: 'Valore nuovo', parte: 150 },
  { titolo: 'Motivo e provvedimento', parte: 132 },
  { titolo: 'Operatore', parte: 62 },
  { titolo: 'Impronta dell’ultimo atto', parte: 110 },
];

export const COLONNE_GIORNATE: readonly Colonna[] = [
  { titolo: 'Giornata', parte: 70 },
  { titolo: 'Registro giornaliero', parte: 90 },
  { titolo: 'Registrazioni', parte: 70 },
  { titolo: 'Annullate', parte: 70 },
  { titolo: 'Variazioni', parte: 70 },
  { titolo: 'Impronta SHA-256 del registro giornaliero', parte: 300 },
];

const bold = (testo: string): Frammento => ({ testo, carattere: 'stretto-grassetto' });
const small = (testo: string): Frammento => ({ testo, corpo: MINUTO, colore: GRIGIO });
const hash = (testo: string): Frammento => ({ testo, carattere: 'macchina', corpo: 4.7, colore: GRIGIO });
const plain = (testo: string): Frammento => ({ testo });

const quando = (istante: string): Frammento[] => [
  plain(formatGiorno(istante)),
  plain(formatOra(istante)),
  small(istante.slice(-6)),
];

function nomeSoggetto(soggetto: Nodo): string {
  const nome =
    textIn(soggetto, 'Denominazione') ||
    `${textIn(soggetto, 'Cognome')} ${textIn(soggetto, 'Nome')}`.trim() ||
    textIn(soggetto, 'DenominazioneUO') ||
    textIn(soggetto, 'Ufficio');
  const codes = [
    textIn(soggetto, 'DenominazioneUO') === nome ? textIn(soggetto, 'Ufficio') : '',
    textIn(soggetto, 'CodiceFiscale'),
    textIn(soggetto, 'PartitaIva'),
    textIn(soggetto, 'CodiceIPA'),
    textIn(soggetto, 'DomicilioDigitale'),
  ].filter(Boolean);
  return codes.length === 0 ? nome : `${nome} (${[...new Set(codes)].join(', ')})`;
}

const soggetti = (riga: Nodo, nome: string, parola: string): Frammento[] => {
  const names = childrenOf(childOf(riga, nome), 'Soggetto').map(nomeSoggetto);
  return names.length === 0 ? [] : [plain(`${parola}: ${names.join('; ')}`)];
};

function fileFragments(riga: Nodo): Frammento[] {
  const documento = childOf(riga, 'Documento');
  const allegati = childrenOf(childOf(riga, 'Allegati'), 'Allegato');
  const one = (file: Nodo, parola: string): Frammento[] => [
    small(`${parola}: ${textIn(file, 'Nome')} (${Number(file.attributi['dimensione']).toLocaleString('it-IT')} byte)`),
    hash(textIn(file, 'Impronta')),
  ];
  return [
    ...(documento === undefined ? [small('Documento non ancora acquisito')] : one(documento, 'Documento')),
    ...allegati.flatMap((file) => one(file, `Allegato ${file.attributi['n'] ?? ''}`)),
  ];
}

const provvedimentoOf = (nodo: Nodo | undefined): string => {
  const found = childOf(nodo, 'Provvedimento');
  if (found === undefined) return '';
  return `Provvedimento ${textIn(found, 'Numero')} del ${formatGiorno(found.attributi['data'] ?? '')}, ${textIn(found, 'Autore')}`;
};

function statoFragments(riga: Nodo): Frammento[] {
  const stato = riga.attributi['stato'] ?? '';
  const annullamento = childOf(riga, 'Annullamento');
  const data = annullamento?.attributi['data'] ?? '';
  return [
    stato === 'valida' ? plain(PAROLE_STATO[stato] ?? stato) : bold(PAROLE_STATO[stato] ?? stato),
    ...(annullamento === undefined
      ? []
      : [
          small(`il ${formatGiorno(data)} ${formatOra(data)}, ${annullamento.attributi['operatore'] ?? ''}`),
          small(textIn(annullamento, 'Motivo')),
          small(provvedimentoOf(annullamento)),
        ]),
    ...(riga.attributi['riservatezza'] === 'riservata' ? [small('Riservata')] : []),
    ...(riga.attributi['tardiva'] === 'true' ? [small('Datata in una giornata già chiusa')] : []),
    hash(textIn(riga, 'ImprontaUltimoAtto')),
  ];
}

export function rigaRegistrazione(riga: Nodo): Riga {
  const annullata = riga.attributi['stato'] === 'annullata';
  const struck = (frammenti: Frammento[]): Frammento[] =>
    frammenti.map((one) => (annullata ? { ...one, barrato: true } : one));
  const mittente = textIn(riga, 'ProtocolloMittente');
  const del = attributeIn(riga, 'ProtocolloMittente', 'data');
  const arrivo = textIn(riga, 'DataArrivo');
  const classifica = attributeIn(riga, 'Classifica', 'codice');
  const assegnazioni = childrenOf(childOf(riga, 'Assegnazioni'), 'Assegnazione').map(({ attributi }) =>
    small(
      `${attributi['uo'] ?? ''}${attributi['utente'] === undefined ? '' : ` ${attributi['utente']}`} (${attributi['tipo'] ?? ''})`,
    ),
  );
  const apertura = attributeIn(riga, 'Apertura', 'ultimoNumero');
  const emergenza = textIn(riga, 'Emergenza');
  return {
    segnata: annullata,
    celle: [
      [
        bold(riga.attributi['numero'] ?? ''),
        small(PAROLE_FLUSSO[textIn(riga, 'Flusso')] ?? ''),
        small(textIn(riga, 'Mezzo')),
        ...(apertura === '' ? [] : [small(`Apertura: ultimo numero dato altrove ${apertura}`)]),
      ],
      [...quando(textIn(riga, 'Data')), small(textIn(riga, 'Operatore'))],
      struck([...soggetti(riga, 'Mittenti', 'Da'), ...soggetti(riga, 'Destinatari', 'A')]),
      struck([plain(textIn(riga, 'Oggetto'))]),
      [
        ...(emergenza === ''
          ? []
          : [
              small(
                `Emergenza: ${emergenza} del ${formatGiorno(attributeIn(riga, 'Emergenza', 'data'))}, ore ${attributeIn(riga, 'Emergenza', 'ora')}`,
              ),
            ]),
        ...(mittente === '' ? [] : struck([plain(`${mittente}${del === '' ? '' : ` del ${formatGiorno(del)}`}`)])),
        ...(arrivo === ''
          ? []
          : [small(`Arrivo: ${formatGiorno(arrivo)} ${arrivo.includes('T') ? formatOra(arrivo) : ''}`)]),
      ],
      [...(classifica === '' ? [] : [plain(`${classifica} ${textIn(riga, 'Classifica')}`)]), ...assegnazioni],
      fileFragments(riga),
      statoFragments(riga),
    ],
  };
}

export function rigaVariazione(riga: Nodo): Riga {
  const { numero = '', anno = '', tipo = '', campo = '' } = riga.attributi;
  const perContoDi = attributeIn(riga, 'Operatore', 'perContoDi');
  return {
    segnata: tipo === 'annullamento',
    celle: [
      [bold(numero), small(`del ${anno}`)],
      quando(textIn(riga, 'Data')),
      [bold(nomeAtto(tipo)), ...(campo === '' ? [] : [small(nomeDato(campo))])],
      [{ ...plain(textIn(riga, 'Vecchio')), barrato: tipo === 'rinnovo' }],
      [plain(textIn(riga, 'Nuovo'))],
      [plain(textIn(riga, 'Motivo')), small(provvedimentoOf(riga))],
      [plain(textIn(riga, 'Operatore')), ...(perContoDi === '' ? [] : [small(`per conto di ${perContoDi}`)])],
      [hash(textIn(riga, 'ImprontaUltimoAtto'))],
    ],
  };
}

export const rigaGiornata = ({ attributi, figli }: Nodo): Riga => ({
  celle: [
    [plain(formatGiorno(attributi['giorno'] ?? ''))],
    [plain(attributi['numero'] ?? '')],
    [plain(attributi['registrazioni'] ?? '')],
    [plain(attributi['annullate'] ?? '')],
    [plain(attributi['variazioni'] ?? '')],
    [hash(figli[0]?.testo ?? '')],
  ],
});
