import type { Response } from 'express';
import { QueryCopertina, QueryEtichetta } from '../../schemas/carte.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { createAnswers, MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { formatNumero } from '../protocollo/rules.js';
import { cartaOf, giornoEOra } from './dati.js';
import { sendCarta } from './invio.js';
import { datiRicevutaOf } from './ricevuta-dati.js';

const GRUPPO = 'Carte';
const PDF = 'application/pdf';

const nomeOf = (carta: string, { anno, numero }: Registrazione): string =>
  `${carta}-${anno}-${formatNumero(numero)}.pdf`;

/**
 * What draws is loaded when the first paper is asked for: faces and codes weigh as much as all the rest of a process that starts.
 */
const disegni = () => import('./disegni.js');

/** The papers of a registration; who may read it may have them. The stamped copy is with the files (protocollo/router.ts). */
export function carteRoutes(deps: Deps): Route[] {
  const { read } = createAnswers(deps);
  const paper = async (res: Response, nome: string, bytes: Promise<Buffer>): Promise<void> =>
    sendCarta(res, nome, await bytes);

  /** All of a batch, or the first that is not there for this caller: what one may not see is absent. */
  const readLotto = async (caller: Caller, anno: number, numeri: readonly number[]): Promise<Registrazione[]> => {
    const found: Registrazione[] = [];
    for (const numero of numeri) found.push(await read(caller, { anno, numero }));
    return found;
  };

  return [
    route({
      method: 'get',
      path: `${ONE}/ricevuta.pdf`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'La ricevuta di presentazione (L. 241/1990 art. 18-bis), in PDF/A',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'La ricevuta', tipo: PDF },
        409: { descrizione: 'La registrazione non è in entrata' },
      },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        if (r.flusso !== 'E')
          throw new StatoIncompatibileError(
            'La ricevuta si rilascia per i documenti in entrata: per gli altri c’è la copia con segnatura.',
          );
        const [carta, { drawRicevuta }] = await Promise.all([cartaOf(deps, r), disegni()]);
        await paper(res, nomeOf('ricevuta', r), drawRicevuta(carta, await datiRicevutaOf(r), deps.clock.now()));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/etichetta.pdf`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'L’etichetta per l’originale di carta, in PDF/A: numero, data, AOO, QR, codice a barre',
      params: PercorsoRegistrazione,
      query: QueryEtichetta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’etichetta', tipo: PDF } },
      handler: async ({ res, caller, params, query }) => {
        const r = await read(caller, params);
        const { drawEtichetta } = await disegni();
        const etichetta = drawEtichetta(await cartaOf(deps, r), query.formato, deps.clock.now());
        await paper(res, nomeOf('etichetta', r), etichetta);
      },
    }),
    route({
      method: 'get',
      path: '/carte/copertina.pdf',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Il foglio di lotto per la scansione: l’elenco, e un foglio con i codici per ogni documento, in PDF/A',
      query: QueryCopertina,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il foglio di lotto', tipo: PDF },
        404: { descrizione: 'Un numero del lotto non c’è, o non si può vedere' },
      },
      handler: async ({ res, caller, query: { anno, numeri } }) => {
        const lotto = await readLotto(caller, anno, numeri);
        if (lotto.length === 0) throw new NonTrovatoError();
        const carte = await Promise.all(lotto.map((r) => cartaOf(deps, r)));
        const adesso = deps.clock.now();
        const { giorno, ora } = giornoEOra(adesso);
        const { drawCopertina } = await disegni();
        await paper(res, `lotto-${anno}.pdf`, drawCopertina(carte, adesso, `${giorno} alle ore ${ora}`));
      },
    }),
  ];
}
