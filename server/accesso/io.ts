import type { Caller, Io } from '../../schemas/accesso.api.js';
import type { Utente } from '../../schemas/utente.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { attiveOf } from '../sostituzioni/attive.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { allAooByCodice, aooOf, ufficioOf } from './aoo.js';
import { dirittiOf } from './diritti.js';
import { validIncarichi } from './incarico.js';

/** What the pages must know of who has signed in: charges valid today, rights, words of the AOO. */
export async function presentIo(
  caller: Caller,
  { incarichi }: Utente,
  adesso: Date,
  { dimostrazione, config }: Pick<Deps, 'dimostrazione' | 'config'>,
): Promise<Io> {
  const oggi = legalDay(adesso);
  const [attive, aoo, every, ufficio, mezzi, tipologie, impostazioni, parametri] = await Promise.all([
    attiveOf(caller.aoo, caller.utente, oggi),
    aooOf(caller.aoo),
    allAooByCodice(),
    ufficioOf(caller.aoo, caller.uo),
    configurazioneAl(caller.aoo, 'mezzi', oggi),
    configurazioneAl(caller.aoo, 'tipologie', oggi),
    configurazioneAl(caller.aoo, 'impostazioni', oggi),
    configurazioneAl(caller.aoo, 'parametri', oggi),
  ]);
  const nomi = new Map(attive.map(({ sostituzione, denominazione }) => [sostituzione.titolare, denominazione]));
  return {
    utente: caller.utente,
    denominazione: caller.denominazione,
    ente: { denominazione: aoo.ente.denominazione, codiceIPA: aoo.ente.codiceIPA },
    aoo: { codice: aoo._id, denominazione: aoo.denominazione },
    ruolo: caller.ruolo,
    uo: { codice: caller.uo, denominazione: ufficio?.denominazione ?? caller.uo },
    incarichi: validIncarichi(incarichi, oggi).map((one) => ({
      ...one,
      denominazione: every.get(one.aoo)?.denominazione ?? one.aoo,
    })),
    diritti: dirittiOf(caller),
    ...(caller.perContoDi !== undefined && {
      perContoDi: { utente: caller.perContoDi, denominazione: nomi.get(caller.perContoDi) ?? caller.perContoDi },
    }),
    sostituzioni: attive.map(({ sostituzione, denominazione, incarico }) => ({
      titolare: sostituzione.titolare,
      denominazione,
      ruolo: incarico.ruolo,
      uo: incarico.uo,
      al: sostituzione.al,
    })),
    deleghe: (caller.deleghe ?? []).map(({ da, al, atti, uffici }) => ({
      da,
      al,
      atti: [...atti],
      uffici: [...uffici],
    })),
    dimostrazione,
    copiaPdfA: config.scansione.soffice !== undefined,
    adesso: rfc3339(adesso),
    registro: aoo.registro,
    mezzi,
    tipologie: tipologie.flatMap(({ codice, repertorio = '' }) => (repertorio === '' ? [codice] : [])),
    impostazioni: {
      classificaObbligatoria: impostazioni.classificaObbligatoria,
      oggettoBreve: impostazioni.oggettoBreve,
      bozzeGiorni: parametri.bozzeGiorni,
    },
  };
}
