import { countEsiti, type ContoEsiti, insertEsito } from '../../schemas/esito-suggerimento.model.js';
import type { EsitoRichiesta, QualitaSuggerimenti } from '../../schemas/suggerimento.api.js';
import { DatiNonValidiError, type ErroreCampo } from '../../server/lib/problem.js';
import { compareCodici, isUnder, normalizeCodice } from '../codice.js';
import { titolarioOf } from '../service.js';
import { classeOf } from './conoscenza.js';

type Conti = Omit<QualitaSuggerimenti, 'mese' | 'perClasse'>;
const NESSUNO: Conti = { scelte: 0, risposte: 0, primo: 0, primiTre: 0 };

/** Place of the chosen voce among the proposed, from 1; 0 if none of them is it or stands above it. */
export const postoOf = (proposti: readonly string[], scelto: string): number =>
  proposti.findIndex((uno) => uno === scelto || isUnder(scelto, uno)) + 1;

const conta = (conti: Conti, { _id: { risposto, posto }, quanti }: ContoEsiti): Conti => ({
  scelte: conti.scelte + quanti,
  risposte: conti.risposte + (risposto ? quanti : 0),
  primo: conti.primo + (risposto && posto === 1 ? quanti : 0),
  primiTre: conti.primiTre + (risposto && posto > 0 ? quanti : 0),
});

/**
 * Keeps what became of suggestions, without who or what for.
 * @param giorno - legal day of today
 * @throws DatiNonValidiError for codes that the titolario does not have
 */
export async function recordEsito(
  aoo: string,
  { id, proposti, sicuro, scelto }: EsitoRichiesta,
  giorno: string,
): Promise<void> {
  const titolario = await titolarioOf(aoo, giorno);
  const errori: ErroreCampo[] = [];
  const codice = (campo: string, typed: string): string => {
    const found = normalizeCodice(typed);
    if (found !== null && titolario?.byCodice.has(found) === true) return found;
    errori.push({ campo, messaggio: 'La voce non esiste nel titolario in vigore: controllare il codice.' });
    return '';
  };
  const fra = proposti.map((uno, i) => codice(`proposti[${i}]`, uno));
  const voce = codice('scelto', scelto);
  if (errori.length > 0) throw new DatiNonValidiError(errori);
  await insertEsito({
    _id: id,
    aoo,
    mese: giorno.slice(0, 7),
    classe: classeOf(voce),
    risposto: sicuro,
    posto: postoOf(fra, voce),
  });
}

/** How good the suggestions of a month were, all together and by classe. */
export async function readQualita(aoo: string, mese: string): Promise<QualitaSuggerimenti> {
  const conti = await countEsiti(aoo, mese);
  const classi = [...new Set(conti.map(({ _id }) => _id.classe))].sort(compareCodici);
  return {
    mese,
    ...conti.reduce(conta, NESSUNO),
    perClasse: classi.map((codice) => ({
      codice,
      ...conti.filter(({ _id }) => _id.classe === codice).reduce(conta, NESSUNO),
    })),
  };
}
