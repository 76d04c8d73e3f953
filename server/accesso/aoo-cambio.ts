import type { Caller } from '../../schemas/accesso.api.js';
import type { AooLetta, CambioAoo } from '../../schemas/amministrazione.api.js';
import { type Aoo, updateAoo } from '../../schemas/aoo.model.js';
import type { Clock } from '../lib/clock.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { aooOf, forgetAoo } from './aoo.js';
import { changeWithAudit } from './audit.js';

const present = ({ _id, denominazione, registro, ente, versione = 1 }: Aoo): AooLetta => ({
  codice: _id,
  denominazione,
  registro,
  ente: {
    denominazione: ente.denominazione,
    codiceIPA: ente.codiceIPA,
    codiceFiscale: ente.codiceFiscale,
    ...(ente.domicilioDigitale !== undefined && { domicilioDigitale: ente.domicilioDigitale }),
  },
  versione,
});

/** @throws Problema 400 `aoo-sconosciuta` */
export const readAoo = async (codice: string): Promise<AooLetta> => present(await aooOf(codice));

/**
 * Changes what an AOO and its administration are called, and their domicilio digitale; what is registered keeps the words of its day.
 * @throws VersioneSuperataError
 */
export async function patchAoo(clock: Clock, caller: Caller, versione: number, cambio: CambioAoo): Promise<AooLetta> {
  const { denominazione, ente, domicilioDigitale } = cambio;
  const changed = await changeWithAudit(
    clock,
    caller,
    { atto: 'modifica-aoo', riferimento: caller.aoo, dettagli: { ...cambio } },
    async (session) => {
      const after = await updateAoo(
        caller.aoo,
        versione === 1 ? { versione: { $in: [null, 1] } } : { versione },
        {
          $set: {
            versione: versione + 1,
            ...(denominazione !== undefined && { denominazione }),
            ...(ente !== undefined && { 'ente.denominazione': ente }),
            ...(domicilioDigitale !== undefined && { 'ente.domicilioDigitale': domicilioDigitale }),
          },
        },
        session,
      );
      if (after === null) throw new VersioneSuperataError();
      return after;
    },
  );
  forgetAoo();
  return present(changed);
}
