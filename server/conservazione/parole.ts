import type { OperazioneVersamento, StatoVersamento, TipoVersamento } from '../../schemas/versamento.api.js';
import { formatNumero } from '../protocollo/rules.js';
import { rfc3339 } from '../lib/clock.js';
import type { MotivoDovuto } from './regole/termini.js';
import { readRiferimento } from './regole/riferimento.js';

/** Words of the area, each said in one place. */

export const MOTIVI_IN_PAROLE: Readonly<Record<MotivoDovuto, string>> = {
  'registro-giornaliero': 'giornata chiusa',
  'firma-in-scadenza': 'firma in scadenza',
  classificata: 'classificata',
  giorni: 'trascorsi i giorni previsti',
  chiusura: 'fascicolo chiuso',
};

export const STATI_IN_PAROLE: Readonly<Record<StatoVersamento, string>> = {
  preparato: 'Da inviare',
  'in-invio': 'In invio',
  incerto: 'Esito incerto',
  'in-carico': 'In carico al conservatore',
  'attesa-riprova': 'Attesa di riprova',
  accettato: 'Accettato',
  'accettato-con-avvisi': 'Accettato con avvisi',
  rifiutato: 'Rifiutato',
  conflitto: 'In conflitto',
  'da-verificare': 'Da verificare',
  sospeso: 'Sospeso',
  annullato: 'Annullato',
};

const AGGIUNTI: Readonly<Record<string, string>> = {
  allegato: 'allegato',
  annesso: 'attestazione',
  annotazione: 'annotazione',
};

/**
 * What a package brings that follows the first one of the same thing: a day and its seal are under one name. Undefined of the first. To a
 * day only seals are added, each with the file that it seals; to a unit a file, an attestation or the note of its annulment.
 */
export function portaDi({
  tipo,
  operazione,
  pacchetto: { file },
}: {
  tipo: TipoVersamento;
  operazione: OperazioneVersamento;
  pacchetto: { file: readonly { formato: string; ruolo: string }[] };
}): string | undefined {
  if (operazione === 'versamento') return undefined;
  if (operazione === 'aggiornamento') return 'metadati';
  if (tipo === 'registro-giornaliero')
    return file.some(({ formato }) => formato === 'XML') ? 'sigillo sull’XML' : 'sigillo sul PDF';
  return file.map(({ ruolo }) => AGGIUNTI[ruolo]).find((one) => one !== undefined) ?? 'documento';
}

/** `25/11/2026`, of an instant in Italian time or of a legal day. */
export const giorno = (quando: Date | string): string => {
  const [anno, mese, day] = (typeof quando === 'string' ? quando : rfc3339(quando)).slice(0, 10).split('-');
  return `${day}/${mese}/${anno}`;
};

/** `25/11/2026 alle 10:49`. */
export const giornoEOra = (quando: Date): string => `${giorno(quando)} alle ${rfc3339(quando).slice(11, 16)}`;

/** As one calls it, without reading it: `n. 0000341/2026`, `DET n. 0000012/2026`, `Registro del 24/11/2026`. */
export function nomeDi(tipo: TipoVersamento, riferimento: string, codice?: string): string {
  const named = readRiferimento(tipo, riferimento);
  if (named === null) return riferimento;
  if (named.tipo === 'registro-giornaliero') return `Registro del ${giorno(named.giorno)}`;
  if (named.tipo === 'fascicolo') return codice === undefined ? 'Fascicolo' : `Fascicolo ${codice}`;
  const registro = riferimento.split('/').length === 3 ? `${named.registro} ` : '';
  return `${registro}n. ${formatNumero(named.numero)}/${named.anno}`;
}
