import { type Bozza, BozzaModel } from '../../schemas/bozza.model.js';
import type { StatoBozza } from '../../schemas/bozza.api.js';
import type { Mancanza } from '../../schemas/fascicolo.api.js';
import { findByChiavi } from '../../schemas/registrazione.model.js';
import type { ControlloChiusura } from '../fascicoli/mancanze.js';
import { chiaveOf } from './segno.js';
import { visibleBozze } from './visibilita.js';

const CODICE = 'bozza-aperta';
const FINITE: StatoBozza[] = ['registrata', 'scartata'];
/** So many are named; who may not see one is not told how many there are. */
const NOMINATE = 20;

const inParole = ({ oggetto }: Pick<Bozza, 'oggetto'>): Mancanza => ({
  codice: CODICE,
  messaggio: `La bozza «${oggetto}» non è ancora registrata: registrarla, oppure scartarla.`,
});

/** A letter that belongs to the fascicolo and is not yet sent on its way, nor put aside, keeps it open. */
export const controlloBozze: ControlloChiusura = async (caller, { aoo, _id }, session) => {
  const open = { aoo, fascicolo: _id, stato: { $nin: FINITE } };
  const found = await BozzaModel.find(open, { oggetto: 1, inRegistrazione: 1 }, { session }).lean<
    Pick<Bozza, '_id' | 'oggetto' | 'inRegistrazione'>[]
  >();
  if (found.length === 0) return [];
  // one that was cut between its number and its mark has its number
  const sure: typeof found = [];
  for (const one of found) {
    const begun = one.inRegistrazione !== undefined;
    const [numbered] = begun ? await findByChiavi(aoo, [{ ...chiaveOf(one), sha256: '' }]) : [];
    if (numbered === undefined) sure.push(one);
  }
  const visible = await BozzaModel.find(
    { $and: [{ _id: { $in: sure.map((one) => one._id) } }, visibleBozze(caller)] },
    { oggetto: 1 },
    { session },
  ).lean<Pick<Bozza, '_id' | 'oggetto'>[]>();
  return [
    ...visible.slice(0, NOMINATE).map(inParole),
    ...(visible.length < sure.length
      ? [
          {
            codice: CODICE,
            messaggio: 'Ha lettere non ancora registrate presso altri: chiedere a chi dirige l’ufficio che le scrive.',
          },
        ]
      : []),
  ];
};
