import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { useHarness } from '../../support/harness.js';
import { requireProgram } from '../../support/servizi.js';
import { entrata, MOTIVO } from '../protocollo/richieste.js';

describe('docs/catena.md', function () {
  this.timeout(60_000);
  const here = useHarness('catena');
  const program = /```python\n([\s\S]*?)```/.exec(readFileSync('docs/catena.md', 'utf8'))?.[1] ?? '';
  const verify = (python: string, input: string) => spawnSync(python, ['-c', program], { input, encoding: 'utf8' });

  it('its thirty lines verify an export, acts included, and find a letter changed', async function () {
    const python = requireProgram(this, 'python3', 'apt-get install python3');
    const first = await here.registered('protocollo', entrata({ oggetto: 'Domanda di accesso agli atti' }));
    await here.registered('protocollo', entrata());
    await here
      .post(`/registrazioni/${first.anno}/${first.numero}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    const { text } = await here.get(`/registro/esportazione?anno=${first.anno}`, 'rgd').buffer(true).expect(200);
    const whole = verify(python, text);
    assert.equal(whole.status, 0, whole.stderr);
    assert.match(whole.stdout, /^integro 2 [0-9a-f]{64}/);
    const altered = verify(python, text.replace('accesso agli atti', 'accesso agli etti'));
    assert.match(altered.stderr, /1: impronta/);
  });
});
