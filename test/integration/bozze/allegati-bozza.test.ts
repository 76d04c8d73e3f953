import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { BozzaLetta } from '../../../schemas/bozza.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, EDILE } from '../protocollo/richieste.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const lettera = (over: object = {}) => ({
  oggetto: 'Comunicazione di esito',
  destinatari: [{ ...EDILE, domicilioDigitale: 'edile@pec.example' }],
  mezzo: 'pec',
  testo: 'Si trasmette quanto richiesto.',
  ...over,
});

describe('attachments of outgoing letters', function () {
  this.timeout(30_000);
  const here = useHarness('bozze-allegati');
  const make = async (body: object): Promise<BozzaLetta> =>
    (await here.post('/bozze', 'istruttore').send(body).expect(201)).body as BozzaLetta;

  it('an act of a repertorio goes with a letter as itself, not as the registration with its number', async () => {
    const determina = filePdf('determina', 'determina.pdf');
    const made = await here
      .post('/repertori/DET/registrazioni', 'rgd')
      .field(
        'registrazione',
        JSON.stringify({
          oggetto: 'Impegno di spesa',
          mittenti: [{ tipo: 'UO', uo: 'U410' }],
          assegnazioni: [competenza('U410')],
        }),
      )
      .attach('documento', determina.bytes, { filename: determina.nome })
      .expect(201);
    const { registro, anno, numero } = made.body as RegistrazioneRisposta;
    const { id, versione } = await make(lettera());
    const ask = (registrazione: object) =>
      here.patch(`/bozze/${id}`, 'istruttore', versione).send({ allegati: [{ registrazione }] });
    isProblem(await ask({ registro, anno, numero: 99_999 }), 422, ['allegati[0]']);
    const [allegato] = ((await ask({ registro, anno, numero }).expect(200)).body as BozzaLetta).allegati;
    assert.equal(allegato?.sha256, sha256(determina.bytes));
    assert.deepEqual(allegato.da, { registrazione: { registro, anno, numero } });
  });

  it('takes its attachments from the fascicolo, without a copy, and is born into it', async () => {
    const fascicolo = (
      await here
        .post('/fascicoli', 'responsabile')
        .send({ oggetto: 'Edificazione in via Roma', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
        .expect(201)
    ).body as { id: string; codice: string };
    const appunti = filePdf('appunti del sopralluogo', 'appunti.pdf');
    const filed = await here
      .post(`/fascicoli/${fascicolo.id}/documenti`, 'istruttore')
      .field('oggetto', 'Appunti del sopralluogo')
      .attach('documento', appunti.bytes, { filename: appunti.nome })
      .expect(201);
    const documento = { id: /[^/]+$/.exec(filed.headers['location'] ?? '')?.[0] ?? '' };
    const born = await make(lettera({ fascicolo: fascicolo.codice, allegati: [{ documento: documento.id }] }));
    assert.deepEqual([born.fascicolo, born.allegati[0]?.sha256], [fascicolo.id, sha256(appunti.bytes)]);
    isProblem(
      await here.post('/bozze', 'istruttore.u114').send(lettera({ allegati: [{ documento: documento.id }] })),
      422,
      ['allegati[0]'],
    );
    const approvata = await here.post(`/bozze/${born.id}/approvazione`, 'responsabile').send({ esito: 'approvata' });
    assert.ok(approvata.status < 300, approvata.text);
    const registrata = (await here.post(`/bozze/${born.id}/registrazione`, 'istruttore').send({}).expect(201))
      .body as RegistrazioneRisposta;
    assert.equal(registrata.fascicolo, fascicolo.id);
    const moves = (await here.get(`/fascicoli/${fascicolo.id}/movimenti`, 'istruttore').expect(200)).body as {
      elementi: { utente: string }[];
    };
    assert.deepEqual(
      moves.elementi.map(({ utente }) => utente),
      ['istruttore', 'istruttore'],
      'who registered it, not the key under which it is registered',
    );
  });
});
