import * as api from '../../schemas/registrazione.api.js';
import * as risposta from '../../schemas/registrazione-risposta.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { recordAccesso } from '../accesso/audit.js';
import { isVisible } from '../accesso/visibilita.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { conEsami } from '../formati/stato.js';
import { type ReceivedFile, receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError } from '../lib/problem.js';
import type { RouteContext } from '../lib/route.js';
import { avvisiFor } from './avvisi.js';
import { type Posto, requireVisible } from './lookup.js';
import { presentRegistrazione } from './presenter.js';
import { REGISTRO_GENERALE } from './rules.js';
import { withSeen } from './viste.js';

/** What the routes of the registrations have in common: addresses, headers, files that arrive, answers that leave a trace. */

const KEY_MAX = 255;
const MEBIBYTE = 1_048_576;
export const ONE = '/registrazioni/{anno}/{numero}';
export const GRUPPO = 'Registrazioni';
export const MOTIVO_ACCESSO = {
  nome: 'X-Motivo-Accesso',
  descrizione:
    'Motivo per cui rgd, vicario o archivista leggono ciò che è riservato, con la codifica percento dove non è ASCII; resta annotato.',
};
export const IDEMPOTENCY_KEY = {
  nome: 'Idempotency-Key',
  descrizione:
    'Chiave della richiesta: ripetuta con lo stesso contenuto dà la risposta di allora (200), con un altro 409.',
};
export const RISPOSTA = (descrizione: string) => ({ descrizione, schema: risposta.Registrazione });
export const ELENCO = 'elenco';

/** The client's key, if it sent one. @throws DatiNonValidiError for one that cannot be kept */
export function keyOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length > KEY_MAX || !/^[\x21-\x7e]+$/.test(header)) {
    throw new DatiNonValidiError([
      { campo: 'Idempotency-Key', messaggio: `La chiave ha al massimo ${KEY_MAX} caratteri, senza spazi né accenti.` },
    ]);
  }
  return header;
}

export const refOf = ({ anno, numero, registro = REGISTRO_GENERALE }: Posto): string =>
  `${registro === REGISTRO_GENERALE ? '' : `${registro}/`}${anno}/${numero}`;

/** What is enough to know that something reserved was read. */
type Letta = Pick<Registrazione, 'registro' | 'anno' | 'numero' | 'riservatezza'>;

/**
 * What is reserved is read with a trace, before it is shown: by who passes the reserve with a reason, and by who is named in it.
 * @param riferimento - the registration, or `elenco`: then the line says which
 */
export async function traceReading(
  { clock }: Deps,
  caller: Caller,
  registrazioni: readonly Letta[],
  riferimento: string,
): Promise<void> {
  const { motivoAccesso: _motivo, ...named } = caller;
  const read = registrazioni.filter((one) => one.riservatezza.livello === 'riservata' && isVisible(caller, one));
  const asNamed = read.filter((one) => isVisible(named, one));
  const byReason = read.filter((one) => !asNamed.includes(one));
  const record = async (chi: Caller, atto: string, which: readonly Letta[]): Promise<void> => {
    if (which.length === 0) return;
    const dettagli = { registrazioni: which.map(refOf) };
    await recordAccesso(clock, chi, atto, riferimento, riferimento === ELENCO ? { dettagli } : {});
  };
  await record(caller, 'accede-riservate', byReason);
  await record(named, 'legge-riservate', asNamed);
}

/** Readers and answers that never show what is reserved without a trace. */
export function createAnswers(deps: Deps) {
  const read = async (caller: Caller, posto: Posto): Promise<Registrazione> => {
    const found = await requireVisible(caller, posto);
    await traceReading(deps, caller, [found], refOf(posto));
    return found;
  };
  /** A registration as its reader may see it; what is reserved shows after an act too, so that is traced as well. */
  const answer = async (
    { res, caller }: Pick<RouteContext<never, never, never>, 'res' | 'caller'>,
    r: Registrazione,
    status = 200,
  ): Promise<void> => {
    await traceReading(deps, caller, [r], refOf(r));
    const [avvisi, [shown = r]] = await Promise.all([avvisiFor(caller, r), withSeen(caller, [r])]);
    res
      .status(status)
      .set('ETag', `"${r.versione}"`)
      .json({ ...(await conEsami(presentRegistrazione(shown))), avvisi });
  };
  return { read, answer };
}

/** How multipart bodies of registrations are received: files go to the store while they arrive. */
export function createReceiver({ config, store, clock }: Pick<Deps, 'config' | 'store' | 'clock'>) {
  const parts = (json: boolean) => ({
    ...(json ? { json: 'registrazione' } : { testi: ['motivo'] }),
    file: { documento: 1, allegato: api.MAX_ALLEGATI },
    limitBytes: config.limiteFileBytes + MEBIBYTE,
  });
  /** The AOO of the caller may admit smaller files than the installation does. */
  const receive = async ({ req, caller }: Pick<RouteContext<never, never, never>, 'req' | 'caller'>, json: boolean) => {
    const { limiteFileMegabyte } = await configurazioneAl(caller.aoo, 'parametri', legalDay(clock.now()));
    const limitBytes = Math.min(config.limiteFileBytes, (limiteFileMegabyte ?? Infinity) * MEBIBYTE);
    return receiveMultipart(req, (stream) => store.put(stream, { limitBytes }), parts(json));
  };
  const filesOf = (file: Readonly<Record<string, readonly ReceivedFile[]>>) => {
    const documento = file['documento']?.[0];
    return { ...(documento !== undefined && { documento }), allegati: file['allegato'] ?? [] };
  };
  return { receive, filesOf };
}
