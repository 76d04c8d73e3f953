import type { z } from 'zod';
import { EsitoVerifica, FirmeRegistrazione } from '../../schemas/firma.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import { PercorsoAtto } from '../../schemas/repertorio.api.js';
import type { Deps } from '../deps.js';
import { FuoriLimite } from '../formati/fonte.js';
import { receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError, Problema } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import type { Posto } from '../protocollo/lookup.js';
import { createAnswers, MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { inCartellaPropria } from './arrivo.js';
import { contestoOf } from './contesto.js';
import { firmeDiRegistrazione } from './di-registrazione.js';

const GRUPPO = 'Firme';
const MEBIBYTE = 1_048_576;
/** Somebody waits: what authorities have not answered by then stays unknown. */
const ATTESA_MS = 40_000;

/** Verification of signatures: of any file that one sends, and of those that are registered. */
export function firmeRoutes(deps: Deps): Route[] {
  const { read } = createAnswers(deps);
  const { config } = deps;
  const parts = { file: { documento: 1, firma: 1 }, limitBytes: config.limiteFileBytes + MEBIBYTE };

  const firmeDi = (path: string, di: string, params: z.ZodType<Posto>): Route[] => [
    route({
      method: 'get',
      path: `${path}/firme`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: `Le firme dei file di ${di}: chi, quando, che cosa vale e che cosa non si è potuto verificare`,
      params,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I file nei loro posti', schema: FirmeRegistrazione } },
      handler: async ({ res, caller, params: posto }) => {
        res.json(await firmeDiRegistrazione(deps, await read(caller, posto), { ancora: false }));
      },
    }),
    route({
      method: 'post',
      path: `${path}/firme`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: `Verifica adesso, di nuovo, le firme dei file di ${di}, chiedendo anche le revoche`,
      params,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I file nei loro posti, come stanno adesso', schema: FirmeRegistrazione } },
      handler: async ({ res, caller, params: posto }) => {
        res.json(await firmeDiRegistrazione(deps, await read(caller, posto), { ancora: true }));
      },
    }),
  ];

  return [
    route({
      method: 'post',
      path: '/firme/verifica',
      atto: 'sessione',
      gruppo: GRUPPO,
      sommario:
        'Verifica adesso le firme e le marche di un file, o di una firma separata con il suo documento; nulla resta',
      multipart: { file: [{ nome: 'documento', obbligatorio: true }, { nome: 'firma' }] },
      risposte: { 200: { descrizione: 'Che cosa è firmato, da chi, che cosa vale', schema: EsitoVerifica } },
      handler: async ({ req, res }) => {
        const esito = await inCartellaPropria(async ({ accetta, apri }) => {
          const { file } = await receiveMultipart(req, accetta, parts);
          const [documento] = file['documento'] ?? [];
          const [firma] = file['firma'] ?? [];
          if (documento === undefined)
            throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il file da verificare.' }]);
          const { verificaConFirma } = await import('./insieme.js');
          return verificaConFirma(
            { nome: documento.nome, sha256: documento.sha256, fonte: await apri(documento.sha256) },
            firma && { nome: firma.nome, fonte: await apri(firma.sha256) },
            await contestoOf(deps, { rete: true, segnale: AbortSignal.timeout(ATTESA_MS) }),
          );
        }).catch((error: unknown) => {
          if (!(error instanceof FuoriLimite)) throw error;
          throw new Problema('richiesta-troppo-grande', 'Il file chiede troppo tempo per essere verificato qui.');
        });
        res.json(esito);
      },
    }),
    ...firmeDi(ONE, 'una registrazione', PercorsoRegistrazione),
    ...firmeDi('/repertori/{registro}/{anno}/{numero}', 'un atto di repertorio', PercorsoAtto),
  ];
}
