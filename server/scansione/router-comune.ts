import { Scansione } from '../../schemas/scansione.api.js';
import { findPagine } from '../../schemas/pagina-scansione.model.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { requireIfMatch } from '../lib/http.js';
import type { RouteContext } from '../lib/route.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { IDEMPOTENCY_KEY, keyOf, MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import type { Bersaglio } from './cambia.js';
import { presentScansione } from './presenter.js';

/* What the routes of the scans have in common. */

export const GRUPPO_SCANSIONI = 'Scansioni';
export const UNA = '/scansioni/{id}';
export const PAGINA = `${UNA}/pagine/{pagina}`;
export const LEGGE = [MOTIVO_ACCESSO];
export const CAMBIA = [
  { nome: 'If-Match', descrizione: 'La versione letta: se nel frattempo è cambiata, 412.' },
  IDEMPOTENCY_KEY,
  MOTIVO_ACCESSO,
];
export const SCANSIONE = (descrizione: string) => ({ descrizione, schema: Scansione });
export const CAMBIATA = {
  200: SCANSIONE('La scansione com’è adesso'),
  409: { descrizione: 'Attestata, o già nella registrazione: non si cambia più' },
  412: { descrizione: 'Nel frattempo un’altra persona l’ha cambiata: rileggerla' },
};

type Ctx = RouteContext<{ id: string }, unknown, unknown>;

/** Whom the act is done on, and the request under its Idempotency-Key. */
export function bersaglioDi(
  { req, params, caller }: Pick<Ctx, 'req' | 'params' | 'caller'>,
  content: unknown,
): Bersaglio {
  const chiave = keyOf(req.get('idempotency-key'));
  const sha256 = sha256Hex(canonicalText({ atto: `${req.method} ${req.path}`, content }));
  return {
    id: params.id,
    versione: req.get('if-match') === undefined ? undefined : requireIfMatch(req),
    ...(chiave !== undefined && { richiesta: { autore: caller.utente, chiave, sha256 } }),
  };
}

/** A scan as it is answered. */
export async function mostra({ clock }: Pick<Deps, 'clock'>, scansione: ScansioneTenuta): Promise<Scansione> {
  const [pagine, { soglie }] = await Promise.all([
    findPagine(scansione._id),
    configurazioneAl(scansione.aoo, 'scansione', legalDay(clock.now())),
  ]);
  return presentScansione(scansione, pagine, soglie);
}

export const indirizzoDi = ({ _id }: Pick<ScansioneTenuta, '_id'>): string => `/api/v1/scansioni/${_id}`;

export async function sendScansione(
  deps: Pick<Deps, 'clock'>,
  res: Ctx['res'],
  scansione: ScansioneTenuta,
  status = 200,
): Promise<void> {
  const body = await mostra(deps, scansione);
  res.status(status).set('ETag', `"${scansione.versione}"`).json(body);
}
