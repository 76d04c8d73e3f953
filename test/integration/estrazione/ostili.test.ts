import assert from 'node:assert/strict';
import { Estrattore } from '../../../server/estrazione/processo.js';
import { MAX_CARATTERI } from '../../../server/estrazione/raccolta.js';
import * as ostili from '../../support/corpus/ostili.js';
import { buildPdf } from '../../support/pdf.js';

/** What each file may give: some are read as far as they go, none stops or fills the machine. */
type Atteso = 'estratto' | 'senza-testo' | 'cifrato' | 'non-riuscito';
const FILE: readonly [
  nome: string,
  make: () => Buffer | Promise<Buffer>,
  attesi: readonly Atteso[],
  troncato?: true,
][] = [
  ['PDF with a password', ostili.buildPdfCifrato, ['cifrato']],
  ['docx with a password', ostili.docxCifrato, ['cifrato']],
  ['zip with a password', ostili.zipCifrato, ['cifrato']],
  ['odt with a password', ostili.odtCifrato, ['cifrato']],
  ['PDF whose page draws itself', ostili.pdfCheSiDisegna, ['senza-testo']],
  ['PDF whose pages are a ring', ostili.pdfAdAnello, ['senza-testo', 'non-riuscito']],
  ['PDF without pages', ostili.pdfSenzaPagine, ['senza-testo', 'non-riuscito']],
  ['PDF of 300,000 open brackets', ostili.pdfAnnidato, ['senza-testo', 'non-riuscito']],
  ['PDF of a page that expands to 50 MB', () => ostili.pdfBomba(50_000_000), ['senza-testo', 'non-riuscito']],
  ['PDF that is none', () => Buffer.from('%PDF-1.7\nciao'), ['non-riuscito']],
  ['XML that laughs', ostili.xmlBomba, ['estratto', 'senza-testo']],
  ['XML of 400,000 open elements', ostili.xmlAnnidato, ['senza-testo']],
  ['HTML of open scripts', ostili.htmlAnnidato, ['senza-testo', 'estratto']],
  ['RTF of 400,000 groups', ostili.rtfAnnidato, ['senza-testo']],
  ['docx that expands to 60 MB', () => ostili.docxBomba(60_000_000), ['senza-testo', 'estratto']],
  ['docx with a document type', ostili.docxConDoctype, ['estratto']],
  ['p7m in p7m, too deep', () => ostili.p7mAnnidato(40), ['estratto', 'senza-testo']],
  ['mail in mail, too deep', () => ostili.postaAnnidata(60), ['estratto']],
  ['a text of 16 MB', () => ostili.testoLungo(16 * 1024 ** 2), ['estratto'], true],
];

describe('texts of hostile files', function () {
  this.timeout(60_000);
  const estrattore = new Estrattore({ ms: 30_000, memoriaMb: 900 });
  after(() => estrattore.close());

  for (const [nome, make, attesi, troncato] of FILE)
    it(nome, async () => {
      const { stato, testo, troncato: cut } = await estrattore.estrai(await make());
      assert.ok(attesi.includes(stato), stato);
      assert.ok(testo.length <= MAX_CARATTERI);
      assert.equal(stato === 'estratto', testo !== '');
      assert.doesNotMatch(testo, /ridi|root:/, 'an entity was expanded');
      assert.doesNotMatch(testo, /non si legge/, 'what is closed was read');
      if (troncato === true) assert.equal(cut, true);
    });

  it('after all of them a sound file is read', async () => {
    const { stato, testo } = await estrattore.estrai(buildPdf('Delibera di giunta'));
    assert.deepEqual([stato, testo], ['estratto', 'Delibera di giunta']);
  });

  it('a process that takes too long, too much memory, or dies, is one file lost and no more', async () => {
    for (const [limiti, motivo] of [
      [{ ms: 20, memoriaMb: 900 }, 'tempo'],
      [{ ms: 30_000, memoriaMb: 10 }, 'memoria'],
    ] as const) {
      const tight = new Estrattore(limiti);
      const { stato, motivo: why } = await tight.estrai(ostili.pdfBomba(30_000_000));
      assert.deepEqual([stato, why], ['non-riuscito', motivo]);
      tight.close();
    }
    const killed = estrattore.estrai(ostili.xmlAnnidato());
    setImmediate(() => estrattore.close());
    assert.equal((await killed).motivo, 'processo-caduto');
    assert.equal((await estrattore.estrai(Buffer.from('ancora vivo'))).testo, 'ancora vivo');
  });
});
