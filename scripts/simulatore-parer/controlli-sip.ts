import type { Esito } from './esito.js';
import { tuttiComponenti, type Sip } from './unita.js';
import { testoDi, tutti, trova, type Elemento } from './xml.js';

/** Steps 8 to 11: what the index says of itself. */

export function controllaUguaglianze(esito: Esito, versione: string, login: string, dette: [string, string]): void {
  if (dette[0] !== versione)
    esito.stop('UD-001-013', `La versione dell’indice (${dette[0]}) non è quella della chiamata (${versione})`);
  if (dette[1] !== login) esito.stop('UD-001-005', `UserID (${dette[1]}) non è l’utente della chiamata`);
}

const ripetuto = (valori: readonly string[]): string | undefined =>
  valori.find((valore, i) => valori.indexOf(valore) !== i);

/** Step 9. */
export function controllaUnivocita(esito: Esito, { radice, documenti }: Sip): void {
  if (testoDi(radice, 'ProfiloUnitaDocumentaria/Data')?.trim() === '')
    esito.stop('XSD-002-003', 'La data dell’unità documentaria è vuota');
  const documento = ripetuto(documenti.map(({ id }) => id));
  if (documento !== undefined) esito.stop('XSD-002-002', `IDDocumento ${documento} ripetuto`);
  const componente = ripetuto(tuttiComponenti(documenti).map(({ id }) => id));
  if (componente !== undefined) esito.stop('XSD-002-001', `ID ${componente} ripetuto tra i componenti`);
}

const CONTATORI = [
  ['NumeroAllegati', 'Allegati', 'Allegato', 'XSD-003-001'],
  ['NumeroAnnessi', 'Annessi', 'Annesso', 'XSD-004-001'],
  ['NumeroAnnotazioni', 'Annotazioni', 'Annotazione', 'XSD-005-001'],
] as const;

/** Step 10: an absent counter counts as 0. */
export function controllaContatori(esito: Esito, { radice }: Sip): void {
  for (const [contatore, gruppo, uno, codice] of CONTATORI) {
    const dichiarati = Number(testoDi(radice, contatore) ?? 0);
    const trovati = tutti(trova(radice, gruppo), uno).length;
    if (dichiarati !== trovati) esito.stop(codice, `${contatore} è ${dichiarati}, gli elementi sono ${trovati}`);
  }
}

const DAL_1_5 = ['ForzaHash', 'ForzaFormatoNumero', 'ForzaFormatoFile'] as const;

const maggiore = (versione: string, di: string): boolean => {
  const [a = 0, b = 0] = versione.split('.').map(Number);
  const [c = 0, d = 0] = di.split('.').map(Number);
  return a > c || (a === c && b >= d);
};

/** True of versions that have the elements of 1.5. */
export const conElementi15 = (versione: string): boolean => maggiore(versione, '1.5');

const haProfilo = (radice: Elemento): boolean => trova(radice, 'ProfiloNormativo') !== undefined;

/** Step 11: elements that the version does not have, and the coherence of a migration. */
export function controllaElementi(esito: Esito, { radice, versione, configurato }: Sip): void {
  if (!conElementi15(versione)) {
    const nuovo = DAL_1_5.find((nome) => trova(radice, `Configurazione/${nome}`) !== undefined);
    if (nuovo !== undefined || trova(radice, 'Intestazione/Versatore/Utente') !== undefined)
      esito.stop('XSD-011-003', `L’elemento ${nuovo ?? 'Utente'} non è ammesso nella versione ${versione}`);
    if (haProfilo(radice)) esito.stop('XSD-006-007', `ProfiloNormativo non è ammesso nella versione ${versione}`);
  }
  const migrazione = configurato.tipoConservazione === 'MIGRAZIONE';
  if (migrazione && configurato.sistemaMigrazione === undefined)
    esito.stop('XSD-006-002', 'Una migrazione deve indicare SistemaDiMigrazione');
  if (!migrazione && configurato.sistemaMigrazione !== undefined)
    esito.stop('XSD-006-003', 'SistemaDiMigrazione è ammesso solo in una migrazione');
}
