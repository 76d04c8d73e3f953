import type { Procedimento } from '../../schemas/configurazione-procedimenti.api.js';
import type { CalendarioAoo, Iter } from '../../schemas/procedimento.types.js';
import { configurazioneAl } from '../configurazione/service.js';
import { applyPasso, avvioOf } from './iter.js';

const collator = new Intl.Collator('it', { sensitivity: 'base' });

/** The procedimento of that code, else of that name, in the catalogue in force on a legal day; letter case and accents aside. */
export async function findProcedimento(aoo: string, nome: string, giorno: string): Promise<Procedimento | undefined> {
  const catalogo = await configurazioneAl(aoo, 'procedimenti', giorno);
  const is = (text: string): boolean => collator.compare(text.trim(), nome.trim()) === 0;
  return catalogo.find(({ codice }) => is(codice)) ?? catalogo.find(({ denominazione }) => is(denominazione));
}

/** The calendar of the terms of an AOO, as its settings have it on a legal day. */
export async function calendarioAl(aoo: string, giorno: string): Promise<CalendarioAoo> {
  const { patrono, sabatoFestivo } = await configurazioneAl(aoo, 'impostazioni', giorno);
  return { patrono, ...(sabatoFestivo && { sabatoFestivo }) };
}

/** How the procedimento of a fascicolo that is opened begins, on that day; undefined where the catalogue has none of that name. */
export async function iterAllaNascita(aoo: string, nome: string, giorno: string): Promise<Iter | undefined> {
  const found = await findProcedimento(aoo, nome, giorno);
  return found && applyPasso(undefined, avvioOf(found, giorno, await calendarioAl(aoo, giorno)));
}
