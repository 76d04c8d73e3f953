import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { TermineScrivania } from '../../schemas/procedimento.api.js';
import type { Filtro } from '../accesso/visibilita.js';
import { configurazioneAl } from '../configurazione/service.js';
import { visibleFascicoli } from '../fascicoli/visibilita.js';
import { addDays } from '../lib/clock.js';
import { fermataAperta } from './iter.js';
import { statoTermine } from './termini.js';

const MAX_ELENCO = 200;
const MAX_TIME_MS = 5_000;

type Quali = 'in-scadenza' | 'scaduti' | 'sospesi' | 'tutti';

/** Which terms: `scadenza` is kept beside what it follows from; one that stands without end has none. */
function filtroDi(quali: Quali, oggi: string, entro: string): Filtro {
  if (quali === 'in-scadenza') return { 'iter.scadenza': { $gte: oggi, $lte: entro } };
  if (quali === 'scaduti') return { 'iter.scadenza': { $lt: oggi } };
  if (quali === 'sospesi') return { 'iter.scadenza': { $exists: false } };
  return {};
}

const presentTermine = (fascicolo: Fascicolo, oggi: string): TermineScrivania[] => {
  const { _id, codice, oggetto, uo, rup, responsabile = rup, iter } = fascicolo;
  if (iter === undefined) return [];
  const { stato, usati, restano, ritardo } = statoTermine(iter, iter.regola, iter.calendario, oggi);
  const stop = fermataAperta(iter, oggi);
  return [
    {
      fascicolo: _id,
      codice,
      oggetto,
      uo,
      ...(responsabile !== undefined && { responsabile }),
      procedimento: iter.denominazione,
      stato,
      usati,
      restano,
      giorni: iter.regola.giorni,
      ritardo,
      ...(iter.scadenza !== undefined && { scadenza: iter.scadenza }),
      ...(stop !== undefined && { sospesoDal: stop.dal }),
    },
  ];
};

/** The terms that run in the fascicoli that the caller sees, the first to end first; those that stand come last. */
export async function readTermini(caller: Caller, oggi: string, quali: Quali) {
  const { scadenzaGiorni } = await configurazioneAl(caller.aoo, 'impostazioni', oggi);
  const entro = addDays(oggi, scadenzaGiorni);
  const running = (which: Quali): Filtro => ({
    $and: [
      { aoo: caller.aoo, stato: 'aperto', livello: 1, 'iter.inizio': { $exists: true } },
      { 'iter.fine': { $exists: false }, annullato: { $exists: false } },
      visibleFascicoli(caller),
      filtroDi(which, oggi, entro),
    ],
  });
  const count = (which: Quali): Promise<number> => FascicoloModel.countDocuments(running(which)).maxTimeMS(MAX_TIME_MS);
  const list = (filter: Filtro, limite: number): Promise<Fascicolo[]> =>
    FascicoloModel.find(filter, { eventi: 0, canonico: 0, parole: 0 })
      .sort({ 'iter.scadenza': 1, ordine: 1 })
      .limit(limite)
      .maxTimeMS(MAX_TIME_MS)
      .lean<Fascicolo[]>()
      .exec();
  const withEnd =
    quali === 'sospesi'
      ? []
      : await list({ $and: [running(quali), { 'iter.scadenza': { $exists: true } }] }, MAX_ELENCO);
  const standing =
    quali === 'sospesi' || quali === 'tutti' ? await list(running('sospesi'), MAX_ELENCO - withEnd.length) : [];
  const fascicoli = [...withEnd, ...standing];
  const [inScadenza, scaduti, sospesi] = await Promise.all([count('in-scadenza'), count('scaduti'), count('sospesi')]);
  return { fascicoli, elementi: fascicoli.flatMap((one) => presentTermine(one, oggi)), inScadenza, scaduti, sospesi };
}
