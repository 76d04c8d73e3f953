import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, entrata, MOTIVO } from './richieste.js';

describe('paper that waits for its scan', function () {
  this.timeout(30_000);
  const here = useHarness('integrazioni');

  for (const mezzo of ['sportello', 'posta', 'raccomandata', 'corriere'])
    it(`is registered without document by ${mezzo}`, async () => {
      const paper = await here.registered('protocollo', entrata({ mezzo }), { documento: null });
      assert.equal(paper.documento, undefined);
      assert.ok(!('documento' in (JSON.parse((await here.stored(paper))['canonico'] as string) as object)));
      isProblem(await here.get(`${at(paper)}/documento`, 'protocollo'), 404);
    });

  const integrate = (
    posto: { anno: number; numero: number },
    account: Account,
    file: Record<'documento' | 'allegato', string[]>,
    motivo = MOTIVO,
  ) => {
    const test = here.post(`${at(posto)}/integrazioni`, account).field('motivo', motivo);
    for (const part of ['documento', 'allegato'] as const)
      for (const testo of file[part])
        void test.attach(part, filePdf(testo).bytes, { filename: `${testo}.pdf`, contentType: 'application/pdf' });
    return test;
  };

  it('gets its document once, and attachments with the next numbers; its birth stays', async () => {
    const paper = await here.registered('protocollo', entrata({ mezzo: 'posta' }), {
      documento: null,
      allegati: [filePdf('primo', 'primo.pdf')],
    });
    const first = (
      await integrate(paper, 'protocollo', { documento: ['scansione'], allegato: ['secondo', 'terzo'] }).expect(201)
    ).body as RegistrazioneRisposta;
    assert.equal(first.documento?.nome, 'scansione.pdf');
    assert.deepEqual(
      first.allegati.map(({ n, nome }) => [n, nome]),
      [
        [1, 'primo.pdf'],
        [2, 'secondo.pdf'],
        [3, 'terzo.pdf'],
      ],
    );
    assert.deepEqual(
      [first.versione, first.catena, first.dataRegistrazione],
      [2, paper.catena, paper.dataRegistrazione],
    );
    const bytes = await here.get(`${at(paper)}/allegati/3`, 'protocollo').expect(200);
    assert.deepEqual(bytes.body, filePdf('terzo').bytes);
    isProblem(await integrate(paper, 'protocollo', { documento: ['altra'], allegato: [] }), 409);
    const again = (await integrate(paper, 'rgd', { documento: [], allegato: ['quarto'] }).expect(201))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      again.allegati.map(({ n }) => n),
      [1, 2, 3, 4],
    );
    const stored = await here.stored(paper);
    assert.deepEqual((JSON.parse(stored['canonico'] as string) as { allegati: unknown[] }).allegati.length, 1);
    assert.equal((stored['eventi'] as unknown[]).length, 2);
  });

  it('of two documents sent at once one stays', async () => {
    const paper = await here.registered('protocollo', entrata({ mezzo: 'posta' }), { documento: null });
    const answers = await Promise.all(
      ['una', 'altra'].map((testo) => integrate(paper, 'protocollo', { documento: [testo], allegato: [] })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    assert.equal(((await here.stored(paper))['eventi'] as unknown[]).length, 1);
  });

  it('is completed by protocol and by the office that has it, with a reason', async () => {
    const paper = await here.registered('protocollo', entrata({ mezzo: 'posta', assegnazioni: [competenza('U410')] }), {
      documento: null,
    });
    for (const account of ['archivista', 'admin'] as const)
      isProblem(await integrate(paper, account, { documento: ['x'], allegato: [] }), 403);
    isProblem(await integrate(paper, 'istruttore.u114', { documento: ['x'], allegato: [] }), 404);
    isProblem(await integrate(paper, 'istruttore', { documento: ['x'], allegato: [] }, ' '), 422, ['motivo']);
    isProblem(await integrate(paper, 'istruttore', { documento: [], allegato: [] }), 422, ['documento']);
    assert.equal(((await here.stored(paper))['eventi'] as unknown[]).length, 0);
    await integrate(paper, 'istruttore', { documento: ['x'], allegato: [] }).expect(201);
  });
});
