import type { Caller } from '../../schemas/accesso.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { ScansioneModel, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { portataOf } from '../accesso/diritti.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { NonTrovatoError } from '../lib/problem.js';
import { createAnswers } from '../protocollo/registrazioni-http.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

const NON_CE = 'La scansione non c’è: controllare l’indirizzo.';

/** What of the scans the caller may see apart from their registrations: those of the AOO, if he may read scans at all. */
export const scansioniDi = (caller: Caller): Filtro =>
  portataOf(caller.ruolo, 'legge-scansioni') === undefined ? { _id: { $in: [] } } : { aoo: caller.aoo };

/**
 * A scan that the caller may see: without a registration one of his AOO; with one, only if he may see that (contract §5). The
 * registrations that it names is read with its trace where it is reserved.
 * @throws NonTrovatoError if it is not there, or not the caller's to see; Problema `motivo-accesso-richiesto` as for the registration
 */
export async function requireScansione(
  deps: Deps,
  caller: Caller,
  id: string,
  specie: ScansioneTenuta['specie'] = 'scansione',
): Promise<ScansioneTenuta> {
  const found = await ScansioneModel.findOne({ $and: [{ _id: id, specie }, scansioniDi(caller)] })
    .lean<ScansioneTenuta>()
    .exec();
  if (found === null) throw new NonTrovatoError(NON_CE);
  if (found.registrazione === undefined) return found;
  const { anno, numero } = found.registrazione;
  await createAnswers(deps)
    .read(caller, { anno, numero })
    .catch((error: unknown) => {
      throw error instanceof NonTrovatoError ? new NonTrovatoError(NON_CE) : error;
    });
  return found;
}

/** Which of these scans the caller may see, by their registrations. */
export async function visibili<S extends Pick<ScansioneTenuta, 'registrazione'>>(
  caller: Caller,
  scansioni: readonly S[],
): Promise<S[]> {
  const named = scansioni.flatMap(({ registrazione }) => registrazione ?? []);
  if (named.length === 0) return [...scansioni];
  const found = await RegistrazioneModel.find(
    {
      $and: [
        {
          aoo: caller.aoo,
          registro: REGISTRO_GENERALE,
          $or: named.map(({ anno, numero }) => ({ anno, numero })),
        },
        visibleTo(caller),
      ],
    },
    { _id: 0, anno: 1, numero: 1 },
  ).lean<Pick<Registrazione, 'anno' | 'numero'>[]>();
  const seen = new Set(found.map(({ anno, numero }) => `${anno}/${numero}`));
  return scansioni.filter(({ registrazione: r }) => r === undefined || seen.has(`${r.anno}/${r.numero}`));
}
