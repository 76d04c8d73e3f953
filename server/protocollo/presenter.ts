import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { RegistrazioneRisposta, RigaRegistrazione } from '../../schemas/registrazione-risposta.api.js';
import type { FascicoloDi } from '../fascicoli/nomi.js';
import { rfc3339 } from '../lib/clock.js';
import { type BirthContent, readEvento } from './canonico.js';
import { contentAtBirth } from './eventi.js';
import type { Posto } from './lookup.js';
import { REGISTRO_GENERALE } from './rules.js';

export const locationOf = ({ anno, numero, registro = REGISTRO_GENERALE }: Posto): string =>
  registro === REGISTRO_GENERALE
    ? `/api/v1/registrazioni/${anno}/${numero}`
    : `/api/v1/repertori/${registro}/${anno}/${numero}`;

/** Events keep instants in UTC; who reads sees Italian legal time. */
const shown = (instant: string): string => rfc3339(new Date(instant));

const dated = <T extends { data: string }>(act: T): T => ({ ...act, data: shown(act.data) });

/** A registration with the fascicoli that its reader may see (server/fascicoli/nomi.ts). */
type Letta = Registrazione & { visti?: FascicoloDi[] };

/** Of a row of a list, what depends on who reads it. */
export const presentDelLettore = (r: Pick<Letta, 'fascicolo' | 'visti' | 'risponde' | 'protocollo'>) => ({
  ...(r.fascicolo !== undefined && { fascicolo: r.fascicolo }),
  ...(r.visti !== undefined && { fascicoli: r.visti }),
  ...(r.risponde !== undefined && { risponde: r.risponde }),
  ...(r.protocollo !== undefined && { registrazione: r.protocollo }),
});

/** Of a row of a list, what every reader sees. The search keeps it as text: a change is a new form (server/ricerca/righe.ts). */
export function presentRigaFissa(r: Registrazione): RigaRegistrazione {
  return {
    anno: r.anno,
    numero: r.numero,
    registro: r.registro,
    aoo: r.aoo,
    dataRegistrazione: rfc3339(r.dataRegistrazione),
    flusso: r.flusso,
    oggetto: r.oggetto,
    mittenti: r.mittenti.map((one) => ({ ...one })),
    destinatari: r.destinatari.map((one) => ({ ...one })),
    mezzo: r.mezzo,
    ...(r.protocolloMittente !== undefined && { protocolloMittente: r.protocolloMittente }),
    ...(r.dataArrivo !== undefined && { dataArrivo: r.dataArrivo }),
    ...(r.classifica !== undefined && { classifica: { codice: r.classifica.codice, voce: r.classifica.voce } }),
    assegnazioni: r.assegnazioni,
    ...(r.presaInCarico !== undefined && { presaInCarico: { ...r.presaInCarico, data: shown(r.presaInCarico.data) } }),
    riservatezza: r.riservatezza.livello === 'ordinaria' ? { livello: 'ordinaria' } : r.riservatezza,
    ...(r.tipologia !== undefined && { tipologia: r.tipologia }),
    operatore: r.operatore,
    segnatura: r.segnatura,
    ...(r.documento !== undefined && { documento: r.documento }),
    ...(r.emergenza !== undefined && { emergenza: r.emergenza }),
    allegati: r.allegati,
    stato: r.stato,
    ...(r.annullamento !== undefined && { annullamento: { ...r.annullamento, data: shown(r.annullamento.data) } }),
    ...(r.rifiuto !== undefined && { rifiuto: dated(r.rifiuto) }),
    ...(r.rifiuti !== undefined && { rifiuti: r.rifiuti }),
    ...(r.richiestaAnnullamento !== undefined && { richiestaAnnullamento: dated(r.richiestaAnnullamento) }),
    ...(r.rettifiche !== undefined && { rettifiche: r.rettifiche.map(dated) }),
    versione: r.versione,
  };
}

/** A row of a list: what is needed to find, not the whole story. */
export const presentRiga = (r: Letta): RigaRegistrazione => ({ ...presentRigaFissa(r), ...presentDelLettore(r) });

/** The whole registration as the contract shows it (§4). */
export function presentRegistrazione(r: Letta): RegistrazioneRisposta {
  return {
    ...presentRiga(r),
    ...(r.differimento !== undefined && { differimento: r.differimento }),
    ...(r.tardiva === true && { tardiva: true }),
    ...(r.ritardo !== undefined && { ritardo: dated(r.ritardo) }),
    ...(r.nascita.perContoDi !== undefined && { perContoDi: r.nascita.perContoDi }),
    ...(r.visioni !== undefined && { visioni: r.visioni.map(dated) }),
    ...(r.motivoClassifica !== undefined && { motivoClassifica: r.motivoClassifica }),
    ...(r.note !== undefined && { note: r.note }),
    catena: { precedente: r.catena.precedente, hash: r.catena.hash },
    rinnovi: r.rinnovi.map((one) => ({ ...one, data: shown(one.data) })),
    avvisi: r.nascita.avvisi,
  };
}

/** The registration as it was answered when it was born: what a repeated Idempotency-Key gets, whatever has changed since. */
export function presentBirth(r: Registrazione): RegistrazioneRisposta {
  const nata = contentAtBirth(JSON.parse(r.canonico) as BirthContent, r.nascita);
  const {
    _id,
    aoo,
    registro,
    anno,
    numero,
    dataRegistrazione,
    operatore,
    uoOperatore,
    segnatura,
    canonico,
    catena,
    nascita,
    richiesta,
  } = r;
  const identity = {
    _id,
    aoo,
    registro,
    anno,
    numero,
    dataRegistrazione,
    operatore,
    uoOperatore,
    segnatura,
    canonico,
    catena,
    nascita,
    richiesta,
  };
  return presentRegistrazione({
    ...identity,
    ...nata,
    ...(r.differimento !== undefined && { differimento: r.differimento }),
    eventi: [],
    versione: 1,
    uffici: [],
    impronte: [],
    attese: [],
  });
}

export const presentEventi = ({ eventi }: Registrazione) => ({
  elementi: eventi.map((one) => {
    const { tipo, data, utente, perContoDi, dettagli } = readEvento(one);
    return {
      tipo,
      data: shown(data),
      utente,
      ...(perContoDi !== undefined && { perContoDi }),
      dettagli,
      hash: one.hash,
    };
  }),
});
