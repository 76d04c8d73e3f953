import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Blocco, blocchiOf, trattiOf } from '../../../schemas/testo-lettera.api.js';
import { drawLettera } from '../../../server/bozze/lettera-pdf.js';

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const righe = (blocco: Blocco) => (blocco.tipo === 'elenco' ? blocco.voci : blocco.righe);
const shown = (blocchi: readonly Blocco[]): string =>
  blocchi.flatMap((one) => righe(one).map((tratti) => tratti.map(({ testo }) => testo).join(''))).join('\n');

describe('the text of a letter', () => {
  it('has headings, paragraphs with their lines, lists and bold', () => {
    const blocchi = blocchiOf('# Oggetto\nPrima riga\nseconda **in evidenza**.\n\n- uno\n- due\n1. primo\n2) secondo');
    assert.deepEqual(
      blocchi.map((one) => [one.tipo, righe(one).length]),
      [
        ['titolo', 1],
        ['paragrafo', 2],
        ['elenco', 2],
        ['elenco', 2],
      ],
    );
    assert.deepEqual(trattiOf('seconda **in evidenza**.'), [
      { testo: 'seconda ', grassetto: false },
      { testo: 'in evidenza', grassetto: true },
      { testo: '.', grassetto: false },
    ]);
    assert.deepEqual(trattiOf('2 ** 3 ** x'), [{ testo: '2 ** 3 ** x', grassetto: false }]);
  });

  it('loses no word, whatever is written', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('# ', '- ', '12. ', '**', ' ', '\n', '\n\n', 'parola', 'Roma', '7'), {
          maxLength: 40,
        }),
        (parts) => {
          const text = parts.join('');
          const kept = wordsIn(shown(blocchiOf(text)));
          const asked = wordsIn(text.replace(/^[ ]*(?:[-•] +|\d{1,3}[.)] +)(?=\S)/gmu, ''));
          assert.deepEqual(kept.join(''), asked.join(''));
        },
      ),
    ));

  it('is the same paper, byte for byte, for the same words, and takes as many pages as it needs', async () => {
    const dati = {
      ente: 'Comune di Valdoria',
      ufficio: 'Edilizia privata',
      destinatari: [['Maria Rossi', 'via Roma 1']],
      oggetto: 'Richiesta di accesso agli atti',
      testo: `# Premessa\n${'Testo **importante** della lettera. '.repeat(400)}\n\n- ${'voce '.repeat(60)}\n- ${'x'.repeat(400)}`,
      allegati: ['planimetria.pdf'],
      firmatario: 'Responsabile Settore 4',
      istante: new Date('2026-03-02T09:00:00Z'),
      dimostrazione: true,
    };
    const [first, second] = await Promise.all([drawLettera(dati), drawLettera(dati)]);
    assert.ok(first.equals(second));
    assert.ok((first.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length > 2);
  });
});
