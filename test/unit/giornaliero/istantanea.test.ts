import assert from 'node:assert/strict';
import { istantaneaOf } from '../../../server/giornaliero/istantanea.js';
import { cambioOf, paroleValore } from '../../../server/giornaliero/parole.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { buildRegistrazione, MITTENTE, PROVVEDIMENTO, withEventi } from '../../support/factories.js';

const alle = (istante: string) => ({ data: new Date(istante), utente: 'rgd' });

describe('a registration as it stood', () => {
  const nata = buildRegistrazione({ oggetto: 'Primo oggetto' });
  const rinnovo = { campo: 'oggetto', motivo: 'errore materiale', provvedimento: PROVVEDIMENTO };
  const second = withEventi(
    nata,
    evento('rinnovo', alle('2026-03-02T10:00:00Z'), { ...rinnovo, vecchio: 'Primo oggetto', nuovo: 'Secondo oggetto' }),
  );
  const third = withEventi(
    second,
    evento('annullamento', alle('2026-03-03T09:00:00Z'), { motivo: 'doppia', provvedimento: PROVVEDIMENTO }),
  );

  it('has the acts done before that instant and no other', () => {
    const at = (istante: string) => istantaneaOf(third, new Date(istante));
    assert.deepEqual(
      ['2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z', '2026-03-02T10:00:00.001Z', '2026-03-04T00:00:00Z'].map(
        (when) => {
          const { contenuto, ultimoAtto } = at(when);
          return [contenuto.oggetto, contenuto.stato, ultimoAtto];
        },
      ),
      [
        ['Primo oggetto', 'valida', nata.catena.hash],
        ['Primo oggetto', 'valida', nata.catena.hash],
        ['Secondo oggetto', 'valida', third.eventi[0]?.hash],
        ['Secondo oggetto', 'annullata', third.eventi[1]?.hash],
      ],
    );
  });

  it('and what an act changes is said in words', () => {
    const said = (tipo: string, dettagli: Record<string, unknown>) =>
      cambioOf({ tipo, dettagli } as Parameters<typeof cambioOf>[0]);
    assert.deepEqual(said('annullamento', { motivo: 'x' }), { campo: 'stato', vecchio: 'Valida', nuovo: 'ANNULLATA' });
    assert.deepEqual(said('rinnovo', { campo: 'mittenti', vecchio: [MITTENTE], nuovo: [] }), {
      campo: 'mittenti',
      vecchio: 'Impresa Scavi Nord S.r.l.',
      nuovo: undefined,
    });
    assert.deepEqual(said('presa-in-carico', { uo: 'U410' }), { nuovo: 'U410' });
    assert.deepEqual(said('di-domani', { qualcosa: 1 }), {});
    assert.equal(paroleValore('assegnazioni', [{ uo: 'U410', tipo: 'competenza' }]), 'U410 (competenza)');
    assert.equal(paroleValore('protocolloMittente', { numero: '12', data: '2026-01-01' }), '12 del 2026-01-01');
    assert.equal(paroleValore('ignoto', { a: 1 }), '{"a":1}');
  });
});
