import { regoleSotto, tempoFor } from '../../classification/strumenti/conservazione.js';
import { massimarioOf } from '../../classification/strumenti/service.js';
import { DocumentoModel } from '../../schemas/documento.model.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { isConservato, type Conservati } from './conservato.js';
import { type Conservazione, conservazioneOf, type Fine, fineOf, type RegolaApplicata } from './regole.js';

/* What the rules of the retention need to know of fascicoli, read from the database. Who may see them was asked before. */

export type Conoscibile = Pick<
  Fascicolo,
  | '_id'
  | 'aoo'
  | 'codice'
  | 'radice'
  | 'stato'
  | 'annullato'
  | 'dataChiusura'
  | 'dataApertura'
  | 'classifica'
  | 'archivio'
  | 'riservatezza'
>;
const CAMPI = {
  aoo: 1,
  codice: 1,
  radice: 1,
  stato: 1,
  annullato: 1,
  dataChiusura: 1,
  dataApertura: 1,
  classifica: 1,
  archivio: 1,
  riservatezza: 1,
} as const;

/** The rule of the massimario in force at the closing: the one that was said to count, else the longest of the voce. */
export async function regolaDi({
  aoo,
  dataChiusura,
  dataApertura,
  classifica,
  archivio,
}: Pick<Conoscibile, 'aoo' | 'dataChiusura' | 'dataApertura' | 'classifica' | 'archivio'>): Promise<
  RegolaApplicata | undefined
> {
  const regole = await massimarioOf(aoo, dataChiusura ?? dataApertura);
  const said = regoleSotto(regole, classifica.codice).find(({ tipologia }) => tipologia === archivio?.regola);
  const found = said === undefined ? tempoFor(regole, classifica.codice) : { ...said, univoca: true };
  if (found === undefined) return undefined;
  const { tempo, tipologia, note, fonte, univoca } = found;
  return { tempo, tipologia, ...(note !== undefined && { note }), fonte, univoca };
}

/** The rules among which one may be said to count. */
export const regolePossibili = async ({ aoo, dataChiusura, dataApertura, classifica }: Conoscibile) =>
  regoleSotto(await massimarioOf(aoo, dataChiusura ?? dataApertura), classifica.codice);

interface Collocato {
  fascicolo?: string;
  altriFascicoli?: string[];
}

const piuFascicoli = (aoo: string, ids: readonly string[]) => ({
  aoo,
  altriFascicoli: { $exists: true, $ne: [] },
  $or: [{ fascicolo: { $in: [...ids] } }, { altriFascicoli: { $in: [...ids] } }],
});

/** For each fascicolo at the top: the other ones, at the top too, that hold some of its documents. */
async function altroveOf(aoo: string, radici: readonly string[]): Promise<Map<string, Conoscibile[]>> {
  const parti = await FascicoloModel.find({ aoo, radice: { $in: [...radici] } }, { radice: 1 }).lean<
    { _id: string; radice: string }[]
  >();
  const topOf = new Map(parti.map(({ _id, radice }) => [_id, radice]));
  const ids = [...topOf.keys()];
  const projection = { _id: 0, fascicolo: 1, altriFascicoli: 1 };
  const found = await Promise.all([
    RegistrazioneModel.find(piuFascicoli(aoo, ids), projection).lean<Collocato[]>(),
    AttoRepertorioModel.find(piuFascicoli(aoo, ids), projection).lean<Collocato[]>(),
    DocumentoModel.find(piuFascicoli(aoo, ids), projection).lean<Collocato[]>(),
  ]);
  const pairs = new Set<string>();
  for (const { fascicolo, altriFascicoli = [] } of found.flat()) {
    const all = [fascicolo, ...altriFascicoli].filter((one) => one !== undefined);
    for (const one of all) {
      const top = topOf.get(one);
      if (top !== undefined) for (const other of all) if (topOf.get(other) !== top) pairs.add(`${top} ${other}`);
    }
  }
  const others = [...new Set([...pairs].map((pair) => pair.split(' ')[1] ?? ''))];
  const known = await FascicoloModel.find({ aoo, _id: { $in: others } }, CAMPI).lean<Conoscibile[]>();
  const tops = await FascicoloModel.find({ aoo, _id: { $in: known.map(({ radice }) => radice) } }, CAMPI).lean<
    Conoscibile[]
  >();
  const byId = new Map(tops.map((one) => [one._id, one]));
  const topOfOther = new Map(known.map(({ _id, radice }) => [_id, byId.get(radice)]));
  const result = new Map<string, Map<string, Conoscibile>>();
  for (const pair of pairs) {
    const [top = '', other = ''] = pair.split(' ');
    const whole = topOfOther.get(other);
    if (whole === undefined || whole._id === top || whole.annullato !== undefined) continue;
    result.set(top, (result.get(top) ?? new Map<string, Conoscibile>()).set(whole._id, whole));
  }
  return new Map([...result].map(([top, some]) => [top, [...some.values()]]));
}

const fineDi = async (one: Conoscibile): Promise<Fine | undefined> =>
  fineOf({
    stato: one.stato,
    dataChiusura: one.dataChiusura,
    regola: await regolaDi(one),
    archivio: one.archivio ?? {},
  });

/**
 * The retention of fascicoli at the top, and what stands in the way of their discard on that day.
 * @param nomina - whether that fascicolo may be named to who asks
 */
export async function conservazioniDi(
  aoo: string,
  fascicoli: readonly Conoscibile[],
  oggi: string,
  nomina: (fascicolo: Conoscibile) => boolean,
  conservati: Conservati = isConservato,
): Promise<Map<string, Conservazione>> {
  const ids = fascicoli.map(({ _id }) => _id);
  if (ids.length === 0) return new Map();
  const [altrove, shipped] = await Promise.all([altroveOf(aoo, ids), conservati(aoo, ids)]);
  const result = new Map<string, Conservazione>();
  for (const one of fascicoli) {
    const others = await Promise.all(
      (altrove.get(one._id) ?? []).map(async (other) => {
        const fine = await fineDi(other);
        return { ...(nomina(other) && { codice: other.codice }), ...(fine !== undefined && { fine }) };
      }),
    );
    const { stato, annullato, dataChiusura, archivio = {} } = one;
    const conservato = shipped.has(one._id);
    const fatti = {
      stato,
      annullato: annullato !== undefined,
      dataChiusura,
      regola: await regolaDi(one),
      archivio,
      conservato,
      altrove: others,
    };
    result.set(one._id, conservazioneOf(fatti, oggi));
  }
  return result;
}
