import type { CorrispondenteScheda } from '../../schemas/corrispondente.api.js';
import { findRicordi, findRicordiByCodici, findRicordo } from '../../schemas/corrispondente.model.js';
import { coppiaOf, findDistinte } from '../../schemas/distinzione.model.js';
import {
  AOO_IPA,
  findByChiavi,
  findByCodici,
  findScheda,
  findUniti,
  type SchedaCorrispondente,
} from '../../schemas/rubrica.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { rfc3339 } from '../lib/clock.js';
import { NonTrovatoError } from '../lib/problem.js';
import { codiciOf } from './chiave.js';
import { byGiudizio, confronta, type Giudizio } from './confronto.js';
import { visteFor, type Visuale } from './service.js';
import {
  addRicordo,
  chiaviOf,
  type Conosciuto,
  idOf,
  joinRicordi,
  presentVoce,
  recapitiFor,
  soggettoFor,
  survivorsOf,
  visibleSchede,
} from './vista.js';

const MAX_SIMILI = 20;

/** The uses of an entry, of all that was merged into it too, and the IPA's entry of the same keys. */
async function completeScheda(visuale: Visuale, scheda: SchedaCorrispondente): Promise<Conosciuto> {
  const { aoo } = visuale;
  const chiavi = await chiaviOf(aoo, scheda);
  const [ricordi, [ipa]] = await Promise.all([
    findRicordi(aoo, visteFor(visuale), chiavi),
    scheda.aoo === AOO_IPA ? [] : findByChiavi([AOO_IPA], scheda.chiavi),
  ]);
  return {
    scheda,
    ...(ricordi.length > 0 && { ricordo: ricordi.reduce(addRicordo) }),
    ...(ipa !== undefined && { ipa }),
  };
}

/**
 * One correspondent, as far as the caller may see it: an entry, or what registrations say of one that has none.
 * @throws NonTrovatoError for what is not there or not his to see, which is the same
 */
export async function requireCorrispondente(visuale: Visuale, id: string): Promise<Conosciuto> {
  const { aoo } = visuale;
  const scheda = await findScheda(id, [aoo, AOO_IPA]);
  if (scheda !== null) {
    const [visible] = await visibleSchede(visuale, [scheda]);
    if (visible !== undefined) return completeScheda(visuale, visible);
  } else {
    // a colleague's link may name the view of another office: what counts is whether the own ones know the subject
    const anywhere = await findRicordo(aoo, id);
    const own = anywhere === null ? [] : await findRicordi(aoo, visteFor(visuale), [anywhere.chiave]);
    const [found] = await joinRicordi(visuale, own);
    if (found?.scheda !== undefined) return completeScheda(visuale, found.scheda);
    if (found !== undefined) return found;
  }
  throw new NonTrovatoError('Il corrispondente non c’è: controllare l’indirizzo, o cercarlo per nome o codice.');
}

export type Simile = Giudizio & { altro: Conosciuto };

/** Others that may be the same subject, the surest first; those that a person has told apart are left out. */
export async function findSimili(visuale: Visuale, uno: Conosciuto): Promise<Simile[]> {
  const { aoo } = visuale;
  const soggetto = soggettoFor(visuale, uno);
  const codici = codiciOf(soggetto);
  const [schede, ricordi] = await Promise.all([
    findByCodici([aoo, AOO_IPA], codici, MAX_SIMILI * 3),
    findRicordiByCodici(aoo, visteFor(visuale), codici, MAX_SIMILI * 3),
  ]);
  const visible = (await visibleSchede(visuale, schede)).map((scheda): Conosciuto => ({ scheda }));
  const others = new Map([...visible, ...(await joinRicordi(visuale, ricordi))].map((one) => [idOf(one), one]));
  others.delete(idOf(uno));
  const own = new Set(uno.scheda?.chiavi ?? []);
  const judged = [...others.values()]
    .filter(({ ricordo, scheda }) => scheda !== undefined || ricordo === undefined || !own.has(ricordo.chiave))
    .map((altro): Simile => ({ altro, ...confronta(soggetto, soggettoFor(visuale, altro)) }))
    .filter(({ esito }) => esito !== 'diverso');
  const apart = await findDistinte(
    aoo,
    judged.map(({ altro }) => coppiaOf(idOf(uno), idOf(altro))),
  );
  return judged
    .filter(({ altro }) => !apart.has(coppiaOf(idOf(uno), idOf(altro))))
    .sort(byGiudizio)
    .slice(0, MAX_SIMILI);
}

const richiamoOf = ({ _id, soggetto }: SchedaCorrispondente) => ({
  id: _id.toHexString(),
  denominazione: nameOfSoggetto(soggetto),
});

/**
 * Who did what to an entry and when. What it was before, and what it was joined with, may come from registrations of any office:
 * that is told only to who sees them all.
 */
const storiaFor = ({ uffici }: Visuale, scheda: SchedaCorrispondente | undefined): CorrispondenteScheda['storia'] =>
  (scheda?.storia ?? [])
    .map(({ tipo, data, utente, dettagli }) => ({
      tipo,
      data: rfc3339(data),
      ...(utente !== undefined && { utente }),
      dettagli: uffici === 'tutti' ? dettagli : {},
    }))
    .toReversed();

/** The whole page of one correspondent. */
export async function presentScheda(visuale: Visuale, uno: Conosciuto): Promise<CorrispondenteScheda> {
  const { scheda } = uno;
  const uniti = scheda === undefined ? [] : await visibleSchede(visuale, await findUniti(visuale.aoo, [scheda._id]));
  const last =
    scheda?.unitoA === undefined ? undefined : (await survivorsOf(visuale.aoo, [scheda])).get(scheda._id.toHexString());
  const [into] = last === undefined ? [] : await visibleSchede(visuale, [last]);
  const simili = scheda?.stato === 'unito' ? [] : await findSimili(visuale, uno);
  return {
    ...presentVoce(visuale, uno),
    recapiti: recapitiFor(visuale, uno),
    ...(scheda?.note !== undefined && { note: scheda.note }),
    ...(scheda?.cessatoIl !== undefined && { cessatoIl: scheda.cessatoIl }),
    ...(into !== undefined && { unitoA: richiamoOf(into) }),
    uniti: uniti.map(richiamoOf),
    storia: storiaFor(visuale, scheda),
    simili: simili.map(({ altro, esito, motivi }) => ({
      ...presentVoce(visuale, altro),
      giudizio: esito === 'diverso' ? 'dubbio' : esito,
      motivi,
    })),
    modificabile: scheda?.origine !== 'ipa' && scheda?.stato !== 'unito',
    versione: scheda?.versione ?? 0,
  };
}
