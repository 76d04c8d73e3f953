import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Avvisi } from '../../../schemas/avvisi.api.js';
import { AvvisoConservazioneModel, PostaAvvisiModel } from '../../../schemas/avviso-conservazione.model.js';
import { GuastoFissitaModel } from '../../../schemas/guasto-fissita.model.js';
import type { VersamentoRisposta } from '../../../schemas/versamento.api.js';
import type { Versamento } from '../../../schemas/versamento.model.js';
import { createSpedisci } from '../../../server/conservazione/avvisi/posta.js';
import { runAvvisi } from '../../../server/conservazione/avvisi/service.js';
import { esibisci } from '../../../server/conservazione/esibizione/service.js';
import { reportFile } from '../../../server/conservazione/fissita/guasti.js';
import { faultOfVersamento } from '../../../server/conservazione/replay.js';
import { zipOf } from '../../../server/lib/zip.js';
import { IntegrityError } from '../../../storage/errors.js';
import { readZip } from '../../support/zip.js';
import { AOO, useBanco } from './banco.js';

/** A mail as it came. */
interface Arrivata {
  a: string[];
  testo: string;
}

/** A mail server on a free port that keeps what it is given, or refuses all of it. */
class Casella {
  readonly arrivate: Arrivata[] = [];
  rifiuta = false;
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      void buffer(stream).then((bytes) => {
        if (this.rifiuta) return done(Object.assign(new Error('no'), { responseCode: 550 }));
        this.arrivate.push({
          a: session.envelope.rcptTo.map(({ address }) => address),
          testo: bytes.toString('utf8').replaceAll(/=\r\n/g, ''),
        });
        done();
      });
    },
  });
  listen(): Promise<string> {
    return new Promise((resolve) => {
      const server = this.#server.listen(0, '127.0.0.1', () =>
        resolve(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
    });
  }
  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

describe('alarms, the report of a month and exhibition', function () {
  this.timeout(60_000);
  const banco = useBanco('avvisi');
  const casella = new Casella();
  let spedisci: ReturnType<typeof createSpedisci>;
  let accettato: Versamento;
  let adesso = new Date('2026-03-04T07:00:00+01:00');
  const evaluate = () => {
    const { config, log } = banco.here.deps;
    return runAvvisi({ clock: { now: () => adesso }, config, log, dimostrazione: true, spedisci });
  };
  const at = async (istante: string): Promise<number> => {
    adesso = new Date(istante);
    const before = casella.arrivate.length;
    await evaluate();
    return casella.arrivate.length - before;
  };
  const insert = (guasto: object) => GuastoFissitaModel.collection.insertOne({ ...guasto });
  const last = (): string => casella.arrivate.at(-1)?.testo ?? '';

  before(async () => {
    spedisci = createSpedisci({ smtp: await casella.listen(), da: 'Protocollo <protocollo@example.org>', a: ['archivio@example.org', 'rgd@example.org'] }); // prettier-ignore
    banco.adesso = new Date('2026-03-02T10:00:00+01:00');
    banco.attesaMs = 10_000;
    const made = await banco.prepared('unita-documentaria', await banco.register('da esibire'));
    accettato = await banco.untilSettled(made._id);
    assert.match(accettato.stato, /^accettato/);
  });
  after(() => casella.close());

  describe('mails', () => {
    it('what is grave leaves at once and once, to all who are named; the rest waits for the summary', async () => {
      await reportFile(new IntegrityError('a'.repeat(64)));
      assert.equal(await at('2026-03-04T07:00:00+01:00'), 1);
      assert.deepEqual(casella.arrivate[0]?.a, ['archivio@example.org', 'rgd@example.org']);
      assert.match(last(), /Auto-Submitted: auto-generated/);
      assert.match(last(), /ESEMPIO/);
      assert.equal(await at('2026-03-04T07:20:00+01:00'), 0, 'it lasts');
    });

    it('one summary a day, whoever evaluates and how often', async () => {
      adesso = new Date('2026-03-04T08:01:00+01:00');
      const before = casella.arrivate.length;
      const done = await Promise.all([evaluate(), evaluate(), evaluate()]);
      assert.ok(
        done.some((one) => one !== null),
        'one of them has the turn',
      );
      await evaluate();
      assert.equal(casella.arrivate.length - before, 1);
      assert.equal(await at('2026-03-05T08:02:00+01:00'), 1, 'the next day it is told again');
    });

    it('grave alarms that come one after the other go together', async () => {
      await GuastoFissitaModel.deleteMany({});
      assert.equal(await at('2026-03-05T09:00:00+01:00'), 0);
      const fault = { genere: 'file-mancante', nominatoDa: [], aoo: [AOO], ultimoControllo: new Date(), aperto: 1 };
      const found = (chiave: string, giorno: string) =>
        insert({ ...fault, chiave, trovato: new Date(`${giorno}T03:00:00+01:00`) });
      await found('b'.repeat(64), '2026-03-06');
      assert.equal(await at('2026-03-05T10:00:00+01:00'), 1);
      await found('c'.repeat(64), '2026-03-07');
      await found('d'.repeat(64), '2026-03-08');
      assert.equal(await at('2026-03-05T10:05:00+01:00'), 0, 'not sooner than a while after the last one');
      assert.equal(await at('2026-03-05T10:20:00+01:00'), 1);
      assert.match(last(), /Subject:.*2/);
    });

    it('a mail that does not leave is told by the pages and sent later; what was sent is not sent again', async () => {
      await insert({ chiave: 'e'.repeat(64), genere: 'file-alterato', nominatoDa: [], aoo: [AOO], trovato: new Date('2026-03-09T03:00:00+01:00'), ultimoControllo: new Date(), aperto: 1 }); // prettier-ignore
      casella.rifiuta = true;
      assert.equal(await at('2026-03-05T11:00:00+01:00'), 0);
      const { posta } = (await banco.here.get('/conservazione/avvisi', 'rgd').expect(200)).body as Avvisi;
      assert.match(posta.errore ?? '', /550/);
      casella.rifiuta = false;
      assert.equal(await at('2026-03-05T11:02:00+01:00'), 1);
      assert.equal(await at('2026-03-05T11:30:00+01:00'), 0);
    });

    it('a worker that died while it held the turn is waited for, then passed over', async () => {
      const hold = (fino: number) =>
        PostaAvvisiModel.updateOne({ _id: 'posta' }, { $set: { presa: { chi: 'morto', fino: new Date(fino) } } });
      await hold(Date.now() + 60_000);
      assert.equal(await evaluate(), null);
      await hold(Date.now() - 1);
      assert.notEqual(await evaluate(), null);
    });

    it('what is over is said once, and kept', async () => {
      await GuastoFissitaModel.deleteMany({});
      assert.equal(await at('2026-03-06T08:05:00+01:00'), 1);
      assert.match(last(), /RISOLTI/);
      assert.ok((await AvvisoConservazioneModel.countDocuments({ tipo: 'fissita', finito: { $exists: true } })) >= 4);
    });
  });

  it('the pages and Prometheus tell the same, to who may know', async () => {
    await reportFile(new IntegrityError('f'.repeat(64)));
    await banco.register('attende di essere versata');
    const { elementi } = (await banco.here.get('/conservazione/avvisi', 'admin').expect(200)).body as Avvisi;
    assert.equal(elementi[0]?.tipo, 'fissita');
    await banco.here.get('/conservazione/avvisi', 'protocollo').expect(403);
    const { text } = await banco.here.get('/metrics', 'admin').expect(200);
    for (const line of [
      /^protocollo_fissita_guasti 1$/m,
      /^protocollo_conservazione_incerti 0$/m,
      /^protocollo_conservazione_chiamata_secondi\{conservatore="parer",quantile="1"\} \d/m,
      /^protocollo_conservazione_piu_vecchio_secondi\{tipo=/m,
    ])
      assert.ok(line.test(text), String(line));
  });

  it('the report of a month is a PDF with its figures, and they are a table too', async () => {
    const path = '/conservazione/rapporto-mensile';
    const pdf = await banco.here.get(`${path}.pdf?mese=2026-03`, 'archivista').responseType('blob').expect(200);
    assert.equal((pdf.body as Buffer).subarray(0, 5).toString(), '%PDF-');
    const { text } = await banco.here.get(`${path}.csv?mese=2026-03`, 'rgd').expect(200);
    assert.match(text, /"Versamenti del mese";"2";"Accettati";"1"/);
    await banco.here.get(`${path}.pdf?mese=2026-3`, 'rgd').expect(422);
    await banco.here.get(`${path}.pdf?mese=2026-12`, 'rgd').expect(422);
    await banco.here.get(`${path}.csv?mese=2026-03`, 'istruttore').expect(403);
  });

  describe('exhibition', () => {
    const address = (motivo: string): string =>
      `/versamenti/${accettato._id}/esibizione.zip?motivo=${encodeURIComponent(motivo)}`;

    it('gives what the receiver keeps, unchanged, with ours beside it and a statement; the request stays', async () => {
      await banco.here.get(`/versamenti/${accettato._id}/esibizione.zip`, 'rgd').expect(422);
      const answer = await banco.here.get(address('Richiesta del tribunale'), 'archivista').responseType('blob').expect(200); // prettier-ignore
      const files = await readZip(answer.body as Buffer);
      const text = (nome: string): string => files.get(nome)?.toString('utf8') ?? '';
      assert.match(text('esito.txt'), /corrisponde a ciò che fu inviato\.\n/);
      assert.match(text('index.html'), /Richiesta del tribunale/);
      const reso = await readZip(files.get('dal-conservatore/pacchetto-di-distribuzione.zip') ?? Buffer.alloc(0));
      assert.ok(reso.size >= 4, 'index, receipt and the two files');
      assert.ok(text('ricevuto/rapporto-di-versamento.xml') !== '');
      assert.match(text('impronte.sha256'), /dal-conservatore/);
      const { storia } = (await banco.here.get(`/versamenti/${accettato._id}`, 'rgd').expect(200)).body as VersamentoRisposta; // prettier-ignore
      assert.match(storia.at(-1)?.parole ?? '', /Esibizione: .*Richiesta del tribunale/);
      assert.equal(faultOfVersamento(await banco.read(accettato._id)), null);
    });

    it('tells what is not as it was sent, and a receiver that does not answer; both stay in the history', async () => {
      const caller = {
        utente: 'archivista',
        denominazione: 'Archivista',
        aoo: AOO,
        ruolo: 'archivista',
        uo: 'U100',
        settore: [],
        richiesta: 'prova',
      } as const;
      const { crea } = banco.deps;
      const ask = async (esibisciAltro: () => Promise<Readable>) => {
        const deps = {
          ...banco.deps,
          dimostrazione: true,
          crea: async (conservatore: Parameters<NonNullable<typeof crea>>[0]) => {
            const whole = await crea?.(conservatore);
            return whole && { ...whole, esibisci: esibisciAltro };
          },
        };
        return esibisci(deps, caller, accettato._id, 'Verifica annuale', new AbortController().signal);
      };
      const other = await ask(() =>
        Promise.resolve(Readable.from(zipOf([{ nome: 'altro.pdf', contenuto: Buffer.from('altro') }], new Date()))),
      );
      const whole = await readZip(await buffer(Readable.from(zipOf(other.voci(), other.quando))));
      await other.close();
      assert.match(whole.get('esito.txt')?.toString('utf8') ?? '', /NON corrisponde[\s\S]*\[NO\]/);
      await assert.rejects(
        ask(() => Promise.resolve(Readable.from((function* () { yield Buffer.from('PK'); throw new Error('cut'); })()))), // prettier-ignore
        { code: 'servizio-non-disponibile' },
      );
      const found = await banco.read(accettato._id);
      const esiti = found.eventi.slice(-2).map(({ canonico }) => (JSON.parse(canonico) as { dettagli: { esito: string } }).dettagli.esito); // prettier-ignore
      assert.deepEqual(esiti, ['difforme', 'non-ottenuto']);
      assert.equal(found.stato, accettato.stato);
    });

    it('what is not accepted cannot be fetched', async () => {
      const made = await banco.prepared('unita-documentaria', await banco.register('non ancora'));
      await banco.here.get(`/versamenti/${made._id}/esibizione.zip?motivo=Prova+di+rifiuto`, 'rgd').expect(409);
      await banco.here.get('/versamenti/nessuno/esibizione.zip?motivo=Prova+di+rifiuto', 'rgd').expect(404);
    });
  });
});
