import type { Caller } from '../../schemas/accesso.api.js';
import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import { mayOn } from '../accesso/diritti.js';
import { configurazioneAl } from '../configurazione/service.js';
import { NonTrovatoError } from '../lib/problem.js';
import { HASH_INIZIALE } from '../protocollo/canonico.js';
import type { Inizio } from '../protocollo/registro.js';

/** After every version that is known: how a repertorio counts never changes. */
const SEMPRE = '9999-12-31';

const find = (repertori: readonly Repertorio[], sigla: string): Repertorio | undefined =>
  repertori.find(({ codice }) => codice === sigla);

/** The repertori of an AOO on a legal day, in their order. */
export const repertoriAl = (aoo: string, giorno: string): Promise<readonly Repertorio[]> =>
  configurazioneAl(aoo, 'repertori', giorno);

/** Every repertorio that the AOO has, or will have. */
export const repertoriDi = (aoo: string): Promise<readonly Repertorio[]> => repertoriAl(aoo, SEMPRE);

/** @throws NonTrovatoError */
export async function requireRepertorio(aoo: string, giorno: string, sigla: string): Promise<Repertorio> {
  const found = find(await repertoriAl(aoo, giorno), sigla);
  if (found === undefined) throw new NonTrovatoError(`Il repertorio ${sigla} non c’è: controllare la sigla.`);
  return found;
}

/** Whether the numbers of a repertorio go on across the years. */
export const isContinua = async (aoo: string, sigla: string): Promise<boolean> =>
  find(await repertoriDi(aoo), sigla)?.numerazione === 'continua';

/** What stands before the first number of a repertorio: nothing, or the last number that was given elsewhere. */
export async function inizioDi(aoo: string, sigla: string): Promise<Inizio> {
  const apertura = find(await repertoriDi(aoo), sigla)?.apertura;
  if (apertura === undefined) return { coda: null };
  const { anno, ultimoNumero, atto, data } = apertura;
  const coda = {
    anno,
    numero: ultimoNumero,
    dataRegistrazione: new Date(`${anno}-01-01T00:00:00Z`),
    hash: HASH_INIZIALE,
  };
  return { coda, apertura: { ultimoNumero, provvedimento: { numero: atto, data, autore: aoo } } };
}

/** How long what is in a repertorio is kept, if the AOO says so; else the massimario decides. */
export async function conservazioneDi(
  aoo: string,
  giorno: string,
  sigla: string,
): Promise<number | 'illimitato' | undefined> {
  const said = find(await repertoriAl(aoo, giorno), sigla)?.conservazione;
  return said === undefined || said === 'illimitato' ? said : Number(said);
}

/** Offices that write in it: the one that feeds it, and those that the AOO adds. */
export const ufficiDi = ({ uo, scrivono = [] }: Pick<Repertorio, 'uo' | 'scrivono'>): string[] => [
  ...(uo === undefined ? [] : [uo]),
  ...scrivono,
];

/** Whether the caller registers in it: of an office that feeds it, or one of its heads; rgd and vicario. */
export const mayRegister = (caller: Caller, repertorio: Repertorio): boolean =>
  repertorio.chiuso !== true && mayOn(caller, 'registra-repertorio', ufficiDi(repertorio));
