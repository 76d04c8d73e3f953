import type { Io, Registrazione, Riferimento } from '../../api/tipi.js';
import { isDiRepertorio } from '../../api/percorsi.js';
import { oggettoInRisposta } from '../../../schemas/oggetto-risposta.api.js';
import type { Valori } from './valori.js';

/** Where one answers: what came in by something that goes out, what is internal by an internal one; undefined: one may not. */
export function indirizzoRisposta(
  io: Io,
  { flusso, stato, anno, numero, registro }: Registrazione,
): string | undefined {
  if (isDiRepertorio({ registro })) return undefined;
  const proprio = { E: 'U', I: 'I', U: undefined } as const;
  const risposta = proprio[flusso];
  if (risposta === undefined || stato === 'annullata') return undefined;
  if (io.diritti[risposta === 'U' ? 'registra-uscita' : 'registra-interna'] === undefined) return undefined;
  return `/protocollo/nuova?flusso=${risposta}&risponde=${anno}-${numero}`;
}

/** `2026-353` of an address; null for what is none. */
export function riferimentoOf(testo: string | null): Riferimento | null {
  const parti = /^(\d{4})-(\d{1,9})$/.exec(testo ?? '');
  return parti === null ? null : { anno: Number(parti[1]), numero: Number(parti[2]) };
}

export { oggettoInRisposta };

/**
 * A form that answers a registration: who wrote is whom one writes to, the voce, the fascicolo and the reserve are the same, and each names the
 * other (DPR 445/2000 art. 52 c. 1 lett. c). Everything may be changed before it is registered.
 */
export function inRisposta(valori: Valori, registrazione: Registrazione, io: Io): Valori {
  const { anno, numero, mittenti, classifica, riservatezza, flusso, fascicoli = [] } = registrazione;
  const fascicolo = fascicoli.find(({ principale, stato }) => principale && stato === 'aperto');
  const esterni = mittenti.filter(({ tipo }) => tipo !== 'UO');
  const uffici = mittenti.filter(({ tipo, uo }) => tipo === 'UO' && uo !== io.uo.codice);
  const pec = esterni.length > 0 && esterni.every(({ domicilioDigitale }) => domicilioDigitale !== undefined);
  return {
    ...valori,
    destinatari: flusso === 'E' ? esterni : uffici,
    oggetto: oggettoInRisposta(registrazione),
    mezzo: valori.flusso === 'U' && pec && io.mezzi.some(({ codice }) => codice === 'pec') ? 'pec' : valori.mezzo,
    assegnazioni: [],
    classifica: classifica?.codice ?? '',
    motivoClassifica: registrazione.motivoClassifica ?? '',
    fascicolo: io.diritti['gestisci-fascicolo'] === undefined ? '' : (fascicolo?.id ?? ''),
    riservatezza: { livello: riservatezza.livello, uo: riservatezza.uo ?? [], utenti: riservatezza.utenti ?? [] },
    risponde: { anno: String(anno), numero: String(numero) },
  };
}
