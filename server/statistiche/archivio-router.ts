import type { Response } from 'express';
import type { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  QueryArchivio,
  QueryTempi,
  StatisticheArchivio,
  StatisticheTempi,
} from '../../schemas/statistiche-archivio.api.js';
import type { Deps } from '../deps.js';
import { element, textElement } from '../giornaliero/xml.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { type Route, route } from '../lib/route.js';
import { countClassificati, countTempi } from './archivio.js';

const gruppo = 'Statistiche';

type Cella = string | number | undefined;
interface Dati {
  anno: number;
  per: string;
  uo?: string | undefined;
  righe: readonly Record<string, Cella>[];
  totali: Record<string, Cella>;
}

interface Tavola<Q extends z.ZodType> {
  nome: 'classificazione' | 'procedimenti';
  sommario: string;
  query: Q;
  schema: z.ZodType;
  /** field → head of its column; numbers as they are, a point for the decimals in XML and JSON, a comma in CSV */
  colonne: Readonly<Record<string, string>>;
  leggi: (caller: Caller, query: z.output<Q>) => Promise<Dati>;
}

const TITOLI_QUOTE = {
  chiave: 'Chiave',
  voce: 'Voce',
  documenti: 'Documenti',
  classificati: 'Classificati',
  terzoLivello: 'Al terzo livello',
  quotaTerzoLivello: '% al terzo livello',
  inFascicolo: 'In fascicolo',
  quotaInFascicolo: '% in fascicolo',
};
const TITOLI_TEMPI = {
  chiave: 'Chiave',
  voce: 'Voce',
  conclusi: 'Conclusi',
  media: 'Giorni in media',
  mediana: 'Giorni, mediana',
  oltreTermine: 'Oltre il termine',
  quotaOltreTermine: '% oltre il termine',
  inCorso: 'In corso',
  scaduti: 'In corso, scaduti',
};

const inCsv = (value: Cella): string => (typeof value === 'number' ? String(value).replace('.', ',') : (value ?? ''));

function toXml(nome: string, aoo: string, { anno, per, uo, righe, totali }: Dati): string {
  const cells = (of: Record<string, Cella>): string[] =>
    Object.entries(of).map(([campo, value]) => textElement(campo, value === undefined ? undefined : String(value)));
  const body = [...righe.map((one) => element('riga', {}, cells(one))), element('totali', {}, cells(totali))];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('statistiche', { nome, aoo, anno, per, uo }, body)}\n`;
}

const attach = (res: Response, nome: string, tipo: string): Response =>
  res.set({ 'Content-Type': `${tipo}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${nome}"` });

/** One table of figures: read by the page, and taken away as open data in three forms, always of what the caller may see. */
function tavola<Q extends z.ZodType>({ nome, sommario, query, schema, colonne, leggi }: Tavola<Q>): Route[] {
  const file = ({ aoo }: Caller, { anno, per }: Dati): string => `${nome}-${aoo}-${anno}-${per}`;
  return [
    route({
      method: 'get',
      path: `/statistiche/${nome}`,
      atto: 'consulta',
      gruppo,
      sommario,
      query,
      risposte: { 200: { descrizione: 'Di ciò che chi chiede può vedere', schema } },
      handler: async ({ res, caller, query: asked }) => void res.json(await leggi(caller, asked)),
    }),
    route({
      method: 'get',
      path: `/statistiche/${nome}.csv`,
      atto: 'consulta',
      gruppo,
      sommario: `${sommario}: tabella`,
      query,
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query: asked }) => {
        const dati = await leggi(caller, asked);
        const rows = [...dati.righe, { chiave: '', voce: 'Totale', ...dati.totali }];
        await sendCsv(
          res,
          file(caller, dati),
          Object.values(colonne),
          rows.map((one: Record<string, Cella>) => Object.keys(colonne).map((campo) => inCsv(one[campo]))),
        );
      },
    }),
    route({
      method: 'get',
      path: `/statistiche/${nome}.json`,
      atto: 'consulta',
      gruppo,
      sommario: `${sommario}: dati aperti in JSON`,
      query,
      risposte: { 200: { descrizione: 'Un file JSON', schema } },
      handler: async ({ res, caller, query: asked }) => {
        const dati = await leggi(caller, asked);
        attach(res, `${file(caller, dati)}.json`, 'application/json').send(JSON.stringify(dati));
      },
    }),
    route({
      method: 'get',
      path: `/statistiche/${nome}.xml`,
      atto: 'consulta',
      gruppo,
      sommario: `${sommario}: dati aperti in XML`,
      query,
      risposte: { 200: { descrizione: 'Un file XML', tipo: 'application/xml' } },
      handler: async ({ res, caller, query: asked }) => {
        const dati = await leggi(caller, asked);
        attach(res, `${file(caller, dati)}.xml`, 'application/xml').send(toXml(nome, caller.aoo, dati));
      },
    }),
  ];
}

/** What the plan of the body asks of classification, fascicoli and procedimenti. */
export const statisticheArchivioRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  ...tavola({
    nome: 'classificazione',
    sommario: 'Quanti documenti di un anno sono classificati al terzo livello e stanno in un fascicolo',
    query: QueryArchivio,
    schema: StatisticheArchivio,
    colonne: TITOLI_QUOTE,
    leggi: (caller, query) => countClassificati(caller, query, clock),
  }),
  ...tavola({
    nome: 'procedimenti',
    sommario: 'Quanto durano i procedimenti: media, mediana, oltre il termine, per tipo, ufficio o mese',
    query: QueryTempi,
    schema: StatisticheTempi,
    colonne: TITOLI_TEMPI,
    leggi: (caller, query) => countTempi(caller, query, clock),
  }),
];
