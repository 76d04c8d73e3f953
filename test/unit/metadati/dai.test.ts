import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { TIPI_METADATI } from '../../../schemas/metadati.api.js';
import type { Contenuto } from '../../../schemas/registrazione.model.js';
import { MEZZI_FISSI } from '../../../schemas/configurazione.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { campiOf, toXml } from '../../../server/metadati/albero.js';
import { buildDai } from '../../../server/metadati/dai.js';
import { improntaOf } from '../../../server/metadati/parti.js';
import { MODALITA } from '../../../server/metadati/valori.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { buildAllegato, buildFile, PROVVEDIMENTO, withEventi } from '../../support/factories.js';
import { judgeMetadati, requireSchemi } from '../../support/schemi.js';
import { CONF, intorno, metadatiDi, PA, registrazione, testoDi } from './costruttori.js';

type Over = Parameters<typeof registrazione>[0];

const build = (over: Over = {}, around = intorno()) => buildDai(metadatiDi(registrazione(over)), around);
const xmlOf = (over: Over = {}, around = intorno()): string => {
  const { radice, mancanze } = build(over, around);
  assert.deepEqual(mancanze, []);
  return toXml(radice);
};
const codiciOf = (over: Over, around = intorno()): string[] => build(over, around).mancanze.map(({ codice }) => codice);

const CHI = { data: new Date('2026-03-03T10:11:12Z'), utente: 'rgd' };
const own = (uo: string): Soggetto => ({ tipo: 'UO', uo });

describe('metadata of a registration (Allegato 5, DocumentoAmministrativoInformatico)', () => {
  it('reads every official example, and they are valid as the judge sees them', async function () {
    const dir = requireSchemi(this, 'agid/examples');
    const names = (await readdir(dir)).filter((name) => name.endsWith('.xml'));
    assert.ok(names.length >= 3);
    for (const name of names) {
      const xml = await readFile(path.join(dir, name), 'utf8');
      const tipo = TIPI_METADATI.find((one) => xml.includes(`<${one}>`));
      assert.ok(tipo !== undefined, name);
      assert.equal(await judgeMetadati(this, tipo, [xml]), '');
      assert.notEqual(await judgeMetadati(this, tipo, [xml.replace(/<Oggetto>.*<\/Oggetto>/, '')]), '');
      assert.equal(Buffer.from(testoDi(xml, 'Impronta') ?? '', 'base64').length, 32, name);
    }
  });

  it('is valid to the official schema for each flusso, kind of subject and act', async function () {
    const soggetti: Soggetto[] = [
      {
        tipo: 'PF',
        cognome: 'Esempio',
        nome: 'Uno',
        codiceFiscale: 'SMPNUO80A01H501X',
        domicilioDigitale: 'uno@pec.example',
      },
      { tipo: 'PF', cognome: 'Esempio', nome: 'Due', codiceFiscale: '99999999990' },
      { tipo: 'PG', denominazione: 'Impresa <Nord> & figli', partitaIva: '99999999990' },
      { tipo: 'PG', denominazione: 'Ditta estera', partitaIva: 'DE123', paese: 'DE' },
      PA,
      { ...PA, codiceUO: 'UREG1', denominazioneUO: 'Ufficio piani' },
      { tipo: 'PAE', denominazione: 'Ville de Lyon', domicilioDigitale: 'mairie@lyon.example' },
    ];
    const annulled = withEventi(
      registrazione({ allegati: [buildAllegato(1)] }),
      evento('annullamento', CHI, { motivo: 'Doppione', provvedimento: PROVVEDIMENTO }),
    );
    const xmls = [
      xmlOf({ mittenti: soggetti, destinatari: [own('U410')], allegati: [buildAllegato(1), buildAllegato(2)] }),
      xmlOf({ flusso: 'U', mittenti: [own('U410')], destinatari: soggetti }),
      xmlOf({ flusso: 'U', mittenti: [], destinatari: [PA] }),
      xmlOf({ flusso: 'I', mittenti: [own('U410')], destinatari: [own('U110')], mezzo: 'interno' }),
      xmlOf({ mezzo: 'portale', note: 'prima riga\nseconda \u0001 riga' }, intorno({ anni: 0 })),
      xmlOf({ altriFascicoli: ['fb', 'fc'] }, intorno({ anni: 'illimitato' })),
      toXml(buildDai(metadatiDi(annulled), intorno()).radice),
      toXml(buildDai({ ...metadatiDi(registrazione({ fascicolo: undefined })), registro: 'DET' }, intorno()).radice),
    ];
    assert.equal(await judgeMetadati(this, 'DocumentoAmministrativoInformatico', xmls), '');
  });

  it('is valid whatever a person wrote, as soon as nothing is missing', async function () {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((one) => one.trim() !== '');
    const made = fc.sample(
      fc.record({
        oggetto: text,
        note: fc.option(text, { nil: undefined }),
        mezzo: fc.constantFrom(...MEZZI_FISSI),
        flusso: fc.constantFrom('E' as const, 'U' as const, 'I' as const),
        mittenti: fc.array(fc.record({ tipo: fc.constant('PG' as const), denominazione: text, partitaIva: text }), {
          minLength: 1,
          maxLength: 3,
        }),
        nome: text,
        riservata: fc.boolean(),
        anni: fc.oneof(fc.constant('illimitato' as const), fc.integer({ min: 0, max: 20_000 })),
        allegati: fc.integer({ min: 0, max: 4 }),
      }),
      { numRuns: 60, seed: 5 },
    );
    const xmls = made.map(({ oggetto, note, mezzo, flusso, mittenti, nome, riservata, anni, allegati }) => {
      const over: { [K in keyof Contenuto]?: Contenuto[K] | undefined } = {
        note,
        mezzo,
        documento: buildFile('lettera.pdf', { nome }),
        allegati: Array.from({ length: allegati }, (_one, i) => buildAllegato(i + 1, { nome })),
      };
      const r = {
        ...metadatiDi(registrazione(over)),
        oggetto,
        flusso,
        mittenti: flusso === 'E' ? mittenti : [own('U410')],
        destinatari: flusso === 'E' ? [] : [PA],
        riservatezza: { livello: riservata ? ('riservata' as const) : ('ordinaria' as const), uo: [], utenti: [] },
      };
      const { radice, mancanze } = buildDai(r, intorno({ anni }));
      assert.deepEqual(mancanze, []);
      return toXml(radice);
    });
    assert.equal(await judgeMetadati(this, 'DocumentoAmministrativoInformatico', xmls), '');
  });

  it('gives the same bytes for the same record', () => {
    const r = metadatiDi(registrazione());
    assert.equal(toXml(buildDai(r, intorno()).radice), toXml(buildDai(structuredClone(r), intorno()).radice));
  });

  it('the impronta is base64 of the 32 bytes, never of their hex text', () => {
    const { sha256 } = buildFile();
    assert.equal(Buffer.from(improntaOf(sha256), 'base64').toString('hex'), sha256);
    assert.equal(testoDi(xmlOf(), 'Impronta'), improntaOf(sha256));
    assert.throws(() => improntaOf('abcd'), RangeError);
  });

  it('number of seven digits, date and time of Italian legal time, segnatura where there is a protocol (D1, D2)', () => {
    const xml = xmlOf();
    assert.equal(testoDi(xml, 'NumeroProtocolloDocumento'), '0000001');
    assert.equal(testoDi(xml, 'DataProtocollazioneDocumento'), '2026-03-02');
    assert.equal(testoDi(xml, 'OraProtocollazioneDocumento'), '09:14:05');
    assert.equal(testoDi(xml, 'CodiceRegistro'), 'PROT-GEN');
    assert.equal(testoDi(xml, 'Segnatura'), 'c_x000/AVLD001/PROT-GEN/2026-03-02/0000001');
  });

  it('how it came to be: a of what goes out, b of what arrives, c of a form of the portal, with the system as Produttore (S6)', () => {
    assert.equal(testoDi(xmlOf(), 'ModalitaDiFormazione'), MODALITA.b);
    assert.equal(testoDi(xmlOf({ mezzo: 'sportello' }), 'ModalitaDiFormazione'), MODALITA.b);
    const uscita = xmlOf({ flusso: 'U', mittenti: [own('U410')], destinatari: [PA] });
    assert.equal(testoDi(uscita, 'ModalitaDiFormazione'), MODALITA.a);
    assert.ok(!uscita.includes('<Produttore>'));
    const portale = xmlOf({ mezzo: 'portale' });
    assert.equal(testoDi(portale, 'ModalitaDiFormazione'), MODALITA.c);
    assert.equal(testoDi(portale, 'DenominazioneSistema'), 'Protocollo');
  });

  it('who registers is always there, what goes out has the own AOO as Mittente and Autore, whom it reaches as Destinatario (S1, S2, S3)', () => {
    const roles = (over: Over): string[] =>
      [...xmlOf(over).matchAll(/<TipoRuolo>([^<]+)</g)].map(([, one = '']) => one);
    assert.deepEqual(roles({}), [
      'Amministrazione Che Effettua La Registrazione',
      'Assegnatario',
      'Destinatario',
      'Mittente',
    ]);
    assert.deepEqual(roles({ flusso: 'U', mittenti: [], destinatari: [PA], assegnazioni: [] }), [
      'Amministrazione Che Effettua La Registrazione',
      'Destinatario',
      'Mittente',
      'Autore',
    ]);
    assert.ok(codiciOf({ mittenti: [] }).includes('mittente'));
    assert.ok(codiciOf({ flusso: 'U', mittenti: [], destinatari: [] }).includes('destinatario'));
  });

  it('an assegnatario is an office, with the person where she is named and known (S4)', () => {
    const named = xmlOf({ assegnazioni: [{ uo: 'U410', tipo: 'competenza', utente: 'istruttore' }] });
    assert.match(named, /<AS>\s*<Cognome>Esempio<\/Cognome>/);
    const unknown = xmlOf({ assegnazioni: [{ uo: 'U410', tipo: 'competenza', utente: 'senza.nome' }] });
    assert.match(unknown, /<AS>\s*<IPAAmm>/);
    assert.deepEqual(codiciOf({ assegnazioni: [{ uo: 'U999', tipo: 'competenza' }] }), ['ufficio-codice-ipa']);
  });

  it('counts the attachments that it lists, under numbers that stay (D3)', () => {
    const xml = xmlOf({ allegati: [buildAllegato(1), buildAllegato(2)] });
    assert.equal(testoDi(xml, 'NumeroAllegati'), '2');
    assert.equal([...xml.matchAll(/<IndiceAllegati>/g)].length, 2);
    assert.match(xml, /-all-2<\/Identificativo>/);
  });

  it('marks of signature come from the verification; a signed envelope that nobody verified has no answer (D4, D7, D8)', () => {
    const firma = (esito: 'valida' | 'non-valida') =>
      buildFile('a.pdf', { firme: [{ tipo: 'PAdES', firmatario: 'Esempio Uno', esito }] });
    assert.equal(testoDi(xmlOf({ documento: firma('valida') }), 'FirmatoDigitalmente'), 'true');
    assert.equal(testoDi(xmlOf({ documento: firma('non-valida') }), 'FirmatoDigitalmente'), 'false');
    assert.equal(testoDi(xmlOf(), 'ConformitaCopieImmagineSuSupportoInformatico'), 'false');
    assert.equal(
      testoDi(xmlOf({}, intorno({ conforme: true })), 'ConformitaCopieImmagineSuSupportoInformatico'),
      'true',
    );
    const busta = buildFile('a.p7m', { formato: { mime: 'application/pkcs7-mime' } });
    assert.deepEqual(codiciOf({ documento: busta }), ['firma-da-verificare']);
  });

  it('each rectification, integration and annulment is a version, with the last one traced and its author as Operatore (D5, S5)', () => {
    const r = withEventi(
      registrazione(),
      evento(
        'rinnovo',
        { ...CHI, utente: 'senza.nome' },
        { campo: 'oggetto', vecchio: 'a', nuovo: 'b', motivo: 'errore', provvedimento: PROVVEDIMENTO },
      ),
      evento('modifica', CHI, { campo: 'note', nuovo: 'x', motivo: 'nota' }),
      evento('integrazione', CHI, { motivo: 'mancava', allegati: [buildAllegato(1)] }),
    );
    const xml = toXml(buildDai(metadatiDi(r), intorno()).radice);
    assert.equal(testoDi(xml, 'VersioneDelDocumento'), '3');
    assert.equal(testoDi(xml, 'TipoModifica'), 'Integrazione');
    assert.equal(testoDi(xml, 'DataModifica'), '2026-03-03');
    assert.equal(testoDi(xml, 'OraModifica'), '11:11:12');
    assert.match(xml, /<Operatore>\s*<TipoRuolo>Operatore<\/TipoRuolo>\s*<PF>\s*<Cognome>Esempio/);
    const unnamed = withEventi(
      registrazione(),
      evento('annullamento', { ...CHI, utente: 'senza.nome' }, { motivo: 'x', provvedimento: PROVVEDIMENTO }),
    );
    const [lack] = buildDai(metadatiDi(unnamed), intorno()).mancanze;
    assert.deepEqual([lack?.codice, lack?.riferimento, lack?.rimedio], ['utente-nome', 'senza.nome', 'utenti']);
    assert.ok(!xmlOf().includes('TracciatureModificheDocumento'));
  });

  it('retention of 0 years becomes 1 and says so, illimitato is 9999, none is left out', () => {
    const zero = xmlOf({}, intorno({ anni: 0 }));
    assert.equal(testoDi(zero, 'TempoDiConservazione'), '1');
    assert.match(testoDi(zero, 'Note') ?? '', /0 anni/);
    assert.equal(testoDi(xmlOf({}, intorno({ anni: 'illimitato' })), 'TempoDiConservazione'), '9999');
    assert.equal(testoDi(xmlOf({}, intorno({ anni: undefined })), 'TempoDiConservazione'), undefined);
  });

  it('says in words what is missing and who can give it, and invents nothing', () => {
    const { mancanze, radice } = build({ classifica: undefined, fascicolo: undefined, documento: undefined });
    assert.deepEqual(mancanze.map(({ codice }) => codice).sort(), ['classifica', 'documento', 'fascicolo']);
    for (const { messaggio, chi } of mancanze) assert.match(`${messaggio} ${chi}`, /^\p{Lu}.+\. \p{Lu}/u);
    const elementi = campiOf(radice).map(({ elemento }) => elemento);
    for (const absent of ['IdDoc', 'Classificazione', 'Agg', 'NomeDelDocumento'])
      assert.ok(!elementi.some((one) => one.startsWith(absent)), absent);
    assert.ok(elementi.includes('ChiaveDescrittiva/Oggetto'));
  });

  it('names each code that a public counterpart lacks, and the datum to be renewed', () => {
    const bare: Soggetto = { tipo: 'PAI', denominazione: 'Prefettura' };
    const { mancanze } = build({ mittenti: [bare] });
    assert.deepEqual(
      mancanze.map(({ codice, riferimento }) => [codice, riferimento]),
      ['codice-ipa', 'codice-aoo', 'denominazione-aoo', 'domicilio'].map((one) => [`mittente-${one}`, 'mittenti[0]']),
    );
    assert.match(mancanze[0]?.messaggio ?? '', /codice IPA del mittente Prefettura/);
    assert.deepEqual(codiciOf({ mittenti: [{ tipo: 'PAE', denominazione: 'Ville' }] }), ['mittente-domicilio']);
  });

  it('an AOO without address, a document without tipologia and without a default, a format still looked at: all told', () => {
    const { domicilioDigitale: _none, ...ente } = CONF.ente;
    assert.deepEqual(codiciOf({}, intorno({ conf: { ...CONF, ente } })), ['aoo-domicilio']);
    const { tipologiaPredefinita: _no, ...conf } = CONF;
    assert.deepEqual(codiciOf({ tipologia: undefined }, intorno({ conf })), ['tipologia']);
    assert.equal(testoDi(xmlOf({ tipologia: undefined }), 'TipologiaDocumentale'), 'Comunicazione');
    const incompleto = buildFile('a.pdf', { formato: { mime: 'application/pdf', incompleto: true } });
    assert.deepEqual(codiciOf({ documento: incompleto }), ['formato-in-esame']);
  });

  it('the fascicoli are named primary first; a repertorio has its serie and needs none', () => {
    const xml = xmlOf({ fascicolo: 'fa', altriFascicoli: ['fb'] });
    assert.deepEqual(
      [...xml.matchAll(/<IdAggregazione>([^<]+)/g)].map(([, id]) => id),
      ['fa', 'fb'],
    );
    const det = buildDai({ ...metadatiDi(registrazione({ fascicolo: undefined })), registro: 'DET' }, intorno());
    assert.deepEqual(det.mancanze, []);
    const text = toXml(det.radice);
    assert.equal(testoDi(text, 'TipoAggregazione'), 'Serie Documentale');
    assert.equal(testoDi(text, 'NumeroRegistrazioneDocumento'), '0000001');
  });
});
