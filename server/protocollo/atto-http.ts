import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import type { RouteContext } from '../lib/route.js';
import { canonicalText, sha256Hex } from './canonico.js';
import { AttoGiaFatto } from './change.js';
import type { Bersaglio, Posto } from './lookup.js';
import { locationOf } from './presenter.js';
import { createAnswers, keyOf } from './registrazioni-http.js';

/** Runs an act asked for over HTTP and answers with the registration. */
export type RunAtto = <P extends Posto>(
  ctx: RouteContext<P, unknown, unknown>,
  content: object,
  run: (on: Bersaglio) => Promise<{ registrazione: Registrazione; status?: number }>,
) => Promise<void>;

/** An act under the client's Idempotency-Key: asked again with the same content it is not done again, and is answered as then. */
export function createAct(deps: Deps): RunAtto {
  const { answer } = createAnswers(deps);
  return async (ctx, content, run) => {
    const { req, res, params } = ctx;
    const chiave = keyOf(req.get('idempotency-key'));
    const sha256 = sha256Hex(canonicalText({ atto: `${req.method} ${req.path}`, content }));
    try {
      const { registrazione, status = 200 } = await run({
        anno: params.anno,
        numero: params.numero,
        ...(params.registro !== undefined && { registro: params.registro }),
        ...(chiave !== undefined && { idempotenza: { chiave, sha256 } }),
      });
      if (status === 201) res.location(locationOf(registrazione));
      await answer(ctx, registrazione, status);
    } catch (error) {
      if (!(error instanceof AttoGiaFatto)) throw error;
      res.location(locationOf(error.registrazione));
      await answer(ctx, error.registrazione);
    }
  };
}
