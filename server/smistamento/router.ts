import { CasoSmistamento, EsitoProva, ProposteSmistamento, ProvaSmistamento } from '../../schemas/smistamento.api.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { type Route, route } from '../lib/route.js';
import { provaRegola, smista, smistaDaSola } from './rules.js';
import { casoOf, regoleSmistamento } from './service.js';

const gruppo = 'Smistamento';

/** To whom a document goes by the rules of the AOO; rules are written as a content of the configuration. */
export const smistamentoRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  route({
    method: 'post',
    path: '/smistamento/proposte',
    atto: ['registra-entrata', 'registra-uscita', 'registra-interna', 'assegna'],
    gruppo,
    sommario: 'A quali uffici andrebbe il documento, con la regola e il motivo di ciascuno',
    body: CasoSmistamento,
    risposte: {
      200: { descrizione: 'Le proposte; nessuna, se nessuna regola si adatta', schema: ProposteSmistamento },
    },
    handler: async ({ res, caller, body }) => {
      const [regole, caso] = await Promise.all([
        regoleSmistamento(caller.aoo, legalDay(clock.now())),
        casoOf(caller, body),
      ]);
      const automatica = caso.flusso === 'E' && smistaDaSola(regole, caso).length > 0;
      res.json({ proposte: smista(regole, caso), automatica });
    },
  }),
  route({
    method: 'post',
    path: '/smistamento/prova',
    atto: 'configura',
    gruppo,
    sommario: 'Prova le regole su un caso, anche prima di salvarle: quali si adattano, e perché le altre no',
    body: ProvaSmistamento,
    risposte: { 200: { descrizione: 'Come va ogni regola, e a quali uffici andrebbe', schema: EsitoProva } },
    handler: async ({ res, caller, body }) => {
      const regole = body.regole ?? (await regoleSmistamento(caller.aoo, legalDay(clock.now())));
      const caso = await casoOf(caller, body.caso);
      res.json({
        proposte: smista(regole, caso),
        automatica: caso.flusso === 'E' && smistaDaSola(regole, caso).length > 0,
        regole: regole.map((regola) => provaRegola(regola, caso)),
      });
    },
  }),
];
