import { livelloDi, type Bozza } from './bozza.js';
import type { Chiamata, Simulato } from './chiamata.js';
import type { FileArrivato } from './arrivo.js';
import type { Struttura } from './configurazione.js';
import { forza } from './controlli-unita.js';
import { hashVero } from './impronte.js';
import { tuttiComponenti, type Componente, type Documento, type Sip } from './unita.js';

/** Steps 25 to 27: the files that came, signatures, formats, hashes. */

/** Each file belongs to a component with support FILE, and each of these has its file. */
export function controllaFile(bozza: Bozza, documenti: readonly Documento[], file: Map<string, FileArrivato>): void {
  const componenti = tuttiComponenti(documenti);
  const conFile = new Map(componenti.filter(({ supporto }) => supporto === 'FILE').map((uno) => [uno.id, uno]));
  const ferma = (messaggio: string): never => {
    bozza.faultFile = true;
    return bozza.esito.stop('WS-CHECK', messaggio);
  };
  for (const nome of file.keys()) if (!conFile.has(nome)) ferma(`Il file ${nome} non è di alcun componente`);
  for (const [id, componente] of conFile) {
    const suo = file.get(id);
    if (suo === undefined) return ferma(`Manca il file del componente ${id}`);
    componente.file = suo;
  }
}

const SERVIZIO_FIRME = 'FIRMA-006-001';

function controllaFirme(
  bozza: Bozza,
  chiamata: Chiamata,
  simulato: Simulato,
  struttura: Struttura,
  uno: Componente,
): void {
  const { sip, esito } = bozza;
  if (sip === undefined || uno.file === undefined) return;
  // a detached signature is passed along with the component that it is under
  const staccata = uno.sotto.some(
    ({ tipo, file }) =>
      file?.indizi.firmato() === true &&
      struttura.tipiComponente.some(({ nome, uso }) => nome === tipo && uso === 'FIRMA'),
  );
  uno.firmato =
    staccata || uno.file.indizi.firmato() || (simulato.config.firmeDiProva && /\.P7M$/i.test(uno.formato ?? ''));
  const codici = new Set(uno.file.indizi.marche());
  if (uno.firmato && chiamata.guasto?.tipo === 'firmaServizioGiu') codici.add(SERVIZIO_FIRME);
  for (const codice of codici) {
    const accetta = codice === SERVIZIO_FIRME || struttura.flag.accettaFirmaNeg;
    const livello = livelloDi(sip, false, accetta);
    uno.note.push(codice);
    esito.nota(codice, livello, `Controllo della firma del componente ${uno.id} negativo`);
    // the service of verification failed and this was accepted: the component counts as not signed
    if (codice === SERVIZIO_FIRME && livello === 'AVVISO') uno.firmato = false;
  }
}

function controllaFormato(bozza: Bozza, simulato: Simulato, { flag }: Struttura, uno: Componente): void {
  const { sip, esito } = bozza;
  if (sip === undefined || uno.file === undefined || uno.formato === undefined) return;
  if (uno.file.dimensione < simulato.config.formatoDaByte) return;
  const possibili = uno.file.indizi.formati();
  // an envelope hides the format of what is inside
  const dichiarato = uno.formato.toUpperCase();
  if (possibili === undefined || dichiarato.includes('.') || possibili.includes(dichiarato)) return;
  const livello = livelloDi(sip, forza(sip, simulato, 'ForzaFormatoFile'), flag.accettaFormatoNeg);
  uno.note.push('FORMATO-001-001');
  esito.nota('FORMATO-001-001', livello, `Il file ${uno.id} non sembra ${uno.formato}`);
}

async function controllaHash(bozza: Bozza, simulato: Simulato, { flag }: Struttura, uno: Componente): Promise<void> {
  const { sip, esito } = bozza;
  if (sip === undefined || uno.file === undefined || !flag.controlloHash || uno.padre !== undefined) return;
  if (await hashVero(uno.hashVersato, uno.file)) return;
  const livello = livelloDi(sip, forza(sip, simulato, 'ForzaHash'), flag.accettaHashNeg);
  uno.note.push('HASH-004-001');
  esito.nota('HASH-004-001', livello, `HashVersato di ${uno.id} non è quello del file`);
}

/** Step 27 on those documents; the list is judged at its end. */
export async function controllaContenuti(
  bozza: Bozza,
  simulato: Simulato,
  chiamata: Chiamata,
  struttura: Struttura,
  sip: Sip,
): Promise<void> {
  const { flag } = struttura;
  const primari = sip.documenti.flatMap(({ componenti }) => componenti);
  if (flag.verificaFirma) for (const uno of primari) controllaFirme(bozza, chiamata, simulato, struttura, uno);
  for (const uno of tuttiComponenti(sip.documenti)) {
    controllaFormato(bozza, simulato, struttura, uno);
    await controllaHash(bozza, simulato, struttura, uno);
  }
  bozza.firmata = primari.some(({ firmato }) => firmato);
  if (flag.verificaFirma && flag.controlloNonFirmati && !bozza.firmata) {
    const livello = livelloDi(sip, forza(sip, simulato, 'ForzaConservazione'), flag.accettaNonFirmatiNeg);
    bozza.esito.nota('UD-008-001', livello, 'Nessun componente è firmato');
  }
  bozza.esito.calcola();
}
