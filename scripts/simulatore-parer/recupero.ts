import type { UnitaConservata } from './archivio.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { Esito } from './esito.js';
import { fallisciSe, rompiSe } from './guasti-esito.js';
import {
  controllaCredenziali,
  controllaDiritti,
  controllaParti,
  controllaStruttura,
  controllaVersione,
  controllaXml,
} from './ingresso.js';
import { controllaUguaglianze } from './controlli-sip.js';
import { istante } from './orologio.js';
import { XML_QUOTATO } from './risposta-ud.js';
import { urnFascicolo } from './risposta-fascicolo.js';
import { statoOra } from './stati.js';
import { chiaveDi, chiaveScritta, type Chiave, type Versatore } from './unita.js';
import { el, forse, risposta, testoDi, trova, type Elemento } from './xml.js';

/** What the services of consultation ask and check; each of them then answers from the unit that was found. */

const SCHEMI: Readonly<Record<string, string>> = {
  '1.0': 'parer/recupero/WSRequestStato.xsd',
  '1.2': 'parer/recupero/WSRequestStato_1.2.xsd',
  '1.3': 'parer/recupero/WSRequestStato_1.3.xsd',
};

interface Chiesto {
  esito: Esito;
  versione?: string;
  versatore?: Versatore;
  unita?: UnitaConservata;
}

/** The unit by its URN, or by its key. */
function cerca(
  esito: Esito,
  { archivio }: Simulato,
  versatore: Versatore,
  nodo: Elemento | undefined,
): UnitaConservata {
  const urn = testoDi(nodo, 'Urn');
  const parti = ['Numero', 'Anno', 'TipoRegistro'].map((nome) => testoDi(nodo, nome));
  const date = parti.filter((parte) => parte !== undefined);
  if (urn !== undefined && date.length > 0) esito.stop('COMP-005-002', 'Urn e chiave non si indicano insieme');
  if (urn === undefined && date.length < parti.length) esito.stop('UD-007-001', 'La chiave non è completa');
  const chiave: Chiave | undefined = urn === undefined ? chiaveDi(nodo) : undefined;
  const trovata =
    chiave === undefined
      ? archivio.tutte().findLast((una) => una.urn === urn?.replace(/:(SIP-UD|IndiceSIP|RdV)$/, ''))
      : archivio.ultima(versatore, chiave);
  if (trovata === undefined)
    esito.stop(
      'UD-005-001',
      `L’unità documentaria ${chiave === undefined ? (urn ?? '') : chiaveScritta(chiave)} non è presente`,
    );
  return trovata;
}

/** Steps up to the rights, common to all that is asked. @returns the element of the key */
async function entra(
  chiesto: Chiesto,
  simulato: Simulato,
  chiamata: Chiamata,
  di: Richiesta,
): Promise<Elemento | undefined> {
  const esito: Esito = chiesto.esito;
  const { versione, login } = controllaParti(esito, chiamata, 'WS-CHECK');
  rompiSe(esito, simulato, chiamata);
  controllaVersione(esito, di.versioni, versione);
  chiesto.versione = versione;
  const utente = controllaCredenziali(esito, simulato, chiamata, login);
  const radice = await controllaXml(esito, simulato, chiamata, {
    schema: di.schemi[versione] ?? '',
    radice: di.radice,
    minimi: ['Versione', 'Versatore/UserID', 'Chiave'],
  });
  const sede = trova(radice, 'Versatore');
  const [ambiente = '', ente = '', struttura = '', userId = ''] = ['Ambiente', 'Ente', 'Struttura', 'UserID'].map(
    (nome) => testoDi(sede, nome),
  );
  chiesto.versatore = { ambiente, ente, struttura, userId };
  controllaUguaglianze(esito, versione, login, [testoDi(radice, 'Versione') ?? '', userId]);
  const sua = controllaStruttura(esito, simulato, chiamata.quando, chiesto.versatore);
  controllaDiritti(esito, utente, sua, 'Recupero');
  fallisciSe(esito, chiamata);
  return trova(radice, 'Chiave');
}

interface Richiesta {
  radice: string;
  versioni: readonly string[];
  schemi: Readonly<Record<string, string>>;
}

async function controlla(chiesto: Chiesto, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const versioni = simulato.config.versioni.Recupero;
  const chiave = await entra(chiesto, simulato, chiamata, { radice: 'Recupero', versioni, schemi: SCHEMI });
  if (chiesto.versatore !== undefined) chiesto.unita = cerca(chiesto.esito, simulato, chiesto.versatore, chiave);
}

const FASCICOLI: Richiesta = {
  radice: 'RecuperoFascicolo',
  versioni: ['1.0'],
  schemi: { '1.0': 'parer/recupero/WSRequestStatoFasc.xsd' },
};

const negativo = (vero: boolean): string => (vero ? 'NEGATIVO' : 'POSITIVO');

function versatoreXml({ ambiente, ente, struttura, userId }: Versatore): Elemento {
  return el('Versatore', [
    el('Ambiente', ambiente),
    el('Ente', ente),
    el('Struttura', struttura),
    el('UserID', userId),
  ]);
}

/** The answer in XML: of the status, or of what another service could not give. */
function statoXml(
  radice: string,
  { esito, versione }: Chiesto,
  simulato: Simulato,
  chiamata: Chiamata,
  trovato: readonly Elemento[],
): Risposta {
  const { generale } = esito;
  const { codice } = generale;
  const fallito = generale.esito === 'NEGATIVO';
  const corpo = el(radice, [
    ...forse('Versione', versione ?? simulato.config.versioni.Recupero.at(-1)),
    ...forse('VersioneXMLChiamata', versione),
    el('DataRichiestaStato', istante(chiamata.quando)),
    el('EsitoGenerale', [
      el('CodiceEsito', generale.esito),
      el('CodiceErrore', codice),
      el('MessaggioErrore', generale.messaggio),
    ]),
    el('EsitoChiamataWS', [
      el('VersioneWSCorretta', negativo(/^UD-001-01[013]$/.test(codice))),
      el('CredenzialiOperatore', negativo(/^UD-001-0(0[4-9]|12)$/.test(codice))),
      el('IdentificazioneVersatore', /^UD-001-0(0[1-3]|15|19)$/.test(codice) ? generale.messaggio : 'POSITIVO'),
      el('IdentificazioneChiave', negativo(/^(UD-005-|UD-007-|UD-012-|COMP-005-|FASC-)/.test(codice))),
    ]),
    ...(fallito ? [] : trovato),
    ...forse('XMLRichiesta', fallito ? chiamata.indice.ricevuto : undefined),
  ]);
  return {
    intestazioni: { 'Content-Type': XML_QUOTATO },
    corpo: risposta(corpo),
    esito: generale.esito,
    codice,
  };
}

const unitaXml = ({ unita, versatore }: Chiesto, simulato: Simulato): Elemento[] =>
  unita === undefined || versatore === undefined
    ? []
    : [
        el('UnitaDocumentaria', [
          versatoreXml(versatore),
          el('Chiave', [
            el('Numero', unita.chiave.numero),
            el('Anno', unita.chiave.anno),
            el('TipoRegistro', unita.chiave.registro),
          ]),
          el('urnUD', unita.urn),
          el('StatoConservazioneUD', statoOra(simulato, unita)),
        ]),
      ];

/** RecStatoConservFascicoloSync. */
export async function statoFascicolo(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const chiesto: Chiesto = { esito: new Esito() };
  const trovato: Elemento[] = [];
  await chiesto.esito.esegui(async () => {
    const nodo = await entra(chiesto, simulato, chiamata, FASCICOLI);
    const { anno, numero } = chiaveDi(nodo);
    const { versatore } = chiesto;
    if (versatore === undefined) return;
    const { archivio, config } = simulato;
    const ultimo = archivio.fascicoli.get(archivio.chiaveFascicolo(versatore, anno, numero))?.at(-1);
    if (ultimo === undefined) {
      chiesto.esito.stop('FASC-005-001', `Il fascicolo ${anno}-${numero} non è presente`);
      return;
    }
    trovato.push(
      el('Fascicolo', [
        versatoreXml(versatore),
        el('Chiave', [el('Numero', numero), el('Anno', anno)]),
        el('urnFASC', urnFascicolo(config.sistemaConservazione, versatore, { anno, numero })),
        el('StatoConservazioneFASC', ultimo.annullato ? 'ANNULLATO' : 'PRESA_IN_CARICO'),
      ]),
    );
  });
  return statoXml('StatoConservazioneFasc', chiesto, simulato, chiamata, trovato);
}

/** RecDIPStatoConservazioneSync: annulled units are told too. */
export async function statoConservazione(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const chiesto: Chiesto = { esito: new Esito() };
  await chiesto.esito.esegui(() => controlla(chiesto, simulato, chiamata));
  return statoXml('StatoConservazione', chiesto, simulato, chiamata, unitaXml(chiesto, simulato));
}

/** A service that answers with a ZIP of the unit; annulled ones are refused. */
export async function rispondiZip(
  simulato: Simulato,
  chiamata: Chiamata,
  fai: (unita: UnitaConservata, esito: Esito) => Promise<{ nome: string; corpo: AsyncIterable<Buffer> }>,
): Promise<Risposta> {
  const chiesto: Chiesto = { esito: new Esito() };
  const { esito } = chiesto;
  let zip: { nome: string; corpo: AsyncIterable<Buffer> } | undefined;
  await esito.esegui(async () => {
    await controlla(chiesto, simulato, chiamata);
    const { unita } = chiesto;
    if (unita === undefined) return;
    if (unita.stato === 'ANNULLATA') esito.stop('UD-012-002', 'L’unità documentaria è annullata');
    zip = await fai(unita, esito);
  });
  if (zip === undefined)
    return statoXml('StatoConservazione', chiesto, simulato, chiamata, unitaXml(chiesto, simulato));
  return {
    // without its closing quote, as the real one
    intestazioni: { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename="${zip.nome}` },
    corpo: zip.corpo,
    esito: 'POSITIVO',
    codice: '',
  };
}
