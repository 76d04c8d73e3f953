import { type Contenuti, type Esclusione, MEZZI_FISSI, type Tipologia } from '../../schemas/configurazione.api.js';
import type { Avviso } from '../../schemas/registrazione.types.js';
import type { ErroreCampo } from '../lib/problem.js';
import { configurazioneAl } from './service.js';

/** What an AOO has decided for the registrations of one legal day. */
export interface Regole {
  giorno: string;
  impostazioni: Contenuti['impostazioni'];
  mezzi: ReadonlySet<string>;
  /** means of the AOO's own with which paper comes: the scan may come later */
  cartacei: ReadonlySet<string>;
  tipologie: readonly Tipologia[];
  esclusioni: readonly Esclusione[];
}

/** The rules of an AOO on a legal day. @throws Problema 400 `aoo-sconosciuta` */
export async function regoleAl(aoo: string, giorno: string): Promise<Regole> {
  const [impostazioni, mezzi, tipologie, esclusioni] = await Promise.all([
    configurazioneAl(aoo, 'impostazioni', giorno),
    configurazioneAl(aoo, 'mezzi', giorno),
    configurazioneAl(aoo, 'tipologie', giorno),
    configurazioneAl(aoo, 'esclusioni', giorno),
  ]);
  return {
    giorno,
    impostazioni,
    mezzi: new Set(mezzi.map(({ codice }) => codice)),
    cartacei: new Set(
      mezzi.flatMap(({ codice, cartaceo }) =>
        cartaceo === true && !MEZZI_FISSI.some((fisso) => fisso === codice) ? [codice] : [],
      ),
    ),
    tipologie,
    esclusioni,
  };
}

const MAX_NOMINATI = 60;
const collator = new Intl.Collator('it', { sensitivity: 'base' });

/** The entry of that name: as it is written, else letter case and accents aside. */
const named = <V extends { codice: string }>(voci: readonly V[], typed: string): V | undefined =>
  voci.find(({ codice }) => codice === typed) ?? voci.find(({ codice }) => collator.compare(codice, typed) === 0);

/** What a tipologia makes of a registration. */
export interface EsitoTipologia {
  /** as the AOO writes it */
  tipologia?: string;
  voce?: string;
  riservata: boolean;
  avvisi: Avviso[];
  errori: ErroreCampo[];
}

/**
 * What becomes of the tipologia that a registration names, letter case and accents aside. One that need not be registered is
 * registered all the same, with an avviso: too much is no fault. One of a repertorio is registered there and not here
 * (DPR 445/2000 art. 53 c. 5). Pure.
 */
export function judgeTipologia(
  { tipologie, esclusioni, giorno }: Pick<Regole, 'tipologie' | 'esclusioni' | 'giorno'>,
  typed: string | undefined,
): EsitoTipologia {
  const nothing = { riservata: false, avvisi: [], errori: [] };
  if (typed === undefined || typed === '') return nothing;
  const found = named(tipologie, typed);
  const excluded = named(esclusioni, typed);
  if (found === undefined && excluded === undefined) {
    const messaggio = `La tipologia «${typed.slice(0, MAX_NOMINATI)}» non è tra quelle della AOO il ${giorno}: sceglierne una dell’elenco.`;
    return { ...nothing, errori: [{ campo: 'tipologia', messaggio }] };
  }
  if (found?.repertorio !== undefined && found.repertorio !== '') {
    const messaggio = `La tipologia «${found.codice}» si registra nel repertorio ${found.repertorio} e non nel protocollo: registrare qui la lettera che trasmette l’atto.`;
    return { ...nothing, errori: [{ campo: 'tipologia', messaggio }] };
  }
  return {
    tipologia: (found ?? excluded)?.codice ?? typed,
    ...(found?.voce !== undefined && { voce: found.voce }),
    riservata: found?.riservata === true,
    avvisi: excluded === undefined ? [] : [avvisoEsclusa(excluded)],
    errori: [],
  };
}

const avvisoEsclusa = ({ codice, norma }: Esclusione): Avviso => ({
  codice: 'tipologia-esclusa',
  messaggio: `«${codice}» è tra i documenti che non occorre registrare (${norma}): la registrazione è valida.`,
});
