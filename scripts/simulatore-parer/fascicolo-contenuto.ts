import type { Simulato } from './chiamata.js';
import type { Struttura } from './configurazione.js';
import type { Esito } from './esito.js';
import { chiaveScritta, type Chiave, type Versatore } from './unita.js';
import { risposta, testoDi, trova, tutti, veroFalso, type Elemento } from './xml.js';

/** Steps 10 to 13 of a fascicolo; all are looked at, then judged together. */

export interface Contenuto {
  dichiarate: number;
  presenti: Chiave[];
  assenti: Chiave[];
}

/** The units of the list: each must be stored and not annulled. */
function controllaUnita(esito: Esito, { archivio }: Simulato, radice: Elemento, versatore: Versatore): Contenuto {
  const gruppo = trova(radice, 'Contenuto/UnitaDocumentarie');
  const chiavi = tutti(trova(gruppo, 'DettaglioUnitaDocumentarie'), 'UnitaDocumentaria').map((nodo) => ({
    registro: testoDi(nodo, 'Registro') ?? '',
    anno: (testoDi(nodo, 'Anno') ?? '').trim(),
    numero: testoDi(nodo, 'Numero') ?? '',
  }));
  const dichiarate = Number(testoDi(gruppo, 'NumeroUnitaDocumentarie') ?? 0);
  if (dichiarate !== chiavi.length)
    esito.nota('FASC-003-001', 'ERRORE', `Unità dichiarate ${dichiarate}, elencate ${chiavi.length}`);
  const presenti = chiavi.filter((chiave) => archivio.viva(versatore, chiave) !== undefined);
  const assenti = chiavi.filter((chiave) => !presenti.includes(chiave));
  if (assenti.length > 0)
    esito.nota('FASC-003-003', 'ERRORE', `Unità non presenti: ${assenti.slice(0, 20).map(chiaveScritta).join(', ')}`);
  return { dichiarate, presenti, assenti };
}

/** Profiles: that of AgID by its schema, the others must hold one element. */
async function controllaProfili(esito: Esito, { schemi }: Simulato, radice: Elemento): Promise<void> {
  for (const [nome, famiglia] of [
    ['ProfiloArchivistico', 'FAS_PF_ARCH'],
    ['ProfiloGenerale', 'FAS_PF_GEN'],
  ] as const)
    if (trova(radice, nome)?.figli.length !== 1)
      esito.nota(`${famiglia}-001-001`, 'ERRORE', `${nome} deve contenere un elemento`);
  const normativo = trova(radice, 'ProfiloNormativo');
  if (normativo === undefined) return;
  const [dentro] = normativo.figli;
  const difetto =
    dentro === undefined
      ? 'è vuoto'
      : await schemi.difetto('agid/restored/AggregazioniDocumentaliInformatiche.xsd', risposta(dentro));
  if (difetto !== undefined) esito.nota('FAS_PF_NORM-001-001', 'ERRORE', `Profilo normativo non valido: ${difetto}`);
}

/** Dates of the general profile: a closed fascicolo, closed after it was opened. */
function controllaDate(esito: Esito, radice: Elemento): void {
  const generale = trova(radice, 'ProfiloGenerale')?.figli[0];
  const [apertura = '', chiusura = ''] = ['DataApertura', 'DataChiusura'].map((nome) =>
    testoDi(generale, nome)?.trim(),
  );
  if (chiusura === '') esito.nota('FAS_PF_GEN-003-002', 'ERRORE', 'Manca la data di chiusura');
  else if (apertura > chiusura) esito.nota('FAS_PF_GEN-003-001', 'ERRORE', 'L’apertura è successiva alla chiusura');
}

function controllaClassificazione(esito: Esito, radice: Elemento, { flag }: Struttura): void {
  if (flag.titolarioPresente) return;
  const forzata = veroFalso(radice, 'Parametri/ForzaClassificazione') === true && flag.accettaClassificazioneNeg;
  esito.nota('FASC-004-001', forzata ? 'AVVISO' : 'ERRORE', 'Il titolario non è presente');
}

export async function controllaContenutoFascicolo(
  esito: Esito,
  simulato: Simulato,
  radice: Elemento,
  versatore: Versatore,
  struttura: Struttura,
): Promise<Contenuto> {
  await controllaProfili(esito, simulato, radice);
  if (trova(radice, 'Contenuto/Fascicoli') !== undefined)
    esito.stop('FAS_CONFIG-007-001', 'Un elenco di fascicoli non è ammesso');
  const contenuto = controllaUnita(esito, simulato, radice, versatore);
  controllaDate(esito, radice);
  controllaClassificazione(esito, radice, struttura);
  return contenuto;
}
