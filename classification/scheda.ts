import type { RicercaTitolario, VoceLetta } from '../schemas/titolario.api.js';
import type { ParolaProntuario } from '../schemas/strumento.model.js';
import { isComune, stem, wordsOf } from '../server/protocollo/parole.js';
import { isUnder, livello, padre } from './codice.js';
import { presentVoce } from './presenter.js';
import { buildIndice, type IndiceTitolario, searchTitolario } from './ricerca.js';
import { listVersioni, type TitolarioInVigore } from './service.js';
import { AVVERTENZA_CONSERVAZIONE, regoleSotto } from './strumenti/conservazione.js';
import { massimarioOf, prontuarioOf, strumentoOf } from './strumenti/service.js';
import type { VoceInVigore } from './titolario.js';
import { raccordoOf } from './versioni/raccordo.js';

/** Words that lead to a voce or to what is below it; of a sottoclasse that has none, those of the one above, the likest first. */
function wordsOfVoce(prontuario: readonly ParolaProntuario[], { codice, voce }: VoceInVigore): ParolaProntuario[] {
  const own = prontuario.filter((one) => one.codice === codice || isUnder(one.codice, codice));
  const above = padre(codice);
  if (own.length > 0 || above === undefined || livello(above) < 2) return own;
  const stems = new Set(wordsOf(voce).map(stem));
  const likeness = ({ parola }: ParolaProntuario): number =>
    wordsOf(parola).filter((word) => !isComune(word) && stems.has(stem(word))).length;
  return prontuario.filter((one) => one.codice === above).sort((a, b) => likeness(b) - likeness(a));
}

/** What a voce was in the version before, and what it becomes in the next one. */
async function passaggiOf(aoo: string, { codice, versione }: VoceInVigore): Promise<Pick<VoceLetta, 'prima' | 'dopo'>> {
  const versioni = await listVersioni(aoo);
  const towards = (numero: number, pairs: { codice: string | undefined; tipo: string }[]) => {
    const other = versioni.find((one) => one.numero === numero);
    if (other === undefined) return undefined;
    const voci = pairs.flatMap(({ codice: one, tipo }) => {
      const voce = other.voci.find((item) => item.codice === one);
      return voce === undefined ? [] : [{ codice: voce.codice, voce: voce.voce, tipo }];
    });
    return { versione: numero, denominazione: other.denominazione, voci };
  };
  const prima = towards(
    versione - 1,
    raccordoOf(versioni, versione)
      .filter(({ a }) => a === codice)
      .map(({ da, tipo }) => ({ codice: da, tipo })),
  );
  const dopo = towards(
    versione + 1,
    raccordoOf(versioni, versione + 1)
      .filter(({ da }) => da === codice)
      .map(({ a, tipo }) => ({ codice: a, tipo })),
  );
  return { ...(prima !== undefined && { prima }), ...(dopo !== undefined && { dopo }) };
}

/** All that is known of a voce on a legal day: what it is for, how long things are kept, the words that lead to it, what it was before. */
export async function readScheda(
  aoo: string,
  { numero, denominazione, dal, al }: TitolarioInVigore,
  voce: VoceInVigore,
  day: string,
): Promise<VoceLetta> {
  const [massimario, prontuario, passaggi] = await Promise.all([
    strumentoOf(aoo, 'massimario', day),
    prontuarioOf(aoo, day),
    passaggiOf(aoo, voce),
  ]);
  return {
    ...presentVoce(voce),
    versione: { numero, denominazione, dal, ...(al !== undefined && { al }) },
    massimario: {
      numero: massimario.numero,
      denominazione: massimario.denominazione,
      adottato: massimario.numero > 0,
      regole: [...regoleSotto(massimario.righe, voce.codice)],
      avvertenza: AVVERTENZA_CONSERVAZIONE,
    },
    prontuario: wordsOfVoce(prontuario, voce),
    ...passaggi,
  };
}

/** The texts of a titolario, made once as long as it, the massimario and the prontuario are the same. */
const indici = new WeakMap<TitolarioInVigore, { di: readonly unknown[]; indice: IndiceTitolario }>();

/** Searches the titolario of an AOO as it stands on a legal day. */
export async function searchVoci(
  aoo: string,
  titolario: TitolarioInVigore,
  day: string,
  { q, limite }: { q: string; limite: number },
): Promise<RicercaTitolario> {
  const [massimario, prontuario] = await Promise.all([massimarioOf(aoo, day), prontuarioOf(aoo, day)]);
  const known = indici.get(titolario);
  const fresh =
    known?.di[0] === massimario && known.di[1] === prontuario
      ? known
      : { di: [massimario, prontuario], indice: buildIndice(titolario, massimario, prontuario) };
  indici.set(titolario, fresh);
  return searchTitolario(titolario, fresh.indice, q, limite);
}
