import assert from 'node:assert/strict';
import {
  Contatore,
  giorniOf,
  medianaOf,
  meseOf,
  type PacchettoDelMese,
} from '../../../server/conservazione/rapporti/cifre.js';
import { righeCsv, tavoleOf } from '../../../server/conservazione/rapporti/tavole.js';

const MARZO = meseOf('2026-03');
const pacchetto = (sopra: Partial<PacchettoDelMese> = {}): PacchettoDelMese => ({
  tipo: 'unita-documentaria',
  stato: 'accettato',
  dataDocumento: '2026-03-02',
  creato: new Date('2026-03-02T10:00:00+01:00'),
  termine: '2026-03-12',
  accettatoIl: '2026-03-03T10:00:00.000Z',
  dimensione: 1_000,
  avvisi: [],
  tentativi: [{ azione: 'invio', inizio: '2026-03-03T09:59:00.000Z', fine: '2026-03-03T10:00:00.000Z', esito: 'accettato' }], // prettier-ignore
  ...sopra,
});
const count = (pacchetti: readonly PacchettoDelMese[], oggi = '2026-04-02') => {
  const contatore = new Contatore(MARZO, oggi);
  for (const one of pacchetti) contatore.add(one);
  return contatore.cifre();
};
const unita = (pacchetti: readonly PacchettoDelMese[], oggi?: string) =>
  count(pacchetti, oggi).tipi.find(({ tipo }) => tipo === 'unita-documentaria') ?? assert.fail();

describe('the figures of a month', () => {
  it('a month has its days, also across years and in February', () => {
    assert.deepEqual(meseOf('2026-12'), { mese: '2026-12', dal: '2026-12-01', prima: '2027-01-01' });
    assert.equal(giorniOf(meseOf('2028-02')).length, 29);
    assert.equal(giorniOf(MARZO).length, 31);
  });

  it('the median lies in the middle', () => {
    assert.deepEqual([medianaOf([]), medianaOf([3]), medianaOf([9, 1, 2]), medianaOf([4, 1])], [undefined, 3, 2, 2.5]);
  });

  it('counts what was made, accepted and with warnings, by the legal day on which it was', () => {
    const conti = unita([
      pacchetto(),
      pacchetto({ avvisi: [{}], accettatoIl: '2026-03-31T21:59:00.000Z' }), // 23:59 in Italy, summer time
      pacchetto({ accettatoIl: '2026-03-31T22:30:00.000Z' }), // already April
      pacchetto({ creato: new Date('2026-02-28T10:00:00+01:00') }),
    ]);
    assert.deepEqual([conti.preparati, conti.accettati, conti.conAvvisi, conti.byte], [3, 3, 1, 3_000]);
    assert.deepEqual([conti.giorniMediana, conti.giorniMassimo], [1, 29]);
  });

  it('late is what was accepted after its term, or not at all when it had passed; annulled is not', () => {
    const { accettatoIl: _accepted, ...aperto } = pacchetto({ stato: 'attesa-riprova' });
    const late = (sopra: Partial<PacchettoDelMese>, base: PacchettoDelMese = pacchetto(), oggi?: string): number =>
      unita([{ ...base, ...sopra }], oggi).inRitardo;
    assert.equal(late({}), 0);
    assert.equal(late({ accettatoIl: '2026-03-13T10:00:00.000Z' }), 1);
    assert.equal(late({}, aperto), 1);
    assert.equal(late({}, aperto, '2026-03-12'), 0, 'its last day is not over');
    assert.equal(late({ termine: '2026-04-01' }, aperto), 0, 'the term is of another month');
    assert.equal(late({ stato: 'annullato' }, aperto), 0);
  });

  it('refusals are counted by code, the most frequent first, and only those of the month', () => {
    const no = (codice: string, fine: string) => ({ azione: 'invio', inizio: fine, fine, esito: 'rifiutato', codice });
    const { rifiuti, chiamate } = count([
      pacchetto({ tentativi: [no('UD-008-001', '2026-03-05T08:00:00.000Z'), no('XSD-001-001', '2026-03-06T08:00:00.000Z')] }), // prettier-ignore
      pacchetto({ tentativi: [no('XSD-001-001', '2026-03-07T08:00:00.000Z'), no('XSD-001-001', '2026-04-07T08:00:00.000Z')] }), // prettier-ignore
    ]);
    assert.deepEqual(rifiuti, [
      { codice: 'XSD-001-001', quanti: 2 },
      { codice: 'UD-008-001', quanti: 1 },
    ]);
    assert.deepEqual(chiamate, [{ esito: 'rifiutato', quante: 3 }]);
  });

  it('each figure of the paper is a row of the CSV', () => {
    const rapporto = {
      mese: MARZO,
      cifre: count([pacchetto()]),
      copertura: { totale: 3, accettate: 2, inCorso: 1, rifiutate: 0, daInviare: 0 },
      nonInviabili: 0,
      giornalieri: [
        { giorno: '2026-03-02', chiuso: true, termine: '2026-03-03', stato: 'accettato' as const, accettato: '2026-03-03', inRitardo: false }, // prettier-ignore
        { giorno: '2026-03-03', chiuso: true, termine: '2026-03-04', inRitardo: true },
        { giorno: '2026-03-04', chiuso: false, termine: '2026-03-05', inRitardo: true },
      ],
      giri: [],
      guasti: [],
      avvisi: [],
      linee: [],
      esibizioni: [{ quando: '2026-03-10T09:00:00.000Z', riferimento: '2026/12', esito: 'conforme', utente: 'rgd' }],
    };
    const tavole = tavoleOf(rapporto);
    for (const { colonne, righe } of tavole) for (const riga of righe) assert.equal(riga.length, colonne.length);
    const cells = righeCsv(rapporto);
    assert.equal(
      cells.length,
      tavole.reduce((sum, { colonne, righe }) => sum + colonne.length * righe.length, 0),
    );
    const text = cells.map((row) => row.join(';')).join('\n');
    assert.match(text, /02\/03\/2026[\s\S]*accettato il 03\/03\/2026/);
    assert.match(text, /da inviare/);
    assert.match(text, /giornata non chiusa/);
    assert.match(text, /Conservate, %;66,6/);
    assert.match(text, /n\. 0000012\/2026[\s\S]*conforme/);
  });
});
