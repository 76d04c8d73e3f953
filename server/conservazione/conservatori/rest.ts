import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import type { Voce } from '../../../schemas/versamento.api.js';
import type { Clock } from '../../lib/clock.js';
import { archivioOf } from '../pacchetti/archivio.js';
import type { Chiamata, Conservatore, EsitoInvio, OpzioniChiamata, PacchettoPreparato, Rapporto } from '../tipi.js';
import { fra, riprovaDopo } from './attese.js';
import { daStatoHttp, daVoci } from './decisione.js';
import { leggiFile, registrata, voceSorgente } from './parer-chiamata.js';
import { CAPACITA_ARCHIVIO, nomeChiave, preparaPindex } from './pindex.js';
import { leggiRapporto } from './rapporto.js';
import { raggiungi } from './salute.js';
import { chiama, type EsitoTrasporto, type Richiesta, type RispostaHttp } from './trasporto.js';

/** A receiver that gives a ticket, and the receipt when it is ready; the protocol is docs/conservatori.md. */

export interface AccessoRest {
  url: string;
  token: string;
}

const DOMANDA_MS = 60_000;
const ATTESA_S = 300;

const testo = (max: number) => z.string().transform((uno) => uno.slice(0, max));
const Ticket = z.string().min(1).max(200);
const VoceRest = z.object({
  codice: testo(100),
  messaggio: testo(4_000).default(''),
  gravita: z.enum(['errore', 'avviso']).default('errore'),
  file: testo(100).optional(),
});
const Stato = z.object({
  ticket: Ticket.optional(),
  /** absent in the answer to a package: it was taken */
  stato: z.enum(['in-carico', 'OK', 'OK_PARZIALE', 'KO', 'annullato']).default('in-carico'),
  /** SHA-256 of the index that the receiver has under that name */
  indice: z.string().optional(),
  /** seconds */
  verificaDopo: z.number().positive().optional(),
  voci: z.array(VoceRest).max(10_000).default([]),
});
type Stato = z.infer<typeof Stato>;

function leggiJson({ contenuto }: RispostaHttp): Stato | undefined {
  try {
    const parsed = Stato.safeParse(JSON.parse(contenuto.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const vociOf = ({ voci }: Stato): Voce[] =>
  voci.map(({ codice, messaggio, gravita, file }) => ({
    codice,
    messaggio,
    gravita,
    ...(file !== undefined && { file }),
  }));

/** A network fault as an outcome; of a question nothing is said of the package. */
function senzaRisposta(esito: Exclude<EsitoTrasporto, { tipo: 'risposta' }>, domanda: boolean): EsitoInvio {
  switch (esito.tipo) {
    case 'sorgente':
      return daVoci([voceSorgente(esito.errore)]);
    case 'interrotto':
      return { tipo: 'incerto', motivo: esito.motivo };
    case 'non-inviato':
      return domanda
        ? { tipo: 'incerto', motivo: esito.motivo }
        : {
            tipo: 'tecnico',
            voci: [{ codice: esito.codice, messaggio: `Nulla è stato inviato: ${esito.motivo}.`, gravita: 'errore' }],
          };
  }
}

interface Ascoltata {
  trasporto: EsitoTrasporto;
  inizio: number;
  /** the answer, if it is one of the protocol */
  stato?: Stato;
  http?: RispostaHttp;
}

/** The kind `rest`. */
export function creaRest({ url, token }: AccessoRest, configurazione: ConservatoreAoo, orologio: Clock): Conservatore {
  const segreti = [token];
  const attesaMs = configurazione.attesaSecondi * 1_000;
  const autorizzazione = { authorization: `Bearer ${token}` };

  const ascolta = async (
    richiesta: Omit<Richiesta, 'intestazioni'> & Pick<Richiesta, 'intestazioni'>,
  ): Promise<Ascoltata> => {
    const inizio = performance.now();
    const trasporto = await chiama({ ...richiesta, intestazioni: { ...autorizzazione, ...richiesta.intestazioni } });
    if (trasporto.tipo !== 'risposta') return { trasporto, inizio };
    const stato = leggiJson(trasporto.risposta);
    return { trasporto, inizio, http: trasporto.risposta, ...(stato !== undefined && { stato }) };
  };
  const chiudi = ({ trasporto, inizio }: Ascoltata, esito: EsitoInvio): Chiamata =>
    registrata(trasporto, esito, inizio, segreti);
  const domanda = (indirizzo: string, { segnale }: OpzioniChiamata): Promise<Ascoltata> =>
    ascolta({ indirizzo, metodo: 'GET', attesaMs: Math.min(attesaMs, DOMANDA_MS), segnale });
  const pacchettoUrl = (pacchetto: PacchettoPreparato): string =>
    `${url}/pacchetti/${encodeURIComponent(nomeChiave(pacchetto))}`;
  const ticketUrl = (ticket: string): string => `${url}/ticket/${encodeURIComponent(ticket)}`;

  const prendiRapporto = async (ticket: string, { segnale }: OpzioniChiamata): Promise<Rapporto | null> => {
    const esito = await chiama({
      indirizzo: `${ticketUrl(ticket)}/rapporto`,
      metodo: 'GET',
      intestazioni: autorizzazione,
      attesaMs: Math.min(attesaMs, DOMANDA_MS),
      segnale,
    });
    if (esito.tipo !== 'risposta' || esito.risposta.stato !== 200 || esito.risposta.contenuto.length === 0) return null;
    return leggiRapporto(esito.risposta.contenuto, esito.risposta.mime) ?? null;
  };

  const inCarico = (ticket: string, { verificaDopo }: Stato, http?: RispostaHttp): EsitoInvio => ({
    tipo: 'in-carico',
    ticket,
    verificaDopo:
      verificaDopo !== undefined
        ? fra(verificaDopo, orologio)
        : (riprovaDopo(http?.intestazioni['retry-after'], orologio) ?? fra(ATTESA_S, orologio)),
  });

  /** What a state means; `giaPresente`: it was there before this was sent. */
  const esitoDi = async (
    stato: Stato,
    ticket: string | undefined,
    giaPresente: boolean,
    opzioni: OpzioniChiamata,
    http?: RispostaHttp,
  ): Promise<EsitoInvio> => {
    const voci = vociOf(stato);
    switch (stato.stato) {
      case 'annullato':
        return { tipo: 'annullato' };
      case 'KO':
        return voci.length > 0
          ? daVoci(voci)
          : {
              tipo: 'rifiutato',
              causa: 'dati',
              voci: [{ codice: 'KO', messaggio: 'Il conservatore ha rifiutato il pacchetto.', gravita: 'errore' }],
            };
      case 'OK_PARZIALE':
        return {
          tipo: 'rifiutato',
          causa: 'dati',
          voci: [
            {
              codice: 'PARZIALE',
              messaggio: 'Il conservatore ha accolto soltanto una parte dei file.',
              gravita: 'errore',
            },
            ...voci,
          ],
        };
      case 'OK': {
        const rapporto = ticket === undefined ? null : await prendiRapporto(ticket, opzioni);
        const avvisi = voci.filter(({ gravita }) => gravita === 'avviso');
        return rapporto === null
          ? { tipo: 'senza-rapporto', voci: avvisi, giaPresente }
          : { tipo: 'conservato', rapporto, avvisi, giaPresente };
      }
      case 'in-carico':
        return ticket === undefined
          ? { tipo: 'incerto', motivo: 'la risposta non dà il ticket' }
          : inCarico(ticket, stato, http);
    }
  };

  const chiedi = async (
    indirizzo: string,
    pacchetto: PacchettoPreparato,
    opzioni: OpzioniChiamata,
    ticket?: string,
  ): Promise<Chiamata> => {
    const ascoltata = await domanda(indirizzo, opzioni);
    const { trasporto, http, stato } = ascoltata;
    if (trasporto.tipo !== 'risposta') return chiudi(ascoltata, senzaRisposta(trasporto, true));
    if (http?.stato === 404) return chiudi(ascoltata, { tipo: 'assente' });
    if (http?.stato !== 200 || stato === undefined) {
      const esito = daStatoHttp(http?.stato ?? 0, 'la risposta non è del conservatore');
      return chiudi(
        ascoltata,
        esito.tipo === 'sospeso' ? esito : { tipo: 'incerto', motivo: `HTTP ${http?.stato ?? 0}` },
      );
    }
    if (ticket === undefined && stato.indice !== undefined && stato.indice !== pacchetto.indice.sha256)
      return chiudi(ascoltata, conflitto);
    return chiudi(ascoltata, await esitoDi(stato, stato.ticket ?? ticket, ticket === undefined, opzioni, http));
  };

  return {
    ...preparaPindex(configurazione),
    capacita: CAPACITA_ARCHIVIO,

    async invia(pacchetto, opzioni) {
      const nomi = new Map([
        ...pacchetto.file.map(({ id, sha256 }) => [sha256, id] as const),
        [pacchetto.indice.sha256, 'indice'],
      ]);
      const body = archivioOf(pacchetto, (sha256) =>
        Promise.resolve(Readable.from(leggiFile({ id: nomi.get(sha256) ?? '', sha256 }, opzioni.open))),
      );
      const ascoltata = await ascolta({
        indirizzo: pacchettoUrl(pacchetto),
        metodo: 'PUT',
        intestazioni: { 'content-type': 'application/zip', 'x-indice-sha256': pacchetto.indice.sha256 },
        corpo: { body },
        attesaMs,
        segnale: opzioni.segnale,
      });
      const { trasporto, http, stato } = ascoltata;
      if (trasporto.tipo !== 'risposta' || http === undefined)
        return chiudi(ascoltata, trasporto.tipo === 'risposta' ? conflitto : senzaRisposta(trasporto, false));
      if (http.stato === 409) {
        if (stato?.indice !== undefined && stato.indice !== pacchetto.indice.sha256)
          return chiudi(ascoltata, conflitto);
        if (stato?.ticket !== undefined)
          return chiudi(ascoltata, await esitoDi(stato, stato.ticket, true, opzioni, http));
        return chiudi(ascoltata, { tipo: 'incerto', motivo: 'il conservatore ha già il pacchetto e non dice quale' });
      }
      if (http.stato === 422 || http.stato === 400)
        return chiudi(
          ascoltata,
          stato === undefined || stato.voci.length === 0
            ? { tipo: 'incerto', motivo: `HTTP ${http.stato}` }
            : daVoci(vociOf(stato)),
        );
      if (stato === undefined || http.stato < 200 || http.stato > 202) {
        const dopo = riprovaDopo(http.intestazioni['retry-after'], orologio);
        return chiudi(
          ascoltata,
          http.stato === 503 && dopo !== undefined
            ? daVoci(
                [
                  {
                    codice: 'HTTP-503',
                    messaggio: 'Il conservatore chiede di riprovare più tardi.',
                    gravita: 'errore',
                  },
                ],
                dopo,
              )
            : daStatoHttp(http.stato, 'la risposta non è del conservatore', dopo),
        );
      }
      return chiudi(ascoltata, await esitoDi(stato, stato.ticket, false, opzioni, http));
    },

    stato: (pacchetto, opzioni, ticket) =>
      chiedi(ticket === undefined ? pacchettoUrl(pacchetto) : ticketUrl(ticket), pacchetto, opzioni, ticket),

    async rapporto(pacchetto, opzioni, ticket) {
      if (ticket !== undefined) return prendiRapporto(ticket, opzioni);
      const { stato } = await domanda(pacchettoUrl(pacchetto), opzioni);
      return stato?.ticket === undefined ? null : prendiRapporto(stato.ticket, opzioni);
    },

    salute: (segnale) => raggiungi(`${url}/salute`, segnale, autorizzazione),
  };
}

const conflitto: EsitoInvio = {
  tipo: 'conflitto',
  voci: [
    {
      codice: 'CONFLITTO',
      messaggio: 'Il conservatore ha già questo numero, con un altro contenuto.',
      gravita: 'errore',
    },
  ],
};
