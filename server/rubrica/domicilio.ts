import type { Fonte } from '../../schemas/corrispondente.api.js';
import { findRicordi, findRicordiByCodici } from '../../schemas/corrispondente.model.js';
import type { Avviso, Flusso } from '../../schemas/registrazione.types.js';
import { AOO_IPA, findByChiavi, findByCodici } from '../../schemas/rubrica.model.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { chiaveOf, codiciOf, isCorrispondente } from './chiave.js';
import { confronta } from './confronto.js';
import { visteFor, type Visuale } from './service.js';
import { type Conosciuto, domicilioFor, joinRicordi, soggettoFor, visibleSchede } from './vista.js';

/** Means that carry paper. */
const CARTA = new Set(['sportello', 'posta', 'raccomandata', 'corriere']);
const MAX_TROVATI = 2_000;

const PAROLE_FONTE: Readonly<Record<Fonte, string>> = {
  ipa: 'IPA',
  'ini-pec': 'INI-PEC',
  inad: 'INAD',
  messaggio: 'da un suo messaggio',
  dichiarato: 'dichiarato',
  registrazione: 'da una registrazione',
};

/** Codes of law, by which alone somebody is known to be the same. */
const isCodice = (codice: string): boolean => !codice.startsWith('nome|') && !codice.startsWith('mail|');

/** All that is known under the codes of these subjects, as far as the caller may see it. */
async function findConosciuti(visuale: Visuale, soggetti: readonly Soggetto[]): Promise<Conosciuto[]> {
  const { aoo } = visuale;
  const viste = visteFor(visuale);
  const chiavi = soggetti.map(chiaveOf);
  const codici = soggetti.flatMap(codiciOf).filter(isCodice);
  const [byKey, byCode, ricordi, others] = await Promise.all([
    findByChiavi([aoo, AOO_IPA], chiavi),
    findByCodici([aoo, AOO_IPA], codici, MAX_TROVATI),
    findRicordi(aoo, viste, chiavi),
    findRicordiByCodici(aoo, viste, codici, MAX_TROVATI),
  ]);
  const schede = await visibleSchede(visuale, [...byKey, ...byCode]);
  return [...schede.map((scheda) => ({ scheda })), ...(await joinRicordi(visuale, [...ricordi, ...others]))];
}

/**
 * Told, and only told, when paper is chosen for an addressee who has a digital domicile: with legal effect one writes there, unless
 * there is a reason (CAD art. 3-bis c. 4, 6 c. 1, 6-quater). The address itself is not told: who reads the registration later may not
 * have seen where it is known from.
 * @param cartacei - means of the AOO's own that carry paper
 */
export async function warnCarta(
  visuale: Visuale,
  {
    flusso,
    mezzo,
    destinatari = [],
  }: { flusso?: Flusso | undefined; mezzo?: string | undefined; destinatari?: readonly Soggetto[] | undefined },
  cartacei: ReadonlySet<string> = new Set(),
): Promise<Avviso[]> {
  if (flusso !== 'U' || mezzo === undefined || !(CARTA.has(mezzo) || cartacei.has(mezzo))) return [];
  const esterni = destinatari.filter(isCorrispondente);
  const known = esterni.length === 0 ? [] : await findConosciuti(visuale, esterni);
  return esterni.flatMap((soggetto): Avviso[] => {
    const written = soggetto.domicilioDigitale === undefined ? undefined : 'indicato';
    const fonte = fonteOf(visuale, soggetto, known) ?? written;
    if (fonte === undefined) return [];
    return [
      {
        codice: 'domicilio-digitale',
        messaggio: `${nameOfSoggetto(soggetto)} ha un domicilio digitale (${fonte}): la comunicazione si manda lì. Se si sceglie la carta, annotarne il motivo.`,
      },
    ];
  });
}

function fonteOf(visuale: Visuale, soggetto: Soggetto, known: readonly Conosciuto[]): string | undefined {
  const chiave = chiaveOf(soggetto);
  for (const one of known) {
    const same =
      one.ricordo?.chiave === chiave ||
      one.scheda?.chiavi.includes(chiave) === true ||
      confronta(soggetto, soggettoFor(visuale, one)).esito === 'stesso';
    const domicilio = same ? domicilioFor(visuale, one) : undefined;
    if (domicilio !== undefined) return PAROLE_FONTE[domicilio.fonte];
  }
  return undefined;
}
