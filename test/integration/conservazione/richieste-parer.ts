import { createHash } from 'node:crypto';

/** Requests to the simulated receiver, written by hand: the tests of its checks must not lean on the client of the product. */

export interface Parte {
  nome: string;
  contenuto: string | Buffer;
  /** absent: a field */
  file?: string;
  tipo?: string;
}

const CONFINE = '----prova-7f3a';
export const TIPO_MULTIPART = `multipart/form-data; boundary=${CONFINE}`;

export const multipart = (parti: readonly Parte[]): Buffer =>
  Buffer.concat([
    ...parti.flatMap(({ nome, contenuto, file, tipo }) => [
      Buffer.from(
        `--${CONFINE}\r\nContent-Disposition: form-data; name="${nome}"${file === undefined ? '' : `; filename="${file}"`}\r\n` +
          `${tipo === undefined ? '' : `Content-Type: ${tipo}\r\n`}\r\n`,
      ),
      Buffer.from(contenuto as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${CONFINE}--\r\n`),
  ]);

export const UTF8 = 'text/xml; charset=UTF-8';

export interface Credenziali {
  versione?: string;
  utente: string;
  password: string;
}

export const campi = (
  { versione = '1.5', utente, password }: Credenziali,
  xml: string | Buffer,
  tipo = UTF8,
): Parte[] => [
  { nome: 'VERSIONE', contenuto: versione },
  { nome: 'LOGINNAME', contenuto: utente },
  { nome: 'PASSWORD', contenuto: password },
  { nome: 'XMLSIP', contenuto: xml, tipo },
];

export const CONTENUTO = 'contenuto del documento';
export const sha256 = (testo: string): string => createHash('sha256').update(testo).digest('hex');
export const FILE: Parte[] = [{ nome: 'f0', contenuto: CONTENUTO, file: 'f0.bin' }];

const versatore =
  '<Versatore><Ambiente>PARER_SIMULATO</Ambiente><Ente>Comune di Valdoria</Ente><Struttura>AVLD001</Struttura><UserID>protocollo_c_x000</UserID></Versatore>';

export interface ChiaveXml {
  numero: string;
  anno?: string;
  registro?: string;
}
const chiave = ({ numero, anno = '2026', registro = 'PG' }: ChiaveXml): string =>
  `<Chiave><Numero>${numero}</Numero><Anno>${anno}</Anno><TipoRegistro>${registro}</TipoRegistro></Chiave>`;

export const componente = (id = 'f0', ordine = 1, contenuto = CONTENUTO): string =>
  `<Componente><ID>${id}</ID><OrdinePresentazione>${ordine}</OrdinePresentazione><TipoComponente>Contenuto</TipoComponente>` +
  `<TipoSupportoComponente>FILE</TipoSupportoComponente><NomeComponente>${id}.bin</NomeComponente><FormatoFileVersato>BIN</FormatoFileVersato>` +
  `<HashVersato>${sha256(contenuto)}</HashVersato></Componente>`;

export const struttura = (componenti = componente()): string =>
  `<StrutturaOriginale><TipoStruttura>DocumentoGenerico</TipoStruttura><Componenti>${componenti}</Componenti></StrutturaOriginale>`;

/** A unit with one document of one file, everything right. */
export const unita = (di: ChiaveXml, oggetto = 'Istanza'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><UnitaDocumentaria><Intestazione><Versione>1.5</Versione>${versatore}${chiave(di)}` +
  `<TipologiaUnitaDocumentaria>DOCUMENTO PROTOCOLLATO</TipologiaUnitaDocumentaria></Intestazione>` +
  `<Configurazione><TipoConservazione>VERSAMENTO_ANTICIPATO</TipoConservazione><ForzaConservazione>true</ForzaConservazione></Configurazione>` +
  `<ProfiloUnitaDocumentaria><Oggetto>${oggetto}</Oggetto><Data>2026-03-16</Data></ProfiloUnitaDocumentaria>` +
  `<DocumentoPrincipale><IDDocumento>D0</IDDocumento><TipoDocumento>DOCUMENTO PROTOCOLLATO</TipoDocumento>${struttura()}</DocumentoPrincipale></UnitaDocumentaria>`;

export const METADATI =
  '<Componente><ID>m0</ID><OrdinePresentazione>1</OrdinePresentazione><TipoComponente>Contenuto</TipoComponente><TipoSupportoComponente>METADATI</TipoSupportoComponente></Componente>';

export const aggiunta = (di: ChiaveXml, idDocumento: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><UnitaDocAggAllegati><Intestazione><Versione>1.5</Versione>${versatore}${chiave(di)}</Intestazione>` +
  `<Configurazione><TipoConservazione>VERSAMENTO_ANTICIPATO</TipoConservazione><ForzaConservazione>true</ForzaConservazione></Configurazione>` +
  `<Annotazione><IDDocumento>${idDocumento}</IDDocumento><TipoDocumento>ANNULLAMENTO</TipoDocumento>${struttura(METADATI)}</Annotazione></UnitaDocAggAllegati>`;

export const aggiornamento = (di: ChiaveXml, oggetto: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><IndiceSIPAggiornamentoUnitaDocumentaria><UnitaDocumentaria><Intestazione><Versione>1.5</Versione>${versatore}${chiave(di)}` +
  `<TipologiaUnitaDocumentaria>DOCUMENTO PROTOCOLLATO</TipologiaUnitaDocumentaria></Intestazione>` +
  `<ProfiloUnitaDocumentaria><Oggetto>${oggetto}</Oggetto><Data>2026-03-16</Data></ProfiloUnitaDocumentaria></UnitaDocumentaria></IndiceSIPAggiornamentoUnitaDocumentaria>`;

export const recupero = (di: ChiaveXml): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Recupero><Versione>1.3</Versione>${versatore}${chiave(di)}</Recupero>`;

export const recuperoFascicolo = (numero: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><RecuperoFascicolo><Versione>1.0</Versione>${versatore}<Chiave><Numero>${numero}</Numero><Anno>2026</Anno></Chiave></RecuperoFascicolo>`;

export const annullamento = (codice: string, chiavi: readonly ChiaveXml[], immediata: boolean): string =>
  `<?xml version="1.0" encoding="UTF-8"?><RichiestaAnnullamentoVersamenti><VersioneXmlRichiesta>1.3</VersioneXmlRichiesta>${versatore}` +
  `<Richiesta><Codice>${codice}</Codice><Descrizione>prova</Descrizione><Motivazione>prova</Motivazione><Immediata>${immediata}</Immediata></Richiesta><VersamentiDaAnnullare>` +
  chiavi
    .map(
      ({ numero, anno = '2026', registro = 'PG' }) =>
        `<VersamentoDaAnnullare><TipoVersamento>UNITA' DOCUMENTARIA</TipoVersamento><Numero>${numero}</Numero><Anno>${anno}</Anno><TipoRegistro>${registro}</TipoRegistro></VersamentoDaAnnullare>`,
    )
    .join('') +
  '</VersamentiDaAnnullare></RichiestaAnnullamentoVersamenti>';

export const fascicolo = (numero: string, contenute: readonly string[], dichiarate = contenute.length): string =>
  `<?xml version="1.0" encoding="UTF-8"?><IndiceSIPFascicolo><Parametri><VersioneIndiceSIPFascicolo>3.0</VersioneIndiceSIPFascicolo>` +
  `<TipoConservazione>IN_ARCHIVIO</TipoConservazione></Parametri><Intestazione>${versatore}<Chiave><Anno>2026</Anno><Numero>${numero}</Numero></Chiave>` +
  `<TipoFascicolo>FASCICOLO</TipoFascicolo></Intestazione><ProfiloArchivistico versione="3.0"><ProfiloArchivisticoFascicolo/></ProfiloArchivistico>` +
  `<ProfiloGenerale versione="3.0"><ProfiloGeneraleFascicolo><DataApertura>2026-01-10</DataApertura><DataChiusura>2026-02-10</DataChiusura>` +
  `<Oggetto>Fascicolo</Oggetto></ProfiloGeneraleFascicolo></ProfiloGenerale><Contenuto><UnitaDocumentarie><NumeroUnitaDocumentarie>${dichiarate}</NumeroUnitaDocumentarie>` +
  `<DettaglioUnitaDocumentarie>${contenute
    .map((n) => `<UnitaDocumentaria><Registro>PG</Registro><Anno>2026</Anno><Numero>${n}</Numero></UnitaDocumentaria>`)
    .join('')}</DettaglioUnitaDocumentarie></UnitaDocumentarie></Contenuto></IndiceSIPFascicolo>`;
