import type { Conservazione } from '../../schemas/configurazione-conservazione.api.js';
import { insertVersione } from '../../schemas/configurazione.model.js';
import { CONSERVAZIONE, regoleUsuali } from '../configurazione/dati/conservazione.js';
import { startOfLegalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { AOO, ENTE } from './ente.js';

/** Version of the AgID metadata, and of the dati specifici, that the simulated receiver expects. */
const VERSIONE_PROFILO = '1.0';

/** Asked for, and not yet known to the receiver: what is of it comes back refused, for the archivist to mend. */
const NON_CONCORDATA = 'Petizione';

/** The simulated receiver of the demonstration, under the names that it knows; where it is, the environment says. */
export const buildConservazione = (): Conservazione => ({
  ...CONSERVAZIONE,
  conservatori: CONSERVAZIONE.conservatori.map((conservatore) => ({
    ...conservatore,
    denominazione: 'Conservatore simulato - ESEMPIO',
    attivo: true,
    ambiente: 'PARER_SIMULATO',
    ente: ENTE.denominazione,
    struttura: AOO.codice,
  })),
  regole: regoleUsuali({ profiloNormativo: VERSIONE_PROFILO })
    .map((regola) => (regola.tipo === 'fascicolo' ? regola : { ...regola, datiSpecifici: VERSIONE_PROFILO }))
    .flatMap((regola) =>
      regola.registro === undefined
        ? [regola]
        : [{ ...regola, tipologia: NON_CONCORDATA, tipologiaVersata: NON_CONCORDATA.toUpperCase() }, regola],
    ),
});

/** To whom the demonstration ships, from its first day; what is there already stays. */
export async function ensureConservazione(anno: number): Promise<void> {
  const validoDal = `${anno}-01-01`;
  await insertVersione({
    aoo: AOO.codice,
    tipo: 'conservazione',
    numero: 1,
    validoDal,
    autore: 'rgd',
    quando: startOfLegalDay(validoDal),
    motivo: 'Nomi concordati con il conservatore',
    contenuto: buildConservazione(),
  }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
}
