import assert from 'node:assert/strict';
import fc from 'fast-check';
import { campiOf, toXml } from '../../../server/metadati/albero.js';
import { buildAgg, type FascicoloMetadati } from '../../../server/metadati/agg.js';
import { buildDi, type DocumentoMetadati } from '../../../server/metadati/di.js';
import { FASI } from '../../../schemas/configurazione-procedimenti.api.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { buildFile } from '../../support/factories.js';
import { judgeMetadati } from '../../support/schemi.js';
import { CONF, fascicolo, intorno, PA, testoDi } from './costruttori.js';

const build = (over: Partial<FascicoloMetadati> = {}, around = intorno()) => buildAgg(fascicolo(over), around);
const xmlOf = (over: Partial<FascicoloMetadati> = {}, around = intorno()): string => {
  const { radice, mancanze } = build(over, around);
  assert.deepEqual(mancanze, []);
  return toXml(radice);
};
const codiciOf = (over: Partial<FascicoloMetadati>, around = intorno()): string[] =>
  build(over, around).mancanze.map(({ codice }) => codice);

const PROCEDIMENTO = {
  tipo: 'procedimento',
  rup: { uo: 'U410', utente: 'istruttore' },
  procedimento: {
    materia: 'Edilizia privata',
    denominazione: 'Permesso di costruire',
    fasi: FASI.map((fase) => ({ fase, dal: '2026-03-02', al: '2026-03-09' })),
  },
} satisfies Partial<FascicoloMetadati>;
const PERSONA = { tipo: 'PF' as const, cognome: 'Esempio', nome: 'Uno' };
const FIRMA = { tipo: 'PG' as const, denominazione: 'Impresa Nord' };

describe('metadata of a fascicolo (Allegato 5, AggregazioneDocumentaliInformatiche)', () => {
  it('is valid to the official schema for each kind', async function () {
    const xmls = [
      xmlOf(),
      xmlOf({ tipo: 'attivita', dataChiusura: '2026-12-31', posizione: 'Archivio, scaffale 4', note: 'nota' }),
      xmlOf({ tipo: 'persona-fisica', intestatario: PERSONA }),
      xmlOf({ tipo: 'persona-giuridica', intestatario: FIRMA, padre: 'f0' }),
      xmlOf({ tipo: 'persona-giuridica', intestatario: PA, partecipanti: [PA] }),
      xmlOf(PROCEDIMENTO),
      xmlOf({
        paroleChiave: ['piazza', 'lavori'],
        assegnazioni: [
          { tipo: 'competenza', uo: 'U110', dal: '2026-03-02', al: '2026-03-05' },
          { tipo: 'competenza', uo: 'U410', dal: '2026-03-05' },
          { tipo: 'conoscenza', uo: 'U110', dal: '2026-03-06' },
        ],
      }),
    ];
    assert.equal(await judgeMetadati(this, 'AggregazioneDocumentaliInformatiche', xmls), '');
  });

  it('is valid whatever a person wrote', async function () {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    const made = fc.sample(
      fc.record({ oggetto: text.map((one) => `a${one}`), note: text, n: fc.integer({ min: 1, max: 30 }) }),
      {
        numRuns: 30,
        seed: 7,
      },
    );
    const xmls = made.map(({ oggetto, note, n }) =>
      xmlOf({
        oggetto,
        note,
        progressivo: n,
        documenti: Array.from({ length: n }, (_one, i) => ({
          genere: i % 2 === 0 ? ('amministrativo' as const) : ('informatico' as const),
          identita: { sha256: sha256Hex(String(i)), identificativo: `doc-${i}` },
          detto: String(i),
        })),
      }),
    );
    assert.equal(await judgeMetadati(this, 'AggregazioneDocumentaliInformatiche', xmls), '');
  });

  it('the titolare is always there (A1), the RUP of a procedimento with person and office (A2, S7)', () => {
    assert.match(xmlOf(), /<AmministrazioneTitolare>/);
    assert.match(xmlOf(PROCEDIMENTO), /<RUP>\s*<Cognome>Esempio<\/Cognome>/);
    assert.deepEqual(codiciOf({ ...PROCEDIMENTO, rup: undefined }), ['rup']);
    assert.deepEqual(codiciOf({ ...PROCEDIMENTO, rup: { uo: 'U410', utente: 'senza.nome' } }), ['utente-nome']);
  });

  it('of a person has the intestatario of that kind (A3)', () => {
    assert.deepEqual(codiciOf({ tipo: 'persona-fisica' }), ['intestatario']);
    assert.deepEqual(codiciOf({ tipo: 'persona-fisica', intestatario: FIRMA }), ['intestatario']);
    assert.deepEqual(codiciOf({ tipo: 'persona-giuridica', intestatario: PERSONA }), ['intestatario']);
    assert.match(xmlOf({ tipo: 'persona-fisica', intestatario: PERSONA }), /<SoggettoIntestatarioPersonaFisica>/);
  });

  it('tipologia of every fascicolo, with the words of the schema (A4)', () => {
    assert.equal(testoDi(xmlOf(), 'TipologiaFascicolo'), 'affare');
    assert.equal(testoDi(xmlOf(PROCEDIMENTO), 'TipologiaFascicolo'), 'procedimento amministrativo');
  });

  it('each office of an assegnazione stands once among the subjects (A5)', () => {
    const twice = xmlOf({
      assegnazioni: [
        { tipo: 'competenza', uo: 'U410', dal: '2026-03-02', al: '2026-03-03' },
        { tipo: 'competenza', uo: 'U110', dal: '2026-03-03', al: '2026-03-04' },
        { tipo: 'competenza', uo: 'U410', dal: '2026-03-04' },
      ],
    });
    assert.equal([...twice.matchAll(/<Assegnatario>/g)].length, 2);
    assert.equal([...twice.matchAll(/<PerCompetenza>/g)].length, 3);
    assert.deepEqual(codiciOf({ assegnazioni: [] }), ['assegnazione']);
  });

  it('procedimento and phases are there for a procedimento, and only there (A6)', () => {
    assert.ok(!xmlOf({ procedimento: PROCEDIMENTO.procedimento }).includes('ProcedimentoAmministrativo'));
    assert.deepEqual(codiciOf({ ...PROCEDIMENTO, procedimento: undefined }), ['procedimento', 'materia', 'fasi']);
    assert.match(xmlOf(PROCEDIMENTO), /<Fase>Integrazione dell’efficacia<\/Fase>/);
  });

  it('closed wants its retention (A7), and is not closed before it was opened (A8)', () => {
    assert.deepEqual(codiciOf({ dataChiusura: '2026-04-01' }, intorno({ anni: undefined })), ['tempo-conservazione']);
    assert.deepEqual(codiciOf({ dataChiusura: '2026-01-01' }), ['data-chiusura']);
    assert.equal(testoDi(xmlOf({ dataChiusura: '2026-04-01' }), 'DataChiusura'), '2026-04-01');
  });

  it('an empty one, and one with papers that wait for their scan, say so', () => {
    assert.deepEqual(codiciOf({ documenti: [] }), ['documenti']);
    const senza = Array.from({ length: 12 }, (_one, i) => ({ genere: 'amministrativo' as const, detto: `${i}/2026` }));
    const { mancanze } = build({ documenti: senza });
    assert.deepEqual(
      mancanze.map(({ codice }) => codice),
      ['documenti-senza-file'],
    );
    assert.match(mancanze.map(({ messaggio }) => messaggio).join(), /0\/2026, 1\/2026.+e altri 2\.$/);
  });

  it('is read without the list of its documents', () => {
    const elementi = campiOf(build().radice, ['IndiceDocumenti']).map(({ elemento }) => elemento);
    assert.ok(elementi.includes('Progressivo'));
    assert.ok(!elementi.some((one) => one.startsWith('IndiceDocumenti')));
  });
});

describe('metadata of a document that is not registered (Allegato 5, DocumentoInformatico)', () => {
  const documento = (over: Partial<DocumentoMetadati> = {}): DocumentoMetadati => ({
    id: 'd1',
    oggetto: 'Verbale della riunione',
    file: buildFile('verbale.pdf'),
    data: new Date('2026-03-02T10:00:00Z'),
    uo: 'U410',
    modifiche: [],
    riservato: false,
    fascicoli: ['fa'],
    ...over,
  });

  it('is valid to the official schema, first version and later ones', async function () {
    const later = documento({
      modifiche: [{ tipo: 'Rettifica', utente: 'rgd', data: new Date('2026-03-04T10:00:00Z') }],
      precedente: sha256Hex('prima'),
      classifica: { codice: 'VI.3', voce: 'Edilizia privata', versione: 1 },
      fascicoli: [],
      note: 'nota',
    });
    const xmls = [documento(), later].map((one) => {
      const { radice, mancanze } = buildDi(one, intorno());
      assert.deepEqual(mancanze, []);
      return toXml(radice);
    });
    assert.equal(await judgeMetadati(this, 'DocumentoInformatico', xmls), '');
  });

  it('is registered by the administration, in no register, with its own identifier as number', () => {
    const xml = toXml(buildDi(documento(), intorno()).radice);
    assert.equal(testoDi(xml, 'NumeroDocumento'), 'c_x000-AVLD001-doc-d1');
    assert.match(xml, /<PG>\s*<DenominazioneOrganizzazione>Comune di Valdoria/);
    assert.equal(testoDi(xml, 'DataDocumento'), '2026-03-02');
  });

  it('a later version names the file of the one before', () => {
    const precedente = sha256Hex('prima');
    const modifiche = [{ tipo: 'Rettifica' as const, utente: 'rgd', data: new Date('2026-03-04T10:00:00Z') }];
    const xml = toXml(buildDi(documento({ modifiche, precedente }), intorno()).radice);
    assert.equal(testoDi(xml, 'VersioneDelDocumento'), '2');
    const before = /<IdDocVersionePrecedente>[\s\S]*?<Impronta>([^<]+)/.exec(xml)?.[1];
    assert.equal(Buffer.from(before ?? '', 'base64').toString('hex'), precedente);
  });

  it('wants a tipologia, of the AOO if not its own', () => {
    const { tipologiaPredefinita: _none, ...conf } = CONF;
    assert.deepEqual(
      buildDi(documento(), intorno({ conf })).mancanze.map(({ codice }) => codice),
      ['tipologia'],
    );
  });
});
