import type { Caller } from '../../schemas/accesso.api.js';
import type { AccessoLetto, QueryAccessi } from '../../schemas/amministrazione.api.js';
import { type AccessoTrovato, findAccessi } from '../../schemas/accesso-registrato.model.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { addDays, rfc3339, startOfLegalDay } from '../lib/clock.js';
import { portataOf } from './diritti.js';

/** Acts on people, offices, sessions: the administrator answers for them, and they name no registration. */
const DI_AMMINISTRAZIONE = [
  'accesso',
  'cambia-password',
  'crea-utente',
  'modifica-utente',
  'sblocca-utente',
  'crea-ufficio',
  'modifica-ufficio',
  'modifica-aoo',
  'nomina-sostituto',
  'revoca-sostituto',
  'muovi-orologio',
];
/** Readings of what is reserved, and what is taken out of the register whole: for the RGD, who answers for them (DPR 445/2000 art. 61 c. 3). */
const DI_LETTURA = [
  'accede-riservate',
  'legge-riservate',
  'legge-registro-giornaliero',
  'esporta-registro',
  'esporta-elenco',
  'esporta-fascicolo',
  'apri-registro',
  'chiude-giornata',
  'chiede-sigilli',
  'tenta-modifica-conservato',
  'pausa-conservazione',
  'ripresa-conservazione',
];

/** The acts of which the caller may read the trace; who reads no registration is told of none. */
const attiFor = ({ ruolo }: Pick<Caller, 'ruolo'>): readonly string[] =>
  portataOf(ruolo, 'consulta') === undefined ? DI_AMMINISTRAZIONE : [...DI_LETTURA, ...DI_AMMINISTRAZIONE];

const present = ({ _id, quando, utente, atto, riferimento, motivo, dettagli }: AccessoTrovato): AccessoLetto => {
  const registrazioni = dettagli?.['registrazioni'];
  return {
    id: String(_id),
    quando: rfc3339(quando),
    utente,
    atto,
    ...(riferimento !== undefined && { riferimento }),
    ...(motivo !== undefined && { motivo }),
    ...(Array.isArray(registrazioni) && { registrazioni: registrazioni.map(String) }),
  };
};

/** A page of the trace of the AOO, newest first, as far as the caller may read it. */
export async function listAccessi(
  caller: Caller,
  { utente, atto, riferimento, dal, al, limite = LIMITE_PREDEFINITO, cursore }: QueryAccessi,
): Promise<{ elementi: AccessoLetto[]; atti: string[]; cursore?: string }> {
  const atti = attiFor(caller);
  const found = await findAccessi(
    {
      aoo: caller.aoo,
      atti: atto === undefined ? atti : atti.filter((one) => one === atto),
      utente,
      riferimento,
      dal: dal === undefined ? undefined : startOfLegalDay(dal),
      prima: al === undefined ? undefined : startOfLegalDay(addDays(al, 1)),
    },
    limite + 1,
    cursore,
  );
  const page = found.slice(0, limite);
  const last = page.at(-1);
  return {
    elementi: page.map(present),
    atti: [...atti],
    ...(found.length > limite && last !== undefined && { cursore: String(last._id) }),
  };
}
