import type { DocumentoConservato, UnitaConservata } from './archivio.js';
import type { Bozza } from './bozza.js';
import type { Chiamata, Simulato } from './chiamata.js';
import { erroreInterno } from './guasti-esito.js';
import { testoParametro } from './guasti.js';
import { istante } from './orologio.js';
import { scriviRapporto, urnComponente, urnUnita } from './rapporto.js';
import { tuttiComponenti, type Componente, type Documento, type Sip } from './unita.js';
import { testoDi } from './xml.js';

/** Steps 28 and 29: the RdV is made, then the unit is stored with it, both or neither. */

const componenteConservato = (
  unita: string,
  n: number,
  uno: Componente,
): DocumentoConservato['componenti'][number] => ({
  id: uno.id,
  urn: urnComponente(unita, n, uno.ordine),
  ordine: uno.ordine,
  supporto: uno.supporto,
  sotto: uno.padre !== undefined,
  firmato: uno.firmato,
  ...(uno.nome !== undefined && { nome: uno.nome }),
  ...(uno.formato !== undefined && { formato: uno.formato }),
  ...(uno.file !== undefined && { sha256: uno.file.sha256, dimensione: uno.file.dimensione }),
});

export const documentoConservato = (
  unita: string,
  { ruolo, n, id, tipo, componenti }: Documento,
): DocumentoConservato => ({
  ruolo,
  n,
  id,
  tipo,
  componenti: tuttiComponenti([{ componenti }]).map((uno) => componenteConservato(unita, n, uno)),
});

function unitaDi(bozza: Bozza, simulato: Simulato, chiamata: Chiamata, sip: Sip, hashIndice: string): UnitaConservata {
  const urn = urnUnita(simulato.config.sistemaConservazione, sip);
  const quando = istante(chiamata.quando);
  return {
    uuid: simulato.sorte.uuid(),
    versatore: sip.versatore,
    chiave: sip.chiave,
    tipologia: bozza.tipologia ?? sip.tipologia,
    oggetto: testoDi(sip.radice, 'ProfiloUnitaDocumentaria/Oggetto') ?? '',
    data: testoDi(sip.radice, 'ProfiloUnitaDocumentaria/Data') ?? '',
    quando,
    stato: 'PRESA_IN_CARICO',
    dal: quando,
    urn,
    hashIndice,
    esito: bozza.esito.generale.esito,
    avvisi: bozza.esito.note.map(({ codice }) => codice),
    documenti: sip.documenti.map((documento) => documentoConservato(urn, documento)),
    aggiornamenti: 0,
  };
}

export async function conserva(bozza: Bozza, simulato: Simulato, chiamata: Chiamata, sip: Sip): Promise<void> {
  const { esito } = bozza;
  const { archivio, schemi, orologio } = simulato;
  const { guasto, quando, indice } = chiamata;
  if (sip.configurato.simula) return;
  bozza.conXml = false;
  const rottura = guasto?.tipo === '666P' || guasto?.tipo === '666PConRdv';
  if (guasto?.tipo === '666P') esito.stop('666P', erroreInterno(simulato));
  const hashIndice = await schemi.hashCanonico(indice.testo);
  const unita = unitaDi(bozza, simulato, chiamata, sip, hashIndice);
  const rdv = scriviRapporto(bozza, {
    unita: unita.urn,
    base: unita.urn,
    fineSip: 'SIP-UD',
    sip,
    tipologia: unita.tipologia,
    hashIndice,
    dataVersamento: quando,
    dataRapporto: orologio.adesso(),
    guasto,
  });
  if (rottura) {
    bozza.rdv = rdv;
    esito.stop('666P', erroreInterno(simulato));
  }
  const file = tuttiComponenti(sip.documenti).flatMap((uno) => (uno.file === undefined ? [] : [uno.file]));
  const testi = { xmlsip: indice.testo, rdv, aggiunte: {}, aggiornamenti: [] };
  if (!(await archivio.inserisci(unita, testi, file))) esito.stop('666P', erroreInterno(simulato));
  bozza.conservata = { urn: unita.urn };
  if (guasto?.tipo !== 'positivoSenzaRdv') bozza.rdv = rdv;
}

/** The fault `chiaveOccupata`: somebody else's unit is stored under the key first. */
export async function occupaChiave(bozza: Bozza, simulato: Simulato, chiamata: Chiamata): Promise<void> {
  const { sip } = bozza;
  const { guasto, indice } = chiamata;
  if (guasto?.tipo !== 'chiaveOccupata' || sip === undefined) return;
  const testo = testoParametro(guasto, 'indice', indice.testo.replace(/<Oggetto>/, '<Oggetto>Altro: '));
  const hashIndice = await simulato.schemi.hashCanonico(testo);
  const unita = unitaDi(bozza, simulato, chiamata, sip, hashIndice);
  const rdv = scriviRapporto(bozza, {
    unita: unita.urn,
    base: unita.urn,
    fineSip: 'SIP-UD',
    sip,
    tipologia: unita.tipologia,
    hashIndice,
    dataVersamento: chiamata.quando,
    dataRapporto: chiamata.quando,
    guasto: { tipo: 'rdvHashFileErrato' },
  });
  await simulato.archivio.inserisci(unita, { xmlsip: testo, rdv, aggiunte: {}, aggiornamenti: [] }, []);
}
