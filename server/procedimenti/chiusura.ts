import type { Mancanza } from '../../schemas/fascicolo.api.js';
import { DocumentoModel } from '../../schemas/documento.model.js';
import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { ControlloChiusura } from '../fascicoli/mancanze.js';
import { legalDay } from '../lib/clock.js';
import { findProcedimento } from './catalogo.js';

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The expected documents of which there is none: registrations by their tipologia, documents that are not registered by their oggetto.
 * Pure.
 */
export const mancantiDi = (
  attesi: readonly string[],
  { tipologie, oggetti }: { tipologie: readonly string[]; oggetti: readonly string[] },
): string[] =>
  attesi.filter(
    (atteso) =>
      !tipologie.some((one) => fold(one) === fold(atteso)) && !oggetti.some((one) => fold(one).includes(fold(atteso))),
  );

/**
 * A fascicolo is whole with the documents that the catalogue expects of its procedimento; unless who concluded it has said why it ended
 * otherwise.
 */
export const controlloDocumentiAttesi: ControlloChiusura = async (_caller, { aoo, _id, iter, apertoIl }, session) => {
  if (iter === undefined || iter.motivoFine !== undefined) return [];
  const { documenti: attesi = [] } = (await findProcedimento(aoo, iter.codice, legalDay(apertoIl))) ?? {};
  if (attesi.length === 0) return [];
  const within = { aoo, $or: [{ fascicolo: _id }, { altriFascicoli: _id }] };
  // one after the other: a session does one thing at a time
  const tipologie = await RegistrazioneModel.distinct('tipologia', {
    ...within,
    stato: { $ne: 'annullata' },
  }).session(session);
  const oggetti = await DocumentoModel.distinct('oggetto', within).session(session);
  const presenti = { tipologie: tipologie.filter((one) => typeof one === 'string'), oggetti };
  return mancantiDi(attesi, presenti).map((atteso): Mancanza => ({
    codice: 'documento-atteso',
    messaggio: `Manca un documento di tipologia «${atteso}»: metterlo nel fascicolo, oppure concludere il procedimento dicendo perché non c’è.`,
  }));
};

/** A procedimento ends with its act and its notices, the fascicolo after it: once closed, nobody could say any more when it ended. */
export const controlloProcedimento: ControlloChiusura = (_caller, { iter }) =>
  Promise.resolve(
    iter === undefined || iter.fine !== undefined
      ? []
      : [
          {
            codice: 'procedimento-in-corso',
            messaggio: `Il procedimento «${iter.denominazione}» non è concluso: indicare il giorno in cui è finito, oppure perché è finito senza provvedimento.`,
          },
        ],
  );
