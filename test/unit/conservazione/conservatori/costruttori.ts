import type { PacchettoPreparato } from '../../../../server/conservazione/tipi.js';
import { sha256 } from '../pacchetti/costruttori.js';

/* Packages and answers of the receiver, each right but for what the test is about. */

export const INDICE = sha256('indice canonico');

export const pacchetto = (campi: Partial<PacchettoPreparato> = {}): PacchettoPreparato => ({
  operazione: 'versamento',
  tipo: 'unita-documentaria',
  chiave: { registro: 'PG', anno: 2026, numero: '0000123' },
  formato: 'parer-ud-1.5',
  indice: { nome: 'indice.xml', mime: 'application/xml', sha256: sha256('indice'), dimensione: 6 },
  improntaIndice: INDICE,
  file: [
    {
      id: 'f0',
      nome: 'segnalazione.pdf',
      mime: 'image/jpeg',
      formato: 'PDF',
      dimensione: 10,
      sha256: sha256('uno'),
      ruolo: 'principale',
    },
    {
      id: 'f1',
      nome: 'tavola-2.pdf',
      mime: 'application/pdf',
      formato: 'PDF',
      dimensione: 11,
      sha256: sha256('due'),
      ruolo: 'allegato',
    },
  ],
  istante: '2026-03-16T09:41:07.000+01:00',
  ...campi,
});

const chiaveXml = (numero = '0000123'): string =>
  `<Chiave><Numero>${numero}</Numero><Anno>2026</Anno><TipoRegistro>PG</TipoRegistro></Chiave>`;

interface Rdv {
  indice?: string;
  impronte?: readonly string[];
  numero?: string;
  extra?: string;
}

/** A receipt as the receiver writes it, on one line. */
export const rdv = ({
  indice = INDICE,
  impronte = [sha256('uno'), sha256('due')],
  numero,
  extra = '',
}: Rdv = {}): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><RapportoVersamento><Versione>1.0</Versione>` +
  `<URNRapportoVersamento>urn:PARER:Comune di Esempio:AVLD001:PG-2026-0000123:RdV</URNRapportoVersamento>` +
  `<DataRapportoVersamento>2026-03-16T22:05:12.107+01:00</DataRapportoVersamento>` +
  `<EsitoGenerale><CodiceEsito>POSITIVO</CodiceEsito></EsitoGenerale><SIP><HashIndiceSIP>${indice}</HashIndiceSIP>` +
  `<AlgoritmoHashIndiceSIP>SHA-256</AlgoritmoHashIndiceSIP><UnitaDocumentaria>${chiaveXml(numero)}` +
  impronte
    .map(
      (una) =>
        `<Allegato><Componenti><Componente><URN>urn:x</URN><Hash>${una}</Hash><AlgoritmoHash>SHA-256</AlgoritmoHash></Componente></Componenti></Allegato>`,
    )
    .join('') +
  `${extra}</UnitaDocumentaria></SIP></RapportoVersamento>`;

export const protetto = (xml: string): string =>
  xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Esito {
  radice?: string;
  codice?: string;
  errore?: string;
  messaggio?: string;
  altri?: readonly (readonly [string, string])[];
  avvisi?: readonly (readonly [string, string])[];
  rapporto?: string;
  numero?: string;
  componenti?: string;
  dopo?: string;
}

/** An answer of the receiver. */
export const esito = ({
  radice = 'EsitoVersamento',
  codice = 'POSITIVO',
  errore = '',
  messaggio = '',
  altri = [],
  avvisi = [],
  rapporto,
  numero,
  componenti = '',
  dopo = '',
}: Esito = {}): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${radice}><Versione>1.5</Versione>` +
      `<EsitoGenerale><CodiceEsito>${codice}</CodiceEsito><CodiceErrore>${errore}</CodiceErrore>` +
      `<MessaggioErrore>${messaggio}</MessaggioErrore></EsitoGenerale>` +
      (altri.length === 0
        ? ''
        : `<ErroriUlteriori>${altri.map(([c, m]) => `<Errore><CodiceErrore>${c}</CodiceErrore><MessaggioErrore>${m}</MessaggioErrore></Errore>`).join('')}</ErroriUlteriori>`) +
      (avvisi.length === 0
        ? ''
        : `<WarningUlteriori>${avvisi.map(([c, m]) => `<Warning><CodiceWarning>${c}</CodiceWarning><MessaggioWarning>${m}</MessaggioWarning></Warning>`).join('')}</WarningUlteriori>`) +
      `<UnitaDocumentaria>${chiaveXml(numero)}${componenti}</UnitaDocumentaria>` +
      (rapporto === undefined ? '' : `<RapportoVersamento>${protetto(rapporto)}</RapportoVersamento>`) +
      `${dopo}</${radice}>`,
  );
