import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Avviso } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, type FileProva, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, EDILE, entrata, MOTIVO, ROSSI, uscita } from './richieste.js';

const sha256 = ({ bytes }: FileProva): string => createHash('sha256').update(bytes).digest('hex');
const codici = (avvisi: readonly Avviso[]): string[] => avvisi.map(({ codice }) => codice);

describe('avvisi', function () {
  this.timeout(30_000);
  const here = useHarness('avvisi'); // Monday 2 March 2026

  const controllo = async (richiesta: object, account: Account = 'protocollo'): Promise<Avviso[]> =>
    ((await here.post('/registrazioni/controllo', account).send(richiesta).expect(200)).body as { avvisi: Avviso[] })
      .avvisi;
  const avvisiOf = async (richiesta: object, documento = filePdf(String(Math.random()))): Promise<Avviso[]> =>
    (await here.registered('protocollo', richiesta, { documento })).avvisi;

  describe('duplicato-documento', () => {
    it('names the twin before saving and in the answer, and does not refuse', async () => {
      const documento = filePdf('lo stesso file');
      const first = await here.registered('protocollo', entrata(), { documento });
      assert.deepEqual(first.avvisi, []);
      const riferimenti = [{ anno: first.anno, numero: first.numero }];
      const [before] = await controllo({ sha256: sha256(documento), mittente: ROSSI });
      assert.deepEqual([before?.codice, before?.riferimenti], ['duplicato-documento', riferimenti]);
      assert.match(before?.messaggio ?? '', new RegExp(`${String(first.numero).padStart(7, '0')}/2026`));
      const [told] = await avvisiOf(entrata(), documento);
      assert.deepEqual([told?.codice, told?.riferimenti], ['duplicato-documento', riferimenti]);
    });

    it('is of the same sender only', async () => {
      const documento = filePdf('di due mittenti');
      await here.registered('protocollo', entrata({ mittenti: [ROSSI] }), { documento });
      assert.deepEqual(await avvisiOf(entrata({ mittenti: [EDILE] }), documento), []);
      assert.deepEqual(codici(await controllo({ sha256: sha256(documento), mittente: ROSSI })), [
        'duplicato-documento',
      ]);
      assert.deepEqual(
        codici(await controllo({ sha256: sha256(documento) })),
        ['duplicato-documento'],
        'of any sender where none is said',
      );
    });

    it('does not count what is annulled', async () => {
      const documento = filePdf('di una annullata');
      const first = await here.registered('protocollo', entrata(), { documento });
      await here
        .post(`${at(first)}/annullamento`, 'rgd')
        .send({ motivo: MOTIVO })
        .expect(200);
      assert.deepEqual(await avvisiOf(entrata(), documento), []);
    });

    it('does not tell what the caller may not see', async () => {
      const documento = filePdf('di un altro ufficio');
      const body = { sha256: sha256(documento), mittente: ROSSI };
      await here.registered('protocollo', entrata({ assegnazioni: [competenza('U310')] }), { documento });
      assert.deepEqual(await controllo(body, 'istruttore'), []);
      assert.deepEqual(await controllo(body, 'responsabile'), []);
      assert.deepEqual(await controllo(body, 'protocollo2'), [], 'nor what is of another AOO');
      const riservata = filePdf('riservata');
      await here.registered('rgd', entrata({ riservatezza: { livello: 'riservata', uo: ['U310'] } }), {
        documento: riservata,
      });
      assert.deepEqual(await controllo({ sha256: sha256(riservata) }), []);
      assert.deepEqual(await controllo({ sha256: sha256(riservata) }, 'rgd'), []);
      assert.deepEqual(await avvisiOf(entrata(), riservata), []);
    });

    it('looks back thirty days', async () => {
      const documento = filePdf('vecchio e nuovo');
      await here.registered('protocollo', entrata(), { documento });
      try {
        await here.moveClock('2026-04-01T08:00:00+02:00');
        assert.deepEqual(codici(await controllo({ sha256: sha256(documento) })), ['duplicato-documento']);
        await here.moveClock('2026-04-02T09:00:00+02:00');
        assert.deepEqual(await controllo({ sha256: sha256(documento) }), []);
      } finally {
        await here.moveClock('2026-03-02T10:00:00+01:00');
      }
    });
  });

  it('duplicato-protocollo-mittente: number and sender, and the date where both have one', async () => {
    const protocollo = { numero: 'XY/7', data: '2026-02-20' };
    const { anno, numero } = await here.registered('protocollo', entrata({ protocolloMittente: protocollo }));
    const [told] = await avvisiOf(entrata({ protocolloMittente: protocollo }));
    assert.deepEqual([told?.codice, told?.riferimenti], ['duplicato-protocollo-mittente', [{ anno, numero }]]);
    const ask = async (protocolloMittente: object, mittente: object = ROSSI) =>
      codici(await controllo({ mittente, protocolloMittente }));
    assert.deepEqual(await ask({ numero: 'XY/7' }), ['duplicato-protocollo-mittente']);
    assert.deepEqual(await ask({ numero: 'XY/7', data: '2025-02-20' }), []);
    assert.deepEqual(await ask({ numero: 'XY/8', data: '2026-02-20' }), []);
    assert.deepEqual(await ask(protocollo, EDILE), []);
  });

  it('arrivo-tardivo: before the previous working day', async () => {
    const on = async (dataArrivo: string) => codici(await avvisiOf(entrata({ mezzo: 'posta', dataArrivo })));
    assert.deepEqual(await on('2026-03-02'), []);
    assert.deepEqual(await on('2026-02-27'), [], 'Friday is the working day before Monday');
    assert.deepEqual(await on('2026-02-26'), ['arrivo-tardivo']);
    assert.deepEqual(await on('2026-02-26T23:30:00Z'), [], 'in Rome it is Friday already');
  });

  it('oggetto-breve: under ten characters', async () => {
    assert.deepEqual(codici(await avvisiOf(entrata({ oggetto: 'Istanza x' }))), ['oggetto-breve']);
    assert.deepEqual(codici(await avvisiOf(entrata({ oggetto: 'Istanza xy' }))), []);
  });

  it('soggetto-ripetuto: somebody given twice is told before saving and in the answer, and is not refused', async () => {
    const due = { destinatari: [EDILE, ROSSI, { ...EDILE, indirizzo: undefined }] };
    const [before, ...altri] = await controllo(due);
    assert.deepEqual([before?.codice, altri], ['soggetto-ripetuto', []]);
    assert.match(before?.messaggio ?? '', /tra i destinatari: Edile Valdoria S\.r\.l\./);
    assert.deepEqual(codici(await avvisiOf(uscita(due))), ['soggetto-ripetuto']);
    assert.deepEqual(codici(await controllo({ mittenti: [ROSSI, ROSSI] })), ['soggetto-ripetuto']);
    assert.deepEqual(await controllo({ mittenti: [ROSSI], destinatari: [EDILE, ROSSI] }), []);
  });

  it('soggetto-incompleto: an administration without codes, on E; on U it is refused', async () => {
    const pai = { tipo: 'PAI', denominazione: 'Comune di Altrove' };
    assert.deepEqual(codici(await avvisiOf(entrata({ mittenti: [pai] }))), ['soggetto-incompleto']);
    const codes = { codiceIPA: 'c_x001', codiceAOO: 'A01', domicilioDigitale: 'pec@altrove.example' };
    assert.deepEqual(await avvisiOf(entrata({ mittenti: [{ ...pai, ...codes }] })), []);
    assert.deepEqual(await avvisiOf(uscita({ destinatari: [{ ...pai, ...codes }] })), []);
    isProblem(await here.register('protocollo', uscita({ destinatari: [pai] })), 422, [
      'destinatari[0].codiceIPA',
      'destinatari[0].codiceAOO',
      'destinatari[0].domicilioDigitale',
    ]);
  });

  it('formato: a lying type is registered, told, and kept beside the true one', async () => {
    const documento = { ...filePdf('immagine'), mime: 'image/png', nome: 'immagine.png' };
    const registrata = await here.registered('protocollo', entrata(), { documento });
    assert.deepEqual(codici(registrata.avvisi), ['formato']);
    assert.deepEqual(
      [registrata.documento?.mime, registrata.documento?.formato],
      ['image/png', { mime: 'application/pdf', discordante: true }],
    );
    assert.deepEqual(
      await avvisiOf(entrata(), {
        nome: 'nota.txt',
        mime: 'text/plain',
        bytes: Buffer.from('Testo semplice, perché no'),
      }),
      [],
    );
    assert.deepEqual(
      await avvisiOf(entrata(), { nome: 'dati.bin', mime: 'application/octet-stream', bytes: filePdf('x').bytes }),
      [],
    );
  });

  it('an anonymous sender and an unreadable signature are subjects like others', async () => {
    for (const denominazione of ['Anonimo', 'Firma illeggibile'])
      assert.deepEqual(await avvisiOf(entrata({ mittenti: [{ tipo: 'PG', denominazione }] })), []);
  });

  it('several are told together, and stay with the registration', async () => {
    const richiesta = entrata({ oggetto: 'Istanza', mezzo: 'posta', dataArrivo: '2026-02-10' });
    const { avvisi, anno, numero } = await here.registered('protocollo', richiesta);
    assert.deepEqual(codici(avvisi).sort(), ['arrivo-tardivo', 'oggetto-breve']);
    assert.deepEqual(
      ((await here.get(at({ anno, numero }), 'rgd').expect(200)).body as { avvisi: unknown }).avvisi,
      avvisi,
    );
  });

  it('controllo is for who registers, and refuses what it does not know', async () => {
    isProblem(await here.post('/registrazioni/controllo').send({}), 401);
    for (const account of ['archivista', 'admin'] as const)
      isProblem(await here.post('/registrazioni/controllo', account).send({}), 403);
    isProblem(await here.post('/registrazioni/controllo', 'protocollo').send({ sha256: 'abc' }), 422, ['sha256']);
    isProblem(await here.post('/registrazioni/controllo', 'protocollo').send({ impronta: 'a' }), 422, ['impronta']);
    isProblem(await here.post('/registrazioni/controllo', 'protocollo').send({ mittente: { tipo: 'PF' } }), 422, [
      'mittente.cognome',
    ]);
    assert.deepEqual(await controllo({}), []);
  });
});
