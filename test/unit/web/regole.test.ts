import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inAlbero } from '../../../web/amministrazione/albero.js';
import { differenzeTra } from '../../../web/configurazione/confronto.js';
import { readCampo, writeCampo } from '../../../web/configurazione/valori.js';
import { bozzeFerme, type Bozza } from '../../../web/lib/bozze.js';
import { csvOf } from '../../../web/lib/csv.js';
import { chiaveDecimale, nextOrdine, readOrdine, vediRighe, writeOrdine } from '../../../web/lib/ordine.js';

const FORMULE = ['=', '+', '-', '@', '＝', '＋', '－', '＠'].flatMap((segno) =>
  ['', ' ', '\t', '\r', '\n'].map((spazio) => spazio + segno),
);

describe('the pages of the rules', () => {
  it('tell what is new, gone, changed, moved', () => {
    const prima = [
      { codice: 'a', denominazione: 'A' },
      { codice: 'b', denominazione: 'B' },
      { codice: 'c', denominazione: 'C' },
    ];
    const dopo = [
      { codice: 'c', denominazione: 'C' },
      { codice: 'a', denominazione: 'AA', cartaceo: true },
      { codice: 'd', denominazione: 'D' },
    ];
    assert.deepEqual(differenzeTra('mezzi', prima, dopo), [
      {
        genere: 'cambiata',
        voce: 'a',
        campi: [
          { titolo: 'Denominazione', prima: 'A', dopo: 'AA' },
          { titolo: 'Cartaceo', prima: '', dopo: 'sì' },
        ],
      },
      { genere: 'aggiunta', voce: 'd' },
      { genere: 'tolta', voce: 'b' },
      { genere: 'ordine' },
    ]);
    assert.deepEqual(differenzeTra('mezzi', prima, prima), []);
  });

  it('take away what is emptied, also one level down', () => {
    const one = writeCampo({}, 'atto.numero', '12');
    assert.deepEqual(one, { atto: { numero: '12' } });
    assert.equal(readCampo(one, 'atto.numero'), '12');
    assert.deepEqual(writeCampo(one, 'atto.numero', ''), {});
    assert.deepEqual(writeCampo({ a: true }, 'a', false), {});
    assert.deepEqual(writeCampo({ a: true }, 'a', false, true), { a: false });
  });
});

describe('tables that are sorted and filtered', () => {
  const colonne = [{ campo: 'n', titolo: 'N', valore: (n: string) => n }];
  it('go by a head up, down, and back as they were', () => {
    const up = nextOrdine(null, 'n');
    const down = nextOrdine(up, 'n');
    assert.deepEqual([writeOrdine(up), writeOrdine(down), nextOrdine(down, 'n')], ['n', '-n', null]);
    assert.deepEqual(readOrdine('-n'), down);
  });
  it('sort numbers in words as numbers, empty ones last either way', () => {
    const righe = ['U10', '', 'u2'];
    assert.deepEqual(vediRighe(righe, colonne, { q: '', ordine: { campo: 'n', inverso: false } }), ['u2', 'U10', '']);
    assert.deepEqual(vediRighe(righe, colonne, { q: '', ordine: { campo: 'n', inverso: true } }), ['U10', 'u2', '']);
    assert.deepEqual(righe, ['U10', '', 'u2']);
  });
  it('sort figures with decimals as they are', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 })), (millesimi) => {
        const righe = millesimi.map((one) => one / 1_000);
        const quota = [{ campo: 'n', titolo: 'N', valore: String, chiave: (n: number) => chiaveDecimale(n) }];
        const viste = vediRighe(righe, quota, { q: '', ordine: { campo: 'n', inverso: false } });
        assert.deepEqual(
          viste,
          righe.toSorted((a, b) => a - b),
        );
      }),
    ));
  it('are exported without the columns that hold only buttons', () => {
    const azioni = { campo: 'a', titolo: 'Azioni', fissa: true, valore: () => '' };
    assert.equal(csvOf(['x'], [...colonne, azioni]), '\uFEFF"N"\r\n"x"\r\n');
  });
  it('are exported so that no spreadsheet runs a formula', () =>
    fc.assert(
      fc.property(fc.constantFrom(...FORMULE), fc.string(), (first, rest) => {
        assert.ok(csvOf([first + rest], colonne).includes(`\r\n"'${first}`));
      }),
    ));
});

it('offices are read as a tree from above, each once, whatever stands under what', () =>
  fc.assert(
    fc.property(
      fc.array(fc.record({ codice: fc.nat(20), padre: fc.option(fc.nat(20)) }), { maxLength: 20 }),
      (list) => {
        const uffici = [...new Map(list.map((one) => [one.codice, one])).values()].map(({ codice, padre }) => ({
          codice: `U${codice}`,
          denominazione: '',
          ...(padre !== null && padre < codice && { padre: `U${padre}` }),
          attivo: true,
          versione: 1,
        }));
        const tree = inAlbero(uffici);
        assert.equal(tree.length, uffici.length);
        tree.forEach(({ ufficio: { padre } }, i) => {
          if (padre !== undefined && uffici.some(({ codice }) => codice === padre))
            assert.ok(tree.slice(0, i).some(({ ufficio }) => ufficio.codice === padre));
        });
      },
    ),
  ));

it('drafts left for longer than the AOO says are proposed for deletion, not one whose sending has no answer', () => {
  const bozza = (id: string, salvata: string, inviata = false): Bozza => ({
    id,
    autore: 'anna',
    chiave: id,
    creata: salvata,
    salvata,
    valori: {},
    documento: null,
    allegati: [],
    invii: inviata ? [{ richiesta: '{}', documento: null, allegati: [], quando: salvata }] : [],
  });
  const bozze = [
    bozza('vecchia', '2026-01-01T09:00:00+01:00'),
    bozza('inviata', '2026-01-01T09:00:00+01:00', true),
    bozza('giusta', '2026-02-01T09:00:00+01:00'),
  ];
  const ferme = bozzeFerme(bozze, 30, new Date('2026-03-02T09:00:00+01:00'));
  assert.deepEqual(
    ferme.map(({ id }) => id),
    ['vecchia'],
  );
});
