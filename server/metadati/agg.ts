import type { Fase } from '../../schemas/configurazione-procedimenti.api.js';
import type { TipoFascicolo } from '../../schemas/fascicolo.api.js';
import type { Mancanza } from '../../schemas/metadati.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { foglia, gruppo, type Nodo } from './albero.js';
import type { Conf } from './conf.js';
import type { Costruito, Intorno } from './dai.js';
import { type ClassificaMetadati, classificazioneOf, idAgg, type Identita, identita } from './parti.js';
import { CHI, Rilievi } from './rilievi.js';
import { assegnatario, controparte, proprio, rup, ruolo } from './soggetti.js';
import { noteOf, tempoOf } from './tempo.js';
import { FASI, TIPOLOGIE_FASCICOLO } from './valori.js';

/** An office that had the fascicolo, from a day to a day. */
export interface AssegnazioneFascicolo {
  tipo: 'competenza' | 'conoscenza';
  uo: string;
  utente?: string | undefined;
  /** legal days */
  dal: string;
  al?: string | undefined;
}

export interface ProcedimentoMetadati {
  /** matter under which the catalogue has it */
  materia?: string | undefined;
  denominazione?: string | undefined;
  catalogo?: string | undefined;
  fasi: readonly { fase: Fase; dal: string; al?: string | undefined }[];
}

/** A document of the fascicolo; without `identita` it has no file yet. */
export interface DocumentoIndice {
  genere: 'amministrativo' | 'informatico';
  identita?: Identita | undefined;
  /** how people call it: `0000012/2026` */
  detto: string;
}

export interface FascicoloMetadati {
  id: string;
  tipo: TipoFascicolo;
  oggetto: string;
  /** at most five are told */
  paroleChiave?: readonly string[] | undefined;
  progressivo: number;
  classifica: ClassificaMetadati;
  /** legal days */
  dataApertura: string;
  dataChiusura?: string | undefined;
  rup?: { uo: string; utente: string } | undefined;
  intestatario?: Soggetto | undefined;
  partecipanti: readonly Soggetto[];
  /** in order of time; the first since the opening */
  assegnazioni: readonly AssegnazioneFascicolo[];
  procedimento?: ProcedimentoMetadati | undefined;
  documenti: readonly DocumentoIndice[];
  /** place of the paper part, of a hybrid one (rule A9) */
  posizione?: string | undefined;
  /** the fascicolo above, of a sottofascicolo or inserto */
  padre?: string | undefined;
  note?: string | undefined;
}

type Manca = Pick<Mancanza, 'codice' | 'messaggio' | 'elemento'> & Partial<Mancanza>;
const diChiApre = (mancanza: Manca): Mancanza => ({ chi: CHI.responsabile, rimedio: 'fascicolo', ...mancanza });

/** Rule A3: who gives the fascicolo its name, of the kind that its tipo says. */
function intestatarioOf({ tipo, intestatario }: FascicoloMetadati, conf: Conf, rilievi: Rilievi): Nodo[] {
  if (tipo !== 'persona-fisica' && tipo !== 'persona-giuridica') return [];
  const fisica = tipo === 'persona-fisica';
  const elemento = fisica ? 'SoggettoIntestatarioPersonaFisica' : 'SoggettoIntestatarioPersonaGiuridica';
  if (intestatario === undefined || (intestatario.tipo === 'PF') !== fisica || intestatario.tipo === 'UO') {
    const cosa = fisica ? 'la persona fisica intestataria' : 'la persona giuridica intestataria';
    rilievi.manca(diChiApre({ codice: 'intestatario', messaggio: `Manca ${cosa} del fascicolo.`, elemento }));
    return [];
  }
  const una = { soggetto: intestatario, detto: 'intestatario', campo: 'intestatario', fascicolo: true };
  return ruolo(elemento, controparte(conf, una, rilievi));
}

/** Rules A2, S7: the responsabile of a procedimento, person and office. */
function rupOf({ tipo, rup: chi }: FascicoloMetadati, conf: Conf, rilievi: Rilievi): Nodo[] {
  if (chi !== undefined) return ruolo('RUP', rup(conf, chi.uo, chi.utente, rilievi));
  if (tipo === 'procedimento')
    rilievi.manca(diChiApre({ codice: 'rup', messaggio: 'Manca il responsabile del procedimento.', elemento: 'RUP' }));
  return [];
}

function partecipantiOf({ partecipanti }: FascicoloMetadati, conf: Conf, rilievi: Rilievi): Nodo[] {
  return partecipanti
    .filter(({ tipo }) => tipo === 'PAI' || tipo === 'PAE')
    .flatMap((soggetto, i) => {
      const una = { soggetto, detto: 'partecipante', campo: `partecipanti[${i}]`, fascicolo: true };
      return ruolo('AmministrazionePartecipante', controparte(conf, una, rilievi));
    });
}

const chiaveOf = ({ uo, utente }: AssegnazioneFascicolo): string => `${uo} ${utente ?? ''}`;

/** Rule A5: each office of an Assegnazione stands once among the subjects too. */
function assegnatariOf({ assegnazioni }: FascicoloMetadati, conf: Conf, rilievi: Rilievi): Nodo[] {
  const once = new Map(assegnazioni.map((one) => [chiaveOf(one), one]));
  return [...once.values()].flatMap((one) => ruolo('Assegnatario', assegnatario(conf, one, rilievi)));
}

function assegnazioneOf({ assegnazioni }: FascicoloMetadati, conf: Conf, rilievi: Rilievi): Nodo {
  if (assegnazioni.length === 0)
    rilievi.manca(
      diChiApre({
        codice: 'assegnazione',
        messaggio: 'Manca l’ufficio a cui il fascicolo è assegnato.',
        elemento: 'Assegnazione',
      }),
    );
  return gruppo(
    'Assegnazione',
    assegnazioni.flatMap((one) => {
      const soggetto = assegnatario(conf, one, rilievi, 'SoggettoAssegnatario');
      if (soggetto === undefined) return [];
      const [nome, testo] =
        one.tipo === 'competenza'
          ? (['PerCompetenza', 'Per Competenza'] as const)
          : (['PerConoscenza', 'Per Conoscenza'] as const);
      return [
        gruppo('TipoAssegnazione', [
          gruppo(
            nome,
            foglia('TipoAssegnazioneRuolo', testo),
            [soggetto],
            foglia('DataInizioAssegnazione', one.dal),
            foglia('DataFineAssegnazione', one.al),
          ),
        ]),
      ];
    }),
  );
}

/** Rule A6: there for a procedimento, and only there. */
function procedimentoOf({ tipo, procedimento }: FascicoloMetadati, rilievi: Rilievi): Nodo[] {
  if (tipo !== 'procedimento') return [];
  const lack = (codice: string, messaggio: string, elemento: string): void =>
    rilievi.manca(diChiApre({ codice, messaggio, elemento }));
  if (procedimento?.denominazione === undefined)
    lack('procedimento', 'Manca il procedimento, dal catalogo.', 'ProcedimentoAmministrativo/Procedimento');
  if (procedimento?.materia === undefined)
    lack(
      'materia',
      'Manca la materia del procedimento, nel catalogo.',
      'ProcedimentoAmministrativo/MateriaArgomentoStruttura',
    );
  const fasi = procedimento?.fasi ?? [];
  if (fasi.length === 0)
    lack('fasi', 'Il procedimento non ha ancora nessuna fase avviata.', 'ProcedimentoAmministrativo/Fasi');
  return [
    gruppo(
      'ProcedimentoAmministrativo',
      foglia('MateriaArgomentoStruttura', procedimento?.materia),
      foglia('Procedimento', procedimento?.denominazione),
      foglia('CatalogoProcedimenti', procedimento?.catalogo),
      [
        gruppo(
          'Fasi',
          fasi.map(({ fase, dal, al }) =>
            gruppo('TipoFase', [
              gruppo(FASI[fase], foglia('Fase', fase), foglia('DataInizioFase', dal), foglia('DataFineFase', al)),
            ]),
          ),
        ),
      ],
    ),
  ];
}

/** The names are misspelt in the official schema, and kept so. */
const GENERI = { amministrativo: 'DocumentoAmministativoinformatico', informatico: 'Documentoinformatico' } as const;
/** So many documents without a file are named; the others are counted. */
const MAX_NOMINATI = 10;

function indiceOf({ documenti }: FascicoloMetadati, rilievi: Rilievi): Nodo {
  if (documenti.length === 0)
    rilievi.manca({
      codice: 'documenti',
      messaggio: 'Il fascicolo è vuoto: i metadati vogliono almeno un documento.',
      chi: CHI.assegnatario,
      elemento: 'IndiceDocumenti',
      rimedio: 'fascicolazione',
    });
  const senza = documenti.filter((one) => one.identita === undefined);
  if (senza.length > 0) {
    const named = senza.slice(0, MAX_NOMINATI).map(({ detto }) => detto);
    const more = senza.length > MAX_NOMINATI ? ` e altri ${senza.length - MAX_NOMINATI}` : '';
    rilievi.manca({
      codice: 'documenti-senza-file',
      messaggio: `Attendono la scansione: ${named.join(', ')}${more}.`,
      chi: CHI.protocollo,
      elemento: 'IndiceDocumenti',
      rimedio: 'integrazione',
    });
  }
  return gruppo(
    'IndiceDocumenti',
    documenti.flatMap(({ genere, identita: id }) =>
      id === undefined ? [] : [gruppo('TipoDocumento', [identita(GENERI[genere], id)])],
    ),
  );
}

/** Rules A7, A8. */
function requireChiusura(
  { dataApertura, dataChiusura }: FascicoloMetadati,
  anni: Intorno['anni'],
  rilievi: Rilievi,
): void {
  if (dataChiusura === undefined) return;
  if (anni === undefined)
    rilievi.manca({
      codice: 'tempo-conservazione',
      messaggio: 'Il fascicolo è chiuso e il massimario non dice per quanto si conserva.',
      chi: CHI.archivista,
      elemento: 'TempoDiConservazione',
      rimedio: 'titolario',
    });
  if (dataChiusura < dataApertura)
    rilievi.manca(
      diChiApre({
        codice: 'data-chiusura',
        messaggio: 'Il fascicolo risulta chiuso prima di essere aperto.',
        elemento: 'DataChiusura',
      }),
    );
}

const MAX_PAROLE = 5;

/** AggregazioneDocumentaliInformatiche of a fascicolo, sottofascicolo or inserto. Pure. @see CAD art. 41 c. 2-ter */
export function buildAgg(f: FascicoloMetadati, { conf, anni, piano }: Omit<Intorno, 'conforme'>): Costruito {
  const rilievi = new Rilievi();
  requireChiusura(f, anni, rilievi);
  const radice = gruppo(
    'AggregazioneDocumentaliInformatiche',
    [idAgg('IdAgg', 'Fascicolo', f.id)],
    foglia('TipologiaFascicolo', TIPOLOGIE_FASCICOLO[f.tipo]),
    [
      gruppo(
        'Soggetti',
        ruolo('AmministrazioneTitolare', proprio(conf, undefined, rilievi)),
        partecipantiOf(f, conf, rilievi),
        intestatarioOf(f, conf, rilievi),
        rupOf(f, conf, rilievi),
        assegnatariOf(f, conf, rilievi),
      ),
      assegnazioneOf(f, conf, rilievi),
    ],
    foglia('DataApertura', f.dataApertura),
    [classificazioneOf(f.classifica, piano)],
    foglia('Progressivo', f.progressivo),
    [
      gruppo(
        'ChiaveDescrittiva',
        foglia('Oggetto', f.oggetto),
        (f.paroleChiave ?? []).slice(0, MAX_PAROLE).flatMap((parola) => foglia('ParoleChiave', parola)),
      ),
    ],
    foglia('DataChiusura', f.dataChiusura),
    procedimentoOf(f, rilievi),
    [indiceOf(f, rilievi)],
    foglia('PosizioneFisicaAggregazioneDocumentale', f.posizione),
    f.padre === undefined ? [] : [idAgg('IdAggPrimario', 'Fascicolo', f.padre)],
    tempoOf(anni),
    noteOf(f.note, anni),
  );
  return { radice, mancanze: rilievi.mancanze };
}
