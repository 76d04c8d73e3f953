import type { Registrazione } from '../../../schemas/registrazione.model.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import type { Conf } from '../../metadati/conf.js';
import type { UnitaDaVersare } from '../tipi.js';

/** Data of a registration that receivers agree to take besides, under the names that are in use (conservazione-parer.md §9). */

/** Somebody in words: people by surname, an office of the own side by its name. */
export function nomeOf(soggetto: Soggetto, { uffici, aoo }: Pick<Conf, 'uffici' | 'aoo'>): string {
  const { tipo, uo, denominazione, cognome, nome } = soggetto;
  if (tipo === 'UO') return (uo === undefined ? undefined : uffici.get(uo)?.denominazione) ?? uo ?? aoo.denominazione;
  return denominazione ?? [cognome, nome].filter((parte) => parte !== undefined).join(' ');
}

/** Several in words. */
export const nomiOf = (soggetti: readonly Soggetto[], conf: Pick<Conf, 'uffici' | 'aoo'>): string =>
  soggetti.map((uno) => nomeOf(uno, conf)).join('; ');

const MOVIMENTI = { E: 'IN', U: 'OUT', I: 'INTERNO' } as const;
const STATI = { valida: 'VALIDA', 'annullamento-richiesto': 'VALIDA', annullata: 'ANNULLATA' } as const;

/** Names once, values that are there. Pure. */
export function datiSpecificiOf(
  r: Pick<
    Registrazione,
    | 'flusso'
    | 'mittenti'
    | 'destinatari'
    | 'mezzo'
    | 'dataArrivo'
    | 'protocolloMittente'
    | 'segnatura'
    | 'stato'
    | 'tipologia'
  >,
  conf: Pick<Conf, 'uffici' | 'aoo'>,
): UnitaDaVersare['datiSpecifici'] {
  const detti: [string, string | undefined][] = [
    ['Movimento', MOVIMENTI[r.flusso]],
    ['Mittente', nomiOf(r.mittenti, conf)],
    ['Destinatario', nomiOf(r.destinatari, conf)],
    ['ModalitaTrasmissione', r.mezzo.toUpperCase()],
    ['DataArrivo', r.dataArrivo?.slice(0, 10)],
    ['ProtocolloMittente', r.protocolloMittente?.numero],
    ['DataProtocolloMittente', r.protocolloMittente?.data],
    ['TipologiaDocumentale', r.tipologia],
    ['Segnatura', r.segnatura],
    ['StatoRegistrazione', STATI[r.stato]],
  ];
  return detti.flatMap(([nome, valore]) => (valore === undefined || valore === '' ? [] : [[nome, valore] as const]));
}
