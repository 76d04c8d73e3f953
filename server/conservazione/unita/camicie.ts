import { FascicoloModel, type Fascicolo } from '../../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import type { CamiciaUnita, UnitaDaVersare } from '../tipi.js';

type Noto = Pick<Fascicolo, '_id' | 'codice' | 'oggetto' | 'classifica' | 'livello' | 'radice'>;
const CAMPI = { codice: 1, oggetto: 1, classifica: 1, livello: 1, radice: 1 } as const;

const find = (aoo: string, ids: readonly string[]): Promise<Noto[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : FascicoloModel.find({ aoo, _id: { $in: [...ids] } }, CAMPI)
        .lean<Noto[]>()
        .exec();

const detto = ({ codice, oggetto }: Noto) => ({ identificativo: codice, oggetto });

/** A fascicolo as a unit names it: of a part the fascicolo at the top and the part itself. Pure. */
export function camiciaOf(f: Noto, radice: Noto | undefined): CamiciaUnita {
  return f.livello === 1 || radice === undefined
    ? { classifica: f.classifica.codice, fascicolo: detto(f) }
    : { classifica: f.classifica.codice, fascicolo: detto(radice), sottofascicolo: detto(f) };
}

/** Classification and fascicoli of a registration: its own voce with the primary fascicolo, then the others with theirs. */
export async function readCamicie({
  aoo,
  classifica,
  fascicolo,
  altriFascicoli = [],
}: Registrazione): Promise<UnitaDaVersare['archivistico']> {
  const ids = [...(fascicolo === undefined ? [] : [fascicolo]), ...altriFascicoli];
  const found = await find(aoo, ids);
  const tops = await find(
    aoo,
    found.filter(({ livello }) => livello > 1).map(({ radice }) => radice),
  );
  const byId = new Map([...tops, ...found].map((one) => [one._id, one]));
  const camicia = (id: string): CamiciaUnita[] => {
    const one = byId.get(id);
    return one === undefined ? [] : [camiciaOf(one, byId.get(one.radice))];
  };
  const propria = classifica === undefined ? {} : { classifica: classifica.codice };
  const [principale = {}] = fascicolo === undefined ? [] : camicia(fascicolo);
  return { principale: { ...principale, ...propria }, secondari: altriFascicoli.flatMap(camicia) };
}
