import assert from 'node:assert/strict';
import type { StatoVersamento } from '../../../schemas/versamento.api.js';
import type { Versamento } from '../../../schemas/versamento.model.js';
import { creaConservatore } from '../../../server/conservazione/conservatori/crea.js';
import { nasci } from '../../../server/conservazione/prepara.js';
import { lavoraLinea } from '../../../server/conservazione/sweep.js';
import { faultOfVersamento } from '../../../server/conservazione/replay.js';
import type { Conservatore, Versabile } from '../../../server/conservazione/tipi.js';
import { readVersabile } from '../../../server/conservazione/unita/leggi.js';
import { requireGiornaliero } from '../../../server/giornaliero/service.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import type { Guasto, TipoGuasto } from '../../../scripts/simulatore-parer/guasti.js';
import { addDays } from '../../../server/lib/clock.js';
import { AOO, useBanco } from './banco.js';

interface Riga {
  tipo: TipoGuasto;
  parametri?: Record<string, unknown>;
  /** state after everything that happens by itself */
  fine: StatoVersamento | readonly StatoVersamento[];
  /** state right after the call that met the fault, where it says something */
  subito?: StatoVersamento | readonly StatoVersamento[];
  /** the fault lies in a question, or in the answer to a repeated key: the call before it is lost after it was kept */
  dopoPerdita?: boolean;
}

const ACCETTATO: readonly StatoVersamento[] = ['accettato', 'accettato-con-avvisi'];

/** conservazione-simulatore.md §11, row by row. */
const RIGHE: readonly Riga[] = [
  { tipo: 'rifiutaConnessione', parametri: { ms: 500 }, subito: 'attesa-riprova', fine: ACCETTATO },
  { tipo: 'resetInizio', subito: 'incerto', fine: ACCETTATO },
  { tipo: 'resetUpload', parametri: { byte: 500 }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'uploadLento', parametri: { byteAlSecondo: 40_000 }, fine: ACCETTATO },
  { tipo: 'silenzioPrima', parametri: { ms: 250 }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'silenzioDopo', parametri: { ms: 250 }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'resetDopo', subito: 'incerto', fine: ACCETTATO },
  { tipo: 'http', parametri: { status: 502 }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'http', parametri: { status: 500, salva: true }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'http', parametri: { status: 503, retryAfter: 30 }, fine: ACCETTATO },
  { tipo: 'http', parametri: { status: 401 }, fine: 'sospeso' },
  { tipo: 'http', parametri: { status: 413 }, fine: ['sospeso', 'da-verificare', 'rifiutato'] },
  { tipo: 'nonXml', subito: 'incerto', fine: ACCETTATO },
  { tipo: 'xmlTroncato', parametri: { byte: 200 }, subito: 'incerto', fine: ACCETTATO },
  { tipo: 'xmlEstraneo', subito: 'incerto', fine: ACCETTATO },
  { tipo: 'esito', parametri: { codice: 'FORMATO-001-001', esito: 'NEGATIVO' }, fine: 'rifiutato' },
  { tipo: 'warning', parametri: { codici: ['FIRMA-002-001'] }, fine: 'accettato-con-avvisi' },
  { tipo: '666P', subito: 'attesa-riprova', fine: ACCETTATO },
  { tipo: '666PConRdv', subito: 'attesa-riprova', fine: ACCETTATO },
  { tipo: '666', subito: 'attesa-riprova', fine: ACCETTATO },
  { tipo: 'positivoSenzaRdv', fine: 'accettato-con-avvisi' },
  { tipo: 'duplicatoSenzaRdv', dopoPerdita: true, fine: ACCETTATO },
  { tipo: 'chiaveOccupata', fine: 'conflitto' },
  { tipo: 'rdvHashIndiceErrato', fine: 'da-verificare' },
  { tipo: 'rdvHashFileErrato', fine: 'da-verificare' },
  { tipo: 'rdvChiaveErrata', fine: 'da-verificare' },
  { tipo: 'firmaServizioGiu', fine: ACCETTATO },
  { tipo: 'credenzialiScadute', fine: 'sospeso' },
  { tipo: 'codificaErrata', fine: ACCETTATO },
  { tipo: 'rispostaLenta', parametri: { byteAlSecondo: 100_000 }, fine: ACCETTATO },
  { tipo: 'statoGiu', dopoPerdita: true, fine: ACCETTATO },
];

/** Of these the client gives up first. */
const LENTI: ReadonlySet<TipoGuasto> = new Set(['silenzioPrima', 'silenzioDopo']);

const isOne = (stato: StatoVersamento, atteso: StatoVersamento | readonly StatoVersamento[]): boolean =>
  typeof atteso === 'string' ? stato === atteso : atteso.includes(stato);

describe('a receiver that fails', function () {
  this.timeout(120_000);
  const b = useBanco('guasti-conservatore');
  let versabile: Versabile;
  let conservatore: Conservatore;
  const giorni: string[] = [];

  before(async () => {
    const quanti = RIGHE.length * 2;
    const riferimento = await b.register('guasti');
    const letto = await readVersabile(b.here.deps, { aoo: AOO, tipo: 'unita-documentaria', riferimento });
    assert.ok(letto !== null && 'versabile' in letto);
    versabile = letto.versabile;
    const made = creaConservatore(b.here.deps.config, letto.configurazione, { now: () => b.adesso });
    assert.ok(made !== undefined);
    conservatore = made;
    const clock = { now: () => b.adesso, ensureReliable: () => Promise.resolve() };
    const last = addDays('2026-03-02', quanti - 1);
    await requireGiornaliero({ ...b.here.deps, clock }, await aooOf(AOO), last);
    for (let day = '2026-03-02'; day <= last; day = addDays(day, 1)) giorni.push(day);
  });

  /** A package under a number of its own: of one registration, since what is in it is not the matter here. */
  async function born(n: number): Promise<Versamento> {
    const numero = String(1_000_000 + n);
    const made = await nasci(b.deps, {
      aoo: AOO,
      tipo: 'unita-documentaria',
      riferimento: `2026/${numero}`,
      perche: 'prova',
      conservatore,
      versabile: { ...versabile, chiave: { ...versabile.chiave, numero } },
      n: 1,
    });
    return made ?? assert.fail('not prepared');
  }

  async function check(riga: Riga, v: Versamento, tentativi: number): Promise<void> {
    assert.ok(
      isOne(v.stato, riga.fine),
      `${v.stato}: ${JSON.stringify(v.tentativi.map(({ azione, esito, messaggio }) => [azione, esito, messaggio]))}`,
    );
    assert.equal(faultOfVersamento(v), null);
    assert.ok(v.tentativi.length >= tentativi, `${v.tentativi.length} tries on record`);
    assert.ok(v.tentativi.every(({ esito, fine }) => esito !== 'in-corso' && fine !== undefined));
    if (!ACCETTATO.includes(v.stato)) return;
    const [unita, ...others] = b.unitaDi(v);
    assert.ok(unita !== undefined && others.length === 0, 'exactly one unit');
    const { rdv } = await b.simulatore.stato.testi(unita);
    assert.equal(v.rapporto?.verificato, true);
    assert.equal(v.rapporto.sha256, sha256Hex(rdv), 'the receipt as the receiver has it');
  }

  for (const [i, riga] of RIGHE.entries()) {
    for (const [j, quando] of (['first', 'second'] as const).entries())
      for (const tipo of ['unita-documentaria', 'registro-giornaliero'] as const) {
        const nome = [riga.tipo, ...Object.values(riga.parametri ?? {})].join(' ');
        it(`${nome}, ${quando} try, ${tipo}`, async () => {
          const posto = i * 2 + j;
          await b.openLines();
          b.attesaMs = LENTI.has(riga.tipo) ? 125 : 10_000;
          b.simulatore.guasti.azzera();
          const { _id } =
            tipo === 'unita-documentaria' ? await born(posto) : await b.prepared(tipo, giorni[posto] ?? '');
          const guasto: Guasto = {
            tipo: riga.tipo,
            ...(riga.parametri !== undefined && { parametri: riga.parametri }),
          };
          if (quando === 'second') {
            b.simulatore.guasti.aggiungi({ tipo: '666' });
            assert.equal((await b.step(_id)).stato, 'attesa-riprova');
          }
          if (riga.dopoPerdita === true) {
            b.simulatore.guasti.aggiungi(
              { tipo: 'resetDopo' },
              { ...guasto, quante: riga.tipo === 'statoGiu' ? 1 : 0 },
            );
            if (riga.tipo === 'duplicatoSenzaRdv') b.simulatore.guasti.aggiungi({ tipo: 'statoGiu' });
          } else b.simulatore.guasti.aggiungi(guasto);
          if (riga.tipo === 'rifiutaConnessione') await b.knock(); // who calls first closes it
          const hit = await b.step(_id);
          if (riga.subito !== undefined) assert.ok(isOne(hit.stato, riga.subito), hit.stato);
          if (riga.tipo === 'rifiutaConnessione') await b.untilListening();
          b.attesaMs = 10_000;
          await check(riga, await b.untilSettled(_id), quando === 'second' ? 2 : 1);
        });
      }
  }

  it('is never called more at once than is agreed, however many send', async () => {
    await b.openLines();
    b.simulatore.guasti.azzera();
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push((await born(500 + n))._id);
    let now = 0;
    let most = 0;
    const configurazione = { ...conservatore.configurazione, insieme: 2 };
    const counting: Conservatore = {
      ...conservatore,
      configurazione,
      invia: async (...args) => {
        most = Math.max(most, (now += 1));
        try {
          return await conservatore.invia(...args);
        } finally {
          now -= 1;
        }
      },
    };
    const deps = { ...b.deps, crea: () => Promise.resolve(counting) };
    const { signal } = new AbortController();
    const workers = Array.from({ length: 4 }, () => lavoraLinea(deps, AOO, 'parer', signal));
    await Promise.all(workers);
    await lavoraLinea(deps, AOO, 'parer', signal);
    assert.ok(most >= 1 && most <= 2, String(most));
    for (const id of ids) assert.ok(ACCETTATO.includes((await b.read(id)).stato));
  });
});
