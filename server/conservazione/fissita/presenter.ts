import type { Fissita, Giro, Guasto } from '../../../schemas/fissita.api.js';
import { findUltimoGiro, type GiroFissita } from '../../../schemas/fissita.model.js';
import {
  countGuastiAperti,
  countGuastiDiGiro,
  findGuastiAperti,
  findGuastiChiusi,
  type GuastoFissita,
} from '../../../schemas/guasto-fissita.model.js';
import { addDays, rfc3339 } from '../../lib/clock.js';
import { CHIUSURA_IN_PAROLE, guastoInParole, nominanteInParole } from './parole.js';
import { percentoOf } from './regole.js';

const MAX_APERTI = 200;
const MAX_CHIUSI = 50;

/** A round as the pages show it. @param guasti - what it has found so far */
export function presentGiro(giro: GiroFissita, guasti: number): Giro {
  const { _id, stato, origine, inizio, fine, notti, totale, fatti, motivo } = giro;
  const avanzamento = (one: 'file' | 'byte' | 'catene') => ({
    totale: Math.max(totale[one], fatti[one]),
    fatti: fatti[one],
  });
  return {
    id: String(_id),
    stato,
    origine,
    inizio: rfc3339(inizio),
    ...(fine !== undefined && { fine: rfc3339(fine) }),
    ...(stato === 'in-corso' && notti !== undefined && { entro: addDays(notti.ultima, 1) }),
    file: avanzamento('file'),
    byte: avanzamento('byte'),
    catene: avanzamento('catene'),
    percento: stato === 'concluso' ? 100 : giro.contato ? percentoOf(totale, fatti) : 0,
    guasti,
    ...(motivo !== undefined && { motivo }),
  };
}

/** A fault as one AOO may see it: of the records that name a file only its own. */
export function presentGuasto(guasto: GuastoFissita, aoo: string): Guasto {
  const { _id, genere, chiave, trovato, ultimoControllo, nominatoDa, preso, chiuso } = guasto;
  return {
    id: String(_id),
    genere,
    ...(genere !== 'catena' && { sha256: chiave }),
    ...guastoInParole(guasto),
    trovato: rfc3339(trovato),
    ultimoControllo: rfc3339(ultimoControllo),
    nominatoDa: nominatoDa.filter((one) => one.aoo === aoo).map(nominanteInParole),
    ...(preso !== undefined && { preso: { ...preso, quando: rfc3339(preso.quando) } }),
    ...(chiuso !== undefined && {
      chiuso: { quando: rfc3339(chiuso.quando), parole: CHIUSURA_IN_PAROLE[chiuso.come] },
    }),
  };
}

const presentCounted = async (giro: GiroFissita): Promise<Giro> =>
  presentGiro(giro, giro.guasti ?? (await countGuastiDiGiro(giro._id)));

/** How the integrity of what is stored stands, for one AOO. */
export async function seeFissita(aoo: string, giorni: number): Promise<Fissita> {
  const [ultimo, completo, aperti, guastiAperti, chiusi] = await Promise.all([
    findUltimoGiro(),
    findUltimoGiro('concluso'),
    findGuastiAperti(MAX_APERTI, aoo),
    countGuastiAperti(aoo),
    findGuastiChiusi(MAX_CHIUSI, aoo),
  ]);
  return {
    giorni,
    ...(ultimo !== null && { giro: await presentCounted(ultimo) }),
    ...(completo !== null && { ultimoCompleto: await presentCounted(completo) }),
    guasti: aperti.map((one) => presentGuasto(one, aoo)),
    guastiAperti,
    chiusi: chiusi.map((one) => presentGuasto(one, aoo)),
  };
}
