import { legalYear } from '../../server/lib/clock.js';
import { livelloDi, type Bozza } from './bozza.js';
import type { Simulato } from './chiamata.js';
import type { RegistroConfigurato, Struttura, Tipologia } from './configurazione.js';
import type { Esito } from './esito.js';
import { chiaveDi, chiaveScritta, type Sip } from './unita.js';
import { inRiga, risposta, testoDi, trova, tutti, type Elemento } from './xml.js';

/** Steps 16 to 21: what the struttura agreed on of an unità documentaria. */

/** Step 16: kind, register, their tie and the year; an open period ends with the present year. */
export function controllaTipologia(
  esito: Esito,
  { registri, tipologie }: Struttura,
  { tipologia, chiave }: Sip,
  quando: Date,
): { tipologia: Tipologia; registro: RegistroConfigurato } {
  const sua = tipologie.find(({ nome }) => nome.toLowerCase() === tipologia.toLowerCase());
  if (sua === undefined) esito.stop('UD-003-001', `Tipologia «${tipologia}» sconosciuta`);
  const registro = registri.find(({ codice }) => codice === chiave.registro);
  if (registro === undefined) esito.stop('UD-003-002', `Registro ${chiave.registro} sconosciuto`);
  if (!registro.tipologie.includes(sua.nome))
    esito.stop('UD-003-003', `Il registro ${registro.codice} non è della tipologia ${sua.nome}`);
  const anno = Number(chiave.anno);
  if (anno < registro.anni.da || anno > (registro.anni.a ?? legalYear(quando)))
    esito.stop('UD-003-004', `L’anno ${chiave.anno} è fuori dal periodo del registro ${registro.codice}`);
  return { tipologia: sua, registro };
}

/** Step 17. */
export function controllaProfilo(esito: Esito, { flag }: Struttura, { radice }: Sip): void {
  const manca = (nome: string): boolean => (testoDi(radice, `ProfiloUnitaDocumentaria/${nome}`) ?? '').trim() === '';
  if (flag.oggettoObbligatorio && manca('Oggetto')) esito.stop('UD-014-001', 'Manca l’oggetto');
  if (flag.dataObbligatoria && manca('Data')) esito.stop('UD-014-002', 'Manca la data');
}

/** A forcing flag: what the call says, else the server's default; ForzaHash and its kin cannot switch a default off. */
export function forza(sip: Sip, simulato: Simulato, nome: keyof Simulato['config']['default']): boolean {
  const predefinita = simulato.config.default[nome];
  const detta = sip.configurato.forza(nome);
  return nome === 'ForzaConservazione' || nome === 'ForzaCollegamento'
    ? (detta ?? predefinita)
    : predefinita || detta === true;
}

/** Step 18. */
export function controllaNumero(
  { esito }: Bozza,
  simulato: Simulato,
  { flag }: Struttura,
  sip: Sip,
  { formatoNumero }: RegistroConfigurato,
): void {
  if (flag.controlloFormatoNumero && formatoNumero !== undefined) {
    if (!new RegExp(`^(?:${formatoNumero})$`).test(sip.chiave.numero)) {
      const livello = livelloDi(sip, forza(sip, simulato, 'ForzaFormatoNumero'), flag.accettaFormatoNumeroNeg);
      esito.nota('UD-007-001', livello, `Il numero ${sip.chiave.numero} non ha il formato del registro`);
    }
  }
  esito.calcola();
}

/** Step 19. */
export function controllaFiscale(esito: Esito, { configurato }: Sip, { fiscale, codice }: RegistroConfigurato): void {
  const { tipoConservazione: tipo } = configurato;
  if (tipo === 'FISCALE' && !fiscale) esito.stop('UD-009-002', `Il registro ${codice} non è fiscale`);
  if (tipo === 'SOSTITUTIVA' && fiscale) esito.stop('UD-009-001', `Il registro ${codice} è fiscale`);
}

const VALORE_MASSIMO = 4000;

/** Step 20a, for the unit, a document or a component. */
export async function controllaDatiSpecifici(
  esito: Esito,
  { schemi }: Simulato,
  nodo: Elemento,
  schemiDati: Readonly<Record<string, string>> | undefined,
  facoltativi: boolean,
): Promise<void> {
  const dati = trova(nodo, 'DatiSpecifici');
  if (dati === undefined) {
    if (schemiDati !== undefined && !facoltativi) esito.stop('DATISPEC-001-002', 'Mancano i dati specifici');
    return;
  }
  const versione = testoDi(dati, 'VersioneDatiSpecifici')?.trim() ?? '';
  const xsd = schemiDati?.[versione];
  if (xsd === undefined) esito.stop('DATISPEC-001-001', `Versione dei dati specifici ${versione} sconosciuta`);
  const difetto = await schemi.difetto(xsd, inRiga(dati));
  if (difetto !== undefined) esito.stop('DATISPEC-003-001', `Dati specifici non validi: ${difetto}`);
  const lungo = dati.figli.find(({ testo }) => testo.length > VALORE_MASSIMO);
  if (lungo !== undefined) esito.stop('DATISPEC-002-001', `Il valore di ${lungo.nome} supera 4000 caratteri`);
  const nomi = dati.figli.map(({ nome }) => nome);
  const doppio = nomi.find((nome, i) => nomi.indexOf(nome) !== i);
  if (doppio !== undefined) esito.stop('DATISPEC-002-002', `Il dato ${doppio} è ripetuto`);
}

const SCHEMI_AGID = {
  DAI: 'agid/restored/DocumentoAmministrativoInformatico.xsd',
  DI: 'agid/restored/DocumentoInformatico.xsd',
} as const;

/** Step 20b. */
export async function controllaProfiloNormativo(
  esito: Esito,
  { schemi }: Simulato,
  { radice }: Sip,
  profili: Tipologia['profiloNormativo'],
): Promise<void> {
  const profilo = trova(radice, 'ProfiloNormativo');
  const errore = (codice: string, messaggio: string): void => esito.nota(codice, 'ERRORE', messaggio);
  if (profilo === undefined) {
    if (profili !== undefined) errore('PROFNORM-001-001', 'Manca il profilo normativo');
    return;
  }
  if (profili === undefined) {
    errore('PROFNORM-001-004', 'Il profilo normativo non è previsto per la tipologia');
    return;
  }
  const versione = (profilo.attributi['versione'] ?? '').trim().toUpperCase();
  const schema = Object.entries(profili).find(([nome]) => nome.toUpperCase() === versione)?.[1];
  const [contenuto] = profilo.figli;
  if (schema === undefined) errore('PROFNORM-001-002', `Versione del profilo normativo ${versione} sconosciuta`);
  else if (contenuto === undefined) errore('PROFNORM-001-003', 'Il profilo normativo è vuoto');
  else {
    const difetto = await schemi.difetto(SCHEMI_AGID[schema], risposta(contenuto));
    if (difetto !== undefined) errore('PROFNORM-001-003', `Profilo normativo non valido: ${difetto}`);
  }
}

/** Step 21. */
export function controllaCollegamenti({ esito }: Bozza, simulato: Simulato, { flag }: Struttura, sip: Sip): void {
  const collegati = trova(sip.radice, 'DocumentiCollegati');
  if (collegati === undefined) return;
  for (const uno of flag.controlloCollegamenti ? tutti(collegati, 'DocumentoCollegato') : []) {
    const chiave = chiaveDi(trova(uno, 'ChiaveCollegamento'));
    if (simulato.archivio.viva(sip.versatore, chiave) !== undefined) continue;
    const livello = livelloDi(sip, forza(sip, simulato, 'ForzaCollegamento'), flag.accettaCollegamentiNeg);
    esito.nota('UD-004-001', livello, `L’unità collegata ${chiaveScritta(chiave)} non è presente`);
  }
  esito.calcola();
}
