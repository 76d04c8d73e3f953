import type { Caller } from '../../schemas/accesso.api.js';
import { ATTI_BOZZA, type BozzaLetta, type RigaBozza, type VersioneBozzaLetta } from '../../schemas/bozza.api.js';
import {
  type Bozza,
  type Chi,
  type ContenutoBozza,
  findVersioniBozza,
  type VersioneBozza,
} from '../../schemas/bozza.model.js';
import type { Deps } from '../deps.js';
import { conEsami } from '../formati/stato.js';
import { rfc3339 } from '../lib/clock.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { withSeenRisponde } from '../protocollo/risposte.js';
import { isUnderWay } from './cambia.js';
import type { RigaLetta } from './elenco.js';
import { attiPossibili } from './stati.js';

export const bozzaLocation = ({ _id }: Pick<Bozza, '_id'>): string => `/api/v1/bozze/${_id.toHexString()}`;

const chi = ({ utente, denominazione, perContoDi }: Chi): Chi => ({
  utente,
  denominazione,
  ...(perContoDi !== undefined && { perContoDi }),
});

const shownRiservatezza = ({ livello, uo, utenti }: Bozza['riservatezza']) =>
  livello === 'ordinaria' ? { livello } : { livello, uo, utenti };

export function presentRigaBozza(b: RigaLetta): RigaBozza {
  return {
    id: b._id.toHexString(),
    uo: b.uo,
    autore: chi(b.autore),
    stato: b.stato,
    n: b.n,
    creata: rfc3339(b.creata),
    aggiornata: rfc3339(b.aggiornata),
    oggetto: b.oggetto,
    destinatari: b.destinatari.map((one) => ({ ...one })),
    ...(b.classifica !== undefined && { classifica: { codice: b.classifica.codice, voce: b.classifica.voce } }),
    ...(b.fascicolo !== undefined && { fascicolo: b.fascicolo }),
    ...(b.risponde !== undefined && { risponde: b.risponde }),
    ...(b.rinvio !== undefined && {
      rinvio: { ...chi(b.rinvio), quando: rfc3339(b.rinvio.quando), osservazioni: b.rinvio.osservazioni },
    }),
    ...(b.registrazione !== undefined && {
      registrazione: { ...b.registrazione, dataRegistrazione: rfc3339(b.registrazione.dataRegistrazione) },
    }),
    versione: b.versione,
  };
}

const presentContenuto = (c: ContenutoBozza) => ({
  oggetto: c.oggetto,
  destinatari: c.destinatari.map((one) => ({ ...one })),
  ...(c.mezzo !== undefined && { mezzo: c.mezzo }),
  ...(c.testo !== undefined && { testo: c.testo }),
  ...(c.modello !== undefined && { modello: c.modello }),
  ...(c.documento !== undefined && { documento: c.documento }),
  allegati: c.allegati,
  ...(c.classifica !== undefined && { classifica: { codice: c.classifica.codice, voce: c.classifica.voce } }),
  ...(c.motivoClassifica !== undefined && { motivoClassifica: c.motivoClassifica }),
  ...(c.fascicolo !== undefined && { fascicolo: c.fascicolo }),
  ...(c.tipologia !== undefined && { tipologia: c.tipologia }),
  riservatezza: shownRiservatezza(c.riservatezza),
  ...(c.risponde !== undefined && { risponde: c.risponde }),
  ...(c.note !== undefined && { note: c.note }),
});

/** What it answers is named only to who may see that, too. */
const withSeen = async <T extends Pick<Bozza, 'risponde'>>(caller: Caller, rows: readonly T[]): Promise<T[]> =>
  await withSeenRisponde(
    caller,
    rows.map((one) => ({ ...one, registro: REGISTRO_GENERALE })),
  );

export const presentRigheBozze = async (caller: Caller, rows: readonly RigaLetta[]): Promise<RigaBozza[]> =>
  (await withSeen(caller, rows)).map(presentRigaBozza);

/** The whole draft, with its steps and what who asks may do now. */
export async function presentBozza(deps: Pick<Deps, 'clock'>, caller: Caller, bozza: Bozza): Promise<BozzaLetta> {
  const [versioni, [seen = bozza]] = await Promise.all([findVersioniBozza(bozza._id), withSeen(caller, [bozza])]);
  const { approvata, firma, inRegistrazione } = bozza;
  const atti = attiPossibili(caller, bozza, ATTI_BOZZA);
  const underWay = isUnderWay(bozza, deps.clock.now());
  return conEsami({
    ...presentRigaBozza(seen),
    ...presentContenuto(seen),
    passi: bozza.passi.map(({ tipo, quando, n, osservazioni, ...who }) => ({
      tipo,
      quando: rfc3339(quando),
      ...chi(who),
      n,
      ...(osservazioni !== undefined && { osservazioni }),
    })),
    versioni: versioni.map(({ n, quando, ...who }) => ({ n, quando: rfc3339(quando), ...chi(who) })),
    ...(approvata !== undefined && {
      approvata: {
        n: approvata.n,
        quando: rfc3339(approvata.quando),
        ...chi(approvata),
        documento: approvata.documento,
      },
    }),
    ...(firma !== undefined && {
      firma: {
        modo: firma.modo,
        controllo: firma.controllo,
        quando: rfc3339(firma.quando),
        ...chi(firma),
        documento: firma.documento,
        ...(firma.verifica !== undefined && { verifica: firma.verifica }),
        ...(firma.conferma !== undefined && {
          conferma: {
            ...chi(firma.conferma),
            quando: rfc3339(firma.conferma.quando),
            mancanze: firma.conferma.mancanze,
            ...(firma.conferma.motivo !== undefined && { motivo: firma.conferma.motivo }),
          },
        }),
      },
    }),
    ...(inRegistrazione !== undefined && {
      inRegistrazione: { quando: rfc3339(inRegistrazione.quando), utente: inRegistrazione.utente },
    }),
    atti: underWay ? atti.filter((atto) => atto === 'registra') : atti,
  });
}

export const presentVersioneBozza = (versione: VersioneBozza): VersioneBozzaLetta => ({
  n: versione.n,
  quando: rfc3339(versione.quando),
  ...chi(versione),
  ...presentContenuto(versione.contenuto),
});
