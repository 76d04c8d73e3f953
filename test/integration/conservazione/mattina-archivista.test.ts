import assert from 'node:assert/strict';
import type { Riepilogo } from '../../../schemas/conservazione.api.js';
import { NonInviabileModel } from '../../../schemas/non-inviabile.model.js';
import type { VersamentoRisposta } from '../../../schemas/versamento.api.js';
import { type Versamento, VersamentoModel } from '../../../schemas/versamento.model.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import type { DepsConservazione } from '../../../server/conservazione/deps.js';
import { inviaVersamento } from '../../../server/conservazione/invia.js';
import { lavoraLinea, recuperaPerse, sweepConservazione } from '../../../server/conservazione/sweep.js';
import { isAccettato } from '../../../server/conservazione/stati.js';
import { verifyVersamenti } from '../../../server/conservazione/verifica.js';
import { requireGiornaliero } from '../../../server/giornaliero/service.js';
import { addDays } from '../../../server/lib/clock.js';
import { isConservato } from '../../../server/scarto/conservato.js';
import { AOO, PAI, useBanco } from './banco.js';

const MAI = new AbortController().signal;
const UNITA = 'unita-documentaria';
/** Fewer than the 300 of the journey, for the time of the suite; every kind of trouble is there. */
const DOCUMENTI = 32;
/** Twelve refused, of five kinds: the first twelve documents by turns. */
const RIFIUTATI = 12;
const CODICI = ['FORMATO-001-001', 'FIRMA-001-001', 'UD-007-001', 'UD-008-001', 'DATISPEC-002-001'];
const PRIMO = '2026-03-02';
const ULTIMO = '2026-03-31';
const motivo = 'Controllato con l’ufficio';

describe('J8: the archivist’s morning', function () {
  this.timeout(120_000);
  const b = useBanco('mattina-archivista');
  const rifs: string[] = [];
  let fascicolo = '';
  /** In it lies all that the fascicolo has. */
  let parte = '';

  const read = async (riferimento: string): Promise<Versamento> => {
    const found = await b.primo(UNITA, riferimento);
    assert.ok(found !== null, riferimento);
    return found;
  };
  /** Turns of the worker, each when something is due, until nothing moves by itself any more. */
  const work = async (): Promise<void> => {
    for (let turn = 0; turn < 12; turn += 1) {
      const { preparati, seguiti } = await sweepConservazione(b.deps, MAI);
      const calls = await lavoraLinea(b.deps, AOO, 'parer', MAI);
      const [next] = await VersamentoModel.find({ aoo: AOO, prossimoPasso: { $exists: true } })
        .sort({ prossimoPasso: 1 })
        .limit(1)
        .lean<Versamento[]>();
      if (next === undefined && preparati + seguiti + calls === 0) return;
      if (next?.prossimoPasso !== undefined && next.prossimoPasso > b.adesso) b.adesso = next.prossimoPasso;
    }
  };
  const riepilogo = async (): Promise<Riepilogo> =>
    (await b.here.get('/versamenti/riepilogo?anno=2026', 'archivista').expect(200)).body as Riepilogo;
  const coda = ({ code }: Riepilogo, nome: string) => code.find(({ codice }) => codice === nome)?.totale;

  before(async () => {
    for (let i = 0; i < DOCUMENTI; i += 1) rifs.push(await b.register(`documento ${i}`));
    const corpo = { oggetto: 'Lavori conclusi della scuola', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' };
    fascicolo = ((await b.here.post('/fascicoli', 'responsabile').send(corpo).expect(201)).body as { id: string }).id;
    const aperta = await b.here.get(`/fascicoli/${fascicolo}`, 'responsabile').expect(200);
    const inside = await b.here
      .post(`/fascicoli/${fascicolo}/sottofascicoli`, 'responsabile')
      .set('If-Match', String(aperta.headers['etag']))
      .send({ oggetto: 'Corrispondenza sui lavori conclusi' })
      .expect(201);
    parte = (inside.body as { id: string }).id;
    for (let i = 0; i < 3; i += 1)
      rifs.push(
        await b.register(`lettera ${i}`, {
          flusso: 'U',
          mittenti: [{ tipo: 'UO', uo: 'U410' }],
          destinatari: [PAI],
          fascicolo: parte,
        }),
      );
    for (const id of [parte, fascicolo]) {
      const { headers } = await b.here.get(`/fascicoli/${id}`, 'rgd').expect(200);
      const closed = await b.here
        .post(`/fascicoli/${id}/chiusura`, 'rgd')
        .set('If-Match', String(headers['etag']))
        .send({});
      assert.equal(closed.status, 200, closed.text);
    }
    const clock = { now: () => b.adesso, ensureReliable: () => Promise.resolve() };
    await requireGiornaliero({ ...b.here.deps, clock }, await aooOf(AOO), ULTIMO);
    for (let i = 0; i < RIFIUTATI; i += 1)
      b.simulatore.guasti.aggiungi({
        tipo: 'esito',
        parametri: { codice: CODICI[i % CODICI.length], esito: 'NEGATIVO' },
        quando: { registro: 'PG', numero: String(i + 1).padStart(7, '0') },
      });
  });

  it('one answer is late, one worker dies in the middle, the rest of the night goes by itself', async () => {
    while ((await sweepConservazione(b.deps, MAI)).preparati > 0); // a turn is short: on a slow machine they are some
    const waiting = await NonInviabileModel.findOne({ aoo: AOO, riferimento: fascicolo }).lean();
    assert.equal(waiting?.mancanze[0]?.codice, 'unita-non-conservate', 'it goes after its documents');

    const late = await read(rifs[20] ?? '');
    const numero = late.chiave.numero;
    b.simulatore.guasti.aggiungi({ tipo: 'silenzioDopo', parametri: { ms: 300 }, quando: { registro: 'PG', numero } });
    b.attesaMs = 150;
    assert.equal((await b.step(late._id)).stato, 'incerto');
    b.attesaMs = 10_000;

    const { _id } = await read(rifs[21] ?? '');
    let arrived: () => void = () => undefined;
    let wake: () => void = () => undefined;
    const there = new Promise<void>((resolve) => (arrived = resolve));
    const dead = new Promise<void>((resolve) => (wake = resolve));
    const dying: DepsConservazione = {
      ...b.deps,
      crea: async (one) => {
        const real = await b.deps.crea?.(one);
        assert.ok(real !== undefined);
        return {
          ...real,
          invia: async (pacchetto, opzioni) => {
            const chiamata = await real.invia(pacchetto, opzioni);
            arrived();
            await dead;
            return chiamata;
          },
        };
      },
    };
    const lost = inviaVersamento(dying, _id, MAI);
    await there;
    assert.equal((await b.read(_id)).stato, 'in-invio');
    const tardi = { ...b.deps, macchina: { now: () => new Date(Date.now() + 120_000) } };
    assert.equal(await recuperaPerse(tardi), 1);
    assert.equal((await b.read(_id)).stato, 'incerto');
    await work();
    wake();
    assert.equal(await lost, 'persa', 'who was thought dead changes nothing');
    for (const id of [late._id, _id]) assert.ok(isAccettato((await b.read(id)).stato));
  });

  it('ask 25: the register of every day of the month was sent without anybody thinking of it', async () => {
    for (let day = PRIMO; day <= ULTIMO; day = addDays(day, 1)) {
      const v = await b.primo('registro-giornaliero', day);
      assert.ok(v !== null && isAccettato(v.stato), day);
      assert.equal(v.rapporto?.verificato, true, day);
    }
  });

  it('ask 6: nothing waits forgotten; each refusal says why in Italian and what to do next', async () => {
    const r = await riepilogo();
    assert.equal(coda(r, 'rifiutati'), RIFIUTATI);
    for (const nome of ['da-inviare', 'in-invio', 'incerti', 'attesa-riprova', 'non-inviabili', 'firme-in-scadenza'])
      assert.equal(coda(r, nome), 0, nome);
    const codici = new Set<string>();
    for (const riferimento of rifs.slice(0, RIFIUTATI)) {
      const { causa, stato, prossimoPasso } = await read(riferimento);
      assert.equal(stato, 'rifiutato');
      assert.equal(prossimoPasso, undefined, 'no retry by itself');
      assert.ok(causa !== undefined && causa.rimedi.length > 0);
      assert.match(causa.parole, /^[A-ZÈ].+\.$/s);
      assert.match(causa.consiglio, /^[A-ZÈ].+\.$/s);
      codici.add(causa.codice);
    }
    assert.deepEqual([...codici].sort(), [...CODICI].sort());
  });

  it('the refused go on together, mended; then the fascicolo had its documents', async () => {
    const ids = await Promise.all(rifs.slice(0, RIFIUTATI).map(async (one) => (await read(one))._id));
    const done = (await b.here.post('/versamenti/ritenta', 'archivista').send({ ids, motivo }).expect(200)).body as {
      elementi: { fatto: boolean }[];
    };
    assert.ok(done.elementi.length === RIFIUTATI && done.elementi.every(({ fatto }) => fatto));
    b.adesso = new Date(b.adesso.getTime() + 60_000);
    await work();
    for (const one of rifs) assert.ok(isAccettato((await read(one)).stato), one);
    for (const id of [parte, fascicolo]) {
      const v = await b.primo('fascicolo', id);
      assert.ok(v !== null && isAccettato(v.stato), 'sent as soon as they were kept');
      assert.deepEqual([...(await isConservato(AOO, [id]))], [id]);
    }
  });

  it('a wrong versamento is annulled there, and sent again', async () => {
    const wrong = await read(rifs[30] ?? '');
    await b.here.post(`/versamenti/${wrong._id}/annullamento`, 'archivista').send({ motivo }).expect(200);
    await lavoraLinea(b.deps, AOO, 'parer', MAI);
    assert.ok(isAccettato((await b.read(wrong._id)).stato), 'until the receiver says so');
    const richiesta = `${b.simulatore.url}/_simulatore/annullamenti/ANN-${wrong._id}/evadi`;
    assert.ok((await fetch(richiesta, { method: 'POST' })).ok);
    await work();
    assert.equal((await b.read(wrong._id)).stato, 'annullato');
    const answer = await b.here
      .post('/versamenti', 'archivista')
      .send({ tipo: UNITA, riferimento: rifs[30] })
      .expect(202);
    const { id } = answer.body as VersamentoRisposta;
    assert.notEqual(id, wrong._id);
    await work();
    assert.ok(isAccettato((await b.read(id)).stato));
  });

  it('at the end everything is in a final state, kept once, with its receipt', async () => {
    const all = await VersamentoModel.find({ aoo: AOO }).lean<Versamento[]>();
    assert.equal(all.filter(({ stato }) => stato === 'annullato').length, 1);
    for (const v of all) {
      assert.ok(isAccettato(v.stato) || v.stato === 'annullato', `${v.riferimento}: ${v.stato}`);
      assert.equal(v.rapporto?.verificato, true, v.riferimento);
      assert.equal(v.prossimoPasso, undefined);
    }
    const keys = b.simulatore.stato
      .unita()
      .filter(({ stato }) => stato !== 'ANNULLATA')
      .map(({ chiave: { registro, anno, numero } }) => `${registro}/${anno}/${numero}`);
    assert.equal(new Set(keys).size, keys.length, 'no key twice');
    assert.equal((await verifyVersamenti(AOO, undefined)).guasto, undefined);
  });
});
