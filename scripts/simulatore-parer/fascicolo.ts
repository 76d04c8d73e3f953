import type { FascicoloConservato } from './archivio.js';
import type { BozzaFascicolo } from './bozza-fascicolo.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { controllaContenutoFascicolo } from './fascicolo-contenuto.js';
import { legalYear } from '../../server/lib/clock.js';
import { Esito } from './esito.js';
import { erroreInterno, avvisaSe, fallisciSe } from './guasti-esito.js';
import { controllaCredenziali, controllaDiritti, controllaStruttura, controllaXml } from './ingresso.js';
import { rapportoFascicolo, rispostaFascicolo } from './risposta-fascicolo.js';
import type { Struttura } from './configurazione.js';
import { inRiga, testoDi, trova, veroFalso, type Elemento } from './xml.js';

/** Fascicoli 3.0: another service with other rules, real HTTP statuses and its own families of codes. */

const CREDENZIALI = {
  assente: 'FAS_CONFIG-002-007',
  errate: 'FAS_CONFIG-002-003',
  scadute: 'FAS_CONFIG-002-002',
  disattivo: 'FAS_CONFIG-002-004',
};
const STRUTTURA = {
  ambiente: 'FAS_CONFIG-001-001',
  ente: 'FAS_CONFIG-001-002',
  struttura: 'FAS_CONFIG-001-003',
  template: 'FAS_CONFIG-001-004',
  nonValida: 'FAS_CONFIG-001-005',
  nonSua: 'FAS_CONFIG-002-005',
  servizio: 'FAS_CONFIG-002-006',
};

const PARTI = ['VERSIONE', 'LOGINNAME', 'PASSWORD', 'XMLSIP'];

function leggiParti(bozza: BozzaFascicolo, { arrivo }: Chiamata): Record<string, string> {
  const esito: Esito = bozza.esito;
  bozza.stato = 400;
  const campi = Object.fromEntries(arrivo.parti.map(({ nome, testo }) => [nome, testo]));
  const manca = PARTI.find((nome) => campi[nome] === undefined);
  if (manca !== undefined) esito.stop('WS-CHECK', `Manca il campo ${manca}`);
  bozza.stato = 200;
  return campi as Record<string, string>;
}

/** Steps 3 and 4. */
async function leggiXmlFascicolo(bozza: BozzaFascicolo, simulato: Simulato, chiamata: Chiamata): Promise<Elemento> {
  bozza.stato = 400;
  const radice = await controllaXml(
    bozza.esito,
    simulato,
    chiamata,
    {
      schema: 'parer/fascicolo/v3/WSRequestIndiceSIPFascicolo.xsd',
      radice: 'IndiceSIPFascicolo',
      minimi: ['Parametri/VersioneIndiceSIPFascicolo', 'Intestazione/Versatore/UserID', 'Intestazione/Chiave/Numero'],
    },
    { illeggibile: 'FAS_XSD-001-001', nonValido: 'FAS_XSD-001-002' },
  );
  bozza.stato = 200;
  bozza.radice = radice;
  const [ambiente = '', ente = '', struttura = '', userId = ''] = ['Ambiente', 'Ente', 'Struttura', 'UserID'].map(
    (nome) => testoDi(radice, `Intestazione/Versatore/${nome}`),
  );
  bozza.versatore = { ambiente, ente, struttura, userId };
  bozza.chiave = {
    anno: (testoDi(radice, 'Intestazione/Chiave/Anno') ?? '').trim(),
    numero: testoDi(radice, 'Intestazione/Chiave/Numero') ?? '',
  };
  bozza.tipo = testoDi(radice, 'Intestazione/TipoFascicolo')?.trim() ?? '';
  return radice;
}

/** Steps 7 to 9. */
function controllaSe(bozza: BozzaFascicolo, { archivio }: Simulato, struttura: Struttura, quando: Date): void {
  const esito: Esito = bozza.esito;
  const { radice, versatore, chiave, tipo = '' } = bozza;
  if (versatore === undefined || chiave === undefined) return;
  if (struttura.tipiFascicolo.every((nome) => nome.toLowerCase() !== tipo.toLowerCase()))
    esito.stop('FASC-002-001', `Tipo di fascicolo ${tipo} sconosciuto`);
  if (Number(chiave.anno) > legalYear(quando)) esito.stop('FASC-002-003', `L’anno ${chiave.anno} non è ammesso`);
  const presente = archivio.fascicoloVivo(versatore, chiave.anno, chiave.numero);
  if (presente !== undefined) {
    bozza.vecchio = presente.rdv;
    esito.stop('FASC-001-001', `Il fascicolo ${chiave.anno}-${chiave.numero} è già presente`);
  }
  if (trova(radice, 'Intestazione/SoggettoProduttore') !== undefined)
    esito.stop('FAS_CONFIG-004-003', 'SoggettoProduttore non è ammesso');
  if (testoDi(radice, 'Parametri/TipoConservazione')?.trim() !== 'IN_ARCHIVIO')
    esito.stop('FAS_PF_GEN-003-010', 'Il tipo di conservazione deve essere IN_ARCHIVIO');
}

async function controlla(bozza: BozzaFascicolo, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const esito: Esito = bozza.esito;
  const { guasto } = chiamata;
  const campi = leggiParti(bozza, chiamata);
  if (guasto?.tipo === '666') {
    bozza.stato = 500;
    esito.stop('666', erroreInterno(simulato));
  }
  const { VERSIONE: versione = '', LOGINNAME: login = '' } = campi;
  if (versione === '') esito.stop('FAS_CONFIG-003-001', 'La versione non è indicata');
  if (!simulato.config.versioni.Fascicolo.includes(versione))
    esito.stop('FAS_CONFIG-003-002', `La versione ${versione} non è gestita`);
  bozza.versione = versione;
  const utente = controllaCredenziali(esito, simulato, chiamata, login, CREDENZIALI);
  const radice = await leggiXmlFascicolo(bozza, simulato, chiamata);
  const { versatore } = bozza;
  if (versatore === undefined) throw new Error('the index was read');
  bozza.letto = true;
  if (versatore.userId !== login) esito.stop('FAS_CONFIG-002-001', 'UserID non è l’utente della chiamata');
  if (testoDi(radice, 'Parametri/VersioneIndiceSIPFascicolo') !== versione)
    esito.stop('FAS_CONFIG-003-003', 'La versione dell’indice non è quella della chiamata');
  const struttura = controllaStruttura(esito, simulato, chiamata.quando, versatore, STRUTTURA);
  bozza.struttura = struttura;
  controllaDiritti(esito, utente, struttura, 'Fascicolo', STRUTTURA);
  fallisciSe(esito, chiamata);
  controllaSe(bozza, simulato, struttura, chiamata.quando);
  bozza.contenuto = await controllaContenutoFascicolo(esito, simulato, radice, versatore, struttura);
  avvisaSe(esito, chiamata);
  esito.calcola();
  await conserva(bozza, simulato, chiamata, radice);
}

async function conserva(
  bozza: BozzaFascicolo,
  simulato: Simulato,
  chiamata: Chiamata,
  radice: Elemento,
): Promise<void> {
  const { versatore, chiave, contenuto, esito } = bozza;
  if (versatore === undefined || chiave === undefined) return;
  if (chiamata.guasto?.tipo === '666P') esito.stop('666P', erroreInterno(simulato));
  const rapporto = rapportoFascicolo(bozza, simulato, chiamata);
  // the simulation flag stores nothing, and answers the same
  if (veroFalso(radice, 'Parametri/SimulaSalvataggioDatiInDB') !== true) {
    const fascicolo: FascicoloConservato = {
      uuid: simulato.sorte.uuid(),
      versatore,
      ...chiave,
      tipo: bozza.tipo ?? '',
      quando: chiamata.quando.toISOString(),
      annullato: false,
      unita: contenuto?.presenti ?? [],
      rdv: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${inRiga(rapporto)}`,
      xmlsip: chiamata.indice.testo,
    };
    if (!(await simulato.archivio.inserisciFascicolo(fascicolo))) esito.stop('666P', erroreInterno(simulato));
  }
  bozza.rapporto = rapporto;
}

export async function fascicolo(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const bozza: BozzaFascicolo = { esito: new Esito(), versione: undefined, stato: 200, letto: false };
  await bozza.esito.esegui(() => controlla(bozza, simulato, chiamata));
  return rispostaFascicolo(bozza, simulato, chiamata);
}
