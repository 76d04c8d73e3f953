import { type Request, type Response, Router, text } from 'express';
import {
  type AccessoInteressato,
  countErrati,
  findAccessoByToken,
  insertLettura,
} from '../../schemas/accesso-interessato.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { allAooByCodice, ufficiOf } from '../accesso/aoo.js';
import { utenteOf } from '../accesso/sessione.js';
import { createLimite } from '../carte/limite.js';
import { risorseOf } from '../carte/risorse.js';
import type { Cornice } from '../carte/verifica-pagina.js';
import type { Deps } from '../deps.js';
import { requireServibile } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import { DomainError } from '../lib/problem.js';
import { presentProcedimento } from '../procedimenti/service.js';
import { sendFile } from '../protocollo/files.js';
import { PAGINA } from './accessi.js';
import { mostratoDi, type Mostrato } from './contenuto.js';
import { digestOf, DURATA_MS, forgetIdentity, identify, isIdentified } from './identita.js';
import { codicePage, fascicoloPage, messaggioPage } from './pagina.js';
import { statoAccesso } from './regole.js';

/** From one address, a minute. */
const LETTURE_AL_MINUTO = 120;
const CODICI_AL_MINUTO = 10;
const CORPO = '1kb';
const COOKIE = 'interessato';
const INDIRIZZO =
  /^\/interessato\/([\w-]{43})(?:\/(?:(uscita)|documenti\/(\d{4})\/([1-9]\d{0,8})\/(0|[1-9]\d{0,3})))?$/;

interface Chiesta {
  token: string;
  indirizzo: string;
  uscita: boolean;
  documento?: { anno: number; numero: number; file: number };
}

/** The one way to write an address of these pages. */
export function readIndirizzo(path: string): Chiesta | undefined {
  const [, token, uscita, anno, numero, file] = INDIRIZZO.exec(path) ?? [];
  if (token === undefined) return undefined;
  return {
    token,
    indirizzo: `${PAGINA}/${token}`,
    uscita: uscita !== undefined,
    ...(anno !== undefined && { documento: { anno: Number(anno), numero: Number(numero), file: Number(file) } }),
  };
}

const cookieOf = (req: Request): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{43})(?:;|$)`).exec(req.get('cookie') ?? '')?.[1];

const ASSENTE = [
  'Non disponibile',
  'Questo collegamento non apre più nulla. Rivolgersi all’ufficio che lo ha dato.',
] as const;

/**
 * What a person concerned sees of his fascicolo, from outside (CAD art. 41 c. 2-quater): no session of the product, no script. It stands
 * before the pages of the application. A link that is wrong, over or revoked is answered as one whose code is wrong.
 * @param root - folder of the built pages
 */
export function interessatoRouter(deps: Deps, root: string): Router {
  const { redis, config, clock, dimostrazione } = deps;
  const { stili } = risorseOf(root);
  const letture = createLimite(redis, `${config.redisPrefix}:interessato`, LETTURE_AL_MINUTO);
  const codici = createLimite(redis, `${config.redisPrefix}:interessato-codice`, CODICI_AL_MINUTO);

  const corniceOf = async (aoo?: string): Promise<Cornice> => {
    const all = await allAooByCodice();
    const [first] = all.values();
    const ente = (aoo === undefined ? first : (all.get(aoo) ?? first))?.ente.denominazione ?? 'Protocollo';
    return { stili, ente, dimostrazione };
  };
  const say = async (res: Response, status: number, [titolo, testo]: readonly [string, string]): Promise<void> => {
    res
      .status(status)
      .type('html')
      .send(messaggioPage(await corniceOf(), titolo, testo));
  };

  const findAttivo = async ({ token }: Chiesta): Promise<AccessoInteressato | null> => {
    const found = await findAccessoByToken(digestOf(token));
    if (found === null) return null;
    return statoAccesso(found, await countErrati(found._id), clock.now()) === 'attivo' ? found : null;
  };
  const trace = ({ aoo, fascicolo, _id }: AccessoInteressato) => ({
    aoo,
    fascicolo,
    accesso: _id,
    quando: clock.now(),
  });

  async function enter(req: Request, res: Response, chiesta: Chiesta): Promise<void> {
    const codice = new URLSearchParams(typeof req.body === 'string' ? req.body : '').get('codice') ?? '';
    const accesso = await findAccessoByToken(digestOf(chiesta.token));
    const session = accesso === null || codice.length > 40 ? null : await identify(clock, accesso, codice);
    if (session === null) {
      res
        .status(401)
        .type('html')
        .send(codicePage(await corniceOf(), chiesta.indirizzo, true));
      return;
    }
    res.cookie(COOKIE, session, {
      httpOnly: true,
      sameSite: 'strict',
      secure: req.secure,
      path: chiesta.indirizzo,
      maxAge: DURATA_MS,
    });
    res.redirect(303, chiesta.indirizzo);
  }

  async function show(
    res: Response,
    accesso: AccessoInteressato,
    { fascicolo: f, documenti }: Mostrato,
    indirizzo: string,
  ): Promise<void> {
    await insertLettura({ ...trace(accesso), che: 'pagina' });
    const uffici = await ufficiOf(f.aoo);
    const named = f.rup ?? f.responsabile;
    const persona = named === undefined ? undefined : (await utenteOf(named))?.denominazione;
    const veduto = {
      indirizzo,
      nome: nameOfSoggetto(accesso.soggetto),
      scadenza: accesso.scadenza,
      codice: f.codice,
      oggetto: f.oggetto,
      classifica: f.classifica.voce,
      stato: f.stato,
      dataApertura: f.dataApertura,
      dataChiusura: f.dataChiusura,
      ufficio: uffici.find(({ codice }) => codice === f.uo)?.denominazione ?? f.uo,
      responsabile: persona,
      procedimento: f.iter === undefined ? undefined : presentProcedimento(f, legalDay(clock.now())),
      documenti,
    };
    res.type('html').send(fascicoloPage(await corniceOf(f.aoo), veduto));
  }

  async function download(
    req: Request,
    res: Response,
    accesso: AccessoInteressato,
    { documenti }: Mostrato,
    asked: NonNullable<Chiesta['documento']>,
  ): Promise<void> {
    const one = documenti.find(({ anno, numero }) => anno === asked.anno && numero === asked.numero);
    const file = one === undefined ? undefined : [one.documento, ...one.allegati][asked.file];
    if (file === undefined) {
      await say(res, 404, [
        'Documento non disponibile',
        'Questo documento non è tra quelli messi a disposizione. Tornare al fascicolo.',
      ]);
      return;
    }
    const servibile = await requireServibile(file);
    await insertLettura({
      ...trace(accesso),
      che: 'documento',
      documento: `${asked.anno}/${asked.numero}`,
      file: asked.file,
    });
    // always whole and always read again: only so its hash is checked while it passes
    delete req.headers.range;
    delete req.headers['if-none-match'];
    await sendFile(deps, req, res, servibile);
  }

  async function answer(req: Request, res: Response, chiesta: Chiesta): Promise<void> {
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (chiesta.uscita && req.method === 'POST') {
      await forgetIdentity(cookieOf(req));
      res.clearCookie(COOKIE, { path: chiesta.indirizzo }).redirect(303, chiesta.indirizzo);
      return;
    }
    if (req.method === 'POST' && chiesta.documento === undefined) return enter(req, res, chiesta);
    if (!reads || chiesta.uscita) return say(res, 404, ASSENTE);
    const accesso = await findAttivo(chiesta);
    if (accesso === null || !(await isIdentified(clock, accesso, cookieOf(req)))) {
      if (chiesta.documento === undefined)
        res.type('html').send(codicePage(await corniceOf(), chiesta.indirizzo, false));
      else res.redirect(303, chiesta.indirizzo);
      return;
    }
    const mostrato = await mostratoDi(accesso);
    if (mostrato === null) return say(res, 404, ASSENTE);
    if (chiesta.documento === undefined) await show(res, accesso, mostrato, chiesta.indirizzo);
    else await download(req, res, accesso, mostrato, chiesta.documento);
  }

  const router = Router({ caseSensitive: true });
  router.use(
    /^\/interessato(?=\/|$)/i,
    text({ type: 'application/x-www-form-urlencoded', limit: CORPO, inflate: false }),
    async (req, res) => {
      res.locals['percorso'] = `${PAGINA}/{token}`; // the token is in no log
      res.set({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Robots-Tag': 'noindex, nofollow, noarchive',
      });
      const chiesta = readIndirizzo(req.originalUrl.split('?', 1)[0] ?? '');
      const seconds = await (req.method === 'POST' ? codici : letture)(req.ip ?? '');
      if (seconds > 0) {
        res.set('Retry-After', String(seconds));
        await say(res, 429, [
          'Troppe richieste',
          `Da questo indirizzo sono arrivate troppe richieste: riprovare tra ${seconds} secondi.`,
        ]);
      } else if (chiesta === undefined) await say(res, 404, ASSENTE);
      else
        try {
          await answer(req, res, chiesta);
        } catch (error) {
          if (!(error instanceof DomainError) || res.headersSent) throw error;
          await say(res, error.code === 'file-in-quarantena' ? 409 : 503, [
            'Non disponibile ora',
            error.code === 'file-in-quarantena'
              ? 'Il file è in quarantena: rivolgersi all’ufficio.'
              : 'In questo momento non si può leggere: riprovare più tardi.',
          ]);
        }
    },
  );
  return router;
}
