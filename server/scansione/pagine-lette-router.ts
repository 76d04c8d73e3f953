import * as api from '../../schemas/scansione.api.js';
import { type EsitoPagina, findPagina } from '../../schemas/pagina-scansione.model.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Deps } from '../deps.js';
import { NonTrovatoError } from '../lib/problem.js';
import { type Route, route, type RouteContext } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { requirePosto } from './cambia.js';
import { parolaDa, preleva } from './deposito.js';
import { figuraDi } from './figura.js';
import { requireScansione } from './lettura.js';
import { GRUPPO_SCANSIONI as gruppo, LEGGE, PAGINA } from './router-comune.js';

const FIGURE = {
  304: { descrizione: 'È quella che chi chiede ha già (If-None-Match)' },
  206: { descrizione: 'Una parte', tipo: 'image/jpeg' },
};
const NON_LETTA = 'La pagina non è ancora letta: attendere.';

/** What was read of a page that the caller may see. @throws NonTrovatoError */
async function requireEsito(deps: Deps, caller: Caller, id: string, pagina: string): Promise<EsitoPagina> {
  const scansione = await requireScansione(deps, caller, id);
  requirePosto(scansione, pagina);
  const found = await findPagina(scansione._id, pagina);
  if (found?.esito === undefined) throw new NonTrovatoError(NON_LETTA);
  return found.esito;
}

/** A picture of a page as a stored file. */
async function sendFigura(
  deps: Deps,
  { req, res }: Pick<RouteContext<never, never, never>, 'req' | 'res'>,
  sha256: string | undefined,
): Promise<void> {
  const stored = sha256 === undefined ? null : await deps.store.stat(sha256);
  if (sha256 === undefined || stored === null) throw new NonTrovatoError('Di questa pagina non c’è l’immagine.');
  const mime = 'image/jpeg';
  const { dimensione } = stored;
  await sendFile(deps, req, res, { nome: 'pagina.jpg', mime, dimensione, sha256, formato: { mime }, firme: [] });
}

/** The pages of a scan, looked at. */
export function pagineLetteRoutes(deps: Deps): Route[] {
  const figura = (quale: 'anteprima' | 'miniatura', sommario: string): Route =>
    route({
      method: 'get',
      path: `${PAGINA}/${quale}`,
      atto: 'legge-scansioni',
      gruppo,
      sommario,
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'L’immagine', tipo: 'image/jpeg' }, ...FIGURE },
      handler: async (ctx) => {
        const { id, pagina } = ctx.params;
        await sendFigura(deps, ctx, (await requireEsito(deps, ctx.caller, id, pagina))[quale]);
      },
    });
  return [
    figura('miniatura', 'Una pagina, piccola'),
    figura('anteprima', 'Una pagina, come si legge sullo schermo'),
    route({
      method: 'get',
      path: `${PAGINA}/immagine`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Una pagina a piena risoluzione, com’è nella copia',
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: {
        200: { descrizione: 'L’immagine', tipo: 'image/jpeg', altriTipi: ['image/png'] },
        304: FIGURE[304],
      },
      handler: async ({ req, res, caller, params }) => {
        const { copia } = await requireEsito(deps, caller, params.id, params.pagina);
        if (copia === undefined) throw new NonTrovatoError('Di questa pagina non c’è l’immagine.');
        const etag = `"${copia.sha256}"`;
        res.set({ ETag: etag, 'Cache-Control': 'private, no-cache', 'Content-Disposition': 'inline' });
        if (req.get('if-none-match') === etag) return void res.status(304).end();
        const { mime, bytes } = await figuraDi(await preleva(deps.store, copia.sha256), copia);
        res.type(mime).send(bytes);
      },
    }),
    route({
      method: 'get',
      path: `${PAGINA}/parole`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Le parole di una pagina e dove stanno, nei punti dell’immagine',
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Le parole', schema: api.ParolePagina } },
      handler: async ({ res, caller, params }) => {
        const { copia, parole } = await requireEsito(deps, caller, params.id, params.pagina);
        res.json({
          larghezza: copia?.larghezza ?? 0,
          altezza: copia?.altezza ?? 0,
          parole: parole === undefined ? [] : parolaDa(await preleva(deps.store, parole)),
        } satisfies api.ParolePagina);
      },
    }),
  ];
}
