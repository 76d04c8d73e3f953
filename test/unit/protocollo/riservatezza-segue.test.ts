import assert from 'node:assert/strict';
import { lowers, riservatezzaFollowing } from '../../../server/protocollo/riservatezza.js';

const competenza = (uo: string) => ({ uo, tipo: 'competenza' as const });
const riservata = (...uo: string[]) => ({ livello: 'riservata' as const, uo, utenti: [] as string[] });
const before = (riservatezza: ReturnType<typeof riservata>) => ({
  flusso: 'E' as const,
  mittenti: [],
  assegnazioni: [competenza('U310')],
  riservatezza,
});

describe('riservatezzaFollowing', () => {
  it('follows the office of competenza where the reserve comes from the voce', () =>
    assert.deepEqual(riservatezzaFollowing(before(riservata('U310')), [competenza('U510')], true), riservata('U510')));
  it('leaves what a person wrote', () => {
    const written = riservata('U310', 'U003');
    assert.deepEqual(riservatezzaFollowing(before(written), [competenza('U510')], true), written);
    assert.deepEqual(riservatezzaFollowing(before(riservata('U310')), [competenza('U510')], false), riservata('U310'));
  });
  it('never leaves a document to nobody', () =>
    assert.deepEqual(riservatezzaFollowing(before(riservata('U310')), [], true), riservata('U310')));
});

describe('lowers', () => {
  it('is letting in anybody who could not see', () => {
    assert.ok(lowers(riservata('U310'), { livello: 'ordinaria', uo: [], utenti: [] }));
    assert.ok(lowers(riservata('U310'), riservata('U310', 'U510')));
    assert.ok(lowers(riservata('U310'), { ...riservata('U310'), utenti: ['istruttore'] }));
  });
  it('is not narrowing, nor reserving', () => {
    assert.ok(!lowers(riservata('U310', 'U510'), riservata('U310')));
    assert.ok(!lowers({ livello: 'ordinaria', uo: [], utenti: [] }, riservata('U310')));
  });
});
