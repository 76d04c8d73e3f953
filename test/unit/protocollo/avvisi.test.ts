import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { avvisiOfRichiesta, avvisiWithin, dayOfArrivo, isSameSoggetto } from '../../../server/protocollo/avvisi.js';
import { soggetto } from './arbitraries.js';

const PG = (denominazione: string, over: Partial<Soggetto> = {}): Soggetto => ({ tipo: 'PG', denominazione, ...over });
const PF = (cognome: string, nome: string, over: Partial<Soggetto> = {}): Soggetto => ({
  tipo: 'PF',
  cognome,
  nome,
  ...over,
});

describe('isSameSoggetto', () => {
  const SAME: readonly [Soggetto, Soggetto][] = [
    [PG('Alfa S.r.l.'), PG('ALFA s.r.l.')],
    [PF('Rossi', 'Niccolò'), PF('ROSSI', 'Niccolo')],
    [PG('Alfa', { partitaIva: '12345678903' }), PG('Alfa in liquidazione', { partitaIva: '12345678903' })],
    [PF('Rossi', 'Maria', { codiceFiscale: 'X' }), PG('Ditta Rossi', { codiceFiscale: 'X' })],
    [PG('Alfa', { codiceFiscale: 'X' }), PG('Alfa')],
    [PG('Alfa', { domicilioDigitale: 'a@pec.example' }), PG('Alfa spa', { domicilioDigitale: 'a@pec.example' })],
    [
      { tipo: 'UO', uo: 'U410' },
      { tipo: 'UO', uo: 'U410' },
    ],
    [PG('Anonimo'), PG('Anonimo')],
    [PG('Regione', { codiceIPA: 'r_x', codiceAOO: 'AOO1' }), PG('Regione', { codiceIPA: 'r_x' })],
  ];
  const OTHER: readonly [Soggetto, Soggetto][] = [
    [PG('Alfa'), PG('Beta')],
    [PF('Rossi', 'Maria', { codiceFiscale: 'X' }), PF('Rossi', 'Maria', { codiceFiscale: 'Y' })],
    [PG('Alfa', { partitaIva: '1' }), PG('Alfa', { partitaIva: '2' })],
    [PG('Rossi Maria'), PF('Rossi', 'Maria')],
    [
      { tipo: 'UO', uo: 'U410' },
      { tipo: 'UO', uo: 'U110' },
    ],
    [
      { tipo: 'PAI', denominazione: 'Regione', codiceIPA: 'r_x', codiceAOO: 'AOO1' },
      { tipo: 'PAI', denominazione: 'Regione', codiceIPA: 'r_x', codiceAOO: 'AOO2' },
    ],
  ];
  SAME.forEach(([a, b], i) => it(`same, ${i + 1}`, () => assert.ok(isSameSoggetto(a, b) && isSameSoggetto(b, a))));
  OTHER.forEach(([a, b], i) =>
    it(`another, ${i + 1}`, () => assert.ok(!isSameSoggetto(a, b) && !isSameSoggetto(b, a))),
  );

  it('is the same to itself, and the same both ways', () =>
    fc.assert(
      fc.property(soggetto, soggetto, (a, b) => {
        assert.ok(isSameSoggetto(a, a));
        assert.equal(isSameSoggetto(a, b), isSameSoggetto(b, a));
      }),
    ));
});

describe('avvisiOfRichiesta', () => {
  const lungo = 'Richiesta di accesso agli atti';
  /** Monday 2 March 2026, 09:14 in Rome. */
  const lunedi = new Date('2026-03-02T08:14:00Z');
  const codici = (oggetto: string, dataArrivo?: string, adesso = lunedi, patrono?: string) =>
    avvisiOfRichiesta(
      { oggetto, mittenti: [], destinatari: [], ...(dataArrivo !== undefined && { dataArrivo }) },
      adesso,
      patrono === undefined ? {} : { patrono },
    ).map(({ codice }) => codice);

  it('tells of an oggetto under ten characters, as a person counts them', () => {
    assert.deepEqual(codici('123456789'), ['oggetto-breve']);
    assert.deepEqual(codici('1234567890'), []);
    assert.deepEqual(codici('🏛️🏛️🏛️🏛️🏛️'), [], 'code points, not UTF-16 units');
    assert.deepEqual(codici('𝐀𝐁𝐂𝐃𝐄'), ['oggetto-breve']);
  });

  it('tells of what arrived before the previous working day', () => {
    assert.deepEqual(codici(lungo, '2026-03-02'), []);
    assert.deepEqual(codici(lungo, '2026-02-28'), [], 'a Saturday');
    assert.deepEqual(codici(lungo, '2026-02-27'), [], 'the Friday before a Monday');
    assert.deepEqual(codici(lungo, '2026-02-26'), ['arrivo-tardivo']);
    assert.deepEqual(codici(lungo), []);
  });

  it('knows the patron saint', () => {
    const venerdi = new Date('2026-09-04T08:00:00Z');
    assert.deepEqual(codici(lungo, '2026-09-02', venerdi), ['arrivo-tardivo']);
    assert.deepEqual(codici(lungo, '2026-09-02', venerdi, '09-03'), []);
  });

  it('takes the day of an instant in Rome, on both sides', () => {
    assert.equal(dayOfArrivo('2026-02-26T23:30:00Z'), '2026-02-27');
    assert.equal(dayOfArrivo('2026-02-26'), '2026-02-26');
    assert.deepEqual(codici(lungo, '2026-02-26T23:30:00Z'), [], 'Friday in Rome');
    assert.deepEqual(
      codici(lungo, '2026-02-26', new Date('2026-02-26T23:30:00Z')),
      [],
      'registered on Friday, half past midnight',
    );
    assert.deepEqual(codici(lungo, '2026-02-25', new Date('2026-02-26T23:30:00Z')), ['arrivo-tardivo']);
  });

  it('says what to think of it, in Italian', () => {
    const breve = { oggetto: 'x', mittenti: [], destinatari: [], dataArrivo: '2026-01-02' };
    for (const { messaggio } of avvisiOfRichiesta(breve, lunedi)) assert.match(messaggio, /^[A-ZÈ].*\.$/);
  });
});

describe('avvisiWithin', () => {
  const avviso = {
    codice: 'duplicato-documento',
    messaggio: 'Lo stesso file è già registrato al n. 0000007/2026: forse è lo stesso documento.',
    riferimenti: [
      { anno: 2026, numero: 7 },
      { anno: 2026, numero: 3 },
    ],
  };
  const breve = { codice: 'oggetto-breve', messaggio: 'L’oggetto è molto breve.' };
  const seenBy = (...numeri: number[]) => avvisiWithin([avviso, breve], ({ numero }) => numeri.includes(numero));

  it('says all to who may see all', () => assert.deepEqual(seenBy(3, 7), [avviso, breve]));
  it('names the first of those that may be seen', () =>
    assert.deepEqual(seenBy(3), [
      {
        codice: 'duplicato-documento',
        messaggio: 'Lo stesso file è già registrato al n. 0000003/2026: forse è lo stesso documento.',
        riferimenti: [{ anno: 2026, numero: 3 }],
      },
      breve,
    ]));
  it('says nothing of a twin to who may see none', () => assert.deepEqual(seenBy(), [breve]));
});
