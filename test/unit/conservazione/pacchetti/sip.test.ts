import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import {
  canonica,
  elemento,
  improntaIndice,
  type NodoSip,
  pulito,
  toSip,
} from '../../../../server/conservazione/pacchetti/sip.js';
import { nomeSicuro, nomiUnici, taglia, tagliaNome } from '../../../../server/conservazione/pacchetti/testi.js';
import { requireSchemi } from '../../../support/schemi.js';
import { requireProgram } from '../../../support/servizi.js';

/** Exclusive canonical form as libxml2 makes it. */
function giudicata(xmllint: string, xml: Buffer): Buffer {
  const { stdout, status, stderr } = spawnSync(xmllint, ['--exc-c14n', '-'], { input: xml });
  assert.equal(status, 0, stderr.toString());
  return stdout;
}

const testo = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      'à',
      '’',
      '&',
      '<',
      '>',
      '"',
      "'",
      '\r',
      '\n',
      '\t',
      ']]>',
      '\u0000',
      '\u000b',
      '😀',
      '\u0085',
      ' ',
    ),
  }),
);
const nome = fc.constantFrom('Oggetto', 'Chiave', 'A.b-c_1', 'Data');
const attributi = fc.dictionary(fc.constantFrom('versione', 'Alfa', 'b', 'a'), testo, { noNullPrototype: true });
const { albero } = fc.letrec<{ albero: NodoSip }>((tie) => ({
  albero: fc.oneof(
    { depthSize: 'small' },
    fc.record({ nome, testo }),
    fc
      .record({ nome, attributi, figli: fc.array(tie('albero'), { maxLength: 4 }) })
      .map(({ nome: quale, attributi: detti, figli }) => elemento(quale, detti, figli)),
  ),
}));

describe('the index of a package as XML', () => {
  it('has the canonical form that libxml2 gives to what is sent, byte for byte', function () {
    this.timeout(20_000);
    const xmllint = requireProgram(this, 'xmllint', 'apt-get install -y libxml2-utils');
    fc.assert(
      fc.property(fc.array(albero, { minLength: 1, maxLength: 30 }), (figli) => {
        const radice = elemento('UnitaDocumentaria', {}, figli);
        const sip = toSip(radice);
        assert.ok(sip.every((byte) => byte < 0x80));
        assert.equal(canonica(radice), giudicata(xmllint, sip).toString('utf8'));
      }),
      { numRuns: 60 },
    );
  });

  it('is judged by one that knows the hashes of the examples', async function () {
    const xmllint = requireProgram(this, 'xmllint', 'apt-get install -y libxml2-utils');
    const esempi = path.join(requireSchemi(this, 'parer'), 'esempi');
    for (const [file, sha256] of [
      ['ud-protocollo-entrata.xml', 'cbdcf827d65522038184fc6dcaa34012e39cbe04ddd9b80d7379b90e18792cae'],
      ['ud-registro-giornaliero.xml', '9608fc2100a687f54e33ce9ccee0969011d60ed4519142bcd7e15c02b62f98e6'],
    ] as const) {
      const forma = giudicata(xmllint, await readFile(path.join(esempi, file)));
      assert.equal(createHash('sha256').update(forma).digest('hex'), sha256);
    }
  });

  it('says every text as it was, but for what XML cannot hold', () => {
    fc.assert(
      fc.property(testo, (detto) => {
        let letto = '';
        let dentro = false;
        const parser = new SaxesParser();
        parser.on('opentag', () => (dentro = true));
        parser.on('closetag', () => (dentro = false));
        parser.on('text', (pezzo) => {
          if (dentro) letto += pezzo;
        });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(toSip({ nome: 'Oggetto', testo: detto }).toString()).close();
        assert.equal(letto, pulito(detto));
      }),
    );
  });

  it('bears no comment, no namespace, no processing instruction', () => {
    const radice = elemento('Radice', { versione: '<!--?-->' }, [{ nome: 'Testo', testo: '<!-- --><?x?>' }]);
    assert.equal(
      toSip(radice).toString(),
      '<?xml version="1.0" encoding="UTF-8"?>\n<Radice versione="&lt;!--?--&gt;">\n  <Testo>&lt;!-- --&gt;&lt;?x?&gt;</Testo>\n</Radice>\n',
    );
    assert.throws(() => canonica({ nome: 'x:Radice' }), RangeError);
    assert.throws(() => toSip({ nome: 'Non valido' }), RangeError);
    assert.match(improntaIndice(radice), /^[0-9a-f]{64}$/);
  });
});

describe('texts within the lengths of the schemas', () => {
  it('are cut by characters, with the sign of it', () => {
    assert.equal(taglia('😀😀😀', 3), '😀😀😀');
    assert.equal(taglia('😀😀😀😀', 3), '😀😀…');
    assert.equal(taglia('a\u0000b', 2), 'ab');
    assert.equal(tagliaNome(`${'a'.repeat(300)}.pdf.p7m`, 254), `${'a'.repeat(245)}….pdf.p7m`);
  });

  it('gives names that are safe, and each once', () => {
    assert.equal(nomeSicuro('Località Ca’ Bianca.pdf'), 'Localita_Ca_Bianca.pdf');
    assert.equal(nomeSicuro('../../etc/passwd'), 'etc_passwd');
    assert.deepEqual(nomiUnici(['a.pdf', 'A.PDF', 'a.pdf', '…']), ['a.pdf', 'A-2.PDF', 'a-3.pdf', 'file']);
    fc.assert(
      fc.property(fc.array(testo, { maxLength: 20 }), (nomi) => {
        const fatti = nomiUnici(nomi);
        assert.equal(new Set(fatti.map((uno) => uno.toLowerCase())).size, nomi.length);
        for (const uno of fatti) assert.match(uno, /^[A-Za-z0-9][A-Za-z0-9._-]{0,110}$/);
      }),
    );
  });
});
