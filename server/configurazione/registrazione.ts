import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import { type Contenuti, type Esclusione, MEZZI_FISSI, type Tipologia } from '../../schemas/configurazione.api.js';
import type { Avviso, Flusso } from '../../schemas/registrazione.types.js';
import { REGISTRO_GENERALE } from '../../schemas/registro.js';
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
  repertori: readonly Repertorio[];
}

/** The rules of an AOO on a legal day. @throws Problema 400 `aoo-sconosciuta` */
export async function regoleAl(aoo: string, giorno: string): Promise<Regole> {
  const [impostazioni, mezzi, tipologie, esclusioni, repertori] = await Promise.all([
    configurazioneAl(aoo, 'impostazioni', giorno),
    configurazioneAl(aoo, 'mezzi', giorno),
    configurazioneAl(aoo, 'tipologie', giorno),
    configurazioneAl(aoo, 'esclusioni', giorno),
    configurazioneAl(aoo, 'repertori', giorno),
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
    repertori,
  };
}

const MAX_NOMINATI = 60;
const collator = new Intl.Collator('it', { sensitivity: 'base' });

const isSame = (one: string, other: string): boolean => collator.compare(one, other) === 0;

/** The entry of that name: as it is written, else letter case and accents aside. */
const named = <V extends { codice: string }>(voci: readonly V[], typed: string): V | undefined =>
  voci.find(({ codice }) => codice === typed) ?? voci.find(({ codice }) => isSame(codice, typed));

/** Where a document of a tipologia is to be registered. */
export interface Posto {
  flusso: Flusso;
  registro: string;
}
/** Where a letter goes. */
export const PROTOCOLLO_IN_USCITA: Posto = { flusso: 'U', registro: REGISTRO_GENERALE };

/**
 * The repertorio whose documents are these, in their own flow: the act itself, and not the letter that sends it. One that no office
 * feeds takes nothing away from the protocol.
 */
const repertorioOf = (repertori: readonly Repertorio[], typed: string, { flusso }: Posto): Repertorio | undefined =>
  repertori.find(
    (one) =>
      one.chiuso !== true &&
      one.uo !== undefined &&
      one.flusso === flusso &&
      one.tipologia !== undefined &&
      isSame(one.tipologia, typed),
  );

/** What a tipologia makes of a registration. */
export interface EsitoTipologia {
  /** as the AOO writes it */
  tipologia?: string;
  voce?: string;
  riservata: boolean;
  /** the person whom it comes from, or is answered to, is not named */
  protetta: boolean;
  avvisi: Avviso[];
  errori: ErroreCampo[];
}

/**
 * What becomes of the tipologia that a registration names, letter case and accents aside. One that need not be registered is
 * registered all the same, with an avviso: too much is no fault. One of a repertorio, as the tipologia or the repertorio says, is
 * registered there and not in the protocol (DPR 445/2000 art. 53 c. 5). Pure.
 */
export function judgeTipologia(
  { tipologie, esclusioni, repertori, giorno }: Pick<Regole, 'tipologie' | 'esclusioni' | 'repertori' | 'giorno'>,
  typed: string | undefined,
  posto: Posto,
): EsitoTipologia {
  const nothing = { riservata: false, protetta: false, avvisi: [], errori: [] };
  if (typed === undefined || typed === '') return nothing;
  const refused = (messaggio: string): EsitoTipologia => ({ ...nothing, errori: [{ campo: 'tipologia', messaggio }] });
  const found = named(tipologie, typed);
  const excluded = named(esclusioni, typed);
  const isProtocollo = posto.registro === REGISTRO_GENERALE;
  const own = isProtocollo ? undefined : repertori.find(({ codice }) => codice === posto.registro)?.tipologia;
  if (own !== undefined && isSame(own, typed)) return { ...nothing, tipologia: own };
  const sigla = found?.repertorio === undefined || found.repertorio === '' ? undefined : found.repertorio;
  const altrove = isProtocollo ? (sigla ?? repertorioOf(repertori, typed, posto)?.codice) : undefined;
  if (altrove !== undefined)
    return refused(
      `La tipologia «${found?.codice ?? typed.slice(0, MAX_NOMINATI)}» si registra nel repertorio ${altrove} e non nel protocollo: registrare qui la lettera che trasmette l’atto.`,
    );
  if (found === undefined && excluded === undefined)
    return refused(
      `La tipologia «${typed.slice(0, MAX_NOMINATI)}» non è tra quelle della AOO il ${giorno}: sceglierne una dell’elenco.`,
    );
  return {
    tipologia: (found ?? excluded)?.codice ?? typed,
    ...(found?.voce !== undefined && { voce: found.voce }),
    riservata: found?.riservata === true || found?.protetta === true,
    protetta: found?.protetta === true,
    avvisi: excluded === undefined ? [] : [avvisoEsclusa(excluded)],
    errori: [],
  };
}

const avvisoEsclusa = ({ codice, norma }: Esclusione): Avviso => ({
  codice: 'tipologia-esclusa',
  messaggio: `«${codice}» è tra i documenti che non occorre registrare (${norma}): la registrazione è valida.`,
});
