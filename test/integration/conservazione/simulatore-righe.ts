import * as r from './richieste-parer.js';

/** What the simulated receiver refuses, and by which code. */

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

/** One request a row of the specification, with the code of the first check that it fails. */
export const RIGHE: readonly [codice: string, xml: () => string, file?: r.Parte[], chi?: Partial<r.Credenziali>][] = [
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
    () => base.replaceAll('UnitaDocumentaria>', 'Altra>').replaceAll('TipologiaAltra', 'TipologiaUnitaDocumentaria'),
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
      profilo('<ProfiloNormativo versione="1.0"><A/></ProfiloNormativo>')().replace('<Versione>1.5', '<Versione>1.4'),
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
  ['PROFNORM-001-004', profilo('<ProfiloNormativo versione="1.0"><A/></ProfiloNormativo>', 'DOCUMENTO PROTOCOLLATO')],
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
  ['UD-003-001', () => base.replace('DOCUMENTO PROTOCOLLATO<', 'X<').replace('<Numero>0000001', '<Numero>1'), file()],
  ['UD-001-012', () => 'non xml', file(), { password: 'x' }],
];
