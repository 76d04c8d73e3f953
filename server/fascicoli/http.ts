import type { Request } from 'express';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { requireIfMatch } from '../lib/http.js';
import { type PartsSpec, type Received, receiveMultipart } from '../lib/multipart.js';
import type { RouteContext } from '../lib/route.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { keyOf } from '../protocollo/registrazioni-http.js';
import type { Idempotenza, SulFascicolo } from './cambia.js';
import { presentFascicolo } from './presenter.js';
import { traceFascicoli } from './visibilita.js';

/* What the routes of the fascicoli have in common. */

const MEBIBYTE = 1_048_576;
export const GRUPPO_FASCICOLI = 'Fascicoli';
export const IF_MATCH = { nome: 'If-Match', descrizione: 'La versione letta', obbligatoria: true };
export const IF_MATCH_SE_CE = {
  nome: 'If-Match',
  descrizione: 'La versione letta: se nel frattempo è cambiata, 412',
};

/** The Idempotency-Key with the digest of what it stands for; undefined where the client sent none. */
export function idempotenzaOf(req: Request, content: object): Idempotenza | undefined {
  const chiave = keyOf(req.get('idempotency-key'));
  return chiave === undefined
    ? undefined
    : { chiave, sha256: sha256Hex(canonicalText({ atto: `${req.method} ${req.path}`, content })) };
}

/** The version that the client read, where it says one. */
export const ifMatchOf = (req: Request): number | undefined =>
  req.get('if-match') === undefined ? undefined : requireIfMatch(req);

type Su = Pick<RouteContext<never, never, never>, 'res' | 'caller'>;

/** A fascicolo as its reader may see it; what is reserved leaves a trace. */
export async function answerFascicolo({ clock }: Deps, { res, caller }: Su, f: Fascicolo, status = 200): Promise<void> {
  await traceFascicoli(clock, caller, [f], `fascicolo/${f._id}`);
  res
    .status(status)
    .set('ETag', `"${f.versione}"`)
    .json(await presentFascicolo(caller, f));
}

interface Atto extends Su {
  req: Request;
  params: { id: string };
  body: object;
}

/** An act on the fascicolo of the address, once for its Idempotency-Key, and how the fascicolo stands after it. @param versione - the one that was read */
export async function answerAtto(
  deps: Deps,
  { req, res, caller, params, body }: Atto,
  versione: number | undefined,
  act: (on: SulFascicolo) => Promise<Fascicolo>,
): Promise<void> {
  const on = { id: params.id, versione, idempotenza: idempotenzaOf(req, body) };
  await answerFascicolo(deps, { res, caller }, await act(on));
}

/** Reads a multipart body with one file, which goes to the store while it arrives; the AOO may admit smaller files than the installation. */
export async function receiveFile(
  { config, store, clock }: Deps,
  req: Request,
  caller: Caller,
  testi: readonly string[],
): Promise<Received> {
  const { limiteFileMegabyte } = await configurazioneAl(caller.aoo, 'parametri', legalDay(clock.now()));
  const limitBytes = Math.min(config.limiteFileBytes, (limiteFileMegabyte ?? Infinity) * MEBIBYTE);
  const spec: PartsSpec = { testi, file: { documento: 1 }, limitBytes: config.limiteFileBytes + MEBIBYTE };
  return receiveMultipart(req, (stream) => store.put(stream, { limitBytes }), spec);
}
