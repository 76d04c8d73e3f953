import assert from 'node:assert/strict';
import { applyAttoElenco, type AttoElenco, isAltraPersona, rifiutoElenco } from '../../../server/scarto/atti.js';

const atto = (tipo: AttoElenco['tipo'], utente: string, dettagli: Record<string, unknown> = {}): AttoElenco => ({
  tipo,
  data: '2026-03-02T08:00:00.000Z',
  utente,
  dettagli,
});

describe('the acts on a list of the archive', () => {
  it('follow one another: proposed, approved, authorised, begun by one, confirmed by another', () => {
    const acts = [
      atto('approvazione', 'rgd'),
      atto('autorizzazione', 'archivista', {
        numero: '7',
        data: '2026-03-02',
        autore: 'Soprintendenza',
        escluse: ['2015-V/2.1'],
      }),
      atto('avvio', 'archivista'),
      atto('esecuzione', 'rgd'),
    ];
    let contenuto: Parameters<typeof applyAttoElenco>[0] = { stato: 'proposto' };
    for (const one of acts) {
      assert.equal(rifiutoElenco({ tipo: 'scarto', stato: contenuto.stato }, one.tipo), null);
      contenuto = applyAttoElenco(contenuto, one);
    }
    assert.equal(contenuto.stato, 'eseguito');
    assert.deepEqual(contenuto.escluse, ['2015-V/2.1']);
    assert.equal(contenuto.autorizzazione?.numero, '7');
    assert.equal(contenuto.avvio?.utente, 'archivista');
  });

  it('never skip a step', () => {
    for (const stato of ['proposto', 'restituito', 'approvato', 'autorizzato', 'eseguito'] as const)
      assert.ok(rifiutoElenco({ tipo: 'scarto', stato }, 'esecuzione') !== null, stato);
    assert.ok(rifiutoElenco({ tipo: 'scarto', stato: 'proposto' }, 'autorizzazione') !== null);
    assert.ok(rifiutoElenco({ tipo: 'scarto', stato: 'autorizzato' }, 'restituzione') !== null);
    assert.ok(rifiutoElenco({ tipo: 'deposito', stato: 'proposto' }, 'avvio') !== null);
    assert.equal(rifiutoElenco({ tipo: 'deposito', stato: 'proposto' }, 'accettazione'), null);
  });

  it('want two people, whoever they act for', () => {
    assert.ok(isAltraPersona({ utente: 'a' }, { utente: 'b' }));
    assert.ok(!isAltraPersona({ utente: 'a' }, { utente: 'a' }));
    assert.ok(!isAltraPersona({ utente: 'a' }, { utente: 'b', perContoDi: 'a' }));
    assert.ok(!isAltraPersona({ utente: 'a', perContoDi: 'b' }, { utente: 'b' }));
    assert.ok(!isAltraPersona({ utente: 'a', perContoDi: 't' }, { utente: 'b', perContoDi: 't' }));
  });
});
