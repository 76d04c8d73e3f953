import * as api from '../../schemas/importazione.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import {
  countErrori,
  findImportazione,
  type Importazione,
  listErrori,
  listImportazioni,
} from '../../schemas/importazione.model.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { parse } from '../lib/http.js';
import { receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { createSveglia } from './ipa/sveglia.js';
import { requestImportazione } from './ipa/service.js';

const GRUPPO = 'Rubrica';
const ATTO = ['importa-rubrica', 'amministra'] as const;
const ONE = '/rubrica/importazioni/{id}';
const PRIMI_ERRORI = 100;
const CONTA_FINO_A = 1_000;

function presentImportazione(one: Importazione) {
  const { _id, tipo, origine, stato, motivo, file, utente, chiesta, iniziata, conclusa, totale, righe, cessate } = one;
  return {
    id: _id.toHexString(),
    tipo,
    origine,
    stato,
    ...(motivo !== undefined && { motivo }),
    file,
    ...(utente !== undefined && { utente }),
    chiesta: rfc3339(chiesta),
    ...(iniziata !== undefined && { iniziata: rfc3339(iniziata) }),
    ...(conclusa !== undefined && { conclusa: rfc3339(conclusa) }),
    ...(totale !== undefined && { totale }),
    righe,
    cessate,
  };
}
const presentWhole = async (one: Importazione): Promise<api.ImportazioneRisposta> => ({
  ...presentImportazione(one),
  errori: await listErrori(one._id, 0, PRIMI_ERRORI),
});

async function requireImportazione(id: string): Promise<Importazione> {
  const found = await findImportazione(id);
  if (found === null) throw new NonTrovatoError('L’importazione non c’è: controllare l’indirizzo.');
  return found;
}

const cursoreOf = (cursore: string | undefined): number => {
  if (cursore === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursore))
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  return Number(cursore);
};

/** Imports of the IPA's files: asked for here, done by the worker, followed here. */
export function importazioniRoutes(deps: Deps): Route[] {
  const { config, store } = deps;
  const sveglia = createSveglia(deps);
  return [
    route({
      method: 'post',
      path: '/rubrica/importazioni',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'Importa un file dell’IPA (enti, aoo, uo: CSV, testo con tabulazioni, XLSX, JSON); lo fa il worker',
      multipart: { testi: ['tipo'], file: [{ nome: 'file', obbligatorio: true }] },
      risposte: {
        202: {
          descrizione: 'Chiesta: a che punto è si legge all’indirizzo in Location',
          schema: api.ImportazioneRisposta,
        },
      },
      handler: async ({ req, res, caller }) => {
        const { testi, file } = await receiveMultipart(
          req,
          (stream) => store.put(stream, { limitBytes: config.limiteFileBytes }),
          { testi: ['tipo'], file: { file: 1 }, limitBytes: config.limiteFileBytes + 1_048_576 },
        );
        const tipo = parse(api.TipoIpaTesto, testi['tipo'], ['tipo']);
        const [received] = file['file'] ?? [];
        if (received === undefined)
          throw new DatiNonValidiError([{ campo: 'file', messaggio: 'Manca il file: sceglierlo e inviare di nuovo.' }]);
        const asked = await requestImportazione(deps, caller.utente, tipo, received);
        await sveglia();
        res
          .status(202)
          .location(`/api/v1/rubrica/importazioni/${asked._id.toHexString()}`)
          .json(await presentWhole(asked));
      },
    }),
    route({
      method: 'get',
      path: '/rubrica/importazioni',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'Le importazioni, le più recenti prima',
      query: api.ImportazioniQuery,
      risposte: { 200: { descrizione: 'Una pagina', schema: api.Importazioni } },
      handler: async ({ res, query }) => {
        res.json({ elementi: (await listImportazioni(query.limite ?? LIMITE_PREDEFINITO)).map(presentImportazione) });
      },
    }),
    route({
      method: 'get',
      path: ONE,
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'A che punto è un’importazione, con le prime cento righe non prese',
      params: api.PercorsoImportazione,
      risposte: { 200: { descrizione: 'L’importazione', schema: api.ImportazioneRisposta } },
      handler: async ({ res, params }) => {
        res.json(await presentWhole(await requireImportazione(params.id)));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/errori`,
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'Tutte le righe non prese, o prese in parte, con il loro numero',
      params: api.PercorsoImportazione,
      query: api.ErroriQuery,
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ErroriImportazione } },
      handler: async ({ res, params, query }) => {
        const { _id } = await requireImportazione(params.id);
        const limite = query.limite ?? LIMITE_PREDEFINITO;
        const found = await listErrori(_id, cursoreOf(query.cursore), limite + 1);
        const elementi = found.slice(0, limite);
        const totale = await countErrori(_id, CONTA_FINO_A + 1);
        res.json({
          elementi,
          ...(found.length > limite && { cursore: String(elementi.at(-1)?.riga ?? 0) }),
          ...(totale > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale }),
        });
      },
    }),
  ];
}
