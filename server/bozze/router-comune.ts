import type { Bozza } from '../../schemas/bozza.model.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import type { RouteContext } from '../lib/route.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { keyOf } from '../protocollo/registrazioni-http.js';
import type { Bersaglio } from './cambia.js';
import { presentBozza } from './presenter.js';

/* What the routes of the drafts have in common. */

export type Ctx<B> = RouteContext<{ id: string }, unknown, B>;

/** The version that the client says to have read, if it says one. */
export const versioneSaid = (req: Ctx<unknown>['req']): number | undefined =>
  req.get('if-match') === undefined ? undefined : requireIfMatch(req);

/** Whom the act is done on, and the request under its Idempotency-Key. */
export function bersaglioOf({ req, params, caller }: Ctx<unknown>, content: unknown, versione?: number): Bersaglio {
  const chiave = keyOf(req.get('idempotency-key'));
  const sha256 = sha256Hex(canonicalText({ atto: `${req.method} ${req.path}`, content }));
  return {
    id: params.id,
    versione,
    ...(chiave !== undefined && { richiesta: { autore: caller.utente, chiave, sha256 } }),
  };
}

export async function sendLetta(
  deps: Deps,
  { res, caller }: Pick<Ctx<unknown>, 'res' | 'caller'>,
  bozza: Bozza,
  status = 200,
) {
  res
    .status(status)
    .set('ETag', `"${bozza.versione}"`)
    .json(await presentBozza(deps, caller, bozza));
}
