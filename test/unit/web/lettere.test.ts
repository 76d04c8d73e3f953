import assert from 'node:assert/strict';
import { segnapostoDa } from '../../../web/bozze/segnaposto-da.js';
import type { Lettera } from '../../../web/bozze/percorsi-bozze.js';
import { isCambiata, modificaDi, valoriDi } from '../../../web/bozze/valori-lettera.js';

const LETTERA: Lettera = {
  id: 'a'.repeat(24),
  uo: 'U410',
  autore: { utente: 'istruttore', denominazione: 'Istruttore' },
  stato: 'in-lavorazione',
  n: 1,
  creata: '2026-03-02T09:00:00.000+01:00',
  aggiornata: '2026-03-02T09:00:00.000+01:00',
  oggetto: 'Comunicazione',
  destinatari: [],
  testo: 'Testo',
  classifica: { codice: 'VI.3', voce: 'Edilizia privata' },
  allegati: [],
  riservatezza: { livello: 'ordinaria' },
  versione: 3,
  passi: [],
  versioni: [],
  atti: ['modifica', 'invia'],
};

describe('the form of a letter', () => {
  it('sends only what changed; what was emptied is taken away', () => {
    const valori = valoriDi(LETTERA);
    assert.equal(isCambiata(valori, LETTERA), false);
    assert.equal(modificaDi(valori, LETTERA), undefined);
    const after = { ...valori, oggetto: 'Altra', classifica: '', fascicolo: 'f-1', mezzo: '' };
    assert.deepEqual(modificaDi(after, LETTERA), { oggetto: 'Altra', classifica: null, fascicolo: 'f-1' });
    assert.deepEqual(modificaDi({ ...valori, testo: '' }, LETTERA), { testo: '' });
    assert.deepEqual(modificaDi({ ...valori, note: 'perché su carta' }, LETTERA), { note: 'perché su carta' });
    assert.deepEqual(modificaDi({ ...valori, note: '' }, { ...LETTERA, note: 'una' }), { note: null });
  });

  it('goes from what is still to be written to the next, and back', () => {
    const text = 'Entro {giorni} giorni presso {luogo}.';
    assert.deepEqual(segnapostoDa(text, 0, false), [6, 14]);
    assert.deepEqual(segnapostoDa(text, 14, false), [29, 36]);
    assert.deepEqual(segnapostoDa(text, 29, true), [6, 14]);
    assert.equal(segnapostoDa(text, 36, false), undefined);
  });
});
