import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Types } from 'mongoose';
import type { Caller } from '../../../schemas/accesso.api.js';
import { RUOLI } from '../../../schemas/accesso.api.js';
import { RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { isVisible, visibleTo } from '../../../server/accesso/visibilita.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const AOO = ['AVLD001', 'AVLD002'] as const;
const UFFICI = ['S4', 'U110', 'U310', 'U410'] as const;
const UTENTI = ['anna', 'bruno', 'carla'] as const;
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);

/** What the filter reads of a registration; the rest of a record does not matter to it. */
const record = fc.record({
  aoo: fc.constantFrom(...AOO),
  operatore: fc.constantFrom(...UTENTI),
  uffici: some(UFFICI),
  assegnazioni: some(UFFICI).map((uffici) => uffici.map((uo) => ({ uo, tipo: 'competenza' }))),
  riservatezza: fc.oneof(
    fc.constant({ livello: 'ordinaria', uo: [], utenti: [] }),
    fc.record({ livello: fc.constant('riservata'), uo: some(UFFICI), utenti: some(UTENTI) }),
    fc.constant({ livello: 'riservata' }), // names nobody: nobody but by reason
  ),
});

const caller: fc.Arbitrary<Caller> = fc
  .record({
    utente: fc.constantFrom(...UTENTI),
    aoo: fc.constantFrom(...AOO),
    ruolo: fc.constantFrom(...RUOLI),
    uo: fc.constantFrom(...UFFICI),
    below: some(UFFICI),
    motivo: fc.option(fc.constant('richiesta della Procura'), { nil: undefined }),
  })
  .map(({ utente, aoo, ruolo, uo, below, motivo }) => ({
    utente,
    denominazione: utente,
    aoo,
    ruolo,
    uo,
    settore: [...new Set([uo, ...below])],
    richiesta: 'r',
    ...(motivo !== undefined && { motivoAccesso: motivo }),
  }));

/** The contract's §5 in plain words, on one record; written apart from the filter. */
function maySee(
  who: Caller,
  one: {
    aoo: string;
    operatore: string;
    uffici: readonly string[];
    assegnazioni: readonly unknown[];
    riservatezza: { livello: string; uo?: readonly string[]; utenti?: readonly string[] };
  },
): boolean {
  if (one.aoo !== who.aoo || who.ruolo === 'admin') return false;
  if (one.riservatezza.livello === 'ordinaria') {
    if (who.ruolo === 'istruttore') return one.uffici.includes(who.uo);
    return who.ruolo === 'responsabile' ? one.uffici.some((uo) => who.settore.includes(uo)) : true;
  }
  if (['rgd', 'vicario', 'archivista'].includes(who.ruolo)) return who.motivoAccesso !== undefined;
  const named =
    one.riservatezza.uo?.includes(who.uo) === true || one.riservatezza.utenti?.includes(who.utente) === true;
  if (named) return true;
  return who.ruolo === 'operatore' && one.operatore === who.utente && one.assegnazioni.length === 0;
}

describe('visibleTo', function () {
  this.timeout(60_000);
  before(() => openDatabase('visibilita'));
  after(closeDatabase);

  it('means the same to the database, in memory and in the words of the contract', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 30 }),
        fc.array(caller, { minLength: 1, maxLength: 12 }),
        async (records, callers) => {
          const lotto = `L${new Types.ObjectId().toHexString()}`;
          const stored = records.map((one, i) => ({
            _id: new Types.ObjectId(),
            ...one,
            registro: lotto,
            anno: 2026,
            numero: i + 1,
            catena: { precedente: String(i), hash: String(i + 1) },
            richiesta: { autore: lotto, chiave: String(i) },
          }));
          await RegistrazioneModel.db.collection('registrazioni').insertMany(stored);
          for (const who of callers) {
            const found = await RegistrazioneModel.find(
              { $and: [{ registro: lotto }, visibleTo(who)] },
              { numero: 1 },
            ).lean<{ numero: number }[]>();
            const fromDatabase = found.map(({ numero }) => numero).sort((a, b) => a - b);
            assert.deepEqual(
              fromDatabase,
              stored.filter((one) => isVisible(who, one)).map(({ numero }) => numero),
            );
            assert.deepEqual(
              fromDatabase,
              stored.filter((one) => maySee(who, one)).map(({ numero }) => numero),
            );
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('never answers across two AOO, whatever the role and the reason', () =>
    fc.assert(fc.property(record, caller, (one, who) => one.aoo === who.aoo || !isVisible(who, one))));
});
