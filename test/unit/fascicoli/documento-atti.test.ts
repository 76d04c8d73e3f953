import assert from 'node:assert/strict';
import type { Documento, VersioneDocumento } from '../../../schemas/documento.model.js';
import { allaVersione } from '../../../server/fascicoli/documento-atti.js';
import { canonicalText, sha256Hex } from '../../../server/protocollo/canonico.js';

const versione = (n: number): VersioneDocumento => ({
  n,
  file: {
    nome: `${n}.pdf`,
    mime: 'application/pdf',
    dimensione: 1,
    sha256: sha256Hex(`${n}`),
    formato: { mime: 'application/pdf' },
    firme: [],
  },
  data: `2026-03-0${n}T08:00:00.000Z`,
  utente: 'anna',
});
const atto = (tipo: string, dettagli: object) => ({
  canonico: canonicalText({ tipo, dettagli, precedente: '0' }),
  hash: '0',
});

/** Born in f1, moved to f2, a second version, put into f3 too, a third version. */
function documento(): Documento {
  const born = {
    oggetto: 'Relazione',
    versioni: [versione(1)],
    fascicolo: 'f1',
    riservatezza: { livello: 'ordinaria' as const, uo: [], utenti: [] },
  };
  return {
    ...born,
    _id: 'd1',
    aoo: 'AVLD001',
    data: new Date('2026-03-01T08:00:00Z'),
    operatore: 'anna',
    uoOperatore: 'U410',
    canonico: canonicalText({ formato: 1, _id: 'd1', ...born }),
    hash: '0',
    eventi: [
      atto('fascicolazione', { azione: 'spostato', fascicolo: 'f2' }),
      atto('versione', versione(2)),
      atto('fascicolazione', { azione: 'aggiunto', fascicolo: 'f2', altriFascicoli: ['f3'] }),
      atto('versione', versione(3)),
    ],
    richiesta: { autore: 'anna', chiave: 'k', sha256: '-' },
    versione: 5,
    impronte: [],
    fascicolo: 'f2',
    altriFascicoli: ['f3'],
    versioni: [versione(1), versione(2), versione(3)],
  };
}

describe('a document that is not registered, as it was in one of its versions', () => {
  const states = [1, 2, 3].map((n) => allaVersione(documento(), n));

  it('has the versions up to that one, and stands where it stood until the next one came', () => {
    assert.deepEqual(
      states.map((one) => [one?.versioni.length, one?.fascicolo, one?.altriFascicoli]),
      [
        [1, 'f2', undefined],
        [2, 'f2', ['f3']],
        [3, 'f2', ['f3']],
      ],
    );
  });

  it('is the document itself in the last one, and nothing in one that it has not', () => {
    assert.deepEqual(states[2], documento());
    assert.equal(allaVersione(documento(), 4), undefined);
  });
});
