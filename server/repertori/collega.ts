import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import { AttoRepertorioModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { mayOn } from '../accesso/diritti.js';
import { visibleTo } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, OperazioneNonConsentitaError } from '../lib/problem.js';
import { changeRegistrazione } from '../protocollo/change.js';
import { RIGA } from '../protocollo/elenchi.js';
import { evento } from '../protocollo/eventi.js';
import { type Bersaglio, findVisible } from '../protocollo/lookup.js';

/**
 * Says that an act has a number of protocol too: that of the letter which sent it, or with which it came (titolario.md §8). The act
 * keeps it in its chain; the other way it is asked of {@link findAttiOf}.
 * @throws DatiNonValidiError, OperazioneNonConsentitaError, and what changeRegistrazione throws
 */
export const linkProtocollo = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  registrazione: AnnoNumero,
  motivo = 'Lo stesso documento è anche nel protocollo',
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, async ({ uffici, protocollo }, chi) => {
    if (!mayOn(caller, 'modifica', uffici))
      throw new OperazioneNonConsentitaError(
        'Questo dato lo cambia il protocollo o l’ufficio a cui l’atto appartiene.',
      );
    if ((await findVisible(caller, registrazione)) === null)
      throw new DatiNonValidiError([
        { campo: 'registrazione', messaggio: 'La registrazione di protocollo non esiste: controllare anno e numero.' },
      ]);
    if (isDeepStrictEqual(protocollo, registrazione)) return [];
    return [
      evento('modifica', chi, {
        campo: 'protocollo',
        ...(protocollo !== undefined && { vecchio: protocollo }),
        nuovo: registrazione,
        motivo,
      }),
    ];
  });

const MAX_ATTI = 200;

/** The acts that have the number of that registration too, as far as the caller may see them. */
export const findAttiOf = (caller: Caller, { anno, numero }: AnnoNumero): Promise<Registrazione[]> =>
  AttoRepertorioModel.find(
    { $and: [{ aoo: caller.aoo, 'protocollo.anno': anno, 'protocollo.numero': numero }, visibleTo(caller)] },
    RIGA,
  )
    .sort({ dataRegistrazione: -1, _id: -1 })
    .limit(MAX_ATTI)
    .lean<Registrazione[]>()
    .exec();
