import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Guasto } from '../../../scripts/simulatore-parer/guasti.js';
import { requireSchemi } from '../../support/schemi.js';
import { requireProgram } from '../../support/servizi.js';
import { configurazioneProve, startSimulatore, type SimulatoreDiProva } from '../../support/simulatore.js';
import * as r from './richieste-parer.js';

const ADESSO = new Date('2026-03-16T21:05:11.482Z');
const UD = '/sacerws/VersamentoSync';
const AGGIUNTA = '/sacerws/AggiuntaAllegatiSync';
const AGGIORNAMENTO = '/sacerws/AggiornamentoUnitaDocumentariaSync';
const FASCICOLO = '/versamento-fascicolo-v3/api/public/fascicolo';
const STATO = '/sacer/RecDIPStatoConservazioneSync';
const RAPPORTI = '/sacer/RecDIPRapportiVersSync';
const ANNULLAMENTO = '/sacer/InvioRichiestaAnnullamentoVersamenti';

/** Schema of each answer by its root. */
const SCHEMI = {
  EsitoVersamento: 'versamento-ud/WSResponseVersamento.xsd',
  EsitoVersAggAllegati: 'versamento-ud/WSResponseVersamento.xsd',
  RapportoVersamento: 'versamento-ud/WSResponseVersamento.xsd',
  EsitoAggiornamento: 'aggiornamento-ud/1.5/WSResponseAggiornamentoVersamento_1.5.xsd',
  EsitoVersamentoFascicolo: 'fascicolo/v3/WSResponseRapportoVersamentoFascicolo.xsd',
  StatoConservazione: 'recupero/WSResponseStato.xsd',
  StatoConservazioneFasc: 'recupero/WSResponseStatoFasc.xsd',
  EsitoRichiestaAnnullamentoVersamenti: 'annullamento/WSEsitoRichAnnullVers.xsd',
};

interface Detto {
  stato: number;
  testo: string;
  esito: string | undefined;
  codice: string | undefined;
  rdv: string | undefined;
  tipo: string;
}

const libero = (testo: string): string =>
  testo.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#13;', '\r').replaceAll('&amp;', '&');

/** The strutture of the tests: as the demonstration's, without profilo normativo, so that the least unit is enough. */
function configurazione() {
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

describe('the simulated receiver', function () {
  this.timeout(30_000);
  let simulatore: SimulatoreDiProva;
  const risposte = new Map<string, string>();
  let credenziali: r.Credenziali;

  before(async () => {
    simulatore = await startSimulatore({ configurazione: configurazione(), adesso: () => ADESSO });
    credenziali = simulatore;
  });
  after(() => simulatore.ferma());

  async function posta(
    percorso: string,
    parti: readonly r.Parte[],
    {
      tipo = r.TIPO_MULTIPART,
      url = simulatore.url,
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
  ): Promise<Detto> => posta(UD, [...r.campi({ ...credenziali, ...chi }, xml), ...file]);
  const chiedi = (percorso: string, xml: string, versione: string): Promise<Detto> =>
    posta(percorso, r.campi({ ...credenziali, versione }, xml));

  it('gives the known hashes of the official examples', async function () {
    const esempi = path.join(requireSchemi(this, 'parer'), 'esempi');
    const chi = { utente: 'protocollo_c_x999', password: simulatore.password };
    const leggi = (nome: string): Promise<string> => readFile(path.join(esempi, nome), 'utf8');
    const f = (nome: string, testo: string): r.Parte => ({ nome, contenuto: `Esempio: ${testo}\n`, file: nome });
    const entrata = await versa(
      await leggi('ud-protocollo-entrata.xml'),
      [
        f('f0', 'istanza firmata, segnaposto del file istanza.pdf.p7m'),
        f('f1', 'planimetria, segnaposto del file planimetria.pdf'),
      ],
      chi,
    );
    assert.equal(entrata.esito, 'POSITIVO');
    assert.match(entrata.rdv ?? '', /<HashIndiceSIP>cbdcf827d65522038184fc6dcaa34012e39cbe04ddd9b80d7379b90e18792cae</);
    const giornaliero = await versa(
      await leggi('ud-registro-giornaliero.xml'),
      [f('f0', 'registro giornaliero del 2026-03-16, segnaposto del file PDF')],
      chi,
    );
    assert.deepEqual([giornaliero.esito, giornaliero.codice], ['WARNING', 'UD-008-001']);
    assert.match(
      giornaliero.rdv ?? '',
      /<HashIndiceSIP>9608fc2100a687f54e33ce9ccee0969011d60ed4519142bcd7e15c02b62f98e6</,
    );
    const nota = await posta(
      AGGIUNTA,
      r.campi({ ...chi, versione: '1.5' }, await leggi('aggiunta-annotazione-annullamento.xml')),
    );
    assert.equal(nota.esito, 'WARNING');
    assert.match(nota.rdv ?? '', /:DOC00003:SIP-AGGIUNTA_DOC</);
    const chiuso = await posta(FASCICOLO, r.campi({ ...chi, versione: '3.0' }, await leggi('fascicolo-v3.xml')));
    assert.deepEqual([chiuso.stato, chiuso.esito], [200, 'POSITIVO'], chiuso.testo);
  });

  describe('refuses with the code of the first check that fails:', () => {
    const base = r.unita({ numero: '0000001' });
    const con = (da: string | RegExp, a: string) => (): string => base.replace(da, a);
    const file = (...parti: r.Parte[]): r.Parte[] => parti;
    const doc = (contenuto: string) => con(r.struttura(), r.struttura(contenuto));
    const comp = (da: string, a: string) => doc(r.componente().replace(da, a));
    const altri = (nome: string, uno: string, n: number, dentro: string) => (): string =>
      base
        .replace('<DocumentoPrincipale>', `<Numero${nome}>${n}</Numero${nome}><DocumentoPrincipale>`)
        .replace('</UnitaDocumentaria>', `<${nome}><${uno}>${dentro}</${uno}></${nome}></UnitaDocumentaria>`);
    const secondo = (id: string, idComp: string): string =>
      `<IDDocumento>${id}</IDDocumento><TipoDocumento>GENERICO</TipoDocumento>${r.struttura(r.componente(idComp))}`;
    const sotto = (dentro: string, id = 's0', ordine = 2): string =>
      r
        .componente()
        .replace(
          '</Componente>',
          `<SottoComponenti><SottoComponente><ID>${id}</ID><OrdinePresentazione>${ordine}</OrdinePresentazione>${dentro}</SottoComponente></SottoComponenti></Componente>`,
        );
    const dati = (dentro: string) => () =>
      base
        .replace('DOCUMENTO PROTOCOLLATO<', 'CON DATI<')
        .replace('<DocumentoPrincipale>', `${dentro}<DocumentoPrincipale>`);
    const profilo =
      (dentro: string, tipologia = 'CON PROFILO') =>
      () =>
        base
          .replace('DOCUMENTO PROTOCOLLATO<', `${tipologia}<`)
          .replace('<DocumentoPrincipale>', `${dentro}<DocumentoPrincipale>`);
    const struttura = (nome: string): (() => string) => con('AVLD001', nome);

    const RIGHE: readonly [codice: string, xml: () => string, file?: r.Parte[], chi?: Partial<r.Credenziali>][] = [
      ['UD-001-010', () => base, r.FILE, { versione: '' }],
      ['UD-001-011', () => base, r.FILE, { versione: '1.5\n' }],
      ['UD-001-004', () => base, r.FILE, { utente: '' }],
      ['UD-001-012', () => base, r.FILE, { password: 'altra' }],
      ['UD-001-012', () => base, r.FILE, { utente: 'nessuno' }],
      ['UD-001-006', () => base, r.FILE, { utente: 'scaduto' }],
      ['UD-001-007', () => base, r.FILE, { utente: 'spento' }],
      ['XSD-001-002', con('<UnitaDocumentaria>', '<!DOCTYPE a [<!ENTITY b "c">]><UnitaDocumentaria>')],
      ['XSD-001-002', con('UTF-8', 'NESSUNA-1')],
      ['XSD-001-002', con('</UnitaDocumentaria>', '')],
      [
        'XSD-001-001',
        () =>
          base.replaceAll('UnitaDocumentaria>', 'Altra>').replaceAll('TipologiaAltra', 'TipologiaUnitaDocumentaria'),
      ],
      ['XSD-001-001', con(/<DocumentoPrincipale>.*<\/DocumentoPrincipale>/, '')],
      ['UD-001-013', con('<Versione>1.5', '<Versione>1.4')],
      ['UD-001-005', con('protocollo_c_x000', 'altro')],
      ['XSD-002-003', con('<Data>2026-03-16', '<Data>')],
      ['XSD-002-002', altri('Allegati', 'Allegato', 1, secondo('D0', 'f1'))],
      ['XSD-002-001', altri('Allegati', 'Allegato', 1, secondo('D1', 'f0'))],
      ['XSD-003-001', altri('Allegati', 'Allegato', 2, secondo('D1', 'f1'))],
      ['XSD-004-001', altri('Annessi', 'Annesso', 0, secondo('D1', 'f1'))],
      ['XSD-005-001', altri('Annotazioni', 'Annotazione', 3, secondo('D1', 'f1'))],
      [
        'XSD-011-003',
        () =>
          base
            .replace('<Versione>1.5', '<Versione>1.4')
            .replace('</ForzaConservazione>', '</ForzaConservazione><ForzaHash>true</ForzaHash>'),
        r.FILE,
        { versione: '1.4' },
      ],
      [
        'XSD-006-007',
        () =>
          profilo('<ProfiloNormativo versione="1.0"><A/></ProfiloNormativo>')().replace(
            '<Versione>1.5',
            '<Versione>1.4',
          ),
        r.FILE,
        { versione: '1.4' },
      ],
      ['XSD-006-002', con('VERSAMENTO_ANTICIPATO', 'MIGRAZIONE')],
      ['XSD-006-003', con('</TipoConservazione>', '</TipoConservazione><SistemaDiMigrazione>X</SistemaDiMigrazione>')],
      ['UD-001-001', con('PARER_SIMULATO', 'X')],
      ['UD-001-002', con('Comune di Valdoria', 'X')],
      ['UD-001-003', struttura('X')],
      ['UD-001-015', struttura('MODELLO')],
      ['UD-001-019', struttura('FINITA')],
      ['UD-001-009', struttura('ALTRUI')],
      ['UD-001-008', con('protocollo_c_x000', 'lettore'), r.FILE, { utente: 'lettore' }],
      ['UD-003-001', con('DOCUMENTO PROTOCOLLATO<', 'X<')],
      ['UD-003-002', con('<TipoRegistro>PG', '<TipoRegistro>pg')],
      ['UD-003-003', con('<TipoRegistro>PG', '<TipoRegistro>RGP')],
      ['UD-003-004', con('<Anno>2026', '<Anno>2027')],
      ['UD-003-004', con('<Anno>2026', '<Anno>2019')],
      ['UD-014-001', con('<Oggetto>Istanza</Oggetto>', '')],
      ['UD-014-002', con('<Data>2026-03-16</Data>', '')],
      ['UD-007-001', con('<Numero>0000001', '<Numero>1')],
      ['UD-009-002', con('VERSAMENTO_ANTICIPATO', 'FISCALE')],
      [
        'UD-009-001',
        () =>
          base
            .replace('VERSAMENTO_ANTICIPATO', 'SOSTITUTIVA')
            .replace('<TipoRegistro>PG', '<TipoRegistro>IVA')
            .replace('DOCUMENTO PROTOCOLLATO<', 'FISCALE<'),
      ],
      ['DATISPEC-001-001', dati('<DatiSpecifici><VersioneDatiSpecifici>9</VersioneDatiSpecifici></DatiSpecifici>')],
      ['DATISPEC-001-002', dati('')],
      [
        'DATISPEC-003-001',
        dati('<DatiSpecifici><VersioneDatiSpecifici>1.0</VersioneDatiSpecifici><Altro>x</Altro></DatiSpecifici>'),
      ],
      [
        'DATISPEC-002-001',
        dati(
          `<DatiSpecifici><VersioneDatiSpecifici>1.0</VersioneDatiSpecifici><Movimento>${'x'.repeat(4001)}</Movimento></DatiSpecifici>`,
        ),
      ],
      [
        'DATISPEC-002-002',
        dati(
          '<DatiSpecifici><VersioneDatiSpecifici>1.0</VersioneDatiSpecifici><Movimento>a</Movimento><Movimento>b</Movimento></DatiSpecifici>',
        ),
      ],
      ['PROFNORM-001-001', profilo('')],
      ['PROFNORM-001-002', profilo('<ProfiloNormativo versione="9"><A/></ProfiloNormativo>')],
      [
        'PROFNORM-001-004',
        profilo('<ProfiloNormativo versione="1.0"><A/></ProfiloNormativo>', 'DOCUMENTO PROTOCOLLATO'),
      ],
      [
        'UD-004-001',
        con(
          '<DocumentoPrincipale>',
          '<DocumentiCollegati><DocumentoCollegato><ChiaveCollegamento><Numero>9</Numero><Anno>2026</Anno><TipoRegistro>PG</TipoRegistro></ChiaveCollegamento><DescrizioneCollegamento>x</DescrizioneCollegamento></DocumentoCollegato></DocumentiCollegati><DocumentoPrincipale>',
        ),
      ],
      ['DOC-001-001', con('<TipoDocumento>DOCUMENTO PROTOCOLLATO', '<TipoDocumento>X')],
      ['DOC-001-002', con('<TipoDocumento>DOCUMENTO PROTOCOLLATO', '<TipoDocumento>GENERICO')],
      [
        'DOC-009-001',
        con(
          '<StrutturaOriginale>',
          '<DatiFiscali><DataEmissione>2026-01-01</DataEmissione><NumeroProgressivo>1</NumeroProgressivo><Registro>x</Registro><PeriodoFiscale>x</PeriodoFiscale><DataTermineEmissione>2026-01-01</DataTermineEmissione></DatiFiscali><StrutturaOriginale>',
        ),
      ],
      ['DOC-005-001', con('DocumentoGenerico', 'X')],
      ['DOC-007-002', comp('<OrdinePresentazione>1', '<OrdinePresentazione>0')],
      ['DOC-007-001', doc(r.componente() + r.componente('f1'))],
      ['COMP-001-001', comp('Contenuto', 'X')],
      ['COMP-001-002', comp('Contenuto', 'Firma')],
      [
        'COMP-002-001',
        comp(
          '<NomeComponente>',
          '<Riferimento><Numero>1</Numero><Anno>2026</Anno><TipoRegistro>PG</TipoRegistro></Riferimento><NomeComponente>',
        ),
      ],
      ['COMP-002-002', comp('>FILE<', '>RIFERIMENTO<')],
      [
        'COMP-008-003',
        doc(
          r
            .componente()
            .replace('>FILE<', '>RIFERIMENTO<')
            .replace(
              '<NomeComponente>',
              '<Riferimento><Numero>1</Numero><Anno>2026</Anno><TipoRegistro>PG</TipoRegistro></Riferimento><NomeComponente>',
            ),
        ),
      ],
      ['COMP-002-004', doc(sotto('<TipoComponente>Firma</TipoComponente>').replace('>FILE<', '>METADATI<'))],
      ['COMP-005-001', comp('<NomeComponente>f0.bin</NomeComponente>', '')],
      ['COMP-006-001', comp('Contenuto', 'Stretto')],
      ['HASH-001-001', con(/<HashVersato>\w+<\/HashVersato>/, '')],
      ['HASH-002-001', con(/<HashVersato>\w+/, '<HashVersato>non-un-hash')],
      ['HASH-003-001', con(/<HashVersato>\w+/, '<HashVersato>abcd')],
      ['DOC-007-001', doc(sotto('<TipoComponente>Firma</TipoComponente>', 's0', 1))],
      ['SUBCOMP-001-001', doc(sotto('<TipoComponente>X</TipoComponente>'))],
      ['SUBCOMP-001-002', doc(sotto('<TipoComponente>Contenuto</TipoComponente>'))],
      [
        'SUBCOMP-002-001',
        doc(
          sotto(
            '<TipoComponente>Firma</TipoComponente><Riferimento><Numero>1</Numero><Anno>2026</Anno><TipoRegistro>PG</TipoRegistro></Riferimento>',
          ),
        ),
      ],
      ['SUBCOMP-003-001', doc(sotto('<TipoComponente>Firma</TipoComponente>'))],
      ['WS-CHECK', () => base, file(...r.FILE, { nome: 'f9', contenuto: 'x', file: 'x' })],
      ['WS-CHECK', () => base, file()],
      ['HASH-004-001', () => base, file({ nome: 'f0', contenuto: 'altro', file: 'x' })],
      [
        'FORMATO-001-001',
        doc(r.componente('f0', 1, '%PDF-1.7 lungo abbastanza').replace('>BIN<', '>XML<')),
        file({ nome: 'f0', contenuto: '%PDF-1.7 lungo abbastanza', file: 'x' }),
      ],
      [
        'FIRMA-002-001',
        doc(r.componente('f0', 1, 'SIMULATORE-FIRMA-CRITTO')),
        file({ nome: 'f0', contenuto: 'SIMULATORE-FIRMA-CRITTO', file: 'x' }),
      ],
      ['UD-008-001', con('<ForzaConservazione>true', '<ForzaConservazione>false')],
      // the earlier of two
      [
        'UD-003-001',
        () => base.replace('DOCUMENTO PROTOCOLLATO<', 'X<').replace('<Numero>0000001', '<Numero>1'),
        file(),
      ],
      ['UD-001-012', () => 'non xml', file(), { password: 'x' }],
    ];
    it(`${RIGHE.length} requests, each its code, nothing stored`, async () => {
      const prima = simulatore.stato.unita().length;
      const sbagliate = [];
      for (const [codice, xml, suoi, chi] of RIGHE) {
        const detto = await versa(xml(), suoi ?? r.FILE, chi ?? {});
        // the official schema refuses an empty date before the check that is there for it
        const atteso = codice === 'XSD-002-003' && simulatore.stato.conSchemi ? 'XSD-001-001' : codice;
        if (detto.stato !== 200 || detto.esito !== 'NEGATIVO' || detto.codice !== atteso)
          sbagliate.push({ atteso, detto: detto.codice, messaggio: /<MessaggioErrore>([^<]*)/.exec(detto.testo)?.[1] });
      }
      assert.deepEqual(sbagliate, []);
      assert.equal(simulatore.stato.unita().length, prima);
    });
  });

  it('reads the parts by their position and kind', async () => {
    const xml = r.unita({ numero: '0000002' });
    const [versione, login, password, sip] = r.campi(credenziali, xml) as [r.Parte, r.Parte, r.Parte, r.Parte];
    const f0: r.Parte = { nome: 'f0', contenuto: r.CONTENUTO, file: 'f0.bin' };
    for (const [parti, codice] of [
      [[login, versione, password, sip, f0], 'WS-CHECK'],
      [[versione, login, password, f0], 'WS-CHECK'],
      [[versione, login, password], '666'],
      [[versione], '666'],
      [[], '666'],
      [[versione, login, password, { ...sip, file: 'sip.xml' }, f0], 'WS-CHECK'],
      [[versione, login, password, sip, { ...f0, file: '' }], 'WS-CHECK'],
      [[versione, login, password, sip, { ...f0, contenuto: '' }], 'WS-CHECK'],
      [
        [versione, login, password, sip, { nome: 'f0', contenuto: r.CONTENUTO, tipo: 'application/octet-stream' }],
        'WS-CHECK',
      ],
      // no filename: a field, whatever its type
      [
        [
          versione,
          login,
          password,
          { ...sip, tipo: 'application/octet-stream; charset=UTF-8' },
          { ...f0, nome: ' f0 ' },
        ],
        'UD-008-001',
      ],
    ] as const) {
      const detto = await posta(UD, parti);
      assert.equal(detto.codice, codice, JSON.stringify(parti.map(({ nome }) => nome)));
      if (codice === 'WS-CHECK' && parti.length < 5) assert.doesNotMatch(detto.testo, /<XMLVersamento>/);
    }
    assert.equal((await posta(STATO, [versione])).codice, 'WS-CHECK');
    assert.equal((await posta(UD, [], { tipo: 'application/json' })).codice, 'WS-CHECK');
    assert.equal((await fetch(simulatore.url + UD)).status, 405);
    assert.equal((await fetch(`${simulatore.url}/altro`)).status, 404);
  });

  it('makes a wrong encoding visible', async () => {
    const segni = 'Località Ca’ Bianca';
    const letto = async (n: number, xml: Buffer, tipo: string): Promise<string | undefined> => {
      await posta(UD, [...r.campi(credenziali, xml, tipo), ...r.FILE]);
      const risposta = await fetch(`${simulatore.url}/_simulatore/unita/PG/2026/000010${n}`);
      return ((await risposta.json()) as { oggetto?: string }).oggetto;
    };
    const xml = (n: number, oggetto: string): string => r.unita({ numero: `000010${n}` }, oggetto);
    assert.equal(await letto(1, Buffer.from(xml(1, segni)), r.UTF8), segni);
    assert.equal(await letto(2, Buffer.from(xml(2, segni)), 'text/xml'), Buffer.from(segni).toString('latin1'));
    assert.equal(await letto(3, Buffer.from(xml(3, 'Localit&#224; Ca&#8217; Bianca')), 'text/xml'), segni);
    const latino = Buffer.from(xml(4, 'Località').replace('UTF-8', 'ISO-8859-1'), 'latin1');
    assert.equal(await letto(4, latino, 'text/xml'), 'Località');
  });

  it('stores a key once, and answers a repetition with the first receipt, byte for byte', async () => {
    const xml = r.unita({ numero: '0000200' });
    const dieci = await Promise.all(Array.from({ length: 10 }, () => versa(xml)));
    const buone = dieci.filter(({ esito }) => esito === 'WARNING');
    assert.equal(buone.length, 1);
    for (const { codice } of dieci) assert.match(codice ?? '', /^(UD-008-001|UD-002-001|666P)$/);
    const prima = buone[0]?.rdv;
    assert.ok(prima !== undefined);
    for (const { codice, rdv } of dieci) if (codice === 'UD-002-001') assert.equal(rdv, prima);
    const sbagliata = await versa(xml, []);
    assert.deepEqual([sbagliata.codice, sbagliata.rdv], ['UD-002-001', prima]);
    assert.doesNotMatch(sbagliata.testo, /<URNSIP>|<XMLVersamento>/);
    assert.equal(simulatore.stato.unita().filter(({ chiave }) => chiave.numero === '0000200').length, 1);
  });

  it('tells keys apart by every character, and years by the period of the register', async () => {
    const diversa = (numero: string, registro: string, anno: string): Promise<Detto> =>
      versa(r.unita({ numero, registro, anno }));
    for (const [numero, registro] of [
      ['123', 'LIB'],
      ['0000123', 'LIB'],
      ['123', 'lib'],
    ] as const)
      assert.equal((await diversa(numero, registro, '2020')).esito, 'WARNING');
    assert.equal((await diversa('123', 'LIB', '2020')).codice, 'UD-002-001');
    assert.equal((await diversa('124', 'LIB', '2026')).codice, 'UD-003-004');
  });

  it('turns faults into warnings where that is asked and allowed, and simulates without storing', async () => {
    const con = (numero: string, flag: string): string =>
      r.unita({ numero }).replace('</ForzaConservazione>', `</ForzaConservazione>${flag}`);
    const altro: r.Parte[] = [{ nome: 'f0', contenuto: 'altro', file: 'x' }];
    const forzata = await versa(con('0000300', '<ForzaHash>true</ForzaHash>'), altro);
    assert.equal(forzata.esito, 'WARNING');
    assert.match(forzata.rdv ?? '', /HASH-004-001/);
    const finta = await versa(con('0000301', '<SimulaSalvataggioDatiInDB>true</SimulaSalvataggioDatiInDB>'));
    assert.deepEqual([finta.esito, finta.rdv], ['WARNING', undefined]);
    assert.equal((await chiedi(STATO, r.recupero({ numero: '0000301' }), '1.3')).codice, 'UD-005-001');
  });

  it('adds, updates, tells, gives back and annuls', async () => {
    const di = { numero: '0000400' };
    await versa(r.unita(di));
    const nota = await chiedi(AGGIUNTA, r.aggiunta(di, 'ANN'), '1.5');
    assert.equal(nota.esito, 'WARNING', nota.testo);
    const doppia = await chiedi(AGGIUNTA, r.aggiunta(di, 'ANN'), '1.5');
    assert.deepEqual([doppia.codice, doppia.rdv], ['DOC-008-001', nota.rdv]);
    assert.equal((await chiedi(AGGIUNTA, r.aggiunta({ numero: '0000499' }, 'ANN'), '1.5')).codice, 'UD-005-001');
    assert.equal((await chiedi(AGGIORNAMENTO, r.aggiornamento(di, 'Nuovo oggetto'), '1.5')).esito, 'POSITIVO');
    assert.equal(
      (await chiedi(AGGIORNAMENTO, r.aggiornamento({ numero: '0000499' }, 'x'), '1.5')).codice,
      'UD-005-001',
    );
    assert.equal(simulatore.stato.unita().find(({ chiave }) => chiave.numero === '0000400')?.oggetto, 'Nuovo oggetto');
    const stato = await chiedi(STATO, r.recupero(di), '1.3');
    assert.match(stato.testo, /<StatoConservazioneUD>PRESA_IN_CARICO</);
    const zip = await chiedi(RAPPORTI, r.recupero(di), '1.3');
    assert.equal(zip.tipo, 'application/zip');
    assert.ok(
      zip.testo.includes(nota.rdv ?? 'manca') &&
        zip.testo.includes('PARER_Comune di Valdoria_AVLD001_PG-2026-0000400_RdV.xml'),
    );
    const intera = await chiedi('/sacer/RecDIPUnitaDocumentariaSync', r.recupero(di), '1.3');
    assert.ok(intera.testo.includes(r.CONTENUTO));
    assert.equal((await chiedi(STATO, r.recupero(di).replace(/<Anno>2026<\/Anno>/, ''), '1.3')).codice, 'UD-007-001');
    assert.equal(
      (await chiedi(STATO, r.recupero(di).replace('<Numero>', '<Urn>u</Urn><Numero>'), '1.3')).codice,
      'COMP-005-002',
    );

    assert.equal(
      (await chiedi(ANNULLAMENTO, r.annullamento('A1', [{ numero: '0000499' }], true), '1.3')).codice,
      'RICH-ANN-VERS-011',
    );
    assert.equal(
      (await chiedi(ANNULLAMENTO, r.annullamento('A1', [di, { numero: '0000499' }], true), '1.3')).codice,
      'RICH-ANN-VERS-012',
    );
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A1', [di], true), '1.3')).codice, 'RICH-ANN-VERS-015');
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>ANNULLATA</);
    assert.equal((await chiedi(RAPPORTI, r.recupero(di), '1.3')).codice, 'UD-012-002');
    assert.equal((await versa(r.unita(di))).esito, 'WARNING', 'an annulled key is free again');
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A2', [di], false), '1.3')).esito, 'POSITIVO');
    assert.equal((await chiedi(ANNULLAMENTO, r.annullamento('A2', [di], false), '1.3')).codice, 'RICH-ANN-VERS-009');
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>PRESA_IN_CARICO</);
    assert.equal((await fetch(`${simulatore.url}/_simulatore/annullamenti/A2/evadi`, { method: 'POST' })).status, 200);
    assert.match((await chiedi(STATO, r.recupero(di), '1.3')).testo, /<StatoConservazioneUD>ANNULLATA</);
  });

  it('takes a fascicolo when all its units are there, and names those that are not', async () => {
    await versa(r.unita({ numero: '0000500' }));
    const manca = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500', '0000599']), '3.0');
    assert.deepEqual([manca.stato, manca.codice], [200, 'FASC-003-003'], manca.testo);
    assert.match(manca.testo, /<NumeroUnitaDocumentarieNonPresenti>1<[^]*<Numero>0000599</);
    assert.equal((await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500'], 2), '3.0')).codice, 'FASC-003-001');
    const buono = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500']), '3.0');
    assert.deepEqual([buono.stato, buono.esito, buono.tipo], [200, 'POSITIVO', 'application/xml; charset=UTF-8']);
    const doppio = await chiedi(FASCICOLO, r.fascicolo('F1', ['0000500']), '3.0');
    assert.equal(doppio.codice, 'FASC-001-001');
    assert.match(doppio.testo, /<RapportoVersamento>&lt;\?xml/);
    const aperto = r.fascicolo('F2', ['0000500']).replace(/<DataChiusura>[^<]*<\/DataChiusura>/, '');
    assert.equal((await chiedi(FASCICOLO, aperto, '3.0')).codice, 'FAS_PF_GEN-003-002');
    for (const [xml, codice] of [
      ['<a>', 'FAS_XSD-001-001'],
      ['<a/>', 'FAS_XSD-001-002'],
    ] as const) {
      const detto = await chiedi(FASCICOLO, xml, '3.0');
      assert.deepEqual([detto.stato, detto.codice], [400, codice]);
    }
    const parti = await posta(FASCICOLO, r.campi({ ...credenziali, versione: '3.0' }, '<a/>').slice(1));
    assert.deepEqual([parti.stato, parti.codice], [400, 'WS-CHECK']);
    assert.match(
      (await chiedi('/sacer/RecStatoConservFascicoloSync', r.recuperoFascicolo('F1'), '1.0')).testo,
      /PRESA_IN_CARICO/,
    );
  });

  it('has the faults that were asked for', async () => {
    const tenute = (numero: string): number =>
      simulatore.stato.unita().filter(({ chiave }) => chiave.numero === numero).length;
    let n = 600;
    const prova = async (
      guasto: Guasto,
      atteso: (detto: Detto | undefined) => void,
      salvata: boolean,
    ): Promise<void> => {
      const numero = `0000${(n += 1)}`;
      simulatore.guasti.aggiungi(guasto);
      const detto = await posta(UD, [...r.campi(credenziali, r.unita({ numero })), ...r.FILE], {
        signal: AbortSignal.timeout(1_000),
      }).catch(() => undefined);
      simulatore.guasti.azzera();
      atteso(detto);
      assert.equal(tenute(numero), salvata ? 1 : 0, guasto.tipo);
      if (salvata || guasto.tipo === 'silenzioPrima') return;
      const poi = await versa(r.unita({ numero }));
      assert.equal(poi.esito, 'WARNING', `${guasto.tipo} and then again`);
    };
    const nulla = (detto: Detto | undefined): void => assert.equal(detto, undefined);
    const codice =
      (atteso: string) =>
      (detto: Detto | undefined): void =>
        assert.equal(detto?.codice, atteso);
    const rdvCon =
      (parte: RegExp) =>
      (detto: Detto | undefined): void =>
        assert.match(detto?.rdv ?? '', parte);
    await prova({ tipo: 'resetInizio' }, nulla, false);
    await prova({ tipo: 'resetUpload', parametri: { byte: 10 } }, nulla, false);
    await prova({ tipo: 'resetDopo' }, nulla, true);
    await prova({ tipo: 'silenzioDopo', parametri: { ms: 50 } }, nulla, true);
    await prova(
      { tipo: 'silenzioPrima', parametri: { ms: 20 } },
      (detto) => assert.equal(detto?.esito, 'WARNING'),
      true,
    );
    await prova(
      { tipo: 'uploadLento', parametri: { byteAlSecondo: 1e6 } },
      (detto) => assert.equal(detto?.esito, 'WARNING'),
      true,
    );
    await prova(
      { tipo: 'http', parametri: { status: 503, retryAfter: 7 } },
      (detto) => assert.equal(detto?.stato, 503),
      false,
    );
    await prova(
      { tipo: 'http', parametri: { status: 502, salva: true } },
      (detto) => assert.equal(detto?.stato, 502),
      true,
    );
    await prova({ tipo: 'nonXml' }, (detto) => assert.match(detto?.tipo ?? '', /html/), false);
    await prova({ tipo: 'xmlTroncato', parametri: { byte: 100 } }, nulla, true);
    await prova({ tipo: 'xmlEstraneo' }, (detto) => assert.match(detto?.testo ?? '', /<Manutenzione>/), false);
    await prova(
      { tipo: 'esito', parametri: { codice: 'UD-003-001', ulteriori: ['COMP-001-001'] } },
      (detto) => {
        assert.equal(detto?.codice, 'UD-003-001');
        assert.match(detto.testo, /<ErroriUlteriori>[^]*COMP-001-001/);
      },
      false,
    );
    await prova({ tipo: 'warning', parametri: { codici: ['FIRMA-005-001'] } }, rdvCon(/FIRMA-005-001/), true);
    await prova({ tipo: '666' }, codice('666'), false);
    await prova({ tipo: '666P' }, codice('666P'), false);
    await prova(
      { tipo: '666PConRdv' },
      (detto) => assert.ok(detto?.codice === '666P' && detto.rdv !== undefined),
      false,
    );
    await prova(
      { tipo: 'positivoSenzaRdv' },
      (detto) => assert.ok(detto?.esito === 'WARNING' && detto.rdv === undefined),
      true,
    );
    await prova({ tipo: 'credenzialiScadute' }, codice('UD-001-006'), false);
    await prova({ tipo: 'chiaveOccupata' }, codice('UD-002-001'), true);
    await prova({ tipo: 'rdvChiaveErrata' }, rdvCon(/<Numero>0000\d{3}9</), true);
    await prova({ tipo: 'rdvHashIndiceErrato' }, rdvCon(/<HashIndiceSIP>/), true);
    await prova(
      { tipo: 'rdvHashFileErrato' },
      (detto) => assert.ok(detto?.rdv?.includes(`<Hash>${r.sha256(r.CONTENUTO)}<`) === false),
      true,
    );
    await prova({ tipo: 'codificaErrata' }, (detto) => assert.match(detto?.testo ?? '', /\ufffd/), true);
    await prova(
      { tipo: 'rispostaLenta', parametri: { byteAlSecondo: 100_000 } },
      (detto) => assert.equal(detto?.esito, 'WARNING'),
      true,
    );

    simulatore.guasti.aggiungi(
      { tipo: 'duplicatoSenzaRdv' },
      { tipo: 'statoGiu', quando: { servizio: 'RecDIPStatoConservazioneSync' } },
    );
    const doppia = await versa(r.unita({ numero: '0000200' }));
    assert.deepEqual([doppia.codice, doppia.rdv], ['UD-002-001', undefined]);
    assert.equal((await chiedi(STATO, r.recupero({ numero: '0000200' }), '1.3')).stato, 503);
    simulatore.guasti.azzera();
    simulatore.guasti.aggiungi({
      tipo: '666',
      quando: { registro: 'PG', numero: '/^00007/', tentativo: 2 },
      quante: 0,
    });
    const xml = r.unita({ numero: '0000700' });
    const codici = [];
    for (let i = 0; i < 3; i += 1) codici.push((await versa(xml)).codice);
    assert.deepEqual(codici, ['UD-008-001', '666', 'UD-002-001']);
    simulatore.guasti.azzera();
    const regola = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"tipo":"nessuno"}' };
    assert.equal((await fetch(`${simulatore.url}/_simulatore/guasti`, regola)).status, 400);
    simulatore.guasti.aggiungi({ tipo: 'rifiutaConnessione', parametri: { ms: 50 } });
    await assert.rejects(versa(xml));
    while ((await fetch(simulatore.url).catch(() => undefined)) === undefined) continue;
    simulatore.guasti.azzera();
    const viste = await (await fetch(`${simulatore.url}/_simulatore/chiamate`)).text();
    assert.doesNotMatch(viste, new RegExp(simulatore.password));
    assert.match(await (await fetch(simulatore.url)).text(), /nessuna conservazione reale/);
  });

  it('finds everything again at the next start, and loses nothing half-received', async () => {
    const cartella = await mkdtemp(path.join(os.tmpdir(), 'simulatore-'));
    const parti = [...r.campi(credenziali, r.unita({ numero: '0000800' })), ...r.FILE];
    try {
      const rdv: (string | undefined)[] = [];
      for (let i = 0; i < 2; i += 1) {
        const durevole = await startSimulatore({ configurazione: configurazione(), cartella, adesso: () => ADESSO });
        const detto = await posta(UD, parti, { url: durevole.url });
        rdv.push(detto.rdv);
        const byte = await fetch(`${durevole.url}/_simulatore/unita/PG/2026/0000800/file/f0`);
        assert.equal(await byte.text(), r.CONTENUTO);
        assert.equal((await fetch(`${durevole.url}/_simulatore/azzera`, { method: 'POST' })).status, 409);
        await durevole.ferma();
      }
      assert.ok(rdv[0] !== undefined);
      assert.equal(rdv[1], rdv[0]);
    } finally {
      await rm(cartella, { recursive: true, force: true });
    }
  });

  describe('whatever it answers', () => {
    it('is valid by the official schemas', async function () {
      const schemi = requireSchemi(this, 'parer');
      const xmllint = requireProgram(this, 'xmllint', 'apt-get install -y libxml2-utils');
      const dir = await mkdtemp(path.join(os.tmpdir(), 'risposte-'));
      try {
        for (const schema of new Set(Object.values(SCHEMI))) {
          const suoi = [...risposte].filter(
            ([nome]) => SCHEMI[nome.split(' ', 1)[0] as keyof typeof SCHEMI] === schema,
          );
          assert.ok(suoi.length > 0, schema);
          const file: string[] = [];
          for (const [nome, testo] of suoi) {
            file.push(path.join(dir, `${nome.replaceAll(' ', '_')}.xml`));
            await writeFile(file.at(-1) ?? '', testo);
          }
          await promisify(execFile)(xmllint, ['--noout', '--nonet', '--schema', path.join(schemi, schema), ...file], {
            maxBuffer: 1e7,
          });
        }
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });
  });
});
