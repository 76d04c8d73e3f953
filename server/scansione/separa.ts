import type { Caller } from '../../schemas/accesso.api.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { type Bersaglio, cambiaScansione, statoGiudicato } from './cambia.js';
import { chiedeMotivo, percheNonSepara } from './separabile.js';

/**
 * Takes a scan off a number that is not its own, before the copy reaches the registration: it waits for a number again, and the label
 * that was wrong puts it there no more. Who had said the number, and why it is wrong, stays in its history.
 * @throws DatiNonValidiError on `motivo` where a label said the number, StatoIncompatibileError where it is too late
 */
export const separaDaNumero = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  motivo: string | undefined,
): Promise<ScansioneTenuta> =>
  cambiaScansione(deps, caller, bersaglio, async (s) => {
    const perche = percheNonSepara(s);
    if (perche !== undefined || s.registrazione === undefined) throw new StatoIncompatibileError(perche ?? '');
    if (chiedeMotivo(s) && motivo === undefined)
      throw new DatiNonValidiError([
        { campo: 'motivo', messaggio: 'Il numero è scritto su un’etichetta: dire perché non è quello giusto.' },
      ]);
    const { anno, numero, da } = s.registrazione;
    const { registrazione: _registrazione, unione: _unione, ...senza } = s;
    return {
      atto: {
        tipo: 'separazione',
        dettagli: { registrazione: { anno, numero }, detta: da, ...(motivo !== undefined && { motivo }) },
      },
      set: {
        registrazione: undefined,
        unione: undefined,
        esclusa: undefined,
        nonSue: [...(s.nonSue ?? []), { anno, numero }],
        stato: await statoGiudicato(deps, senza, {}),
      },
    };
  });
