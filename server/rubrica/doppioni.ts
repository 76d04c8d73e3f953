import type { z } from 'zod';
import type { Doppioni } from '../../schemas/corrispondente.api.js';
import { VISTA_AOO } from '../../schemas/corrispondente.model.js';
import { coppiaOf, findDistinte } from '../../schemas/distinzione.model.js';
import { findCodiciComuni, findRicordiByIds, findSenzaIpa } from '../../schemas/rubrica-elenchi.js';
import { AOO_IPA, findByCodici, findByIds } from '../../schemas/rubrica.model.js';
import { codiciOf } from './chiave.js';
import { byGiudizio, confronta } from './confronto.js';
import type { Simile } from './scheda.js';
import type { Visuale } from './service.js';
import { type Conosciuto, idOf, joinRicordi, presentVoce, soggettoFor } from './vista.js';

const MAX_CODICI = 1_500;
const MAX_SENZA_IPA = 500;

/** Groups that share a code, an address or a name: registrations' memories and entries of the AOO. */
async function findGruppi(visuale: Visuale): Promise<Conosciuto[][]> {
  const { aoo } = visuale;
  const comuni = await findCodiciComuni(aoo, VISTA_AOO, MAX_CODICI);
  const ids = [...new Map(comuni.flatMap((one) => one.ids.map((id) => [id.toHexString(), id]))).values()];
  const [ricordi, schede] = await Promise.all([findRicordiByIds(aoo, ids), findByIds([aoo], ids)]);
  // a memory that an entry holds is that entry, whatever its own place
  const byPlace = new Map<string, Conosciuto>();
  for (const ricordo of ricordi) {
    const [joined] = await joinRicordi(visuale, [ricordo]);
    if (joined !== undefined) byPlace.set(ricordo._id.toHexString(), joined);
  }
  for (const scheda of schede) if (scheda.stato !== 'unito') byPlace.set(scheda._id.toHexString(), { scheda });
  return comuni.map((one) => one.ids.flatMap((id) => byPlace.get(id.toHexString()) ?? []));
}

/** Administrations written without their IPA code, with those of the IPA that they may be. */
async function findSenzaCodice(visuale: Visuale): Promise<Conosciuto[][]> {
  const senza = await findSenzaIpa(visuale.aoo, VISTA_AOO, MAX_SENZA_IPA);
  const joined = (await joinRicordi(visuale, senza)).filter(({ scheda }) => scheda?.origine !== 'ipa');
  const codici = joined.map((one) => codiciOf(soggettoFor(visuale, one)));
  const found = await findByCodici([AOO_IPA], codici.flat(), MAX_SENZA_IPA * 2);
  return joined.flatMap((one, i) =>
    found
      .filter((scheda) => scheda.codici.some((codice) => codici[i]?.includes(codice) === true))
      .map((scheda): Conosciuto[] => [one, { scheda }]),
  );
}

type Coppia = Omit<Simile, 'altro'> & { uno: Conosciuto; altro: Conosciuto };

/** The pairs of a group that may be one subject. */
function* pairsOf(visuale: Visuale, gruppo: readonly Conosciuto[]): Generator<Coppia> {
  for (const [i, uno] of gruppo.entries())
    for (const altro of gruppo.slice(i + 1)) {
      if (idOf(uno) === idOf(altro)) continue;
      const giudizio = confronta(soggettoFor(visuale, uno), soggettoFor(visuale, altro));
      if (giudizio.esito !== 'diverso') yield { uno, altro, ...giudizio };
    }
}

/** The queue of who keeps the address book in order: pairs that may be one subject, the surest first. */
export async function listDoppioni(visuale: Visuale, limite: number): Promise<z.output<typeof Doppioni>> {
  const gruppi = [...(await findGruppi(visuale)), ...(await findSenzaCodice(visuale))];
  const pairs = new Map<string, Coppia>();
  for (const gruppo of gruppi)
    for (const pair of pairsOf(visuale, gruppo)) pairs.set(coppiaOf(idOf(pair.uno), idOf(pair.altro)), pair);
  const apart = await findDistinte(visuale.aoo, [...pairs.keys()]);
  const left = [...pairs].filter(([coppia]) => !apart.has(coppia)).map(([, pair]) => pair);
  return {
    elementi: left
      .sort(byGiudizio)
      .slice(0, limite)
      .map(({ uno, altro, esito, motivi }) => ({
        uno: presentVoce(visuale, uno),
        altro: presentVoce(visuale, altro),
        giudizio: esito === 'diverso' ? 'dubbio' : esito,
        motivi,
      })),
    ...(left.length > limite && { oltre: limite }),
  };
}
