import { nuovaBozza, livelloDi, type Bozza } from './bozza.js';
import type { UnitaConservata } from './archivio.js';
import type { Chiamata, Risposta, Simulato } from './chiamata.js';
import { documentoConservato } from './conserva.js';
import { controllaDocumento } from './controlli-documenti.js';
import { controllaContenuti, controllaFile } from './controlli-file.js';
import { controllaElementi, controllaUnivocita } from './controlli-sip.js';
import type { Esito } from './esito.js';
import { avvisaSe, erroreInterno, fallisciSe } from './guasti-esito.js';
import { controllaDiritti, controllaStruttura, controllaXml } from './ingresso.js';
import { istante } from './orologio.js';
import { nomeDocumento, scriviRapporto } from './rapporto.js';
import { rispostaUd } from './risposta-ud.js';
import { statoOra } from './stati.js';
import { chiaveScritta, tuttiComponenti, type Sip } from './unita.js';
import { entra } from './versamento.js';

/** AggiuntaAllegatiSync: one document is added to a unit that is kept. */

const INDICE = {
  schema: 'parer/versamento-ud/WSRequestVersamento.xsd',
  radice: 'UnitaDocAggAllegati',
  minimi: ['Intestazione/Versione', 'Intestazione/Versatore/UserID', 'Intestazione/Chiave/Numero'],
};

/** The unit, if a document may be added to it. */
function unitaApribile(bozza: Bozza, simulato: Simulato, sip: Sip): UnitaConservata {
  const esito: Esito = bozza.esito;
  const unita = simulato.archivio.ultima(sip.versatore, sip.chiave);
  if (unita === undefined) esito.stop('UD-005-001', `L’unità documentaria ${chiaveScritta(sip.chiave)} non è presente`);
  if (unita.stato === 'ANNULLATA')
    esito.stop('UD-012-002', `L’unità documentaria ${chiaveScritta(sip.chiave)} è annullata`);
  const stato = statoOra(simulato, unita);
  if (stato === 'IN_ARCHIVIO' || stato === 'IN_CUSTODIA') {
    const { abilitaForzaDocAgg = false, accettaDocAggNeg = false } = bozza.struttura?.flag ?? {};
    const forzata = sip.configurato.forza('ForzaAggiuntaDocumento') === true;
    const livello = abilitaForzaDocAgg ? livelloDi(sip, forzata, accettaDocAggNeg) : 'ERRORE';
    const messaggio = `L’unità documentaria è nello stato ${stato}`;
    if (livello === 'ERRORE') esito.stop('UD-013-001', messaggio);
    esito.nota('UD-013-001', livello, messaggio);
  }
  return unita;
}

/** A document that is there answers with its own RdV; one of the first submission with that of the unit. */
async function controllaNuovo(bozza: Bozza, simulato: Simulato, sip: Sip, unita: UnitaConservata): Promise<void> {
  const [documento] = sip.documenti;
  if (documento === undefined || unita.documenti.every(({ id }) => id !== documento.id)) return;
  const testi = await simulato.archivio.testi(unita);
  bozza.conXml = false;
  bozza.rdv = testi.aggiunte[documento.id]?.rdv ?? testi.rdv;
  bozza.esito.stop('DOC-008-001', `Il documento ${documento.id} è già nell’unità documentaria`);
}

async function controlla(bozza: Bozza, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const { esito } = bozza;
  await entra(bozza, simulato, chiamata, 'AggiuntaAllegatiSync', () => controllaXml(esito, simulato, chiamata, INDICE));
  const { sip, utente, ingresso } = bozza;
  if (sip === undefined || utente === undefined || ingresso === undefined) throw new Error('the index was read');
  controllaUnivocita(esito, sip);
  controllaElementi(esito, sip);
  const struttura = controllaStruttura(esito, simulato, chiamata.quando, sip.versatore);
  bozza.struttura = struttura;
  controllaDiritti(esito, utente, struttura, 'AggiuntaAllegatiSync');
  fallisciSe(esito, chiamata);
  const unita = unitaApribile(bozza, simulato, sip);
  bozza.tipologia = unita.tipologia;
  await simulato.archivio.unoAllaVolta(unita.uuid, async () => {
    await controllaNuovo(bozza, simulato, sip, unita);
    const [documento] = sip.documenti;
    if (documento === undefined) throw new Error('the schema asks for a document');
    documento.n = Math.max(...unita.documenti.map(({ n }) => n)) + 1;
    bozza.documentiVisti = true;
    await controllaDocumento(bozza, simulato, struttura, sip, documento);
    bozza.semantica = true;
    controllaFile(bozza, sip.documenti, ingresso.file);
    avvisaSe(esito, chiamata);
    await controllaContenuti(bozza, simulato, chiamata, struttura, sip);
    await aggiungi(bozza, simulato, chiamata, sip, unita);
  });
}

async function aggiungi(
  bozza: Bozza,
  simulato: Simulato,
  { guasto, quando, indice }: Chiamata,
  sip: Sip,
  unita: UnitaConservata,
): Promise<void> {
  const { archivio, schemi, orologio } = simulato;
  const [documento] = sip.documenti;
  if (documento === undefined || sip.configurato.simula) return;
  bozza.conXml = false;
  if (guasto?.tipo === '666P') bozza.esito.stop('666P', erroreInterno(simulato));
  const base = `${unita.urn}:${nomeDocumento(documento.n)}`;
  const rdv = scriviRapporto(bozza, {
    unita: unita.urn,
    base,
    fineSip: 'SIP-AGGIUNTA_DOC',
    sip,
    tipologia: unita.tipologia,
    hashIndice: await schemi.hashCanonico(indice.testo),
    dataVersamento: quando,
    dataRapporto: orologio.adesso(),
    guasto,
  });
  if (guasto?.tipo === '666PConRdv') {
    bozza.rdv = rdv;
    bozza.esito.stop('666P', erroreInterno(simulato));
  }
  await archivio.prendiFile(tuttiComponenti(sip.documenti).flatMap(({ file }) => (file === undefined ? [] : [file])));
  const testi = await archivio.testi(unita);
  const quandoScritto = istante(quando);
  unita.documenti.push({
    ...documentoConservato(unita.urn, documento),
    aggiunto: { quando: quandoScritto, urn: base },
  });
  const stato = statoOra(simulato, unita);
  if (stato.startsWith('AIP_')) Object.assign(unita, { stato: 'AIP_IN_AGGIORNAMENTO', dal: quandoScritto });
  const aggiunte = { ...testi.aggiunte, [documento.id]: { xmlsip: indice.testo, rdv } };
  await archivio.salva(unita, { ...testi, aggiunte });
  bozza.conservata = { urn: unita.urn };
  if (guasto?.tipo !== 'positivoSenzaRdv') bozza.rdv = rdv;
}

export async function aggiunta(simulato: Simulato, chiamata: Chiamata): Promise<Risposta> {
  const bozza = nuovaBozza();
  await bozza.esito.esegui(() => controlla(bozza, simulato, chiamata));
  const { conservata, sip } = bozza;
  const n = sip?.documenti[0]?.n ?? 1;
  return rispostaUd(bozza, simulato, chiamata, {
    radice: 'EsitoVersAggAllegati',
    versioni: simulato.config.versioni.AggiuntaAllegatiSync,
    urnSip: conservata === undefined ? undefined : `${conservata.urn}:${nomeDocumento(n)}:SIP-AGGIUNTA_DOC`,
  });
}
