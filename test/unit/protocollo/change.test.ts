import assert from 'node:assert/strict';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { Deps } from '../../../server/deps.js';
import { OrologioNonAffidabileError } from '../../../server/lib/problem.js';
import { changeRegistrazione, requireRoom } from '../../../server/protocollo/change.js';
import { evento } from '../../../server/protocollo/eventi.js';

describe('changeRegistrazione', () => {
  it('does nothing while the clock is not to be trusted', async () => {
    const clock = {
      now: () => new Date('2031-01-01T00:00:00Z'),
      ensureReliable: () => Promise.reject(new OrologioNonAffidabileError(1e11)),
    };
    const decide = (): never => assert.fail('decided');
    await assert.rejects(
      changeRegistrazione({ clock } as unknown as Deps, {} as Caller, { anno: 2026, numero: 1 }, decide),
      {
        code: 'orologio-non-affidabile',
      },
    );
  });
});

describe('requireRoom', () => {
  const chi = { data: new Date('2026-03-02T09:00:00Z'), utente: 'rgd' };
  const large = (megabytes: number) => ({ canonico: 'x'.repeat(megabytes * 1024 ** 2) });
  const rinnovo = evento('rinnovo', chi, {
    campo: 'oggetto',
    nuovo: 'y'.repeat(1024 ** 2),
    motivo: 'errore materiale',
    provvedimento: { numero: '1', data: '2026-03-02', autore: 'RGD' },
  });

  it('has room for an act as long as the record stays below what the database takes', () => {
    requireRoom(large(1), [rinnovo]);
    requireRoom(large(11), [rinnovo]);
  });
  it('refuses what would fill the record', () => {
    for (const megabytes of [12.5, 14, 15.9])
      assert.throws(() => requireRoom(large(megabytes), [rinnovo]), { code: 'stato-incompatibile' });
  });
  it('always leaves room for the annulment, its request and its denial', () => {
    for (const tipo of ['annullamento', 'annullamento-richiesto', 'annullamento-negato'] as const)
      requireRoom(large(15), [evento(tipo, chi, { motivo: 'registrato per errore' })]);
  });
});
