import { nuovaBozza, type Bozza } from './bozza.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { conserva, occupaChiave } from './conserva.js';
import { controllaDocumento } from './controlli-documenti.js';
import { controllaContenuti, controllaFile } from './controlli-file.js';
import { controllaContatori, controllaElementi, controllaUguaglianze, controllaUnivocita } from './controlli-sip.js';
import {
  controllaCollegamenti,
  controllaDatiSpecifici,
  controllaFiscale,
  controllaNumero,
  controllaProfilo,
  controllaProfiloNormativo,
  controllaTipologia,
} from './controlli-unita.js';
import { avvisaSe, fallisciSe, rompiSe } from './guasti-esito.js';
import {
  controllaCredenziali,
  controllaDiritti,
  controllaParti,
  controllaStruttura,
  controllaVersione,
  controllaXml,
} from './ingresso.js';
import { rispostaUd } from './risposta-ud.js';
import { urnUnita } from './rapporto.js';
import { chiaveScritta, sipDi } from './unita.js';
import type { Elemento } from './xml.js';

/** VersamentoSync: one unità documentaria with its files; the checks in the receiver's order. */

const INDICE = {
  schema: 'parer/versamento-ud/WSRequestVersamento.xsd',
  radice: 'UnitaDocumentaria',
  minimi: [
    'Intestazione/Versione',
    'Intestazione/Versatore/UserID',
    'Intestazione/Chiave/Numero',
    'Intestazione/Chiave/Anno',
    'Intestazione/Chiave/TipoRegistro',
    'Intestazione/TipologiaUnitaDocumentaria',
    'DocumentoPrincipale/IDDocumento',
    'DocumentoPrincipale/StrutturaOriginale/Componenti/Componente',
  ],
};

/** Steps 2 to 8, common to what is sent with files. */
export async function entra(
  bozza: Bozza,
  simulato: Simulato,
  chiamata: Chiamata,
  servizio: 'VersamentoSync' | 'AggiuntaAllegatiSync' | 'AggiornamentoUnitaDocumentariaSync',
  leggi: () => Promise<Elemento>,
): Promise<void> {
  const { esito } = bozza;
  bozza.ingresso = controllaParti(esito, chiamata, '666');
  rompiSe(esito, simulato, chiamata);
  const { versione, login } = bozza.ingresso;
  controllaVersione(esito, simulato.config.versioni[servizio], versione);
  bozza.versioneBuona = true;
  bozza.utente = controllaCredenziali(esito, simulato, chiamata, login);
  bozza.conXml = true;
  bozza.sip = sipDi(await leggi());
  const { sistemaVersante } = bozza.utente;
  bozza.versatore = {
    ...bozza.sip.versatore,
    indirizzoIp: chiamata.ip,
    ...(sistemaVersante !== undefined && { sistemaVersante }),
  };
  controllaUguaglianze(esito, versione, login, [bozza.sip.versione, bozza.sip.versatore.userId]);
}

/** Step 15: the key is there; the first RdV goes back, byte for byte. */
async function controllaChiave(bozza: Bozza, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const { sip, esito } = bozza;
  if (sip === undefined) return;
  const presente = simulato.archivio.viva(sip.versatore, sip.chiave);
  if (presente === undefined) return;
  bozza.conXml = false;
  const senza = simulato.guasti.prendi('duplicato', {
    servizio: chiamata.servizio,
    tentativo: chiamata.tentativo,
    ...sip.chiave,
  });
  bozza.rdv =
    senza === undefined
      ? (await simulato.archivio.testi(presente)).rdv
      : 'Il rapporto di versamento dell’unità documentaria non è disponibile';
  esito.stop('UD-002-001', `L’unità documentaria ${chiaveScritta(sip.chiave)} è già presente`);
}

async function controlla(bozza: Bozza, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const { esito } = bozza;
  await entra(bozza, simulato, chiamata, 'VersamentoSync', () => controllaXml(esito, simulato, chiamata, INDICE));
  const { sip, utente, ingresso } = bozza;
  if (sip === undefined || utente === undefined || ingresso === undefined) throw new Error('the index was read');
  controllaUnivocita(esito, sip);
  controllaContatori(esito, sip);
  controllaElementi(esito, sip);
  const struttura = controllaStruttura(esito, simulato, chiamata.quando, sip.versatore);
  bozza.struttura = struttura;
  controllaDiritti(esito, utente, struttura, 'VersamentoSync');
  fallisciSe(esito, chiamata);
  await occupaChiave(bozza, simulato, chiamata);
  await controllaChiave(bozza, simulato, chiamata);
  const { tipologia, registro } = controllaTipologia(esito, struttura, sip, chiamata.quando);
  bozza.tipologia = tipologia.nome;
  controllaProfilo(esito, struttura, sip);
  controllaNumero(bozza, simulato, struttura, sip, registro);
  controllaFiscale(esito, sip, registro);
  const { datiSpecifici, datiSpecificiFacoltativi = false } = tipologia;
  await controllaDatiSpecifici(esito, simulato, sip.radice, datiSpecifici, datiSpecificiFacoltativi);
  await controllaProfiloNormativo(esito, simulato, sip, tipologia.profiloNormativo);
  controllaCollegamenti(bozza, simulato, struttura, sip);
  bozza.documentiVisti = true;
  for (const documento of sip.documenti) await controllaDocumento(bozza, simulato, struttura, sip, documento);
  bozza.semantica = esito.note.every(({ livello }) => livello === 'AVVISO');
  controllaFile(bozza, sip.documenti, ingresso.file);
  avvisaSe(esito, chiamata);
  await controllaContenuti(bozza, simulato, chiamata, struttura, sip);
  await conserva(bozza, simulato, chiamata, sip);
}

export async function versamento(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const bozza = nuovaBozza();
  await bozza.esito.esegui(() => controlla(bozza, simulato, chiamata));
  const { sip } = bozza;
  return rispostaUd(bozza, simulato, chiamata, {
    radice: 'EsitoVersamento',
    versioni: simulato.config.versioni.VersamentoSync,
    urnSip: sip === undefined ? undefined : `${urnUnita(simulato.config.sistemaConservazione, sip)}:SIP-UD`,
  });
}
