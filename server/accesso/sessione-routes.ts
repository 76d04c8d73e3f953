import { Credenziali, Io, PaginaAccesso, SessioneAperta } from '../../schemas/accesso.api.js';
import { CambioPassword } from '../../schemas/amministrazione.api.js';
import { Problema } from '../../schemas/comune.api.js';
import { findAccountDemo } from '../../schemas/utente.model.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { type Risposta, type Route, route } from '../lib/route.js';
import { allAooByCodice } from './aoo.js';
import type { Blocco } from './blocco.js';
import { changeOwnPassword } from './cambio-password.js';
import { giveCookie, refuseCrossSite, takeCookie } from './credenziali.js';
import { authenticate, richiestaOf } from './guard.js';
import { presentIo } from './io.js';
import { endSession } from './sessione.js';
import { signIn } from './sign-in.js';

const gruppo = 'Accesso';
const problema = (descrizione: string): Risposta => ({
  descrizione,
  schema: Problema,
  tipo: 'application/problem+json',
});
const X_PER_CONTO_DI = {
  nome: 'X-Per-Conto-Di',
  descrizione:
    'Nome del titolare per conto del quale si agisce, dove una sostituzione di oggi lo permette: ruolo e ufficio sono i suoi, gli atti dicono chi e per conto di chi. Vale su ogni indirizzo.',
};
const X_AOO = { nome: 'X-AOO', descrizione: 'Codice della AOO in cui agire; senza, la prima degli incarichi.' };

/** Sign in, sign out, who am I. */
export function sessioneRoutes(deps: Pick<Deps, 'clock' | 'config' | 'dimostrazione'> & { blocco: Blocco }): Route[] {
  const { clock, config, dimostrazione, blocco } = deps;
  return [
    route({
      method: 'get',
      path: '/accesso',
      atto: 'pubblico',
      gruppo,
      sommario: 'Che cosa mostra la pagina di accesso',
      risposte: { 200: { descrizione: 'Ente e, solo in una dimostrazione, gli account.', schema: PaginaAccesso } },
      handler: async ({ res }) => {
        const [first] = (await allAooByCodice()).values();
        const account = dimostrazione ? await findAccountDemo() : [];
        res.json({
          ente: first?.ente.denominazione ?? 'Protocollo informatico',
          dimostrazione,
          ...(dimostrazione && { account: account.map(({ _id, descrizione = '' }) => ({ utente: _id, descrizione })) }),
        });
      },
    }),
    route({
      method: 'post',
      path: '/sessione',
      atto: 'pubblico',
      gruppo,
      sommario: 'Accedere',
      body: Credenziali,
      intestazioni: [X_AOO],
      risposte: {
        200: { descrizione: 'Sessione aperta; lo stesso token è anche nel cookie HttpOnly.', schema: SessioneAperta },
        403: problema('Nessun incarico valido, o richiesta da un altro sito.'),
        429: problema('Troppi tentativi non riusciti; Retry-After dice tra quanti secondi riprovare.'),
      },
      handler: async ({ req, res, body }) => {
        refuseCrossSite(req);
        const tentativo = { ...body, aoo: req.get('x-aoo'), indirizzo: req.ip ?? '', richiesta: richiestaOf(res) };
        const { token, scadenza, io } = await signIn(deps, blocco, tentativo);
        giveCookie(res, token, config.urlPubblico);
        res.json({ token, scadenza: rfc3339(scadenza), utente: io });
      },
    }),
    route({
      method: 'delete',
      path: '/sessione',
      atto: 'sessione',
      gruppo,
      sommario: 'Uscire',
      risposte: { 204: { descrizione: 'Sessione chiusa.' } },
      handler: async ({ req, res }) => {
        await endSession(await authenticate(req, clock.now()));
        takeCookie(res, config.urlPubblico);
        res.status(204).end();
      },
    }),
    route({
      method: 'get',
      path: '/io',
      atto: 'sessione',
      gruppo,
      sommario: 'Chi ha fatto accesso, con incarichi e diritti',
      intestazioni: [X_AOO, X_PER_CONTO_DI],
      risposte: { 200: { descrizione: 'Utente, AOO, ruolo, diritti, parole della AOO.', schema: Io } },
      handler: async ({ req, res, caller }) => {
        const adesso = clock.now();
        const { utente } = await authenticate(req, adesso);
        res.json(await presentIo(caller, utente, adesso, deps));
      },
    }),
    route({
      method: 'post',
      path: '/io/password',
      atto: 'sessione',
      gruppo,
      sommario: 'Cambiare la propria password',
      body: CambioPassword,
      risposte: {
        204: { descrizione: 'Password cambiata; le altre sessioni dell’utente sono chiuse.' },
        429: problema('Troppi tentativi non riusciti; Retry-After dice tra quanti secondi riprovare.'),
      },
      handler: async ({ req, res, body, caller }) => {
        const identita = await authenticate(req, clock.now());
        await changeOwnPassword(clock, blocco, caller, identita, { ...body, indirizzo: req.ip ?? '' });
        res.status(204).end();
      },
    }),
  ];
}
