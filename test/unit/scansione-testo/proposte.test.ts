import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proponi } from '../../../server/scansione/proposte/proponi.js';
import * as lettere from './lettere.js';

const OGGI = '2026-11-26';
const NOI = ['Comune di Vallelunga'];

const lette = (testo: string, oggi = OGGI): Record<string, string> =>
  Object.fromEntries(
    Object.entries(proponi([lettere.pagina(testo)], oggi, NOI)).map(([nome, { valore }]) => [nome, valore as string]),
  );

describe('what is proposed of what was read', () => {
  it('another municipality: head, protocol, date, a subject of three lines with a parted word', () => {
    assert.deepEqual(lette(lettere.COMUNE), {
      oggetto:
        "Richiesta di parere per la realizzazione di un'opera di urbanizzazione in via Garibaldi, secondo il piano attuativo approvato con delibera n. 45 del 10/01/2025",
      mittente: 'COMUNE DI MONTEVERDE',
      data: '2026-03-12',
      protocolloMittente: '1234/2026',
    });
  });

  it('an application on our own form: who signs it is the sender, its title the subject', () => {
    assert.deepEqual(lette(lettere.ISTANZA), {
      oggetto: 'RICHIESTA DI ACCESSO AGLI ATTI AI SENSI DELLA LEGGE 241/1990',
      mittente: 'MARIA GRAZIA DE LUCA',
      data: '2026-02-02',
    });
  });

  it('a firm: its name without the address, the first of the month, its reference', () => {
    assert.deepEqual(lette(lettere.DITTA), {
      oggetto: 'Fattura n. 12 del 15/03/2026. Sollecito di pagamento',
      mittente: 'Edilnova S.r.l.',
      data: '2026-04-01',
      protocolloMittente: 'EN/0045-26',
    });
  });

  it('a school, not the ministry above it; the subject under its label', () => {
    assert.deepEqual(lette(lettere.SCUOLA), {
      oggetto: 'Convocazione della commissione mensa per il giorno 20 febbraio',
      mittente: 'ISTITUTO COMPRENSIVO STATALE "G. PASCOLI"',
      data: '2026-02-05',
      protocolloMittente: '0002345/U',
    });
  });

  it('a citizen: name over the address; dates and protocols of the text are of other things', () => {
    assert.deepEqual(lette(lettere.PRIVATO), {
      oggetto: 'segnalazione buca in via dei Mille',
      mittente: 'Mario Rossi',
      data: '2026-02-28',
    });
  });

  it('who stands for a firm: the firm is the sender', () => {
    assert.deepEqual(lette(lettere.RAPPRESENTANTE), {
      oggetto: 'istanza di occupazione di suolo pubblico',
      mittente: 'Gelateria Neri S.n.c.',
      data: '2026-01-10',
    });
  });

  it('says where each stands, and trusts a poor reading less', () => {
    const { oggetto, protocolloMittente } = proponi([lettere.pagina(lettere.COMUNE)], OGGI, NOI);
    assert.deepEqual(protocolloMittente?.riquadro, { x0: 313, y0: 296, x1: 463, y1: 320 });
    assert.equal(oggetto?.pagina, 1);
    assert.equal(oggetto.riquadro.y1 - oggetto.riquadro.y0, 2 * 34 + 24);
    const poor = proponi([lettere.pagina(lettere.COMUNE, 60)], OGGI, NOI);
    assert.ok((poor.oggetto?.fiducia ?? 1) < oggetto.fiducia && oggetto.fiducia <= 1);
  });

  it('a letter read badly: zeros for letters, letters for figures', () => {
    const read = lette('0GGETT0: richiesta di contributo\n\nLucca, l2 marzo 2O26');
    assert.deepEqual([read['oggetto'], read['data']], ['richiesta di contributo', '2026-03-12']);
  });

  it('no date of a day that has not come, none that the calendar has not', () => {
    assert.equal(lette('Lucca, 12 marzo 2026', '2026-03-11')['data'], undefined);
    assert.equal(lette('Lucca, 31/02/2026')['data'], undefined);
    assert.equal(lette('Lucca, 12/03/26', '2026-03-12')['data'], '2026-03-12');
    assert.equal(lette('Lucca, 12/03/27')['data'], undefined);
  });

  it('nothing of nothing, and never a failure, whatever was read', () => {
    assert.deepEqual(proponi([], OGGI), {});
    const parola = fc.record({
      testo: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.constantFrom(
          'Oggetto:',
          'Prot.',
          'n.',
          '12/03/2026',
          '1',
          'aprile',
          '2099',
          'Il',
          'sottoscritto',
          'Mario',
          'Rossi',
          'COMUNE',
          'DI',
          '____',
        ),
      ),
      x0: fc.nat(2_000),
      y0: fc.nat(2_000),
      x1: fc.nat(2_000),
      y1: fc.nat(2_000),
      fiducia: fc.nat(100),
      riga: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(fc.record({ parole: fc.array(parola, { maxLength: 60 }) }), { maxLength: 3 }), (pagine) => {
        const { data, ...rest } = proponi(pagine, OGGI, NOI);
        assert.ok(data === undefined || (data.valore <= OGGI && /^\d{4}-\d{2}-\d{2}$/.test(data.valore)));
        for (const one of Object.values(rest)) assert.ok(one.valore !== '' && one.pagina >= 1 && one.fiducia <= 1);
      }),
    );
  });
});
