import { nuovaBozza, type Bozza } from './bozza.js';
import type { UnitaConservata } from './archivio.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { controllaElementi } from './controlli-sip.js';
import {
  controllaCollegamenti,
  controllaDatiSpecifici,
  controllaProfiloNormativo,
  controllaTipologia,
} from './controlli-unita.js';
import type { Esito } from './esito.js';
import { erroreInterno, fallisciSe } from './guasti-esito.js';
import { controllaDiritti, controllaStruttura, controllaXml } from './ingresso.js';
import { istante } from './orologio.js';
import { urnUnita } from './rapporto.js';
import { XML_QUOTATO } from './risposta-ud.js';
import { chiaveScritta, type Sip } from './unita.js';
import { el, forse, risposta, testoDi, trova, type Elemento } from './xml.js';
import { entra } from './versamento.js';

/** AggiornamentoUnitaDocumentariaSync: the metadata of a unit that is kept are told anew, without files. */

const INDICE = {
  schema: 'parer/aggiornamento-ud/1.5/WSRequestAggiornamentoVersamento_1.5.xsd',
  radice: 'IndiceSIPAggiornamentoUnitaDocumentaria',
  minimi: ['UnitaDocumentaria/Intestazione/Versione', 'UnitaDocumentaria/Intestazione/Chiave/Numero'],
};

/** Blocks that may be told, as the answer names what was updated. */
const BLOCCHI = [
  'ProfiloArchivistico',
  'ProfiloUnitaDocumentaria',
  'ProfiloNormativo',
  'DatiSpecifici',
  'DocumentiCollegati',
] as const;

interface Fatto {
  unita?: UnitaConservata;
  radice?: Elemento;
}

async function controlla(bozza: Bozza, fatto: Fatto, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const esito: Esito = bozza.esito;
  await entra(bozza, simulato, chiamata, 'AggiornamentoUnitaDocumentariaSync', async () => {
    fatto.radice = await controllaXml(esito, simulato, chiamata, INDICE);
    return trova(fatto.radice, 'UnitaDocumentaria') ?? fatto.radice;
  });
  const { sip, utente } = bozza;
  if (sip === undefined || utente === undefined) throw new Error('the index was read');
  controllaElementi(esito, sip);
  const struttura = controllaStruttura(esito, simulato, chiamata.quando, sip.versatore);
  bozza.struttura = struttura;
  controllaDiritti(esito, utente, struttura, 'AggiornamentoUnitaDocumentariaSync');
  fallisciSe(esito, chiamata);
  const unita = simulato.archivio.ultima(sip.versatore, sip.chiave);
  if (unita === undefined) esito.stop('UD-005-001', `L’unità documentaria ${chiaveScritta(sip.chiave)} non è presente`);
  if (unita.stato === 'ANNULLATA')
    esito.stop('UD-012-002', `L’unità documentaria ${chiaveScritta(sip.chiave)} è annullata`);
  const { tipologia } = controllaTipologia(esito, struttura, sip, chiamata.quando);
  bozza.tipologia = tipologia.nome;
  // a block that is left out stays as it was, so none is required
  await controllaDatiSpecifici(esito, simulato, sip.radice, tipologia.datiSpecifici, true);
  if (trova(sip.radice, 'ProfiloNormativo') !== undefined)
    await controllaProfiloNormativo(esito, simulato, sip, tipologia.profiloNormativo);
  controllaCollegamenti(bozza, simulato, struttura, sip);
  const altro = sip.documenti.find(({ id }) => unita.documenti.every((suo) => suo.id !== id));
  if (altro !== undefined) esito.stop('DOC-010-001', `Il documento ${altro.id} non è nell’unità documentaria`);
  esito.calcola();
  if (chiamata.guasto?.tipo === '666P') esito.stop('666P', erroreInterno(simulato));
  await simulato.archivio.unoAllaVolta(unita.uuid, () => aggiorna(simulato, chiamata, sip, unita));
  fatto.unita = unita;
}

async function aggiorna({ archivio }: Simulato, { indice }: Chiamata, sip: Sip, unita: UnitaConservata): Promise<void> {
  const testi = await archivio.testi(unita);
  const detto = (nome: string): string | undefined => testoDi(sip.radice, `ProfiloUnitaDocumentaria/${nome}`);
  unita.aggiornamenti += 1;
  unita.oggetto = detto('Oggetto') ?? unita.oggetto;
  unita.data = detto('Data') ?? unita.data;
  await archivio.salva(unita, { ...testi, aggiornamenti: [...testi.aggiornamenti, indice.testo] });
}

const controllo = (tipo: string, esito: string): Elemento =>
  el('Controllo', [el('TipoControllo', tipo), el('Esito', esito)]);

const erroreXml = (codice: string, messaggio: string): Elemento =>
  el('Errore', [el('Codice', codice), el('Messaggio', messaggio)]);

function unitaXml({ sip, tipologia }: Bozza, { unita }: Fatto, esito: string): Elemento[] {
  if (sip === undefined) return [];
  const { versatore, chiave, radice } = sip;
  return [
    el('UnitaDocumentaria', [
      el('Versatore', [
        el('Ambiente', versatore.ambiente),
        el('Ente', versatore.ente),
        el('Struttura', versatore.struttura),
        el('UserID', versatore.userId),
      ]),
      el('Chiave', [el('Registro', chiave.registro), el('Anno', chiave.anno), el('Numero', chiave.numero)]),
      el('TipologiaUnitaDocumentaria', tipologia ?? sip.tipologia),
      ...forse('ProgressivoAggiornamento', unita?.aggiornamenti),
      ...forse(
        'AggiornamentiEffettuati',
        unita === undefined
          ? undefined
          : BLOCCHI.filter((nome) => trova(radice, nome) !== undefined).map((nome) => el('Aggiornamento', nome)),
      ),
      el('ControlliUnitaDocumentaria', [controllo('Controlli dell’unità documentaria', esito)]),
    ]),
  ];
}

export async function aggiornamento(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const bozza = nuovaBozza();
  const fatto: Fatto = {};
  await bozza.esito.esegui(() => controlla(bozza, fatto, simulato, chiamata));
  const { esito, sip, ingresso } = bozza;
  const { generale } = esito;
  const { unita, radice } = fatto;
  const versione = (bozza.versioneBuona ? ingresso?.versione : undefined) ?? '1.5';
  const quando = istante(chiamata.quando);
  const base =
    sip === undefined
      ? ''
      : `${urnUnita(simulato.config.sistemaConservazione, sip)}:UPD${String(unita?.aggiornamenti ?? 0).padStart(5, '0')}`;
  const parametri = el('ParametriAggiornamento', [
    el('AbilitaAggiornamento', true),
    ...forse('TipoAggiornamento', testoDi(radice, 'ParametriAggiornamento/TipoAggiornamento')),
  ]);
  const avvisi = esito.note.filter(({ livello }) => livello === 'AVVISO');
  const dentro =
    unita === undefined
      ? el('EsitoNegativoAggiornamento', [
          el('EsitoGenerale', [
            el('CodiceEsito', 'NEGATIVO'),
            el('ControlloFallito', [
              el('TipoControllo', 'Controlli dell’aggiornamento'),
              erroreXml(generale.codice, generale.messaggio),
            ]),
          ]),
          ...forse(
            'ControlliFallitiUlteriori',
            esito
              .ulteriori('ERRORE')
              .map(({ codice, messaggio }) =>
                el('ControlloFallito', [
                  el('TipoControllo', 'Controlli dell’aggiornamento'),
                  erroreXml(codice, messaggio),
                ]),
              ),
          ),
          ...(sip === undefined ? [] : [parametri]),
          ...unitaXml(bozza, fatto, 'NEGATIVO'),
          ...forse('IndiceSIP', bozza.conXml ? chiamata.indice.ricevuto : undefined),
        ])
      : el('RapportoVersamento', [
          el('VersioneRapportoVersamento', versione),
          el('IdentificativoRapportoVersamento', `${base}:RdV`),
          el('DataRapportoVersamento', istante(simulato.orologio.adesso())),
          el('SIP', [
            el('URNSIP', `${base}:SIP-UPD`),
            el('URNIndiceSIP', `${base}:IndiceSIP`),
            el('DataVersamento', quando),
          ]),
          el('EsitoGenerale', [
            el('CodiceEsito', generale.esito),
            ...forse(
              'Warnings',
              avvisi.map(({ codice, messaggio }) =>
                el('Warning', [el('TipoControllo', 'Controlli dell’aggiornamento'), erroreXml(codice, messaggio)]),
              ),
            ),
          ]),
          el('ControlliGenerali', [controllo('Controlli generali', 'POSITIVO')]),
          parametri,
          ...unitaXml(bozza, fatto, generale.esito),
        ]);
  return {
    intestazioni: { 'Content-Type': XML_QUOTATO },
    corpo: risposta(
      el('EsitoAggiornamento', [
        el('VersioneEsitoAggiornamento', versione),
        el('VersioneIndiceSIPAggiornamento', versione),
        el('URNSIP', base === '' ? '' : `${base}:SIP-UPD`),
        el('DataEsitoAggiornamento', quando),
        dentro,
      ]),
    ),
    esito: generale.esito,
    codice: generale.codice,
  };
}
