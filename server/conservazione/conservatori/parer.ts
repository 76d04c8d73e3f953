import type { Readable } from 'node:stream';
import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import type { Clock } from '../../lib/clock.js';
import { indiceParer } from '../pacchetti/parer.js';
import {
  richiestaAnnullamento,
  richiestaRecupero,
  richiestaRecuperoFascicolo,
  VERSIONE_ANNULLAMENTO,
  VERSIONE_RECUPERO,
  VERSIONE_RECUPERO_FASCICOLO,
} from '../pacchetti/parer-richieste.js';
import { verificaVersabile } from '../pacchetti/verifica.js';
import type {
  Capacita,
  Chiamata,
  Conservatore,
  EsitoInvio,
  OpzioniChiamata,
  PacchettoPreparato,
  Rapporto,
} from '../tipi.js';
import { fra } from './attese.js';
import { classeOf, voceDecisiva } from './codici.js';
import { daStatoHttp, daVoci } from './decisione.js';
import {
  type AccessoParer,
  leggi,
  leggiFile,
  leggiTutto,
  osserva,
  posta,
  type Posta,
  registrata,
  richiestaOf,
  senzaSegreti,
  type Servizio,
  SERVIZI,
  voceSorgente,
} from './parer-chiamata.js';
import { cercaRapporto } from './parer-rapporti.js';
import { raggiungi } from './salute.js';
import { apri, chiama, ChiamataError, type RispostaHttp } from './trasporto.js';

const CAPACITA: Capacita = {
  ricevuta: 'immediata',
  interrogaPerChiave: true,
  duplicato: 'restituisce-ricevuta',
  fascicoli: true,
  aggiungeDocumenti: true,
  aggiornaMetadati: true,
  annullamento: true,
  esibizione: true,
};

/** A question is answered sooner than a package is taken. */
const DOMANDA_MS = 120_000;
/** The receiver's people decide on an annulment. */
const ANNULLAMENTO_S = 3_600;

const ANNULLATI = new Set(['ANNULLATA', 'ANNULLATO']);
const ASSENTE = 'UD-005-001';
/** There is no receipt to be had, or the unit is annulled. */
const SENZA_RAPPORTO = new Set([ASSENTE, 'UD-005-004', 'UD-012-002']);
const GIA_CHIESTO = new Set(['RICH-ANN-VERS-009', 'RICH-ANN-VERS-014', 'RICH-ANN-VERS-015']);

const isZip = ({ stato, mime }: Pick<RispostaHttp, 'stato' | 'mime'>): boolean =>
  stato === 200 && /^application\/(zip|x-zip|x-zip-compressed|octet-stream)\b/i.test(mime);

/** Of a question, what could not be learnt is not known: nothing is said of the package itself. But credentials stop the line. */
const diDomanda = (esito: EsitoInvio): EsitoInvio =>
  esito.tipo === 'tecnico' || esito.tipo === 'rifiutato'
    ? { tipo: 'incerto', motivo: esito.voci.map(({ codice, messaggio }) => `${codice}: ${messaggio}`).join('; ') }
    : esito;

const servizioDi = ({ operazione, tipo }: PacchettoPreparato): Servizio =>
  operazione !== 'versamento' ? operazione : tipo === 'fascicolo' ? 'fascicolo' : 'versamento';

/** `parer-ud-1.5` → `1.5`. */
const versioneOf = ({ formato }: PacchettoPreparato): string => formato.slice(formato.lastIndexOf('-') + 1);

const senzaLetta = ({ esito, statoHttp, durataMs, inviati, risposta }: Chiamata): Chiamata => ({
  esito,
  durataMs,
  inviati,
  ...(statoHttp !== undefined && { statoHttp }),
  ...(risposta !== undefined && { risposta }),
});

/** Sacer of ParER, and whoever speaks its protocol (conservazione-parer.md). */
export function creaParer(accesso: AccessoParer, configurazione: ConservatoreAoo, orologio: Clock): Conservatore {
  const contesto = { conservatore: configurazione, utente: accesso.utente };
  const attesaMs = configurazione.attesaSecondi * 1_000;
  const segreti = [accesso.password];
  const domanda = (servizio: Servizio, versione: string, xml: Buffer, { segnale }: OpzioniChiamata): Posta => ({
    servizio,
    versione,
    xml,
    attesaMs: Math.min(attesaMs, DOMANDA_MS),
    segnale,
  });
  const chiaveIn = (servizio: Servizio, { chiave }: PacchettoPreparato, opzioni: OpzioniChiamata): Posta =>
    domanda(servizio, VERSIONE_RECUPERO, richiestaRecupero(contesto, chiave), opzioni);

  const invia: Conservatore['invia'] = async (pacchetto, { segnale, open }) => {
    const inizio = performance.now();
    let xml: Buffer;
    try {
      xml = await leggiTutto('indice', pacchetto.indice.sha256, open);
    } catch (errore) {
      return { esito: daVoci([voceSorgente(errore)]), durataMs: performance.now() - inizio, inviati: 0 };
    }
    const file = pacchetto.file.map((uno) => ({
      id: uno.id,
      nome: uno.id,
      dimensione: uno.dimensione,
      open: () => Promise.resolve(leggiFile(uno, open)),
    }));
    const richiesta: Posta = {
      servizio: servizioDi(pacchetto),
      versione: versioneOf(pacchetto),
      xml,
      file,
      attesaMs,
      segnale,
    };
    return senzaLetta(await posta(accesso, richiesta, pacchetto, orologio));
  };

  /** The archive of the receipts of a unit, or how asking for it ended. */
  const rapporti = async (
    pacchetto: PacchettoPreparato,
    opzioni: OpzioniChiamata,
  ): Promise<Chiamata & { trovato?: Rapporto | null }> => {
    const inizio = performance.now();
    const trasporto = await chiama(richiestaOf(accesso, chiaveIn('rapporti', pacchetto, opzioni)));
    const chiudi = (esito: EsitoInvio): Chiamata => registrata(trasporto, esito, inizio, segreti);
    if (trasporto.tipo === 'risposta' && isZip(trasporto.risposta)) {
      try {
        const trovato = await cercaRapporto(trasporto.risposta.contenuto, pacchetto);
        const esito: EsitoInvio =
          trovato === null
            ? { tipo: 'assente' }
            : { tipo: 'conservato', rapporto: trovato, avvisi: [], giaPresente: true };
        return { ...chiudi(esito), trovato };
      } catch {
        return chiudi({ tipo: 'incerto', motivo: 'l’archivio dei rapporti non è leggibile' });
      }
    }
    const osservata = osserva(trasporto, pacchetto, orologio);
    if (osservata.tipo !== 'risposta') return chiudi({ tipo: 'incerto', motivo: 'i rapporti non sono arrivati' });
    const { risposta, statoHttp, motivo = '' } = osservata;
    if (risposta === undefined) return chiudi(diDomanda(daStatoHttp(statoHttp, motivo)));
    if (SENZA_RAPPORTO.has(voceDecisiva(risposta.voci)?.codice ?? ''))
      return { ...chiudi({ tipo: 'assente' }), trovato: null };
    return chiudi(diDomanda(daVoci(risposta.voci)));
  };

  const statoUnita = async (pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata): Promise<Chiamata> => {
    const chiesta = await posta(accesso, chiaveIn('stato', pacchetto, opzioni), pacchetto, orologio);
    const { letta } = chiesta;
    if (letta === undefined) return { ...senzaLetta(chiesta), esito: diDomanda(chiesta.esito) };
    if (ANNULLATI.has(letta.stato ?? '')) return { ...senzaLetta(chiesta), esito: { tipo: 'annullato' } };
    if (letta.esito !== 'NEGATIVO' && letta.stato !== undefined) {
      const { esito } = await rapporti(pacchetto, opzioni);
      return {
        ...senzaLetta(chiesta),
        esito: esito.tipo === 'conservato' ? esito : { tipo: 'senza-rapporto', voci: letta.voci, giaPresente: true },
      };
    }
    if (voceDecisiva(letta.voci)?.codice === ASSENTE) return { ...senzaLetta(chiesta), esito: { tipo: 'assente' } };
    const esito: EsitoInvio =
      letta.esito === 'NEGATIVO'
        ? diDomanda(daVoci(letta.voci))
        : { tipo: 'incerto', motivo: 'la risposta non dice lo stato' };
    return { ...senzaLetta(chiesta), esito: senzaSegreti(esito, segreti) };
  };

  /** Sending a fascicolo or an update again is harmless and costs nothing: where its state is not told, that is the question. */
  const statoFascicolo = async (pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata): Promise<Chiamata> => {
    const xml = richiestaRecuperoFascicolo(contesto, pacchetto.chiave);
    const richiesta = domanda('statoFascicolo', VERSIONE_RECUPERO_FASCICOLO, xml, opzioni);
    const chiesta = await posta(accesso, richiesta, pacchetto, orologio);
    if (ANNULLATI.has(chiesta.letta?.stato ?? '')) return { ...senzaLetta(chiesta), esito: { tipo: 'annullato' } };
    return invia(pacchetto, opzioni);
  };

  const stato: Conservatore['stato'] = (pacchetto, opzioni) => {
    if (pacchetto.operazione === 'aggiornamento') return invia(pacchetto, opzioni);
    if (pacchetto.tipo === 'fascicolo') return statoFascicolo(pacchetto, opzioni);
    return pacchetto.operazione === 'aggiunta'
      ? rapporti(pacchetto, opzioni).then(senzaLetta)
      : statoUnita(pacchetto, opzioni);
  };

  return {
    configurazione,
    capacita: CAPACITA,
    verifica: (versabile) => verificaVersabile(versabile, configurazione),
    prepara: (versabile, ritocchi, seguito) => indiceParer(contesto, versabile, ritocchi, seguito),
    invia,
    stato,

    async rapporto(pacchetto, opzioni) {
      if (pacchetto.tipo === 'fascicolo' || pacchetto.operazione === 'aggiornamento') {
        const { esito } = await invia(pacchetto, opzioni);
        return esito.tipo === 'conservato' ? esito.rapporto : null;
      }
      return (await rapporti(pacchetto, opzioni)).trovato ?? null;
    },

    async annulla(pacchetto, { codice, motivo }, opzioni) {
      const { tipo, chiave } = pacchetto;
      const xml = richiestaAnnullamento(contesto, { tipo, chiave, codice, motivo });
      const chiesta = await posta(
        accesso,
        domanda('annullamento', VERSIONE_ANNULLAMENTO, xml, opzioni),
        pacchetto,
        orologio,
      );
      const { letta } = chiesta;
      if (letta === undefined) return senzaLetta(chiesta);
      const presa = letta.esito !== 'NEGATIVO' || GIA_CHIESTO.has(voceDecisiva(letta.voci)?.codice ?? '');
      const esito: EsitoInvio = ANNULLATI.has(letta.stato ?? '')
        ? { tipo: 'annullato' }
        : presa
          ? { tipo: 'in-carico', ticket: codice, verificaDopo: fra(ANNULLAMENTO_S, orologio) }
          : senzaSegreti(daVoci(letta.voci), segreti);
      return { ...senzaLetta(chiesta), esito };
    },

    async esibisci(pacchetto, opzioni): Promise<Readable> {
      const richiesta = { ...chiaveIn('esibizione', pacchetto, opzioni), attesaMs };
      try {
        return await apri(richiestaOf(accesso, richiesta), isZip);
      } catch (error) {
        if (!(error instanceof ChiamataError)) throw error;
        throw new EsibizioneError(esibizioneNegata(error, pacchetto, segreti));
      }
    },

    salute: (segnale) => raggiungi(accesso.url + SERVIZI.versamento, segnale),
  };
}

/** The receiver did not give the package of distribution; the words are its own, or say what happened. */
export class EsibizioneError extends Error {
  constructor(readonly esito: EsitoInvio) {
    super('the package of distribution was not given');
    this.name = 'EsibizioneError';
  }
}

function esibizioneNegata(
  { esito }: ChiamataError,
  pacchetto: PacchettoPreparato,
  segreti: readonly string[],
): EsitoInvio {
  if (esito.tipo !== 'risposta') return { tipo: 'incerto', motivo: 'il conservatore non risponde' };
  const letta = leggi(esito.risposta, pacchetto);
  if (typeof letta === 'string') return { tipo: 'incerto', motivo: letta };
  const codice = voceDecisiva(letta.voci)?.codice ?? '';
  if (codice === ASSENTE) return { tipo: 'assente' };
  if (codice === 'UD-012-002') return { tipo: 'annullato' };
  return senzaSegreti(
    classeOf(codice) === 'presente' ? { tipo: 'rifiutato', causa: 'dati', voci: letta.voci } : daVoci(letta.voci),
    segreti,
  );
}
