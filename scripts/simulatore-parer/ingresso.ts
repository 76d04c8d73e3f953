import type { Chiamata, Simulato } from './chiamata.js';
import { fileBuoni } from './chiamata.js';
import type { FileArrivato } from './arrivo.js';
import { chiaveStruttura, type Servizio, type Struttura, type Utente } from './configurazione.js';
import type { Esito } from './esito.js';
import { legalDay } from '../../server/lib/clock.js';
import type { Versatore } from './unita.js';
import { trova, type Elemento } from './xml.js';

/** What all services check first, in the receiver's order: parts, version, credentials, XML, struttura, rights. */

export interface Ingresso {
  versione: string;
  login: string;
  file: Map<string, FileArrivato>;
}

const ATTESE = ['VERSIONE', 'LOGINNAME', 'PASSWORD', 'XMLSIP'] as const;

/**
 * The parts by their position (steps 2 and 3).
 * @param fine - code when the list ends before XMLSIP: the services of retrieval say WS-CHECK where the others say 666
 */
export function controllaParti(esito: Esito, { arrivo }: Chiamata, fine: '666' | 'WS-CHECK'): Ingresso {
  if (arrivo.nonMultipart === true) esito.stop('WS-CHECK', 'La chiamata non è multipart/form-data');
  if (arrivo.guasto !== undefined) esito.stop('666', `Errore interno: ${arrivo.guasto}`);
  const [prima] = arrivo.parti;
  if (prima === undefined) esito.stop('666', 'Errore interno: nessuna parte ricevuta');
  const testi: string[] = [];
  for (const [i, attesa] of ATTESE.entries()) {
    const parte = arrivo.parti[i];
    if (parte === undefined) esito.stop(fine, `Errore: le parti finiscono prima di ${attesa}`);
    if (parte.testo === undefined) esito.stop('WS-CHECK', `La parte ${parte.nome} deve essere un campo`);
    if (parte.nome !== attesa) esito.stop('WS-CHECK', `Manca il campo ${attesa}: al suo posto c’è ${parte.nome}`);
    testi.push(parte.testo);
  }
  const intruso = arrivo.parti.slice(ATTESE.length).find(({ testo }) => testo !== undefined);
  if (intruso !== undefined) esito.stop('WS-CHECK', `Dopo XMLSIP sono ammessi solo file: ${intruso.nome} è un campo`);
  const [versione = '', login = ''] = testi;
  return { versione, login, file: fileBuoni(arrivo) };
}

export function controllaVersione(esito: Esito, versioni: readonly string[], versione: string): void {
  if (versione === '') esito.stop('UD-001-010', 'La versione non è indicata');
  if (!versioni.includes(versione)) esito.stop('UD-001-011', `La versione ${versione} non è gestita`);
}

/** Codes of each fault of the credentials; the services have their own. */
export interface CodiciCredenziali {
  assente: string;
  errate: string;
  scadute: string;
  disattivo: string;
}
export const CREDENZIALI_UD: CodiciCredenziali = {
  assente: 'UD-001-004',
  errate: 'UD-001-012',
  scadute: 'UD-001-006',
  disattivo: 'UD-001-007',
};

export function controllaCredenziali(
  esito: Esito,
  simulato: Simulato,
  { arrivo, guasto, quando }: Chiamata,
  login: string,
  codici: CodiciCredenziali = CREDENZIALI_UD,
): Utente {
  if (login === '') esito.stop(codici.assente, 'Il nome utente non è indicato');
  const password = arrivo.parti.find(({ nome }) => nome === 'PASSWORD')?.testo;
  const utente = simulato.config.utenti.find(({ userid }) => userid === login);
  if (utente === undefined || utente.password !== password)
    esito.stop(codici.errate, 'Nome utente o password non corretti');
  if (guasto?.tipo === 'credenzialiScadute' || quando.getTime() >= Date.parse(utente.scadenza))
    esito.stop(codici.scadute, `La password di ${login} è scaduta`);
  if (!utente.attivo) esito.stop(codici.disattivo, `L’utente ${login} non è attivo`);
  return utente;
}

/** Steps 6 and 7. Without the official schema only the root and the elements that the simulator itself needs are looked for. */
export async function controllaXml(
  esito: Esito,
  { schemi }: Simulato,
  { indice }: Chiamata,
  { schema, radice, minimi }: { schema: string; radice: string; minimi: readonly string[] },
  codici = { illeggibile: 'XSD-001-002', nonValido: 'XSD-001-001' },
): Promise<Elemento> {
  const letta = indice.radice;
  if (letta === undefined) esito.stop(codici.illeggibile, `XML non leggibile: ${indice.difetto ?? ''}`);
  if (letta.nome !== radice) esito.stop(codici.nonValido, `XML non valido: la radice è ${letta.nome}, non ${radice}`);
  const manca = minimi.find((percorso) => trova(letta, percorso) === undefined);
  const difetto = (await schemi.difetto(schema, indice.testo)) ?? (manca === undefined ? undefined : `manca ${manca}`);
  if (difetto !== undefined) esito.stop(codici.nonValido, `XML non valido: ${difetto}`);
  return letta;
}

/** Codes of step 12 and 13, by what is wrong. */
export interface CodiciStruttura {
  ambiente: string;
  ente: string;
  struttura: string;
  template: string;
  nonValida: string;
  nonSua: string;
  servizio: string;
}
export const STRUTTURA_UD: CodiciStruttura = {
  ambiente: 'UD-001-001',
  ente: 'UD-001-002',
  struttura: 'UD-001-003',
  template: 'UD-001-015',
  nonValida: 'UD-001-019',
  nonSua: 'UD-001-009',
  servizio: 'UD-001-008',
};

/** Step 12: the struttura exists, is no template and is valid today. */
export function controllaStruttura(
  esito: Esito,
  { config }: Simulato,
  quando: Date,
  { ambiente, ente, struttura }: Versatore,
  codici: CodiciStruttura = STRUTTURA_UD,
): Struttura {
  const suoAmbiente = config.strutture.filter((una) => una.ambiente === ambiente);
  if (suoAmbiente.length === 0) esito.stop(codici.ambiente, `Ambiente ${ambiente} sconosciuto`);
  const suoEnte = suoAmbiente.filter((una) => una.ente === ente);
  if (suoEnte.length === 0) esito.stop(codici.ente, `Ente ${ente} sconosciuto in ${ambiente}`);
  const sua = suoEnte.find((una) => una.struttura === struttura);
  if (sua === undefined) esito.stop(codici.struttura, `Struttura ${struttura} sconosciuta in ${ente}`);
  if (sua.template === true) esito.stop(codici.template, `La struttura ${struttura} è un modello`);
  const oggi = legalDay(quando);
  if (oggi < sua.dal || (sua.al !== undefined && oggi > sua.al))
    esito.stop(codici.nonValida, `La struttura ${struttura} non è valida al ${oggi}`);
  return sua;
}

/** Step 13: the user may act for the struttura, and by this service. */
export function controllaDiritti(
  esito: Esito,
  utente: Utente,
  struttura: Struttura,
  servizio: Servizio,
  codici: CodiciStruttura = STRUTTURA_UD,
): void {
  if (!utente.strutture.includes(chiaveStruttura(struttura)))
    esito.stop(codici.nonSua, `L’utente ${utente.userid} non è abilitato sulla struttura ${struttura.struttura}`);
  if (!utente.servizi.includes(servizio))
    esito.stop(codici.servizio, `L’utente ${utente.userid} non è abilitato al servizio ${servizio}`);
}
