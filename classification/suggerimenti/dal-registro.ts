import type { Caller } from '../../schemas/accesso.api.js';
import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { portataOf } from '../../server/accesso/diritti.js';
import { visibleTo } from '../../server/accesso/visibilita.js';
import { isUnder } from '../codice.js';
import type { Apprese } from './apprese.js';
import { idf, type Indice } from './indice.js';
import type { DalRegistro } from './motivi.js';
import type { Domanda } from './punteggio.js';

/** Registrations of a class that are looked at for a reason, and how much of the words they must share. */
const SIMILI = 3;
const QUOTA_SIMILE = 0.35;

type Nominata = Pick<Registrazione, '_id' | 'anno' | 'numero' | 'oggetto' | 'classifica'>;

/** The ids of the registrations that share most with what is asked; none where they share little. */
function similiDi(domanda: Domanda, indice: Indice, apprese: Apprese, codice: string): string[] {
  const pesi = [...domanda.termini]
    .filter(([, { fonte }]) => fonte === 'oggetto')
    .map(
      ([chiave, { peso }]) =>
        [chiave, peso * idf(indice.codici.length, indice.parole.get(chiave)?.length ?? 0)] as const,
    );
  const tutto = pesi.reduce((a, [, peso]) => a + peso, 0);
  return apprese
    .ultime(codice)
    .map(({ id, chiavi }) => ({
      id,
      quota: pesi.reduce((a, [chiave, peso]) => (chiavi.has(chiave) ? a + peso : a), 0) / tutto,
    }))
    .filter(({ quota }) => quota >= QUOTA_SIMILE)
    .sort((a, b) => b.quota - a.quota)
    .slice(0, SIMILI)
    .map(({ id }) => id);
}

/**
 * What earlier registrations say for these classes: only such as the caller may see, as they are now, never reserved ones, whoever
 * asks. One reading for all.
 */
export async function dalRegistro(
  caller: Caller,
  domanda: Domanda,
  {
    indice,
    apprese,
    corrispondente,
    codici,
  }: { indice: Indice; apprese: Apprese; corrispondente: string; codici: readonly string[] },
): Promise<Map<string, DalRegistro>> {
  const vedeTutto = portataOf(caller.ruolo, 'consulta') === 'aoo';
  const nomi = codici.map((codice) => {
    const sue = corrispondente === '' ? { quante: 0, ultime: [] } : apprese.ultimeDi(codice, corrispondente);
    return { codice, sue, simili: similiDi(domanda, indice, apprese, codice) };
  });
  const ids = [...new Set(nomi.flatMap(({ sue, simili }) => [...sue.ultime, ...simili]))];
  const viste = new Map<string, Nominata>();
  if (ids.length > 0) {
    const lette = await RegistrazioneModel.find(
      {
        $and: [
          { _id: { $in: ids }, 'riservatezza.livello': 'ordinaria', stato: { $ne: 'annullata' } },
          visibleTo(caller),
        ],
      },
      { anno: 1, numero: 1, oggetto: 1, classifica: 1 },
    ).lean<Nominata[]>();
    for (const letta of lette) viste.set(letta._id.toString(), letta);
  }
  const della = (codice: string) => (id: string) => {
    const letta = viste.get(id);
    const ora = letta?.classifica?.codice;
    return letta !== undefined && ora !== undefined && (ora === codice || isUnder(ora, codice)) ? [letta] : [];
  };
  return new Map(
    nomi.map(({ codice, sue, simili }) => {
      const note = sue.ultime.flatMap(della(codice));
      const chiavi = new Map(apprese.ultime(codice).map((una) => [una.id, una.chiavi]));
      return [
        codice,
        {
          // who sees all that is ordinaria is told of all; who sees some, of those among the last
          corrispondente: vedeTutto && note.length === sue.ultime.length ? sue.quante : note.length,
          simili: simili.flatMap((id) =>
            della(codice)(id).map(({ anno, numero, oggetto }) => ({
              anno,
              numero,
              oggetto,
              chiavi: chiavi.get(id) ?? new Set<string>(),
            })),
          ),
        },
      ];
    }),
  );
}
