import { DistruzioneRichiesta } from '../../schemas/attestazione.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { createAct } from '../protocollo/atto-http.js';
import { IDEMPOTENCY_KEY, MOTIVO_ACCESSO, ONE, RISPOSTA } from '../protocollo/registrazioni-http.js';
import { recordDistruzione } from './registra-distruzione.js';

/** That the paper of an attested copy is no more. */
export function distruzioneRoutes(deps: Deps): Route[] {
  const act = createAct(deps);
  return [
    route({
      method: 'post',
      path: `${ONE}/distruzione-originale`,
      atto: 'distrugge-originali',
      gruppo: 'Attestazioni',
      sommario: 'Registra che l’originale analogico di una copia attestata è stato distrutto, con quale atto e da chi',
      params: PercorsoRegistrazione,
      body: DistruzioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: {
        200: RISPOSTA('Registrata, nella storia della registrazione'),
        409: { descrizione: 'Non si può distruggere, con i motivi; o è già registrata' },
      },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({ registrazione: await recordDistruzione(deps, ctx.caller, on, ctx.body) })),
    }),
  ];
}
