import type { Caller } from '../../schemas/accesso.api.js';
import type { EsclusioneRichiesta } from '../../schemas/scansione.api.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { isDaRegistrare } from './attese.js';
import { type Bersaglio, cambiaScansione } from './cambia.js';

const perche = ({ registrazione, inRegistrazione, divisa }: ScansioneTenuta): string => {
  if (registrazione !== undefined)
    return `Ha già il numero ${registrazione.numero}/${registrazione.anno}: se è sbagliato, toglierla da quello.`;
  if (inRegistrazione !== undefined) return 'È in corso di registrazione: attendere qualche secondo e rileggerla.';
  return divisa === undefined ? 'È già tra ciò che non si registra.' : 'Il lotto è già diviso nei suoi documenti.';
};

/**
 * Closes what has arrived and is not to be registered, by an entry of the AOO's list and no other way (DPR 445/2000 art. 53 c. 5,
 * LG §3.5): nothing is deleted, who and why stays in its history, and it may still be registered.
 * @throws DatiNonValidiError on `esclusione`, StatoIncompatibileError where it waits for no number
 */
export const escludiScansione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { esclusione, motivo }: EsclusioneRichiesta,
  specie?: ScansioneTenuta['specie'],
): Promise<ScansioneTenuta> =>
  cambiaScansione(
    deps,
    caller,
    bersaglio,
    async (s) => {
      if (!isDaRegistrare(s) || s.inRegistrazione !== undefined) throw new StatoIncompatibileError(perche(s));
      const quando = deps.clock.now();
      const known = await configurazioneAl(caller.aoo, 'esclusioni', legalDay(quando));
      const found = known.find(({ codice }) => codice === esclusione);
      if (found === undefined)
        throw new DatiNonValidiError([
          { campo: 'esclusione', messaggio: 'Non è tra le esclusioni della AOO: sceglierne una dell’elenco.' },
        ]);
      const detta = { esclusione, ...(motivo !== undefined && { motivo }) };
      return {
        atto: { tipo: 'esclusione', dettagli: { ...detta, norma: found.norma } },
        set: { esclusa: { ...detta, utente: caller.utente, quando } },
      };
    },
    specie,
  );
