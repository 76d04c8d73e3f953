import { FORMATI_ETICHETTA, type FormatoEtichetta } from '../../../schemas/carte.api.js';
import { wordsOf } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import { leggiCarta } from '../../api/scarica.js';
import type { Riferimento } from '../../api/tipi.js';
import { annuncia } from '../../components/Esiti.js';
import { memorizza, ricorda } from '../../lib/memoria.js';
import { detto } from '../parole.js';
import { stampa } from './stampa.js';

const CHIAVE = 'protocollo.etichetta';

const isFormato = (value: unknown): value is FormatoEtichetta => FORMATI_ETICHETTA.some((one) => one === value);

/** The format of the labels of this computer: it is that of its printer. */
export function readFormato(): FormatoEtichetta {
  const formato = ricorda(CHIAVE, localStorage)?.['formato'];
  return isFormato(formato) ? formato : '62x29';
}

export function rememberFormato(formato: FormatoEtichetta): void {
  memorizza(CHIAVE, { formato }, localStorage);
}

/** Asks for the label of a registration and hands it to the printer. @throws ProblemaError or ServerAssenteError as every request */
export async function printEtichetta(di: Riferimento, formato: FormatoEtichetta, motivo?: string): Promise<void> {
  stampa(await leggiCarta(percorsi.etichetta(di, formato), motivo), `Etichetta ${detto(di).nome}`);
}

/** The same from a page that goes on with something else: what does not succeed is told at its foot. */
export function sendEtichetta(di: Riferimento, motivo?: string): void {
  const { nome } = detto(di);
  printEtichetta(di, readFormato(), motivo).catch((error: unknown) =>
    annuncia(
      `L’etichetta ${nome} non è pronta.`,
      `${wordsOf(error)} Il numero non cambia: si può chiederla di nuovo.`,
      'bad',
    ),
  );
}
