import type { ModificaRichiesta, Provvedimento, RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Contenuto } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { Conosciuti } from '../accesso/aoo.js';
import { legalDay } from '../lib/clock.js';
import type { ErroreCampo } from '../lib/problem.js';

/** Means with which paper may arrive: its scan may come later (protocollo.md §4). */
const CARTA = new Set(['sportello', 'posta', 'raccomandata', 'corriere']);
/** A clock of another machine may be a little ahead of ours. */
const TOLLERANZA_MS = 60_000;

const FUTURA = 'La data è nel futuro: controllarla sul documento.';

/** True where the document must come with the registration; else paper may wait for its scan. @param cartacei - means of the AOO's own that bring paper */
export const isDocumentoObbligatorio = (
  flusso: RegistrazioneRichiesta['flusso'],
  mezzo: string,
  cartacei: ReadonlySet<string> = new Set(),
): boolean => flusso !== 'E' || !(CARTA.has(mezzo) || cartacei.has(mezzo));

/** Paper that waits for its scan does not become, by a change, what must come with its document; one entry for each datum changed. */
export const faultsOfAttesa = (
  { flusso, mezzo, documento }: Pick<Contenuto, 'flusso' | 'mezzo' | 'documento'>,
  modifica: Pick<ModificaRichiesta, 'flusso' | 'mezzo'>,
  cartacei: ReadonlySet<string> = new Set(),
): ErroreCampo[] =>
  documento !== undefined || !isDocumentoObbligatorio(modifica.flusso ?? flusso, modifica.mezzo ?? mezzo, cartacei)
    ? []
    : (['flusso', 'mezzo'] as const)
        .filter((campo) => modifica[campo] !== undefined)
        .map((campo) => ({
          campo,
          messaggio: 'Così il documento è obbligatorio, e non c’è ancora: aggiungerlo prima di cambiare questo dato.',
        }));

/** Offices named by subjects of the own side must be there. */
export const faultsOfSoggetti = (
  campo: 'mittenti' | 'destinatari',
  soggetti: readonly Soggetto[],
  { uffici }: Pick<Conosciuti, 'uffici'>,
): ErroreCampo[] =>
  soggetti.flatMap(({ tipo, uo }, i) =>
    tipo === 'UO' && uo !== undefined && !uffici.has(uo)
      ? [{ campo: `${campo}[${i}].uo`, messaggio: `L’ufficio ${uo} non esiste in questa AOO.` }]
      : [],
  );

export const faultsOfAssegnazioni = (
  assegnazioni: NonNullable<RegistrazioneRichiesta['assegnazioni']>,
  { uffici, utenti }: Conosciuti,
): ErroreCampo[] =>
  assegnazioni.flatMap(({ uo, utente }, i) => [
    ...(uffici.has(uo)
      ? []
      : [{ campo: `assegnazioni[${i}].uo`, messaggio: `L’ufficio ${uo} non esiste in questa AOO.` }]),
    ...(utente === undefined || utenti.has(utente)
      ? []
      : [{ campo: `assegnazioni[${i}].utente`, messaggio: `L’utente ${utente} non esiste in questa AOO.` }]),
  ]);

export const faultsOfRiservatezza = (
  { uo = [], utenti = [] }: NonNullable<RegistrazioneRichiesta['riservatezza']>,
  known: Conosciuti,
): ErroreCampo[] => [
  ...uo.flatMap((one, i) =>
    known.uffici.has(one)
      ? []
      : [{ campo: `riservatezza.uo[${i}]`, messaggio: `L’ufficio ${one} non esiste in questa AOO.` }],
  ),
  ...utenti.flatMap((one, i) =>
    known.utenti.has(one)
      ? []
      : [{ campo: `riservatezza.utenti[${i}]`, messaggio: `L’utente ${one} non esiste in questa AOO.` }],
  ),
];

/** A date or an instant that is still to come. */
export const isFuture = (text: string, adesso: Date): boolean =>
  text.includes('T') ? Date.parse(text) > adesso.getTime() + TOLLERANZA_MS : text > legalDay(adesso);

export function faultsOfDate(
  { protocolloMittente, dataArrivo }: Pick<RegistrazioneRichiesta, 'protocolloMittente' | 'dataArrivo'>,
  adesso: Date,
): ErroreCampo[] {
  return [
    ...(protocolloMittente?.data !== undefined && isFuture(protocolloMittente.data, adesso)
      ? [{ campo: 'protocolloMittente.data', messaggio: FUTURA }]
      : []),
    ...(dataArrivo !== undefined && isFuture(dataArrivo, adesso) ? [{ campo: 'dataArrivo', messaggio: FUTURA }] : []),
  ];
}

/** The act that authorises was adopted already: its date is not to come. */
export const faultsOfProvvedimento = (provvedimento: Provvedimento | undefined, adesso: Date): ErroreCampo[] =>
  provvedimento !== undefined && isFuture(provvedimento.data, adesso)
    ? [{ campo: 'provvedimento.data', messaggio: FUTURA }]
    : [];

/** All that a request gets wrong against what the AOO knows and has decided for the day; one entry a field. Pure. */
export function faultsOfRichiesta(
  r: RegistrazioneRichiesta,
  known: Conosciuti & { mezzi: ReadonlySet<string>; cartacei?: ReadonlySet<string> },
  adesso: Date,
  hasDocumento: boolean,
): ErroreCampo[] {
  return [
    ...faultsOfSoggetti('mittenti', r.mittenti, known),
    ...faultsOfSoggetti('destinatari', r.destinatari, known),
    ...(known.mezzi.has(r.mezzo)
      ? []
      : [
          {
            campo: 'mezzo',
            messaggio: `Il mezzo ${r.mezzo} non è tra quelli della AOO: ${[...known.mezzi].join(', ')}.`,
          },
        ]),
    ...faultsOfDate(r, adesso),
    ...faultsOfAssegnazioni(r.assegnazioni ?? [], known),
    ...(r.riservatezza === undefined ? [] : faultsOfRiservatezza(r.riservatezza, known)),
    ...(hasDocumento || !isDocumentoObbligatorio(r.flusso, r.mezzo, known.cartacei)
      ? []
      : [{ campo: 'documento', messaggio: 'Manca il documento: allegare il file.' }]),
  ];
}
