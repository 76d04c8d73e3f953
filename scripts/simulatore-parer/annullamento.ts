import type { Archivio, RichiestaAnnullamento, UnitaConservata } from './archivio.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { Esito } from './esito.js';
import { fallisciSe, rompiSe } from './guasti-esito.js';
import {
  controllaCredenziali,
  controllaDiritti,
  controllaParti,
  controllaStruttura,
  controllaXml,
} from './ingresso.js';
import { istante } from './orologio.js';
import { XML_QUOTATO } from './risposta-ud.js';
import { chiaveDi, chiaveScritta, type Versatore } from './unita.js';
import { el, forse, risposta, testoDi, trova, tutti, veroFalso, type Elemento } from './xml.js';

/** InvioRichiestaAnnullamentoVersamenti: at once, or by an act of the receiver's people later. Credentials come before the version. */

const codice = (n: string): string => `RICH-ANN-VERS-${n}`;

const CREDENZIALI = { assente: codice('001'), errate: codice('001'), scadute: codice('001'), disattivo: codice('001') };
const STRUTTURA = {
  ambiente: codice('004'),
  ente: codice('005'),
  struttura: codice('006'),
  template: codice('006'),
  nonValida: codice('006'),
  nonSua: codice('008'),
  servizio: codice('008'),
};

type Voce = RichiestaAnnullamento['voci'][number];

const voceDi = (nodo: Elemento): Voce => ({
  tipo: testoDi(nodo, 'TipoVersamento') ?? "UNITA' DOCUMENTARIA",
  chiave: chiaveDi(nodo),
});

/** What of a request can be annulled now. */
function annullabile(archivio: Archivio, versatore: Versatore, { tipo, chiave }: Voce): boolean {
  return tipo === 'FASCICOLO'
    ? archivio.fascicoloVivo(versatore, chiave.anno, chiave.numero) !== undefined
    : archivio.viva(versatore, chiave) !== undefined;
}

const annulla = (unita: UnitaConservata, quando: string): void => {
  Object.assign(unita, { stato: 'ANNULLATA', dal: quando });
};

/** Carries a request out; what cannot be annulled stays. */
export async function evadi(
  { archivio, orologio }: Simulato,
  richiesta: RichiestaAnnullamento,
  stato: 'CHIUSA' | 'EVASA',
): Promise<void> {
  const quando = istante(orologio.adesso());
  for (const { tipo, chiave } of richiesta.voci) {
    const fascicolo =
      tipo === 'FASCICOLO' ? archivio.fascicoloVivo(richiesta.versatore, chiave.anno, chiave.numero) : undefined;
    const unita = tipo === 'FASCICOLO' ? undefined : archivio.viva(richiesta.versatore, chiave);
    if (fascicolo !== undefined) {
      fascicolo.annullato = true;
      await archivio.salvaFascicolo(fascicolo);
    }
    if (unita !== undefined) {
      annulla(unita, quando);
      await archivio.salva(unita);
    }
  }
  await archivio.salvaRichiesta({ ...richiesta, stato });
}

/** @returns the request as it is kept */
function nuova(
  esito: Esito,
  { archivio }: Simulato,
  radice: Elemento,
  versatore: Versatore,
  quando: Date,
): RichiestaAnnullamento {
  const suo = testoDi(radice, 'Richiesta/Codice') ?? '';
  const prima = archivio.annullamenti.get(archivio.chiaveRichiesta(versatore, suo));
  if (prima?.stato === 'CHIUSA') esito.stop(codice('014'), `La richiesta ${suo} è già chiusa`);
  if (prima?.stato === 'EVASA') esito.stop(codice('015'), `La richiesta ${suo} è già evasa`);
  if (prima !== undefined && prima.stato !== 'INVIO_FALLITO')
    esito.stop(codice('009'), `La richiesta ${suo} è già presente`);
  return {
    versatore,
    codice: suo,
    stato: 'APERTA',
    motivazione: testoDi(radice, 'Richiesta/Motivazione') ?? '',
    quando: istante(quando),
    voci: tutti(trova(radice, 'VersamentiDaAnnullare'), 'VersamentoDaAnnullare').map(voceDi),
  };
}

interface Chiesto {
  esito: Esito;
  versione?: string;
  radice?: Elemento;
  versatore?: Versatore;
  /** what could not be annulled */
  non: Voce[];
}

async function controlla(chiesto: Chiesto, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const esito: Esito = chiesto.esito;
  const { versione, login } = controllaParti(esito, chiamata, 'WS-CHECK');
  rompiSe(esito, simulato, chiamata);
  const utente = controllaCredenziali(esito, simulato, chiamata, login, CREDENZIALI);
  if (!simulato.config.versioni.Annullamento.includes(versione))
    esito.stop(codice('003'), `La versione ${versione} non è gestita`);
  chiesto.versione = versione;
  const radice = await controllaXml(
    esito,
    simulato,
    chiamata,
    {
      schema: 'parer/annullamento/WSRichAnnullVers.xsd',
      radice: 'RichiestaAnnullamentoVersamenti',
      minimi: ['VersioneXmlRichiesta', 'Versatore/UserID', 'Richiesta/Codice', 'VersamentiDaAnnullare'],
    },
    { illeggibile: codice('002'), nonValido: codice('002') },
  );
  chiesto.radice = radice;
  if (testoDi(radice, 'VersioneXmlRichiesta') !== versione)
    esito.stop(codice('010'), 'La versione della richiesta non è quella della chiamata');
  const [ambiente = '', ente = '', struttura = '', userId = ''] = ['Ambiente', 'Ente', 'Struttura', 'UserID'].map(
    (nome) => testoDi(radice, `Versatore/${nome}`),
  );
  const versatore = { ambiente, ente, struttura, userId };
  chiesto.versatore = versatore;
  if (userId !== login) esito.stop(codice('007'), 'UserID non è l’utente della chiamata');
  const sua = controllaStruttura(esito, simulato, chiamata.quando, versatore, STRUTTURA);
  controllaDiritti(esito, utente, sua, 'Annullamento', STRUTTURA);
  fallisciSe(esito, chiamata);
  const richiesta = nuova(esito, simulato, radice, versatore, chiamata.quando);
  chiesto.non = richiesta.voci.filter((voce) => !annullabile(simulato.archivio, versatore, voce));
  if (chiesto.non.length === richiesta.voci.length) {
    await simulato.archivio.salvaRichiesta({ ...richiesta, stato: 'INVIO_FALLITO' });
    esito.stop(codice('011'), 'Nessun versamento della richiesta è annullabile');
  }
  // of a fascicolo an annulment is immediate unless it says otherwise
  const soloFascicoli = richiesta.voci.every(({ tipo }) => tipo === 'FASCICOLO');
  if (!(veroFalso(radice, 'Richiesta/Immediata') ?? soloFascicoli)) {
    await simulato.archivio.salvaRichiesta(richiesta);
    return;
  }
  await evadi(simulato, richiesta, 'EVASA');
  if (chiesto.non.length > 0) esito.nota(codice('012'), 'AVVISO', 'Alcuni versamenti non sono annullabili');
  esito.calcola();
}

const copia = (radice: Elemento | undefined, nome: string): Elemento[] => {
  const nodo = trova(radice, nome);
  return nodo === undefined ? [] : [nodo];
};

function voceXml({ tipo, chiave }: Voce, non: readonly Voce[], fatta: boolean): Elemento {
  const fallita = non.some((una) => una.tipo === tipo && chiaveScritta(una.chiave) === chiaveScritta(chiave));
  return el('VersamentoDaAnnullare', [
    el('TipoVersamento', tipo),
    el('Numero', chiave.numero),
    el('Anno', chiave.anno),
    ...(tipo === 'FASCICOLO' ? [] : [el('TipoRegistro', chiave.registro)]),
    el('Stato', fallita ? 'NON_ANNULLABILE' : fatta ? 'ANNULLATO' : 'DA_ANNULLARE'),
    ...forse('ErroriRilevati', fallita ? 'Il versamento non è presente o è già annullato' : undefined),
  ]);
}

export async function annullamento(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const chiesto: Chiesto = { esito: new Esito(), non: [] };
  await chiesto.esito.esegui(() => controlla(chiesto, simulato, chiamata));
  const { esito, radice, versione, versatore, non } = chiesto;
  const { generale } = esito;
  const { archivio } = simulato;
  const kept =
    versatore === undefined
      ? undefined
      : archivio.annullamenti.get(archivio.chiaveRichiesta(versatore, testoDi(radice, 'Richiesta/Codice') ?? ''));
  const voci = tutti(trova(radice, 'VersamentiDaAnnullare'), 'VersamentoDaAnnullare').map(voceDi);
  const corpo = el('EsitoRichiestaAnnullamentoVersamenti', [
    el('VersioneXmlEsito', versione ?? simulato.config.versioni.Annullamento.at(-1) ?? '1.4'),
    ...forse('VersioneXmlRichiesta', versione),
    el('DataRichiesta', istante(chiamata.quando)),
    el('EsitoRichiesta', [
      el('CodiceEsito', generale.esito),
      el('CodiceErrore', generale.codice),
      el('MessaggioErrore', generale.messaggio),
    ]),
    ...copia(radice, 'Versatore'),
    ...copia(radice, 'Richiesta'),
    ...forse(
      'VersamentiDaAnnullare',
      voci.map((voce) => voceXml(voce, non, kept?.stato === 'EVASA')),
    ),
  ]);
  return {
    intestazioni: { 'Content-Type': XML_QUOTATO },
    corpo: risposta(corpo),
    esito: generale.esito,
    codice: generale.codice,
  };
}
