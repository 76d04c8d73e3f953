import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COLONNE_EMERGENZA } from '../../../schemas/emergenza-colonne.api.js';
import { RigaEmergenza } from '../../../schemas/emergenza.api.js';
import {
  dataIso,
  giornateOf,
  haBuchi,
  leggiFoglio,
  oraIso,
  richiestaOf,
  testoDi,
} from '../../../web/emergenza/foglio.js';
import { leggiCsv } from '../../../web/lib/leggi-csv.js';

describe('a CSV from a spreadsheet', () => {
  it('is read as it was written, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'è', '"', ';', ',', '\n', ' ', '\t') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.constant('x')), { minLength: 1 }), (rows) => {
        const text = [['uno', 'due', 'tre'], ...rows]
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'))
          .join('\r\n');
        assert.deepEqual(leggiCsv(`\uFEFF${text}\r\n`)?.slice(1), rows);
      }),
    );
    assert.deepEqual(leggiCsv('a,b\n\n1,"2,5"\n ,\n'), [
      ['a', 'b'],
      ['1', '2,5'],
    ]);
  });
});

describe('the sheet of the register of emergency', () => {
  const titoli = COLONNE_EMERGENZA.map(([, titolo]) => titolo);
  const sheet = (...rows: Partial<Record<(typeof COLONNE_EMERGENZA)[number][0], string>>[]) =>
    [titoli, ...rows.map((row) => COLONNE_EMERGENZA.map(([campo]) => row[campo] ?? ''))]
      .map((row) => row.map((one) => `"${one}"`).join(';'))
      .join('\r\n');
  const E = {
    numero: 'EM-2026-0000001',
    data: '2/3/2026',
    ora: '9.05',
    flusso: 'e',
    cognome: 'Rossi',
    nome: 'Maria',
    oggetto: 'Istanza di accesso agli atti',
    protocolloMittente: '12/B',
    dataProtocolloMittente: '28/02/2026',
    ufficio: 'U410',
  };
  const U = { ...E, numero: '2', flusso: 'U', cognome: '', nome: '', denominazione: 'Edile S.r.l.', mezzo: 'Posta' };
  const I = {
    numero: '3',
    data: '02-03-2026',
    ora: '10:00:00',
    flusso: 'I',
    oggetto: 'Parere interno',
    ufficio: 'U410',
    ufficioDestinatario: 'U412',
  };

  it('becomes rows that the server takes; forms that were not used are left out', () => {
    const { righe, errore } = leggiFoglio(
      sheet(E, { ...U, protocolloMittente: '', dataProtocolloMittente: '' }, I, { numero: 'EM-2026-0000004' }),
    );
    assert.equal(errore, undefined);
    assert.deepEqual(
      righe.map(({ linea, numero, data, ora }) => [linea, numero, data, ora]),
      [
        [2, 'EM-2026-0000001', '2026-03-02', '09:05'],
        [3, '2', '2026-03-02', '09:05'],
        [4, '3', '2026-03-02', '10:00'],
      ],
    );
    const [entrata, uscita, interna] = righe.map((riga) => RigaEmergenza.parse(richiestaOf(riga)));
    assert.deepEqual(entrata?.mittenti, [{ tipo: 'PF', cognome: 'Rossi', nome: 'Maria' }]);
    assert.deepEqual(entrata.assegnazioni, [{ uo: 'U410', tipo: 'competenza' }]);
    assert.deepEqual(entrata.protocolloMittente, { numero: '12/B', data: '2026-02-28' });
    assert.deepEqual([uscita?.mittenti, uscita?.mezzo], [[{ tipo: 'UO', uo: 'U410' }], 'posta']);
    assert.deepEqual([interna?.destinatari, interna?.mezzo], [[{ tipo: 'UO', uo: 'U412' }], 'interno']);
  });

  it('is read as Windows wrote it too', () => {
    assert.equal(testoDi(new Uint8Array([0x63, 0x69, 0x74, 0x74, 0xe0]).buffer), 'città');
    assert.equal(testoDi(new Uint8Array([0x63, 0xc3, 0xa0]).buffer), 'cà');
  });

  it('that was cut within a cell is told, not half read', () => {
    const { righe, errore } = leggiFoglio(`${sheet(E)}\r\n"EM-2026-0000002;2/3`);
    assert.deepEqual(righe, []);
    assert.match(errore ?? '', /tronco/);
  });

  it('says what it lacks', () => {
    assert.match(leggiFoglio('Numero;Data\r\n1;2/3/2026').errore ?? '', /Ora; Flusso.*; Oggetto/);
    assert.match(leggiFoglio(sheet({ numero: '1' })).errore ?? '', /nessuna riga compilata/);
    assert.match(leggiFoglio('').errore ?? '', /mancano le colonne/);
  });

  it('has its days, and its holes', () => {
    const { righe } = leggiFoglio(sheet(E, { ...I, data: '3/3/2026' }));
    assert.deepEqual(giornateOf(righe), [
      { data: '2026-03-02', righe: 1 },
      { data: '2026-03-03', righe: 1 },
    ]);
    assert.ok(haBuchi(righe));
    assert.ok(!haBuchi(leggiFoglio(sheet(E, U)).righe));
    assert.deepEqual([dataIso('domani'), oraIso('le nove')], ['domani', 'le nove']);
  });
});
