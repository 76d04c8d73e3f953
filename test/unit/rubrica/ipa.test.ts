import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { TipoIpa } from '../../../schemas/importazione.api.js';
import { readTabella, type RigaTabella } from '../../../server/rubrica/ipa/lettura.js';
import { righeOf } from '../../../server/rubrica/ipa/righe.js';
import { linesOf } from '../../../server/rubrica/ipa/testo.js';
import { type RigaGuasta, type VoceIpa, voceOf } from '../../../server/rubrica/ipa/voce.js';
import { buildZip } from '../../support/zip.js';

const ENTI = 'Codice_IPA,Denominazione_ente,Codice_fiscale_ente,CAP,Indirizzo,Mail1,Tipo_Mail1';
const bytes = (...pieces: (string | Buffer)[]): Buffer =>
  Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
/** In pieces of seven bytes: no line, letter or quote comes whole. */
const pieces = (all: Buffer): Readable =>
  Readable.from(Array.from({ length: Math.ceil(all.length / 7) }, (_, i) => all.subarray(i * 7, i * 7 + 7)));

async function read(all: Buffer | string, tipo: TipoIpa = 'enti'): Promise<RigaTabella[]> {
  const found: RigaTabella[] = [];
  for await (const riga of readTabella(pieces(bytes(all)), tipo)) found.push(riga);
  return found;
}
const taken = (voce: VoceIpa | RigaGuasta): VoceIpa => ('difetto' in voce ? assert.fail(voce.difetto) : voce);

describe('files of the IPA', () => {
  it('CSV: BOM, CRLF, quotes, commas and line ends in fields; rows keep the number of their line', async () => {
    const righe = await read(
      `\uFEFF_id,${ENTI}\r\n1,c_y001,"Comune di Roccalta, ""la città""",00000000000,00100,"via Roma 1\r\nscala B",a@pec.example,Pec\r\n\r\n2,c_y002,Comune,,00200,via,,\r\n`,
    );
    assert.deepEqual(
      righe.map(({ riga }) => riga),
      [2, 5],
    );
    assert.equal(righe[0]?.valori['denominazione_ente'], 'Comune di Roccalta, "la città"');
    assert.equal(righe.at(0)?.valori['indirizzo'], 'via Roma 1\nscala B');
    assert.equal(righe[1]?.valori['cap'], '00200');
  });

  it('a row that is broken is told and spoils no other', async () => {
    const righe = await read(
      [
        ENTI,
        'c_y001,Uno,,00100,via Roma 1,a@pec.example,Pec',
        'c_y002,Troppo corta',
        'c_y003,"Virgolette aperte,,00100,via,,',
        'c_y004,Quattro,,00100,via,,',
        'c_y005,"Male" chiuse,,00100,via,,',
        'c_y006,Sei,,00100,via,,,,di troppo',
        'c_y007,Sette,,00100,via,,',
      ].join('\n'),
    );
    assert.deepEqual(
      righe.map(({ riga, difetto, valori }) => [riga, valori['codice_ipa'], difetto === undefined]),
      [
        [2, 'c_y001', true],
        [3, 'c_y002', false],
        [4, 'c_y003', false],
        [5, 'c_y004', true],
        [6, 'c_y005', false],
        [7, 'c_y006', false],
        [8, 'c_y007', true],
      ],
    );
  });

  it('UTF-8, Latin-1 and both in one file, UTF-16', async () => {
    const latin = Buffer.from('c_y002,Comune di Sant\u2019Agata\n'.replace('\u2019', '\x92'), 'latin1');
    const righe = await read(
      bytes(`${ENTI.split(',').slice(0, 2).join()}\nc_y001,Forlì\n`, latin, Buffer.from('c_y003,Mondovì\n', 'latin1')),
    );
    assert.deepEqual(
      righe.map(({ valori }) => valori['denominazione_ente']),
      ['Forlì', 'Comune di Sant’Agata', 'Mondovì'],
    );
    const wide = bytes(
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Codice_IPA\tDenominazione_ente\nc_y001\tForlì\n', 'utf16le'),
    );
    assert.equal((await read(wide))[0]?.valori['denominazione_ente'], 'Forlì');
  });

  it('the old text files, by their columns; `null` is no value, quotes are letters', async () => {
    const [riga] = await read(
      'cod_amm\tdes_amm\tComune\tCap\tProvincia\tIndirizzo\tCf\tmail1\ttipo_mail1\nC_Y001\tEnte "Alfa\tRoccalta\t00100\tRL\tvia Roma 1\t12345678903\tA@PEC.example\tCEC-PAC\n',
    );
    const voce = taken(voceOf('enti', riga?.valori ?? {}));
    assert.equal(voce.chiave, 'ipa|c_y001||');
    assert.equal(voce.soggetto.denominazione, 'Ente "Alfa');
    assert.equal(voce.soggetto.indirizzo, 'via Roma 1, 00100 Roccalta, (RL)');
    assert.equal(voce.soggetto.domicilioDigitale, 'a@pec.example');
    const ou = taken(
      voceOf(
        'uo',
        { cod_ou: 'x', cod_uni_ou: 'UF0001', des_ou: 'Ufficio', cod_amm: 'c_y001', cod_aoo: 'null' },
        { denominazione: 'Ente' },
      ),
    );
    assert.deepEqual(
      [ou.chiave, ou.soggetto.denominazione, ou.soggetto.denominazioneUO],
      ['ipa|c_y001||uf0001', 'Ente', 'Ufficio'],
    );
  });

  it('XLSX: shared and inline texts, cells left out, formulas told', async () => {
    const cell = (r: string, text: string) => `<c r="${r}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = `<worksheet><sheetData><row r="1">${['Codice_IPA', 'Codice_uni_aoo', 'Denominazione_aoo', 'Mail1'].map((name, i) => cell(`${'ABCD'.charAt(i)}1`, name)).join('')}</row>
      <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c>${cell('C3', 'Protocollo &amp; archivio')}</row>
      <row r="4">${cell('A4', 'c_y001')}${cell('B4', 'A000002')}<c r="C4"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`;
    const file = buildZip({
      'xl/worksheets/sheet1.xml': sheet,
      'xl/sharedStrings.xml': '<sst><si><t>c_y001</t></si><si><r><t>A0000</t></r><r><t>01</t></r></si></sst>',
    });
    const righe = await read(file, 'aoo');
    assert.deepEqual(righe[0], {
      riga: 3,
      valori: {
        codice_ipa: 'c_y001',
        codice_uni_aoo: 'A000001',
        denominazione_aoo: 'Protocollo & archivio',
        mail1: '',
      },
    });
    assert.match(righe[1]?.difetto ?? '', /formula/);
    for (const broken of [
      buildZip({ 'a.txt': 'x' }),
      buildZip({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      file.subarray(0, 300),
    ])
      await assert.rejects(read(broken, 'aoo'), /XLSX/);
  });

  it('JSON: records as objects, and as the data store writes them', async () => {
    const objects = {
      result: { note: ['[', '"records"'], records: [{ Codice_IPA: 'c_y001', Denominazione_ente: 'Ro"cc[a' }, 7] },
    };
    assert.deepEqual(
      (await read(JSON.stringify(objects, null, 2))).map(({ valori, difetto }) => [
        valori['denominazione_ente'],
        difetto === undefined,
      ]),
      [
        ['Ro"cc[a', true],
        ['', false],
      ],
    );
    const lists = {
      fields: [{ id: '_id' }, { id: 'Codice_IPA' }, { id: 'Denominazione_ente' }],
      records: [
        [1, 'c_y001', 'Roccalta, {x}'],
        [2, 'c_y002'],
      ],
    };
    assert.deepEqual(
      (await read(JSON.stringify(lists))).map(({ valori, difetto }) => [
        valori['denominazione_ente'],
        difetto === undefined,
      ]),
      [
        ['Roccalta, {x}', true],
        ['', false],
      ],
    );
    for (const none of ['[]', '{"a": 1}', '{']) await assert.rejects(read(none), /JSON/);
  });

  it('another file, no key column, nothing at all: refused whole, with what is missing', async () => {
    await assert.rejects(read('Codice_IPA,Codice_uni_aoo,Denominazione_aoo\n'), /AOO/);
    await assert.rejects(read('nome,cognome\nMaria,Rossi\n'), /codice_ipa/);
    await assert.rejects(read(''), /vuoto/);
    const endless = Readable.from(Array.from({ length: 30 }, () => Buffer.alloc(65_536, 'x')));
    await assert.rejects(readTabella(endless, 'enti').next(), /1 MB/);
    assert.deepEqual(await read('CODICE_IPA;DENOMINAZIONE_ENTE\n'), []);
  });

  it('whatever the bytes and wherever they are cut, the same rows, and never a failure', async () => {
    const piece = fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'è', '""', '\t', ' ');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (all, size) => {
        const text = bytes(`x,y\n${all.join('')}`);
        const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.subarray(i * size, i * size + size),
        );
        const rows = async (source: Buffer[]) => {
          const found = [];
          for await (const riga of righeOf(linesOf(Readable.from(source)))) found.push(riga);
          return found;
        };
        const whole = await rows([text]);
        assert.deepEqual(await rows(parts), whole);
        assert.ok(
          whole.every(({ riga }, i) => i === 0 || riga > (whole[i - 1]?.riga ?? 0)),
          'in the order of their lines',
        );
      }),
      { numRuns: 300 },
    );
  });

  it('a row says its faults: without key or name it is refused, a wrong codice fiscale or mail is left out and told', () => {
    const riga = {
      codice_ipa: 'c_y001',
      denominazione_ente: 'Comune',
      codice_fiscale_ente: '12345678901',
      mail1: 'non è',
      tipo_mail1: 'Pec',
      mail2: 'b@pec.example',
      tipo_mail2: 'Pec',
      mail3: 'u@comune.example',
      tipo_mail3: 'Altro',
    };
    const voce = taken(voceOf('enti', riga));
    assert.equal(voce.soggetto.codiceFiscale, undefined);
    assert.equal(voce.soggetto.domicilioDigitale, 'b@pec.example');
    assert.deepEqual(
      voce.recapiti.map(({ tipo }) => tipo),
      ['digitale', 'email'],
    );
    assert.equal(voce.segnalazioni.length, 2);
    for (const bad of [
      { ...riga, codice_ipa: '' },
      { ...riga, codice_ipa: 'c y' },
      { ...riga, denominazione_ente: 'null' },
      { ...riga, denominazione_ente: 'x'.repeat(1_001) },
    ])
      assert.ok('difetto' in voceOf('enti', bad));
    assert.equal(
      taken(voceOf('enti', { ...riga, denominazione_ente: '=cmd|calc' })).soggetto.denominazione,
      '=cmd|calc',
      'a text is a text',
    );
  });
});
