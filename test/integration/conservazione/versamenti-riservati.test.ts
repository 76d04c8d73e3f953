import assert from 'node:assert/strict';
import type { VersamentoRisposta } from '../../../schemas/versamento.api.js';
import { archivistaDi } from './archivista.js';
import { useBanco } from './banco.js';

describe('what is reserved, shipped to the conservation system', function () {
  this.timeout(60_000);
  const b = useBanco('versamenti-riservati');
  const { versa, list, shipped } = archivistaDi(b);

  before(() => {
    b.adesso = new Date();
  });

  it('what is reserved is read with a reason; its rows say nothing of it', async () => {
    const rif = await b.register('riservato', { riservatezza: { livello: 'riservata', uo: ['U410'] } });
    const v = await shipped(rif);
    assert.match(v.stato, /^accettato/);
    for (const part of ['pacchetto.zip', 'indice.xml', 'rapporto.xml', 'risposte/1']) {
      await b.here.get(`/versamenti/${v.id}/${part}`, 'archivista').expect(403);
      await b.here.get(`/versamenti/${v.id}/${part}`, 'archivista').set('X-Motivo-Accesso', 'controllo').expect(200);
    }
    await b.here.get(`/registrazioni/${rif}/versamenti`, 'protocollo').expect(404);
    assert.deepEqual(
      v.file.map(({ nome }) => nome),
      ['f0', 'f1'],
    );
    const named = await b.here.get(`/versamenti/${v.id}`, 'archivista').set('X-Motivo-Accesso', 'controllo');
    assert.equal((named.body as VersamentoRisposta).file[0]?.nome, 'lettera.pdf');
  });

  it('of what is reserved neither the words of a refusal nor what is missing tell the content', async () => {
    const riservatezza = { livello: 'riservata', uo: ['U410'] };
    const rif = await b.register('segreto', { riservatezza });
    const parole = 'Il file lettera.pdf di Mario Segreto non va bene';
    b.simulatore.guasti.aggiungi({
      tipo: 'esito',
      parametri: { codice: 'FORMATO-001-001', messaggio: parole, esito: 'NEGATIVO' },
    });
    const v = await shipped(rif);
    assert.equal(v.stato, 'rifiutato');
    const { id } = v;
    const bare = await b.register('segreto senza dati', {
      riservatezza,
      mittenti: [{ tipo: 'PAI', denominazione: 'Ente Segreto' }],
    });
    const refused = await versa(bare).expect(409);
    const answers = [
      v,
      refused.body,
      await list('stato=rifiutato'),
      (await b.here.post(`/versamenti/${id}/priorita`, 'archivista').send({ priorita: true })).body,
      (await b.here.get('/conservazione/non-inviabili', 'archivista').expect(200)).body,
    ];
    for (const one of answers) assert.doesNotMatch(JSON.stringify(one), /lettera\.pdf|Segreto/);
    assert.match(JSON.stringify(answers[4]), /Contenuto riservato/);
  });
});
