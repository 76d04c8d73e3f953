import type { FileArrivato } from './arrivo.js';
import { testoDi, trova, tutti, veroFalso, type Elemento } from './xml.js';

/** An unità documentaria, or a document to be added, as XMLSIP says it. */

export interface Chiave {
  numero: string;
  anno: string;
  registro: string;
}

export interface Versatore {
  ambiente: string;
  ente: string;
  struttura: string;
  userId: string;
  utente?: string;
}

export interface Componente {
  id: string;
  ordine: number;
  tipo: string | undefined;
  supporto: string;
  riferimento: Chiave | undefined;
  nome: string | undefined;
  formato: string | undefined;
  hashVersato: string | undefined;
  urnVersato: string | undefined;
  idVersato: string | undefined;
  sotto: Componente[];
  /** a subcomponent's parent */
  padre: Componente | undefined;
  nodo: Elemento;
  file?: FileArrivato;
  firmato: boolean;
  /** codes noted on it, each with what it is: for the items of the answer */
  note: string[];
}

export const RUOLI = ['DocumentoPrincipale', 'Allegato', 'Annesso', 'Annotazione'] as const;
export type Ruolo = (typeof RUOLI)[number];

export interface Documento {
  ruolo: Ruolo;
  /** in the whole unit, from 1 */
  n: number;
  id: string;
  tipo: string;
  tipoStruttura: string | undefined;
  componenti: Componente[];
  nodo: Elemento;
  /** codes of what is wrong with the document itself */
  note: string[];
}

export interface Configurato {
  tipoConservazione: string;
  sistemaMigrazione: string | undefined;
  forzaAccettazione: boolean;
  forza: (nome: string) => boolean | undefined;
  simula: boolean;
}

export interface Sip {
  radice: Elemento;
  versione: string;
  versatore: Versatore;
  chiave: Chiave;
  tipologia: string;
  configurato: Configurato;
  documenti: Documento[];
}

export const chiaveDi = (nodo: Elemento | undefined): Chiave => ({
  numero: testoDi(nodo, 'Numero') ?? '',
  anno: (testoDi(nodo, 'Anno') ?? '').trim(),
  registro: testoDi(nodo, 'TipoRegistro') ?? '',
});

export const chiaveScritta = ({ registro, anno, numero }: Chiave): string => `${registro}-${anno}-${numero}`;

const rifilato = (nodo: Elemento, nome: string): string | undefined => testoDi(nodo, nome)?.trim();

function componenteDi(nodo: Elemento, padre?: Componente): Componente {
  const riferimento = trova(nodo, 'Riferimento');
  const componente: Componente = {
    id: testoDi(nodo, 'ID') ?? '',
    ordine: Number(rifilato(nodo, 'OrdinePresentazione') ?? Number.NaN),
    tipo: rifilato(nodo, 'TipoComponente'),
    supporto: rifilato(nodo, 'TipoSupportoComponente') ?? 'FILE',
    riferimento: riferimento === undefined ? undefined : chiaveDi(riferimento),
    nome: testoDi(nodo, 'NomeComponente'),
    formato: rifilato(nodo, 'FormatoFileVersato'),
    hashVersato: rifilato(nodo, 'HashVersato'),
    urnVersato: rifilato(nodo, 'UrnVersato'),
    idVersato: rifilato(nodo, 'IDComponenteVersato'),
    sotto: [],
    padre,
    nodo,
    firmato: false,
    note: [],
  };
  componente.sotto = tutti(trova(nodo, 'SottoComponenti'), 'SottoComponente').map((sotto) =>
    componenteDi(sotto, componente),
  );
  return componente;
}

/** @param n - number of the document in its unit, from 1 */
export const documentoDi = (ruolo: Ruolo, nodo: Elemento, n: number): Documento => ({
  ruolo,
  n,
  id: testoDi(nodo, 'IDDocumento') ?? '',
  tipo: rifilato(nodo, 'TipoDocumento') ?? '',
  tipoStruttura: rifilato(trova(nodo, 'StrutturaOriginale') ?? nodo, 'TipoStruttura'),
  componenti: tutti(trova(nodo, 'StrutturaOriginale/Componenti'), 'Componente').map((uno) => componenteDi(uno)),
  nodo,
  note: [],
});

/** Where each kind of document is in an unità documentaria. */
const POSTI: readonly (readonly [Ruolo, contenitore: string | undefined])[] = [
  ['DocumentoPrincipale', undefined],
  ['Allegato', 'Allegati'],
  ['Annesso', 'Annessi'],
  ['Annotazione', 'Annotazioni'],
];

export function sipDi(radice: Elemento): Sip {
  const configurazione = trova(radice, 'Configurazione');
  const versatore = trova(radice, 'Intestazione/Versatore');
  const utente = testoDi(versatore, 'Utente');
  const nodi = POSTI.flatMap(([ruolo, contenitore]) =>
    tutti(contenitore === undefined ? radice : trova(radice, contenitore), ruolo).map((nodo) => ({ ruolo, nodo })),
  );
  const aggiunti = RUOLI.slice(1).flatMap((ruolo) => tutti(radice, ruolo).map((nodo) => ({ ruolo, nodo })));
  return {
    radice,
    versione: testoDi(radice, 'Intestazione/Versione') ?? '',
    versatore: {
      ambiente: testoDi(versatore, 'Ambiente') ?? '',
      ente: testoDi(versatore, 'Ente') ?? '',
      struttura: testoDi(versatore, 'Struttura') ?? '',
      userId: testoDi(versatore, 'UserID') ?? '',
      ...(utente !== undefined && { utente }),
    },
    chiave: chiaveDi(trova(radice, 'Intestazione/Chiave')),
    tipologia: testoDi(radice, 'Intestazione/TipologiaUnitaDocumentaria')?.trim() ?? '',
    configurato: {
      tipoConservazione: testoDi(configurazione, 'TipoConservazione')?.trim() ?? 'SOSTITUTIVA',
      sistemaMigrazione: testoDi(configurazione, 'SistemaDiMigrazione'),
      forzaAccettazione: veroFalso(configurazione, 'ForzaAccettazione') ?? false,
      forza: (nome) => veroFalso(configurazione, nome),
      simula: veroFalso(configurazione, 'SimulaSalvataggioDatiInDB') ?? false,
    },
    documenti: [...nodi, ...aggiunti].map(({ ruolo, nodo }, i) => documentoDi(ruolo, nodo, i + 1)),
  };
}

/** Components and subcomponents, each parent before its own. */
export const tuttiComponenti = (documenti: readonly Pick<Documento, 'componenti'>[]): Componente[] =>
  documenti.flatMap(({ componenti }) => componenti.flatMap((uno) => [uno, ...uno.sotto]));
