import {
  type Contenuti,
  CONTENUTI,
  ElencoConfigurazione,
  ElencoOggettario,
  ElencoVersioni,
  PercorsoVersione,
  QueryGiorno,
  QueryOggettario,
  QueryVersioni,
  TIPI_CONFIGURAZIONE,
  type TipoConfigurazione,
  versioneLetta,
  versioneNuova,
  type VersioneNuova,
} from '../../schemas/configurazione.api.js';
import { LIMITE_PREDEFINITO, Problema } from '../../schemas/comune.api.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { type Route, route } from '../lib/route.js';
import { attoOf } from './diritti.js';
import { searchOggettario } from './oggettario.js';
import { configurazioneAl } from './service.js';
import { addVersione, listConfigurazione, listVersioni, readAl, readVersione } from './versioni.js';

const gruppo = 'Configurazione';
/** The words of the AOO are for whoever works in it; they hold nothing of any document. */
const LEGGE = 'sessione';

const NOMI: Readonly<Record<TipoConfigurazione, string>> = {
  tipologie: 'le tipologie dei documenti',
  mezzi: 'i mezzi di arrivo e di spedizione',
  esclusioni: 'i documenti che non occorre registrare',
  oggettario: 'i modelli di oggetto',
  lettere: 'i modelli delle lettere',
  formati: 'i formati accettati',
  impostazioni: 'le impostazioni della AOO',
  manuale: 'il manuale di gestione',
  parametri: 'i parametri della AOO',
  procedimenti: 'il catalogo dei procedimenti',
  smistamento: 'le regole di smistamento',
  repertori: 'i repertori e i registri particolari',
  conservazione: 'che cosa si versa in conservazione, a chi e quando',
  scansione: 'come si scansiona e si attesta',
};

/** The routes of one content; each with its own shape, so that the OpenAPI document tells it. */
function routesOf(deps: Deps, tipo: TipoConfigurazione): Route[] {
  const { clock } = deps;
  const path = `/configurazione/${tipo}`;
  const contenuto = CONTENUTI[tipo];
  const schema = versioneLetta(tipo, contenuto);
  return [
    route({
      method: 'get',
      path,
      atto: LEGGE,
      gruppo,
      sommario: `Legge ${NOMI[tipo]} in vigore in un giorno`,
      query: QueryGiorno,
      risposte: { 200: { descrizione: 'La versione in vigore quel giorno; senza giorno, oggi.', schema } },
      handler: async ({ res, query, caller }) => {
        const oggi = legalDay(clock.now());
        res.json(await readAl(caller, tipo, query.giorno ?? oggi, oggi));
      },
    }),
    route({
      method: 'get',
      path: `${path}/versioni`,
      atto: LEGGE,
      gruppo,
      sommario: `Elenca le versioni: ${NOMI[tipo]}`,
      query: QueryVersioni,
      risposte: {
        200: { descrizione: 'Le versioni, dalla più recente; la 0 è quella iniziale.', schema: ElencoVersioni },
      },
      handler: async ({ res, query, caller }) => {
        const { limite = LIMITE_PREDEFINITO, cursore } = query;
        const prima = cursore === undefined ? undefined : Number(cursore);
        res.json(await listVersioni(caller, tipo, legalDay(clock.now()), { limite, prima }));
      },
    }),
    route({
      method: 'post',
      path: `${path}/versioni`,
      atto: attoOf(tipo),
      gruppo,
      sommario: `Cambia, da un giorno in poi, ${NOMI[tipo]}`,
      body: versioneNuova(contenuto),
      risposte: {
        200: { descrizione: 'Da quel giorno è già così: la versione che lo dice.', schema },
        201: { descrizione: 'Versione aggiunta; le precedenti restano leggibili.', schema },
        412: {
          descrizione: 'Dopo la versione indicata in daVersione ne è stata aggiunta un’altra.',
          schema: Problema,
          tipo: 'application/problem+json',
        },
      },
      handler: async ({ res, body, caller }) => {
        const { versione, created } = await addVersione(
          deps,
          caller,
          tipo,
          body as VersioneNuova<Contenuti[TipoConfigurazione]>,
        );
        res
          .status(created ? 201 : 200)
          .location(`/api/v1${path}/versioni/${versione.numero}`)
          .json(versione);
      },
    }),
    route({
      method: 'get',
      path: `${path}/versioni/{numero}`,
      atto: LEGGE,
      gruppo,
      sommario: `Legge una versione: ${NOMI[tipo]}`,
      params: PercorsoVersione,
      risposte: { 200: { descrizione: 'La versione, anche non più o non ancora in vigore.', schema } },
      handler: async ({ res, params, caller }) => {
        res.json(await readVersione(caller, tipo, params.numero, legalDay(clock.now())));
      },
    }),
  ];
}

/** What an AOO decides, as versioned data: read by who works in it, changed by the RGD (parameters: by the administrator). */
export const configurazioneRoutes = (deps: Deps): Route[] => [
  route({
    method: 'get',
    path: '/configurazione',
    atto: LEGGE,
    gruppo,
    sommario: 'Che cosa la AOO ha deciso: per ogni parte la versione in vigore e la prossima',
    risposte: { 200: { descrizione: 'Le parti della configurazione.', schema: ElencoConfigurazione } },
    handler: async ({ res, caller }) => {
      res.json(await listConfigurazione(caller, legalDay(deps.clock.now())));
    },
  }),
  ...TIPI_CONFIGURAZIONE.flatMap((tipo) => routesOf(deps, tipo)),
  route({
    method: 'get',
    path: '/oggettario',
    atto: LEGGE,
    gruppo,
    sommario: 'Cerca un modello di oggetto mentre si scrive',
    query: QueryOggettario,
    risposte: { 200: { descrizione: 'I modelli che corrispondono, i più vicini prima.', schema: ElencoOggettario } },
    handler: async ({ res, query, caller }) => {
      const modelli = await configurazioneAl(caller.aoo, 'oggettario', legalDay(deps.clock.now()));
      const { q = '', flusso, limite = LIMITE_PREDEFINITO } = query;
      res.json({ elementi: searchOggettario(modelli, { q, flusso }).slice(0, limite) });
    },
  }),
];
