import type {
  Conservazione,
  ConservatoreAoo,
  RegolaVersamento,
} from '../../../schemas/configurazione-conservazione.api.js';
import type { Mancanza } from '../../../schemas/metadati.api.js';
import { UtenteModel } from '../../../schemas/utente.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { aooOf } from '../../accesso/aoo.js';
import { createCache } from '../../accesso/cache.js';
import { configurazioneAl } from '../../configurazione/service.js';
import { findResponsabili } from '../../giornaliero/interroga.js';
import { type Clock, legalDay } from '../../lib/clock.js';
import type { Config } from '../../lib/config.js';
import { readPersone } from '../../metadati/conf-lettura.js';
import { CHI } from '../../metadati/rilievi.js';
import { CF } from '../../metadati/valori.js';
import { type DaRegolare, regolaFor } from '../regole/regola.js';
import type { Produttore, Versabile } from '../tipi.js';

/** What the reading of the domain is given. */
export interface DepsLettura {
  config: Pick<Config, 'urlPubblico'>;
  clock: Clock;
  store: ObjectStore;
}

/** What is shipped and to whom; or what it lacks, all of it at once. */
export type Letto<V extends Versabile = Versabile> =
  { versabile: V; configurazione: ConservatoreAoo; versione: number } | { mancanze: Mancanza[]; versione: number };

const quali = ({ tipo, registro, tipologia }: DaRegolare): string => {
  if (tipo === 'registro-giornaliero') return 'i registri giornalieri';
  if (tipo === 'fascicolo') return `i fascicoli di tipo ${tipologia ?? ''}`.trim();
  return `i documenti del registro ${registro ?? ''}${tipologia === undefined ? '' : ` di tipologia «${tipologia}»`}`;
};

/** No rule says to whom it goes. */
export const mancaRegola = (cosa: DaRegolare): Mancanza => ({
  codice: 'regola',
  messaggio: `Nessuna regola di versamento dice a quale conservatore vanno ${quali(cosa)}.`,
  chi: CHI.impostazioni,
});

/** The rules of today and the one that fits. */
export async function readRegola(
  { clock }: Pick<DepsLettura, 'clock'>,
  aoo: string,
  cosa: DaRegolare,
): Promise<{ conservazione: Conservazione; trovata: ReturnType<typeof regolaFor> }> {
  const conservazione = await configurazioneAl(aoo, 'conservazione', legalDay(clock.now()));
  return { conservazione, trovata: regolaFor(conservazione, cosa) };
}

/**
 * Who answers on a day for the gestione documentale: by law he makes the packages (LG §4.5). Only where cognome, nome and codice
 * fiscale are known.
 */
async function findResponsabile(aoo: string, giorno: string): Promise<Produttore['responsabile']> {
  const chi = (await findResponsabili(aoo))(giorno)?._id;
  const { cognome, nome, codiceFiscale } = (chi === undefined ? undefined : (await readPersone([chi])).get(chi)) ?? {};
  return cognome === undefined || nome === undefined || codiceFiscale === undefined || !CF.test(codiceFiscale)
    ? undefined
    : { cognome, nome, codiceFiscale };
}

/** How long a change of who answers may stay unseen: thousands of packages ask for the same person. */
const TTL_MS = 2_000;
const responsabili = createCache(
  (key) => {
    const [aoo = '', giorno = ''] = key.split('/').slice(1);
    return findResponsabile(aoo, giorno);
  },
  { ttlMs: TTL_MS, max: 100 },
);

/** Who ships, as the metadata and the receiver name him. */
export async function readProduttore({ clock }: Pick<DepsLettura, 'clock'>, aoo: string): Promise<Produttore> {
  const [{ ente, denominazione }, responsabile] = await Promise.all([
    aooOf(aoo),
    responsabili.get([UtenteModel.db.name, aoo, legalDay(clock.now())].join('/')),
  ]);
  return {
    ente: ente.denominazione,
    codiceIPA: ente.codiceIPA,
    codiceFiscale: ente.codiceFiscale,
    aoo,
    denominazioneAoo: denominazione,
    ...(responsabile !== undefined && { responsabile }),
  };
}

/** The receiver's name of a register: the rule's, else ours. */
export const registroVersato = ({ tipoRegistro }: Pick<RegolaVersamento, 'tipoRegistro'>, registro: string): string =>
  tipoRegistro ?? registro;
