import { Types } from 'mongoose';
import type { CorrispondentiQuery, CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { findRicordi, groupRicordi, type Ricordo } from '../../schemas/corrispondente.model.js';
import { countSchede, type DopoNome, listChiavi, listRicordi, listSchede } from '../../schemas/rubrica-elenchi.js';
import { AOO_IPA, findByChiavi, type SchedaCorrispondente } from '../../schemas/rubrica.model.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { prefissiOf } from './chiave.js';
import { visteFor, type Visuale } from './service.js';
import { addRicordo, type Conosciuto, idOf, presentVoce } from './vista.js';

const CONTA_FINO_A = 1_000;

interface Riga extends Conosciuto {
  dopo: DopoNome;
}

const writeCursore = ({ nome, id }: DopoNome): string => Buffer.from(JSON.stringify([nome, id])).toString('base64url');

/** @throws DatiNonValidiError for what is no cursor of this list */
function readCursore(cursore: string): DopoNome {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursore, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2) {
      const [nome, id] = value as unknown[];
      if (typeof nome === 'string' && typeof id === 'string' && Types.ObjectId.isValid(id) && id.length === 24)
        return { nome, id };
    }
  } catch {
    // falls through: the words below are for it too
  }
  throw new DatiNonValidiError([
    { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
  ]);
}

/** In the order of the database: by bytes. */
const byDopo = (a: Riga, b: Riga): number =>
  Buffer.compare(Buffer.from(a.dopo.nome), Buffer.from(b.dopo.nome)) || (a.dopo.id < b.dopo.id ? -1 : 1);

const rowOf = (one: Conosciuto): Riga => ({
  ...one,
  dopo: { nome: (one.scheda ?? one.ricordo)?.nome ?? '', id: idOf(one) },
});

const NESSUNO = { _id: { $in: [] } };

/** What each source is to be asked, by the filters of the query. */
function filtersOf(visuale: Visuale, { tipo, origine, stato, domicilio }: CorrispondentiQuery) {
  const common = {
    ...(tipo !== undefined && { 'soggetto.tipo': tipo }),
    ...(domicilio !== undefined && { 'soggetto.domicilioDigitale': { $exists: domicilio === 'si' } }),
  };
  const schede = { ...common, stato: stato ?? { $in: ['attivo', 'cessato'] } };
  const isOf = (one: typeof origine): boolean => origine === undefined || origine === one;
  return {
    ricordi: isOf('registrazioni') && (stato ?? 'attivo') === 'attivo' ? common : NESSUNO,
    proprie: isOf('rubrica') ? { ...schede, ...(visuale.uffici !== 'tutti' && { pubblica: true }) } : NESSUNO,
    ipa: isOf('ipa') ? schede : NESSUNO,
  };
}

/** Keys of memories that an entry holds: there they are told. Of who sees only some offices, only by what was written for all. */
async function heldBySchede({ aoo, uffici }: Visuale, chiavi: readonly string[]): Promise<Set<string>> {
  const schede = await findByChiavi([aoo, AOO_IPA], chiavi);
  return new Set(
    schede.filter((one) => uffici === 'tutti' || one.pubblica || one.aoo === AOO_IPA).flatMap((one) => one.chiavi),
  );
}

async function withUsi(visuale: Visuale, righe: readonly Riga[]): Promise<Riga[]> {
  const schede = righe.flatMap(({ scheda }) => scheda ?? []);
  const ricordi = await findRicordi(
    visuale.aoo,
    visteFor(visuale),
    schede.flatMap(({ chiavi }) => chiavi),
  );
  const ricordoOf = ({ chiavi }: SchedaCorrispondente): Ricordo | undefined => {
    const own = ricordi.filter(({ chiave }) => chiavi.includes(chiave));
    return own.length === 0 ? undefined : own.reduce(addRicordo);
  };
  return righe.map((riga) => {
    const ricordo = riga.ricordo ?? (riga.scheda === undefined ? undefined : ricordoOf(riga.scheda));
    return { ...riga, ...(ricordo !== undefined && { ricordo }) };
  });
}

/** A page of all correspondents that the caller may see, by name: of the registrations, of the address book, of the IPA. */
export async function listCorrispondenti(
  visuale: Visuale,
  query: CorrispondentiQuery,
  limite: number,
): Promise<{ elementi: CorrispondenteVoce[]; cursore?: string; totale?: number; oltre?: number }> {
  const { aoo } = visuale;
  const viste = visteFor(visuale);
  const prefissi = prefissiOf(query.q ?? '');
  if (prefissi.length === 0 && (query.q ?? '').trim() !== '') return { elementi: [], totale: 0 };
  const filtri = filtersOf(visuale, query);
  const righe: Riga[] = [];
  let dopo = query.cursore === undefined ? undefined : readCursore(query.cursore);
  let more = true;
  while (righe.length <= limite && more) {
    const elenco = { prefissi, dopo, limite: limite + 1 };
    const [ricordi, proprie, ofIpa] = await Promise.all([
      listRicordi(aoo, viste, { ...elenco, filtro: filtri.ricordi }),
      listSchede(aoo, { ...elenco, filtro: filtri.proprie }),
      listSchede(AOO_IPA, { ...elenco, filtro: filtri.ipa }),
    ]);
    const held = await heldBySchede(
      visuale,
      ricordi.map(({ chiave }) => chiave),
    );
    const all = [
      ...ricordi.map((ricordo) => rowOf({ ricordo })),
      ...[...proprie, ...ofIpa].map((scheda) => rowOf({ scheda })),
    ].sort(byDopo);
    const page = all.slice(0, limite + 1);
    more = all.length > limite;
    dopo = page.at(-1)?.dopo ?? dopo;
    const seen = new Set(righe.flatMap(({ ricordo }) => ricordo?.chiave ?? []));
    const groups = new Map(groupRicordi(page.flatMap(({ ricordo }) => ricordo ?? [])).map((one) => [one.chiave, one]));
    for (const riga of page) {
      if (riga.ricordo === undefined) righe.push(riga);
      else if (!held.has(riga.ricordo.chiave) && !seen.has(riga.ricordo.chiave)) {
        seen.add(riga.ricordo.chiave);
        righe.push({ ...riga, ricordo: groups.get(riga.ricordo.chiave) ?? riga.ricordo });
      }
    }
  }
  const page = await withUsi(visuale, righe.slice(0, limite));
  const last = page.at(-1);
  return {
    elementi: page.map((one) => presentVoce(visuale, one)),
    ...(righe.length > limite && last !== undefined && { cursore: writeCursore(last.dopo) }),
    ...(await countAll(visuale, filtri, prefissi)),
  };
}

async function countAll(
  visuale: Visuale,
  filtri: ReturnType<typeof filtersOf>,
  prefissi: readonly string[],
): Promise<{ totale?: number; oltre?: number }> {
  const fino = CONTA_FINO_A + 1;
  const [chiavi, proprie, ofIpa] = await Promise.all([
    listChiavi(visuale.aoo, visteFor(visuale), filtri.ricordi, prefissi, fino),
    countSchede(visuale.aoo, filtri.proprie, prefissi, fino),
    countSchede(AOO_IPA, filtri.ipa, prefissi, fino),
  ]);
  const held = await heldBySchede(visuale, chiavi);
  const totale = proprie + ofIpa + chiavi.filter((chiave) => !held.has(chiave)).length;
  return totale > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale };
}
