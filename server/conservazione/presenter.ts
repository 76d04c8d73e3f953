import type { RigaVersamento, Tentativo, VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { Versamento } from '../../schemas/versamento.model.js';
import { rfc3339 } from '../lib/clock.js';
import { giorno, giornoEOra, portaDi, STATI_IN_PAROLE } from './parole.js';
import { type AttoVersamento, type DettagliVersamento, readAtti, readNascita } from './replay.js';
import type { PacchettoPreparato } from './tipi.js';

/** Packages as they are shown: instants in Italian time, how each stands in words. Pure. */

const at = (instant: string | Date): string => rfc3339(new Date(instant));

/** How it stands, in one sentence. */
export function situazioneOf({
  stato,
  prossimoPasso,
  causa,
  accettatoIl,
  avvisi,
  annullamentoChiesto,
}: Pick<Versamento, 'stato' | 'prossimoPasso' | 'causa' | 'accettatoIl' | 'avvisi' | 'annullamentoChiesto'>): string {
  const words = STATI_IN_PAROLE[stato];
  const when = prossimoPasso === undefined ? undefined : giornoEOra(prossimoPasso);
  switch (stato) {
    case 'accettato':
    case 'accettato-con-avvisi': {
      const own = `${words}${accettatoIl === undefined ? '' : ` il ${giorno(new Date(accettatoIl))}`}`;
      if (annullamentoChiesto !== undefined) return `${own}, chiesto l’annullamento`;
      return avvisi.length > 1 ? `${own}: ${avvisi.length} avvisi` : own;
    }
    case 'incerto':
      return when === undefined ? words : `${words}: si chiede al conservatore il ${when}`;
    case 'attesa-riprova':
      return when === undefined ? words : `${words}: si riprova il ${when}`;
    case 'in-carico':
      return when === undefined ? `${words}: attende il rapporto` : `${words}: si chiede il rapporto il ${when}`;
    case 'rifiutato':
    case 'conflitto':
    case 'da-verificare':
    case 'sospeso':
      return causa === undefined ? words : `${words}: ${causa.titolo}`;
    case 'preparato':
    case 'in-invio':
    case 'annullato':
      return words;
  }
}

const presentTentativo = (one: Tentativo): Tentativo => ({
  ...one,
  inizio: at(one.inizio),
  ...(one.fine !== undefined && { fine: at(one.fine) }),
});

/** What of a package a row is made from. */
type PerRiga = Omit<Versamento, 'eventi' | 'canonico' | 'hash' | 'impronte' | 'pacchetto'> & {
  pacchetto: { file: readonly Pick<PacchettoPreparato['file'][number], 'ruolo' | 'formato'>[] };
};

export function presentRiga(v: PerRiga): RigaVersamento {
  const porta = portaDi(v);
  return {
    id: v._id,
    tipo: v.tipo,
    riferimento: v.riferimento,
    operazione: v.operazione,
    ...(porta !== undefined && { porta }),
    stato: v.stato,
    situazione: situazioneOf(v),
    conservatore: v.conservatore,
    chiave: v.chiave,
    sha256: v.sha256,
    dimensione: v.dimensione,
    creato: rfc3339(v.creato),
    aggiornato: at(v.aggiornato),
    ...(v.prossimoPasso !== undefined && { prossimoPasso: rfc3339(v.prossimoPasso) }),
    ...(v.termine !== undefined && { termine: v.termine }),
    tentativi: v.tentativi.map(presentTentativo),
    ...(v.causa !== undefined && { causa: v.causa }),
    priorita: v.priorita,
    versione: v.versione,
  };
}

const FORZATURE_IN_PAROLE = (forza: readonly string[] | undefined): string =>
  forza === undefined || forza.length === 0 ? '' : `, forzando ${forza.join(', ')}`;

const ESITI_IN_PAROLE: Readonly<Record<DettagliVersamento['esito']['esito'], string>> = {
  'in-corso': 'In corso',
  accettato: 'Accettato: il rapporto di versamento corrisponde a ciò che è stato inviato',
  'accettato-con-avvisi': 'Accettato con avvisi: il rapporto corrisponde a ciò che è stato inviato',
  'in-carico': 'Preso in carico dal conservatore',
  rifiutato: 'Rifiutato',
  conflitto: 'In conflitto con ciò che il conservatore ha già',
  tecnico: 'Il conservatore non ha potuto lavorare',
  incerto: 'Esito incerto',
  assente: 'Il conservatore non lo ha ricevuto',
  sospeso: 'Credenziali o struttura rifiutate: la linea è ferma',
  anomalia: 'Da verificare',
  annullato: 'Annullato presso il conservatore',
};

/** What an act was, in a sentence. */
export function paroleOf({ tipo, dettagli }: AttoVersamento): string {
  const said = dettagli as unknown;
  switch (tipo) {
    case 'tentativo': {
      const { n, azione } = said as DettagliVersamento['tentativo'];
      return `${azione === 'invio' ? 'Invio' : 'Domanda al conservatore'}, ${n}° tentativo`;
    }
    case 'esito': {
      const { esito, codice, messaggio } = said as DettagliVersamento['esito'];
      const why = [codice, messaggio].filter((one) => one !== undefined).join(': ');
      return `${ESITI_IN_PAROLE[esito]}${why === '' ? '' : ` (${why})`}`;
    }
    case 'nota':
      return (said as DettagliVersamento['nota']).messaggio;
    case 'ripresa': {
      const { motivo, forza, pacchetto } = said as DettagliVersamento['ripresa'];
      const made = pacchetto === undefined ? 'Ripreso' : 'Corretto e rimesso in coda';
      return `${made}${FORZATURE_IN_PAROLE(forza)}${motivo === undefined ? '' : `: ${motivo}`}`;
    }
    case 'priorita':
      return (said as DettagliVersamento['priorita']).priorita ? 'Messo davanti agli altri' : 'Rimesso in ordine';
    case 'rapporto':
      return 'Rapporto di versamento caricato: corrisponde a ciò che è stato inviato';
    case 'decisione': {
      const { decisione, motivo } = said as DettagliVersamento['decisione'];
      return `Deciso: ${decisione}. ${motivo}`;
    }
    case 'esibizione': {
      const { motivo, messaggio } = said as DettagliVersamento['esibizione'];
      return `Esibizione: ${messaggio} Motivo: ${motivo}`;
    }
    case 'annullamento':
      return `Chiesto l’annullamento al conservatore: ${(said as DettagliVersamento['annullamento']).motivo}`;
  }
}

/** One package, whole. @param altri - the others of the same thing */
export function presentVersamento(v: Versamento, altri: readonly Versamento[]): VersamentoRisposta {
  const { perche, utente } = readNascita(v);
  return {
    ...presentRiga(v),
    ...(v.rapporto !== undefined && {
      rapporto: {
        sha256: v.rapporto.sha256,
        data: v.rapporto.data,
        ...(v.rapporto.identificativo !== undefined && { identificativo: v.rapporto.identificativo }),
        verificato: v.rapporto.verificato,
      },
    }),
    avvisi: v.avvisi,
    file: v.pacchetto.file.map(({ id, nome, ruolo, formato, mime, dimensione, sha256 }) => ({
      id,
      nome,
      ruolo,
      formato,
      mime,
      dimensione,
      sha256,
    })),
    storia: [
      {
        quando: rfc3339(v.creato),
        tipo: 'preparazione',
        parole: `Preparato: ${perche}`,
        ...(utente !== undefined && { utente }),
        hash: v.hash,
      },
      ...readAtti(v).map((one, i) => ({
        quando: at(one.data),
        tipo: one.tipo,
        parole: paroleOf(one),
        ...(one.utente !== undefined && { utente: one.utente }),
        hash: v.eventi[i]?.hash ?? '',
      })),
    ],
    collegati: altri
      .filter(({ _id }) => _id !== v._id)
      .map(({ _id, operazione, stato, creato }) => ({ id: _id, operazione, stato, creato: rfc3339(creato) })),
  };
}
