import assert from 'node:assert/strict';
import { annotazioneDi } from '../../../server/attestazioni/annotazione-rules.js';
import { linkEventi } from '../../../server/protocollo/canonico.js';
import { buildAllegato, buildFile, buildRegistrazione } from '../../support/factories.js';

const DATA = new Date('2026-03-20T10:00:00Z');
const documento = buildFile('scansione.pdf');
const allegato = buildAllegato(1);
const nata = buildRegistrazione({ documento, allegati: [allegato] });
const prima = new Date(nata.dataRegistrazione.getTime() - 60_000).toISOString();
const copia = ({ sha256 }: { sha256: string }) => ({
  scansione: sha256.slice(0, 24),
  nome: 'copia.pdf',
  sha256,
  dimensione: 1,
  pagine: 1,
  confrontate: 1,
});
const file = (c: string) => ({ nome: 'x', sha256: c.repeat(64), dimensione: 1 });
const firmata = {
  _id: 'a1',
  modo: 'raffronto' as const,
  copie: [copia(documento), copia({ sha256: '9'.repeat(64) })],
  documento: file('a'),
  funzionario: { utente: 'protocollo', denominazione: 'Operatore' },
  firma: {
    ...file('b'),
    modo: 'server' as const,
    tipo: 'CAdES' as const,
    esito: 'valida' as const,
    firmatario: 'Operatore',
    quando: '2026-03-20T10:00:00.000Z',
  },
};

describe('a registration tells of an attestation', () => {
  it('by its id, its hash and that of its signature, with the copies that it holds, as an act of who signed', () => {
    const [atto, ...others] = annotazioneDi(nata, firmata, DATA);
    assert.equal(others.length, 0);
    assert.deepEqual(atto, {
      tipo: 'attestazione',
      data: DATA.toISOString(),
      utente: 'protocollo',
      dettagli: {
        attestazione: 'a1',
        modo: 'raffronto',
        impronta: 'a'.repeat(64),
        firma: { sha256: 'b'.repeat(64), quando: firmata.firma.quando },
        copie: [documento.sha256],
      },
    });
  });

  it('once; another attestation is another act', () => {
    const eventi = linkEventi(nata, annotazioneDi(nata, firmata, DATA));
    assert.deepEqual(annotazioneDi({ ...nata, eventi }, firmata, DATA), []);
    const altra = { ...firmata, _id: 'a2', copie: [copia(allegato)] };
    assert.equal(annotazioneDi({ ...nata, eventi }, altra, DATA).length, 1);
  });

  it('never without a signature, of copies that it has not, or after it was annulled', () => {
    const { firma: _firma, ...attesa } = firmata;
    assert.deepEqual(annotazioneDi(nata, attesa, DATA), []);
    assert.deepEqual(annotazioneDi(nata, { ...firmata, copie: [copia({ sha256: '9'.repeat(64) })] }, DATA), []);
    assert.deepEqual(annotazioneDi({ ...nata, stato: 'annullata' }, firmata, DATA), []);
  });

  it('not of what was attested when it was born with it; of a copy that joined it later, yes', () => {
    const presto = { ...firmata, firma: { ...firmata.firma, quando: prima } };
    assert.deepEqual(annotazioneDi(nata, presto, DATA), []);
    const dopo = { ...nata, allegati: [allegato, { ...buildFile('altra.pdf'), n: 2 }] };
    const [, aggiunto] = dopo.allegati;
    assert.ok(aggiunto);
    assert.equal(annotazioneDi(dopo, { ...presto, copie: [copia(aggiunto)] }, DATA).length, 1);
  });
});
