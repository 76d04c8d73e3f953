import type { Lettera } from '../../schemas/configurazione.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { ContenutoBozza } from '../../schemas/bozza.model.js';
import { compilaOggetto } from '../../schemas/configurazione-documenti.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { aooOf, ufficioOf } from '../accesso/aoo.js';
import { giornoEOra, giornoOf } from '../carte/dati.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { formatNumero } from '../protocollo/rules.js';
import { codiceDiFascicolo } from './fascicolo.js';

/** The templates of the AOO in force today. */
export const modelliOf = ({ clock }: Pick<Deps, 'clock'>, aoo: string): Promise<readonly Lettera[]> =>
  configurazioneAl(aoo, 'lettere', legalDay(clock.now()));

/** @throws DatiNonValidiError on `modello` */
export async function requireModello(deps: Pick<Deps, 'clock'>, aoo: string, codice: string): Promise<Lettera> {
  const found = (await modelliOf(deps, aoo)).find((one) => one.codice === codice);
  if (found !== undefined) return found;
  const messaggio = `Il modello «${codice.slice(0, 60)}» non è tra quelli della AOO: sceglierne uno dell’elenco.`;
  throw new DatiNonValidiError([{ campo: 'modello', messaggio }]);
}

/** `n. 0000012 del 02/03/2026` */
const numeroEGiorno = ({ numero, dataRegistrazione }: Pick<Registrazione, 'numero' | 'dataRegistrazione'>): string =>
  `n. ${formatNumero(numero)} del ${giornoEOra(dataRegistrazione).giorno}`;

/**
 * The words of a template with what is known in place of its placeholders; what is not known stays, to be written by a person.
 * @param risposta - the registration that the letter answers
 */
export async function compileModello(
  deps: Pick<Deps, 'clock'>,
  caller: Caller,
  { testo }: Lettera,
  {
    oggetto,
    destinatari,
    fascicolo,
    uo,
  }: Pick<ContenutoBozza, 'oggetto' | 'destinatari' | 'fascicolo'> & { uo: string },
  risposta: Registrazione | undefined,
): Promise<string> {
  const [{ ente }, ufficio, codice] = await Promise.all([
    aooOf(caller.aoo),
    ufficioOf(caller.aoo, uo),
    fascicolo === undefined ? undefined : codiceDiFascicolo(caller, fascicolo),
  ]);
  const theirs = risposta?.protocolloMittente;
  const known: Record<string, string | undefined> = {
    oggetto: risposta?.oggetto ?? oggetto,
    destinatario: destinatari.map(nameOfSoggetto).join(', ') || undefined,
    protocollo: risposta && numeroEGiorno(risposta),
    riferimento: theirs && `${theirs.numero}${theirs.data === undefined ? '' : ` del ${giornoOf(theirs.data)}`}`,
    fascicolo: codice,
    ufficio: ufficio?.denominazione ?? uo,
    autore: caller.denominazione,
    ente: ente.denominazione,
    data: giornoEOra(deps.clock.now()).giorno,
  };
  const valori = Object.fromEntries(
    Object.entries(known).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return compilaOggetto(testo, valori);
}
