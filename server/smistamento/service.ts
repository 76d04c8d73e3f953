import { normalizeCodice } from '../../classification/codice.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { RegolaSmistamento } from '../../schemas/configurazione-procedimenti.api.js';
import type { CasoSmistamento } from '../../schemas/smistamento.api.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { configurazioneAl } from '../configurazione/service.js';
import { findFascicolo } from '../fascicoli/visibilita.js';
import { type Caso, smistaDaSola } from './rules.js';

/** The rules in force, without offices that have been closed since: what no office takes would be lost in it. */
export async function regoleSmistamento(aoo: string, giorno: string): Promise<RegolaSmistamento[]> {
  const [regole, { uffici }] = await Promise.all([configurazioneAl(aoo, 'smistamento', giorno), conosciutiOf(aoo)]);
  return regole.flatMap(({ competenza, conoscenza = [], ...regola }) => {
    const open = conoscenza.filter((uo) => uffici.has(uo));
    const kept = competenza !== undefined && uffici.has(competenza) ? competenza : undefined;
    if (kept === undefined && open.length === 0) return [];
    return [
      { ...regola, ...(kept !== undefined && { competenza: kept }), ...(open.length > 0 && { conoscenza: open }) },
    ];
  });
}

/** The case as the rules look at it: the voce in its one form, the procedimento of the fascicolo if the caller may see it. */
export async function casoOf(caller: Caller, { fascicolo, classifica, ...rest }: CasoSmistamento): Promise<Caso> {
  const found = fascicolo === undefined ? null : await findFascicolo(caller, fascicolo);
  const procedimento = rest.procedimento ?? found?.procedimento;
  const voce = classifica === undefined ? null : normalizeCodice(classifica);
  return {
    ...rest,
    ...(voce !== null && { classifica: voce }),
    ...(procedimento !== undefined && { procedimento }),
  };
}

/** What the rules assign at the registration where nobody has said to whom it goes: only what comes from outside. */
export async function assegnaDaSola(
  caller: Caller,
  { flusso, classifica, tipologia, mezzo, mittenti, fascicolo }: CasoSmistamento,
  giorno: string,
) {
  if (flusso !== 'E') return [];
  const regole = await regoleSmistamento(caller.aoo, giorno);
  if (!regole.some(({ modo }) => modo === 'automatica')) return [];
  return smistaDaSola(regole, await casoOf(caller, { flusso, classifica, tipologia, mezzo, mittenti, fascicolo })).map(
    ({ modo: _modo, ...one }) => one,
  );
}
