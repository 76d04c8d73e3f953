import { livelloDi, type Bozza } from './bozza.js';
import type { Simulato } from './chiamata.js';
import type { Struttura } from './configurazione.js';
import { controllaDatiSpecifici, forza } from './controlli-unita.js';
import { Fermo, type Esito } from './esito.js';
import { difettoHash } from './impronte.js';
import { chiaveScritta, type Componente, type Documento, type Sip } from './unita.js';
import { trova } from './xml.js';

/** Step 22: each document, then each of its components and subcomponents. */

const NESSUNO_SCHEMA = undefined;

/** Runs the checks of one thing; what stops them is put on its list too, for its items in the answer. */
async function annotando(esito: Esito, note: string[], controlli: () => Promise<void> | void): Promise<void> {
  try {
    await controlli();
  } catch (error) {
    const codice = esito.note.at(-1)?.codice;
    if (error instanceof Fermo && codice !== undefined && !note.includes(codice)) note.push(codice);
    throw error;
  }
}

export async function controllaDocumento(
  bozza: Bozza,
  simulato: Simulato,
  struttura: Struttura,
  sip: Sip,
  documento: Documento,
): Promise<void> {
  const { esito } = bozza;
  await annotando(esito, documento.note, () => controllaSe(esito, simulato, struttura, documento));
  const ordini = new Set<number>();
  for (const componente of documento.componenti) {
    await annotando(esito, documento.note, () => controllaOrdine(esito, ordini, componente));
    await annotando(esito, componente.note, () => controllaComponente(bozza, simulato, struttura, sip, componente));
    for (const sotto of componente.sotto) {
      await annotando(esito, documento.note, () => controllaOrdine(esito, ordini, sotto));
      await annotando(esito, sotto.note, () => controllaSottocomponente(esito, struttura, sotto));
    }
  }
}

async function controllaSe(
  esito: Esito,
  simulato: Simulato,
  struttura: Struttura,
  documento: Documento,
): Promise<void> {
  const tipo = struttura.tipiDocumento.find(({ nome }) => nome.toLowerCase() === documento.tipo.toLowerCase());
  if (tipo === undefined) esito.stop('DOC-001-001', `Tipo di documento ${documento.tipo} sconosciuto`);
  if (documento.ruolo === 'DocumentoPrincipale' && !tipo.principale)
    esito.stop('DOC-001-002', `Il tipo ${documento.tipo} non è ammesso come principale`);
  if (trova(documento.nodo, 'DatiFiscali') !== undefined) esito.stop('DOC-009-001', 'DatiFiscali non è più ammesso');
  await controllaDatiSpecifici(esito, simulato, documento.nodo, NESSUNO_SCHEMA, true);
  const { tipoStruttura } = documento;
  if (tipoStruttura !== undefined && !struttura.tipiStruttura.includes(tipoStruttura))
    esito.stop('DOC-005-001', `Tipo di struttura ${tipoStruttura} sconosciuto`);
}

function controllaOrdine(esito: Esito, ordini: Set<number>, { ordine, id }: Componente): void {
  if (ordine === 0) esito.stop('DOC-007-002', `OrdinePresentazione di ${id} è 0`);
  if (ordini.has(ordine)) esito.stop('DOC-007-001', `OrdinePresentazione ${ordine} ripetuto (${id})`);
  ordini.add(ordine);
}

async function controllaComponente(
  bozza: Bozza,
  simulato: Simulato,
  struttura: Struttura,
  sip: Sip,
  componente: Componente,
): Promise<void> {
  const esito: Esito = bozza.esito;
  const { supporto, riferimento, id } = componente;
  const tipo = tipoDi(struttura, componente);
  if (componente.tipo !== undefined && tipo === undefined)
    esito.stop('COMP-001-001', `Tipo di componente ${componente.tipo} sconosciuto`);
  if (tipo !== undefined && tipo.uso !== 'CONTENUTO' && tipo.uso !== 'CONVERTITORE')
    esito.stop('COMP-001-002', `Il tipo ${tipo.nome} non è ammesso per un componente`);
  if (riferimento !== undefined && supporto !== 'RIFERIMENTO')
    esito.stop('COMP-002-001', `Il componente ${id} ha un riferimento, ma il suo supporto è ${supporto}`);
  if (supporto === 'RIFERIMENTO') {
    if (riferimento === undefined) esito.stop('COMP-002-002', `Al componente ${id} manca il riferimento`);
    if (simulato.archivio.viva(sip.versatore, riferimento) === undefined)
      esito.stop('COMP-008-003', `L’unità ${chiaveScritta(riferimento)} non è presente`);
  }
  if (componente.sotto.length > 0 && supporto !== 'FILE')
    esito.stop('COMP-002-004', `Il componente ${id} ha sottocomponenti, ma il suo supporto è ${supporto}`);
  await controllaDatiSpecifici(esito, simulato, componente.nodo, NESSUNO_SCHEMA, true);
  if (supporto !== 'FILE') return;
  if (componente.nome === undefined) esito.stop('COMP-005-001', `Al componente ${id} manca NomeComponente`);
  const { formato } = componente;
  if (formato !== undefined && tipo !== undefined && tipo.formati !== '*' && !tipo.formati.includes(formato))
    esito.stop('COMP-006-001', `Il formato ${formato} non è ammesso per ${tipo.nome}`);
  if (!struttura.flag.controlloHash) return;
  const difetto = difettoHash(componente.hashVersato);
  if (difetto !== undefined) {
    const livello = livelloDi(sip, forza(sip, simulato, 'ForzaHash'), struttura.flag.accettaHashNeg);
    componente.note.push(difetto);
    esito.nota(difetto, livello, `HashVersato di ${id} assente o non leggibile`);
  }
  esito.calcola();
}

const tipoDi = ({ tipiComponente }: Struttura, { tipo }: Componente): Struttura['tipiComponente'][number] | undefined =>
  tipiComponente.find(({ nome }) => nome.toLowerCase() === tipo?.toLowerCase());

function controllaSottocomponente(esito: Esito, struttura: Struttura, sotto: Componente): void {
  const tipo = tipoDi(struttura, sotto);
  if (tipo === undefined) esito.stop('SUBCOMP-001-001', `Tipo di sottocomponente ${sotto.tipo ?? ''} sconosciuto`);
  if (tipo.uso === 'CONTENUTO') esito.stop('SUBCOMP-001-002', `Il tipo ${tipo.nome} non è ammesso qui`);
  if (sotto.riferimento !== undefined && sotto.supporto !== 'RIFERIMENTO')
    esito.stop('SUBCOMP-002-001', `Il sottocomponente ${sotto.id} ha un riferimento, ma non il suo supporto`);
  if (sotto.supporto === 'FILE' && sotto.nome === undefined)
    esito.stop('SUBCOMP-003-001', `Al sottocomponente ${sotto.id} manca NomeComponente`);
}
