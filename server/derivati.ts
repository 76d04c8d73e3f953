import { markTutteDaAnnotare } from '../schemas/attestazione.model.js';
import { fillRicordi } from '../schemas/corrispondente.model.js';
import { markTutti } from '../schemas/da-versare.model.js';
import { dropVecchiIndiciRicerca } from '../schemas/registrazione-ricerca.model.js';
import { dropVecchiIndiciSigilli, markTuttiDaSeguire } from '../schemas/registro-giornaliero.model.js';
import { findSistema, markDerivati } from '../schemas/sistema.model.js';
import { type Avanzamento, completeRegistrazioni } from './protocollo/completa.js';
import { codiciOf, nomeOf, paroleOfSoggetto } from './rubrica/chiave.js';

/** Grows when records are to hold something more that follows from the rest of them. */
const VERSIONE_DERIVATI = 7;
/** Since then registrations, what was noted of correspondents, and what is to be shipped are as now. */
const VERSIONE_REGISTRAZIONI = 2;
/** Since then attestations are told in their registrations. */
const VERSIONE_ATTESTAZIONI = 3;
/** Since then seals are followed to the receivers of their days. */
const VERSIONE_SIGILLI = 4;

async function completeTutto(told: (avanzamento: Avanzamento) => void): Promise<number> {
  const registrazioni = await completeRegistrazioni(told);
  const ricordi = await fillRicordi((soggetto) => ({
    parole: paroleOfSoggetto(soggetto),
    nome: nomeOf(soggetto),
    codici: codiciOf(soggetto),
  }));
  return registrazioni + ricordi + (await markTutti());
}

/** Whether an earlier version has made the database, so that it is completed before anybody is served. */
export async function isDaCompletare(): Promise<boolean> {
  const sistema = await findSistema();
  return sistema !== null && (sistema.derivati ?? 0) < VERSIONE_DERIVATI;
}

/**
 * Completes a database that an earlier version has made, before anybody reads or changes it: what records of now hold beside what
 * they say, so that the verification finds them whole and the desks, the lists and the search show them. Attestations of before are
 * told in their registrations by the worker, and seals that were put on days after these had been shipped are told to their receivers, some
 * at each of its turns. Indexes that are asked for no more are taken away. One look where it was done.
 * @param told - how far the registrations are, which may be a million
 * @returns how many records were completed
 */
export async function completeDerivati(told: (avanzamento: Avanzamento) => void = () => undefined): Promise<number> {
  const found = (await findSistema())?.derivati ?? 0;
  if (found >= VERSIONE_DERIVATI) return 0;
  const completed = found < VERSIONE_REGISTRAZIONI ? await completeTutto(told) : 0;
  const daAnnotare = found < VERSIONE_ATTESTAZIONI ? await markTutteDaAnnotare() : 0;
  const daSeguire = found < VERSIONE_SIGILLI ? await markTuttiDaSeguire() : 0;
  await dropVecchiIndiciSigilli();
  await dropVecchiIndiciRicerca();
  await markDerivati(VERSIONE_DERIVATI);
  return completed + daAnnotare + daSeguire;
}
