import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import type { ChiaveVersamento, NomeForzatura } from '../../../schemas/versamento.api.js';
import { foglia, gruppo, gruppoPieno } from '../../metadati/albero.js';
import type {
  CamiciaUnita,
  DocumentoUnita,
  FileDaVersare,
  IndicePacchetto,
  Ritocchi,
  UnitaDaVersare,
} from '../tipi.js';
import { fileDi, isStaccata } from './file-di.js';
import { elemento, improntaIndice, type NodoSip, toSip } from './sip.js';
import { taglia, tagliaNome } from './testi.js';

/** What the indexes of ParER have in common (conservazione-parer.md §4). */

/** To whom, and by which user of the receiver: who is named in the index is who calls. */
export interface Contesto {
  conservatore: ConservatoreAoo;
  /** LOGINNAME of the calls */
  utente: string;
}

/** Longest text of each kind in the schemas, in characters. */
export const MASSIMO = { oggetto: 4000, descrizione: 254, nome: 254, chiave: 100, dato: 4000, motivo: 1024 } as const;

export const versatoreOf = ({ conservatore: { ambiente, ente, struttura }, utente }: Contesto): NodoSip =>
  gruppo(
    'Versatore',
    foglia('Ambiente', ambiente),
    foglia('Ente', ente),
    foglia('Struttura', struttura),
    foglia('UserID', utente),
  );

/** In the order of units: number first. */
export const chiaveOf = (nome: string, { registro, anno, numero }: ChiaveVersamento): NodoSip =>
  gruppo(nome, foglia('Numero', numero), foglia('Anno', anno), foglia('TipoRegistro', registro));

export const tipologiaOf = ({ regola }: UnitaDaVersare, { tipologia }: Ritocchi): string =>
  tipologia ?? regola.tipologiaVersata;

export const forza = ({ forza: chieste }: Ritocchi, nome: NomeForzatura): boolean => chieste.includes(nome);

/** Flags of 1.5: only where asked for, since `false` would not switch off what the receiver has on by itself. */
const soloSe = (nome: string, chiesta: boolean): NodoSip[] => (chiesta ? foglia(nome, true) : []);

/**
 * What is done about faults. Nothing is forced but what a person has asked for, with a reason, what the rule agrees for unsigned
 * documents, and links to units that may not be there yet. Never a simulation.
 */
export function configurazioneOf(
  unita: UnitaDaVersare,
  ritocchi: Ritocchi,
  versione: string,
  di: 'unita' | 'aggiunta' | 'aggiornamento',
): NodoSip {
  const { tipoConservazione, forzaConservazione } = unita.regola;
  const nuove = versione === '1.5' && di !== 'aggiornamento';
  return gruppo(
    'Configurazione',
    foglia('TipoConservazione', tipoConservazione),
    foglia('ForzaAccettazione', forza(ritocchi, 'accettazione')),
    foglia('ForzaConservazione', forzaConservazione || forza(ritocchi, 'conservazione')),
    di === 'aggiunta' ? [] : foglia('ForzaCollegamento', unita.collegati.length > 0 || forza(ritocchi, 'collegamento')),
    soloSe('ForzaHash', nuove && forza(ritocchi, 'hash')),
    soloSe('ForzaFormatoNumero', nuove && di === 'unita' && forza(ritocchi, 'formato-numero')),
    soloSe('ForzaFormatoFile', nuove && forza(ritocchi, 'formato-file')),
    foglia('SimulaSalvataggioDatiInDB', false),
  );
}

/** An update wants the oggetto of each: where there is none it is called by what identifies it. */
const camicia = (nome: string, { classifica, fascicolo, sottofascicolo }: CamiciaUnita, intero: boolean): NodoSip[] => {
  const uno = (element: string, detto: CamiciaUnita['fascicolo']): NodoSip[] =>
    detto === undefined
      ? []
      : gruppoPieno(
          element,
          foglia('Identificativo', detto.identificativo),
          foglia('Oggetto', taglia(detto.oggetto ?? (intero ? detto.identificativo : undefined), MASSIMO.oggetto)),
        );
  return gruppoPieno(
    nome,
    foglia('Classifica', taglia(classifica, MASSIMO.descrizione)),
    uno('Fascicolo', fascicolo),
    uno('SottoFascicolo', sottofascicolo),
  );
};

/**
 * Classification and fascicoli. `intero`: of an update, where the list of the secondary ones is told also when it is empty, because
 * what is not told stays as it was.
 */
export function profiloArchivisticoOf({ archivistico }: UnitaDaVersare, intero = false): NodoSip[] {
  const principale = camicia('FascicoloPrincipale', archivistico.principale, intero);
  const secondari = archivistico.secondari.flatMap((uno) => camicia('FascicoloSecondario', uno, intero));
  if (principale.length === 0) return [];
  return gruppoPieno(
    'ProfiloArchivistico',
    principale,
    secondari.length > 0 || intero ? [gruppo('FascicoliSecondari', secondari)] : [],
  );
}

export const profiloUnitaOf = ({ oggetto, data }: UnitaDaVersare): NodoSip =>
  gruppo(
    'ProfiloUnitaDocumentaria',
    foglia('Oggetto', taglia(oggetto, MASSIMO.oggetto)),
    foglia('Data', data),
    foglia('Cartaceo', false),
  );

/** The metadata of Allegato 5: only where they are agreed, since a receiver that has no profile refuses any (PROFNORM-001-004). */
export const profiloNormativoOf = (
  { metadati, regola: { profiloNormativo } }: Pick<UnitaDaVersare, 'metadati' | 'regola'>,
  versione = '1.5',
): NodoSip[] =>
  profiloNormativo === undefined || versione === '1.4'
    ? []
    : [elemento('ProfiloNormativo', { versione: profiloNormativo }, [metadati])];

/** The agreed data: names once, values that are there. */
export function datiSpecificiOf({ datiSpecifici, regola }: UnitaDaVersare): NodoSip[] {
  if (regola.datiSpecifici === undefined) return [];
  const detti = new Map<string, string>();
  for (const [nome, valore] of datiSpecifici) if (!detti.has(nome)) detti.set(nome, valore);
  return [
    gruppo(
      'DatiSpecifici',
      foglia('VersioneDatiSpecifici', regola.datiSpecifici),
      [...detti].flatMap(([nome, valore]) => foglia(nome, taglia(valore, MASSIMO.dato))),
    ),
  ];
}

export const collegatiOf = ({ collegati }: UnitaDaVersare, intero = false): NodoSip[] =>
  collegati.length === 0 && !intero
    ? []
    : [
        gruppo(
          'DocumentiCollegati',
          collegati.map(({ chiave, descrizione }) =>
            gruppo(
              'DocumentoCollegato',
              [chiaveOf('ChiaveCollegamento', chiave)],
              foglia('DescrizioneCollegamento', taglia(descrizione, MASSIMO.descrizione)),
            ),
          ),
        ),
      ];

/** Names of structure and component where none are agreed: those that receivers have configured (conservazione-parer.md §9). */
const STRUTTURA = 'DocumentoGenerico';
const COMPONENTE = 'Contenuto';
const FIRMA = 'Firma';

/** The instant from which the signatures are judged: the one of the register, never the one that the signature claims (§4.7). */
const riferimentoOf = ({ istante, descrizione }: NonNullable<DocumentoUnita['riferimento']>): NodoSip[] => [
  ...foglia('UtilizzoDataFirmaPerRifTemp', false),
  ...foglia('RiferimentoTemporale', istante),
  ...foglia('DescrizioneRiferimentoTemporale', taglia(descrizione, MASSIMO.descrizione)),
];

const nomeOf = (file: FileDaVersare, ritocchi: Ritocchi): NodoSip[] => [
  ...foglia('NomeComponente', tagliaNome(file.nome, MASSIMO.nome)),
  ...foglia('FormatoFileVersato', ritocchi.formati[file.id] ?? file.formato),
];

/** A detached signature: it goes under the file that it signs, and the schema has no hash for it (§4.6). */
const sottocomponenteOf = (file: FileDaVersare, ordine: number, tipo: string, ritocchi: Ritocchi): NodoSip =>
  gruppo(
    'SottoComponente',
    foglia('ID', file.id),
    foglia('OrdinePresentazione', ordine),
    foglia('TipoComponente', tipo),
    foglia('TipoSupportoComponente', 'FILE'),
    nomeOf(file, ritocchi),
    foglia('IDComponenteVersato', `sha256:${file.sha256}`),
  );

/**
 * The components of a document: its file with the detached signatures under it, then what holds the file signed, in one order (§4.6).
 * @param n - its place in the unit: the id of a note, which has no file to name it
 */
function componentiOf(documento: DocumentoUnita, n: number, unita: UnitaDaVersare, ritocchi: Ritocchi): NodoSip[] {
  const { tipoComponente = COMPONENTE, tipoFirma = FIRMA } = unita.regola;
  const { file, firme = [], riferimento } = documento;
  const sotto = firme.filter(isStaccata);
  const istante = riferimentoOf(riferimento ?? { istante: unita.istante, descrizione: unita.descrizioneIstante });
  const uno = (one: FileDaVersare | undefined, ordine: number, under: readonly NodoSip[]): NodoSip =>
    gruppo(
      'Componente',
      foglia('ID', one?.id ?? `m${n}`),
      foglia('OrdinePresentazione', ordine),
      foglia('TipoComponente', tipoComponente),
      foglia('TipoSupportoComponente', one === undefined ? 'METADATI' : 'FILE'),
      one === undefined
        ? []
        : [
            ...nomeOf(one, ritocchi),
            ...foglia('HashVersato', one.sha256),
            ...foglia('IDComponenteVersato', `sha256:${one.sha256}`),
            ...istante,
          ],
      under.length === 0 ? [] : [gruppo('SottoComponenti', under)],
    );
  const interi = firme.filter((one) => !isStaccata(one));
  return [
    uno(
      file,
      1,
      sotto.map((one, i) => sottocomponenteOf(one, i + 2, tipoFirma, ritocchi)),
    ),
    ...interi.map((one, i) => uno(one, sotto.length + i + 2, [])),
  ];
}

/** @param n - its place in the unit */
export function documentoOf(
  nome: string,
  documento: DocumentoUnita,
  n: number,
  unita: UnitaDaVersare,
  ritocchi: Ritocchi,
): NodoSip {
  const { ruolo, id, tipoDocumento, descrizione, autore } = documento;
  const { tipoStruttura = STRUTTURA } = unita.regola;
  return gruppo(
    nome,
    foglia('IDDocumento', id),
    foglia('TipoDocumento', tipoDocumento ?? unita.regola[ruolo]),
    gruppoPieno(
      'ProfiloDocumento',
      foglia('Descrizione', taglia(descrizione, MASSIMO.oggetto)),
      foglia('Autore', taglia(autore, MASSIMO.oggetto)),
    ),
    [
      gruppo('StrutturaOriginale', foglia('TipoStruttura', tipoStruttura), [
        gruppo('Componenti', componentiOf(documento, n, unita, ritocchi)),
      ]),
    ],
  );
}

/** The files of documents, with the part that each has. */
export const filesOf = (documenti: readonly DocumentoUnita[], ritocchi: Ritocchi): IndicePacchetto['file'] =>
  documenti.flatMap((documento) =>
    fileDi(documento).map((file) => ({
      ...file,
      formato: ritocchi.formati[file.id] ?? file.formato,
      ruolo: documento.ruolo,
    })),
  );

/** An index with what it is called by. @param conImpronta - the receipt will tell the hash of its canonical form */
export const indiceOf = (
  formato: string,
  radice: NodoSip,
  file: IndicePacchetto['file'],
  conImpronta = true,
): IndicePacchetto => ({
  formato,
  nome: 'indice.xml',
  mime: 'application/xml',
  contenuto: toSip(radice),
  ...(conImpronta && { improntaIndice: improntaIndice(radice) }),
  file,
});
