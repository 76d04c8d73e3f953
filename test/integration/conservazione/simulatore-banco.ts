import { configurazioneProve, type SimulatoreDiProva, startSimulatore } from '../../support/simulatore.js';
import * as r from './richieste-parer.js';

/** A simulated receiver for a `describe`, what is asked of it, and every answer that it gave. */

export const ADESSO = new Date('2026-03-16T21:05:11.482Z');
export const UD = '/sacerws/VersamentoSync';
export const AGGIUNTA = '/sacerws/AggiuntaAllegatiSync';
export const AGGIORNAMENTO = '/sacerws/AggiornamentoUnitaDocumentariaSync';
export const FASCICOLO = '/versamento-fascicolo-v3/api/public/fascicolo';
export const STATO = '/sacer/RecDIPStatoConservazioneSync';
export const RAPPORTI = '/sacer/RecDIPRapportiVersSync';
export const ANNULLAMENTO = '/sacer/InvioRichiestaAnnullamentoVersamenti';

/** Schema of each answer by its root. */
export const SCHEMI = {
  EsitoVersamento: 'versamento-ud/WSResponseVersamento.xsd',
  EsitoVersAggAllegati: 'versamento-ud/WSResponseVersamento.xsd',
  RapportoVersamento: 'versamento-ud/WSResponseVersamento.xsd',
  EsitoAggiornamento: 'aggiornamento-ud/1.5/WSResponseAggiornamentoVersamento_1.5.xsd',
  EsitoVersamentoFascicolo: 'fascicolo/v3/WSResponseRapportoVersamentoFascicolo.xsd',
  StatoConservazione: 'recupero/WSResponseStato.xsd',
  StatoConservazioneFasc: 'recupero/WSResponseStatoFasc.xsd',
  EsitoRichiestaAnnullamentoVersamenti: 'annullamento/WSEsitoRichAnnullVers.xsd',
};

export interface Detto {
  stato: number;
  testo: string;
  esito: string | undefined;
  codice: string | undefined;
  rdv: string | undefined;
  tipo: string;
}

export const libero = (testo: string): string =>
  testo.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#13;', '\r').replaceAll('&amp;', '&');

/** The strutture of the tests: as the demonstration's, without profilo normativo, so that the least unit is enough. */
export function configurazione() {
  const config = configurazioneProve();
  const [prima] = config.strutture;
  if (prima === undefined) throw new Error('a struttura');
  const { profiloNormativo: _profilo, ...semplice } = prima.tipologie[0] ?? { nome: '' };
  prima.tipologie[0] = semplice;
  prima.tipologie.push(
    { nome: 'CON DATI', datiSpecifici: { '1.0': DATI_PRECISI } },
    { nome: 'CON PROFILO', profiloNormativo: { '1.0': 'DAI' } },
    { nome: 'FISCALE' },
  );
  const suoi = ['DOCUMENTO PROTOCOLLATO', 'CON DATI', 'CON PROFILO'];
  prima.registri = [
    { codice: 'PG', fiscale: false, anni: { da: 2020, a: null }, formatoNumero: '\\d{7}', tipologie: suoi },
    ...['LIB', 'lib'].map((codice) => ({
      codice,
      fiscale: false,
      anni: { da: 2020, a: 2025 },
      tipologie: suoi,
    })),
    { codice: 'RGP', fiscale: false, anni: { da: 2020, a: null }, tipologie: ['REGISTRO GIORNALIERO DI PROTOCOLLO'] },
    { codice: 'IVA', fiscale: true, anni: { da: 2020, a: null }, tipologie: ['FISCALE'] },
  ];
  prima.tipiComponente.push({ nome: 'Stretto', uso: 'CONTENUTO', formati: ['PDF'] });
  config.strutture.push(
    { ...prima, struttura: 'MODELLO', template: true },
    { ...prima, struttura: 'FINITA', al: '2020-01-01' },
    { ...prima, struttura: 'ALTRUI' },
  );
  const [utente] = config.utenti;
  if (utente !== undefined) {
    config.utenti.push(
      { ...utente, userid: 'scaduto', scadenza: '2020-01-01T00:00:00Z' },
      { ...utente, userid: 'spento', attivo: false },
      { ...utente, userid: 'lettore', servizi: ['Recupero'] },
    );
    utente.strutture.push('PARER_SIMULATO/Comune di Valdoria/MODELLO', 'PARER_SIMULATO/Comune di Valdoria/FINITA');
  }
  return { ...config, firmeDiProva: true, formatoDaByte: 16 };
}

const DATI_PRECISI = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="DatiSpecifici"><xs:complexType><xs:sequence>
<xs:element name="VersioneDatiSpecifici" type="xs:string"/><xs:element name="Movimento" type="xs:string" maxOccurs="2"/></xs:sequence></xs:complexType></xs:element></xs:schema>`;

/** To be called in a `describe`. */
export function useSimulatore() {
  let avviato: SimulatoreDiProva | undefined;
  const risposte = new Map<string, string>();
  const s = {
    get simulatore(): SimulatoreDiProva {
      if (avviato === undefined) throw new Error('the receiver has not started');
      return avviato;
    },
    get credenziali(): r.Credenziali {
      return s.simulatore;
    },
  };
  before(async () => (avviato = await startSimulatore({ configurazione: configurazione(), adesso: () => ADESSO })));
  after(() => avviato?.ferma());

  async function posta(
    percorso: string,
    parti: readonly r.Parte[],
    {
      tipo = r.TIPO_MULTIPART,
      url = s.simulatore.url,
      signal,
    }: { tipo?: string; url?: string; signal?: AbortSignal } = {},
  ): Promise<Detto> {
    const risposta = await fetch(url + percorso, {
      method: 'POST',
      headers: { 'content-type': tipo },
      body: r.multipart(parti),
      ...(signal !== undefined && { signal }),
    });
    const testo = await risposta.text();
    const radice = /^<\?xml[^>]*>\s*<([A-Z]\w+)>/.exec(testo)?.[1] ?? '';
    const codice = /<CodiceErrore>([^<]*)</.exec(testo)?.[1] ?? /<Codice>([^<]*)</.exec(testo)?.[1];
    const esito = /<CodiceEsito>(\w+)</.exec(testo)?.[1];
    const scritto = /<RapportoVersamento>(.*?)<\/RapportoVersamento>/s.exec(testo)?.[1];
    const rdv = scritto?.startsWith('&lt;') === true ? libero(scritto) : undefined;
    if (radice in SCHEMI) risposte.set(`${radice} ${esito ?? ''} ${codice ?? ''}`, testo);
    if (rdv !== undefined && radice.startsWith('EsitoVers') && radice !== 'EsitoVersamentoFascicolo')
      risposte.set(`RapportoVersamento ${esito ?? ''} ${codice ?? ''} ${radice}`, rdv);
    return { stato: risposta.status, testo, esito, codice, rdv, tipo: risposta.headers.get('content-type') ?? '' };
  }

  const versa = (
    xml: string | Buffer,
    file: readonly r.Parte[] = r.FILE,
    chi: Partial<r.Credenziali> = {},
  ): Promise<Detto> => posta(UD, [...r.campi({ ...s.credenziali, ...chi }, xml), ...file]);
  const chiedi = (percorso: string, xml: string, versione: string): Promise<Detto> =>
    posta(percorso, r.campi({ ...s.credenziali, versione }, xml));

  return { s, risposte, posta, versa, chiedi };
}
