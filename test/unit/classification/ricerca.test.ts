import assert from 'node:assert/strict';
import { buildIndice, searchTitolario } from '../../../classification/ricerca.js';
import { demoTitolario } from '../../../classification/standard.js';
import { standardStrumento } from '../../../classification/strumenti/standard.js';
import { vociOn } from '../../../classification/titolario.js';

const [, versione] = demoTitolario(2026);
const voci = vociOn(versione ?? assert.fail(), '2026-03-02');
const indice = buildIndice({ voci }, standardStrumento('massimario'), standardStrumento('prontuario'));
const search = (q: string, limite = 10) => searchTitolario({ voci }, indice, q, limite);
const codici = (q: string) => search(q).elementi.map(({ codice }) => codice);

describe('the search of the titolario', () => {
  it('finds a voce by its code in any form, before what is below it', () => {
    for (const q of ['VI.3', 'vi/3', '6.3', '06-03']) assert.equal(codici(q)[0], 'VI.3', q);
    assert.deepEqual(codici('VI.3').slice(1, 3), ['VI.3.1', 'VI.3.2']);
  });

  it('finds by words: accents, capitals and endings do not count, the last word may be begun', () => {
    assert.equal(codici('permesso di costruire')[0], 'VI.3.1');
    assert.equal(codici('PERMESSI COSTRUI')[0], 'VI.3.1');
    assert.deepEqual(codici('attivita edilizia libera'), codici('Attività edilizia libera'));
    assert.ok(codici('edilizi').includes('VI.3') && codici('edilizi').includes('VI.4'));
  });

  it('finds by the prontuario and the massimario, says where, and counts', () => {
    const { elementi, conteggi } = search('abusi edilizi');
    const found = elementi.find(({ codice }) => codice === 'VI.3');
    assert.ok(found?.dove.some(({ fonte, testo }) => fonte === 'prontuario' && testo === 'abusi edilizi'));
    assert.ok(conteggi.prontuario >= 1);
    assert.ok(search('mandati di pagamento').conteggi.massimario >= 1);
  });

  it('shows closed voci after the others, and nothing for what is nowhere', () => {
    const { elementi } = search('difensore civico');
    assert.equal(elementi.find(({ codice }) => codice === 'II.12')?.attiva, false);
    assert.deepEqual(search('xyzzy'), { elementi: [], totale: 0, conteggi: { voci: 0, prontuario: 0, massimario: 0 } });
    for (const q of ['di', '…', '  -- ', 'del la']) assert.ok(search(q).totale >= 0, q);
  });

  it('gives no more than the limit, and the whole count', () => {
    const { elementi, totale } = search('edilizia', 2);
    assert.equal(elementi.length, 2);
    assert.ok(totale > 2);
  });
});
