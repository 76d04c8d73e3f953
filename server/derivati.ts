import { fillRicordi } from '../schemas/corrispondente.model.js';
import { markTutti } from '../schemas/da-versare.model.js';
import { findSistema, markDerivati } from '../schemas/sistema.model.js';
import { completeRegistrazioni } from './protocollo/completa.js';
import { codiciOf, nomeOf, paroleOfSoggetto } from './rubrica/chiave.js';

/** Grows when records are to hold something more that follows from the rest of them. */
const VERSIONE_DERIVATI = 2;

/**
 * Completes a database that an earlier version has made, before anybody reads or changes it: what records of now hold beside what
 * they say, so that the verification finds them whole and the desks, the lists and the search show them. One look where it was done.
 * @returns how many records were completed
 */
export async function completeDerivati(): Promise<number> {
  if (((await findSistema())?.derivati ?? 0) >= VERSIONE_DERIVATI) return 0;
  const registrazioni = await completeRegistrazioni();
  const ricordi = await fillRicordi((soggetto) => ({
    parole: paroleOfSoggetto(soggetto),
    nome: nomeOf(soggetto),
    codici: codiciOf(soggetto),
  }));
  const daVersare = await markTutti();
  await markDerivati(VERSIONE_DERIVATI);
  return registrazioni + ricordi + daVersare;
}
