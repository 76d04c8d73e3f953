import assert from 'node:assert/strict';
import { ATTI, type Atto, type Caller, type Portata, RUOLI, type Ruolo } from '../../../schemas/accesso.api.js';
import { dirittiOf, mayOn, portataOf } from '../../../server/accesso/diritti.js';
import { mayAny } from '../../../server/accesso/guard.js';

type Riga = Readonly<Record<Ruolo, Portata | '-'>>;
const riga = (
  operatore: Portata | '-',
  istruttore: Portata | '-',
  responsabile: Portata | '-',
  archivista: Portata | '-',
  rgd: Portata | '-',
  vicario: Portata | '-',
  admin: Portata | '-',
): Riga => ({
  operatore,
  istruttore,
  responsabile,
  archivista,
  rgd,
  vicario,
  admin,
});

/** The contract's §5, written again by hand: a change of the table must be a change here too. */
const CONTRATTO: Readonly<Partial<Record<Atto, Riga>>> = {
  //                              operatore istruttore responsabile archivista rgd   vicario admin
  consulta: riga('aoo', 'uo', 'settore', 'aoo', 'aoo', 'aoo', '-'),
  'accede-riservate': riga('-', '-', '-', 'aoo', 'aoo', 'aoo', '-'),
  'registra-entrata': riga('aoo', '-', '-', '-', 'aoo', 'aoo', '-'),
  'registra-uscita': riga('aoo', 'uo', 'settore', '-', 'aoo', 'aoo', '-'),
  'registra-interna': riga('aoo', 'uo', 'settore', '-', 'aoo', 'aoo', '-'),
  classifica: riga('aoo', 'uo', 'settore', 'aoo', 'aoo', 'aoo', '-'),
  'classifica-sottoclasse': riga('-', '-', 'settore', 'aoo', 'aoo', 'aoo', '-'),
  'chiedi-annullamento': riga('aoo', '-', 'settore', '-', '-', '-', '-'),
  annulla: riga('-', '-', '-', '-', 'aoo', 'aoo', '-'),
  'nega-annullamento': riga('-', '-', '-', '-', 'aoo', 'aoo', '-'),
  rinnova: riga('-', '-', '-', '-', 'aoo', 'aoo', '-'),
  'verifica-registro': riga('-', '-', '-', 'aoo', 'aoo', 'aoo', '-'),
  'esporta-registro': riga('-', '-', '-', 'aoo', 'aoo', 'aoo', '-'),
  'tiene-emergenza': riga('-', '-', '-', '-', 'aoo', 'aoo', '-'),
  'apri-registro': riga('-', '-', '-', '-', 'aoo', '-', '-'),
  amministra: riga('-', '-', '-', '-', '-', '-', 'aoo'),
  'muovi-orologio': riga('-', '-', '-', '-', '-', '-', 'aoo'),
};

const caller = (ruolo: Ruolo): Caller => ({
  utente: 'prova',
  denominazione: 'Prova',
  aoo: 'AVLD001',
  ruolo,
  uo: 'S4',
  settore: ['S4', 'U410', 'U411'],
  richiesta: 'r',
});

describe('diritti', () => {
  for (const [atto, row] of Object.entries(CONTRATTO) as [Atto, Riga][]) {
    for (const ruolo of RUOLI) {
      it(`${atto}: ${ruolo} ${row[ruolo]}`, () => assert.equal(portataOf(ruolo, atto) ?? '-', row[ruolo]));
    }
  }

  it('gives the archivista nothing that registers, and the admin nothing but administration', () => {
    for (const atto of ATTI.filter((one) => one.startsWith('registra-')))
      assert.equal(portataOf('archivista', atto), undefined);
    assert.deepEqual(Object.keys(dirittiOf({ ruolo: 'admin' })).sort(), [
      'amministra',
      'legge-accessi',
      'muovi-orologio',
      'vede-linee',
      'vede-salvataggi',
    ]);
  });

  it('lets nobody both ask for an annulment and grant it', () => {
    for (const ruolo of RUOLI)
      assert.ok(
        portataOf(ruolo, 'chiedi-annullamento') === undefined || portataOf(ruolo, 'annulla') === undefined,
        ruolo,
      );
  });

  it('reaches as far as the table says', () => {
    assert.ok(mayOn(caller('istruttore'), 'classifica', ['S4']));
    assert.ok(!mayOn(caller('istruttore'), 'classifica', ['U410']));
    assert.ok(mayOn(caller('responsabile'), 'classifica', ['U999', 'U410']));
    assert.ok(!mayOn(caller('responsabile'), 'classifica', ['U310']));
    assert.ok(mayOn(caller('rgd'), 'classifica', ['U310']));
    assert.ok(!mayOn(caller('admin'), 'classifica', ['S4']));
  });

  it('of a list of acts, any is enough', () => {
    assert.ok(mayAny(caller('operatore'), ['annulla', 'chiedi-annullamento']));
    assert.ok(!mayAny(caller('istruttore'), ['annulla', 'chiedi-annullamento']));
    assert.ok(!mayAny(caller('rgd'), 'amministra'));
  });
});
