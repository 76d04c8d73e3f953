import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { PASSWORD } from '../../support/ente.js';
import { at, useHarness } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';
import { runScript } from '../../support/processi.js';

interface Esito {
  pratica: string;
  anno: number;
  numero: number;
  segnatura: string;
  stato: string;
  uffici: string[];
  nuova: boolean;
  riservata?: true;
}

const RICHIEDENTE = { tipo: 'PG', denominazione: 'Edile Valdoria S.r.l.', domicilioDigitale: 'edile@pec.example' };

/** What the wire does to a request, before the server or after it. */
type Guasto =
  'nessuna-risposta' | 'risposta-persa' | 'risposta-tagliata' | 'fuori-servizio' | 'sessione-scaduta' | 'altra-pagina';

/** The server as seen through a wire on which, in turn, what is said happens to the requests that register. */
async function openFilo(
  url: string,
  guasti: Guasto[],
): Promise<{ url: string; chieste: () => number; close: () => void }> {
  let chieste = 0;
  const pass = async (req: IncomingMessage, body: Buffer): Promise<{ status: number; tipo: string; bytes: Buffer }> => {
    const { 'content-type': tipo, authorization, 'idempotency-key': chiave } = req.headers;
    const answer = await fetch(url + (req.url ?? ''), {
      method: req.method ?? 'GET',
      headers: {
        ...(tipo !== undefined && { 'content-type': tipo }),
        ...(authorization !== undefined && { authorization }),
        ...(chiave !== undefined && { 'idempotency-key': String(chiave) }),
      },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    return {
      status: answer.status,
      tipo: answer.headers.get('content-type') ?? '',
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const registra = req.method === 'POST' && req.url === '/api/v1/registrazioni';
    if (registra) chieste += 1;
    const guasto = registra ? guasti.shift() : undefined;
    if (guasto === 'nessuna-risposta') return void req.socket.destroy();
    if (guasto === 'fuori-servizio') return void res.writeHead(503, { 'retry-after': '0' }).end('{}');
    if (guasto === 'sessione-scaduta') return void res.writeHead(401).end('{}');
    if (guasto === 'altra-pagina')
      return void res.writeHead(200, { 'content-type': 'text/html' }).end('<p>Benvenuti</p>');
    const { status, tipo, bytes } = await pass(req, Buffer.concat(parts));
    if (guasto === 'risposta-persa') return void req.socket.destroy();
    if (guasto === 'risposta-tagliata') {
      res.writeHead(status, { 'content-type': tipo, 'content-length': bytes.length });
      return void res.write(bytes.subarray(0, 20), () => req.socket.destroy());
    }
    res.writeHead(status, { 'content-type': tipo }).end(bytes);
  };
  const server = http.createServer((req, res) => void serve(req, res).catch(() => req.socket.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    chieste: () => chieste,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the client of a portal that is given as an example', function () {
  this.timeout(60_000);
  const here = useHarness('portale');
  let serial = 0;

  /** A folder as a portal leaves it. */
  async function buildCartella(sopra: Record<string, unknown> = {}): Promise<{ cartella: string; pratica: string }> {
    const cartella = await mkdtemp(path.join(tmpdir(), 'portale-'));
    const pratica = `SUE-2026-${String((serial += 1)).padStart(5, '0')}`;
    const istanza = {
      ...{ pratica, data: '2026-03-02', oggetto: `Segnalazione certificata di inizio attività, pratica ${pratica}` },
      ...{ richiedente: RICHIEDENTE, ufficio: 'U410', documento: 'domanda.pdf', allegati: ['planimetria.pdf'] },
      ...sopra,
    };
    await writeFile(path.join(cartella, 'istanza.json'), JSON.stringify(istanza));
    await writeFile(path.join(cartella, 'domanda.pdf'), buildPdf(`Domanda della pratica ${pratica}`));
    await writeFile(path.join(cartella, 'planimetria.pdf'), buildPdf(`Planimetria della pratica ${pratica}`));
    return { cartella, pratica };
  }

  async function run(
    cartella: string,
    url = here.nextWeb().url,
    attesa = '20',
  ): Promise<{ code: unknown; output: string }> {
    const env = { PORTALE_URL: url, PORTALE_UTENTE: 'protocollo', PORTALE_PASSWORD: PASSWORD };
    return runScript('scripts/portale.js', [cartella, '--attesa', attesa], { database: here.database, env });
  }
  async function registered(cartella: string, url?: string): Promise<Esito> {
    const { code, output } = await run(cartella, url);
    assert.equal(code, 0, output);
    return JSON.parse(output) as Esito;
  }
  const numbers = (): Promise<number> => here.count('registrazioni');

  it('registers a practice with its files, keeps the receipt, and says what became of it', async () => {
    const { cartella, pratica } = await buildCartella();
    const esito = await registered(cartella);
    const one = (await here.get(at(esito), 'rgd').expect(200)).body as RegistrazioneRisposta;
    assert.deepEqual(
      [one.flusso, one.mezzo, one.protocolloMittente?.numero, one.segnatura],
      ['E', 'portale', pratica, esito.segnatura],
    );
    assert.deepEqual([one.documento?.nome, one.allegati[0]?.nome], ['domanda.pdf', 'planimetria.pdf']);
    assert.deepEqual([esito.stato, esito.uffici, esito.nuova], ['valida', ['U410'], true]);
    assert.equal((await readFile(path.join(cartella, 'ricevuta.pdf'))).subarray(0, 5).toString(), '%PDF-');
    // an office takes charge: the same command tells it, and registers nothing
    await here.post(`${at(esito)}/presa-in-carico`, 'istruttore').expect(200);
    const before = await numbers();
    const again = await registered(cartella);
    assert.deepEqual([again.numero, again.nuova, await numbers()], [esito.numero, false, before]);
    const kept = JSON.parse(await readFile(path.join(cartella, 'esito.json'), 'utf8')) as { presaInCarico?: string };
    assert.match(kept.presaInCarico ?? '', /^2026-03-02T/);
  });

  it('makes one registration of two commands at once', async () => {
    const { cartella } = await buildCartella();
    const before = await numbers();
    const both = await Promise.all([registered(cartella), registered(cartella)]);
    assert.equal(new Set(both.map(({ numero }) => numero)).size, 1);
    assert.deepEqual(both.map(({ nuova }) => nuova).sort(), [false, true]);
    assert.equal(await numbers(), before + 1);
  });

  it('makes one registration whatever the wire loses', async () => {
    const guasti: Guasto[] = [
      'nessuna-risposta',
      'risposta-persa',
      'fuori-servizio',
      'sessione-scaduta',
      'risposta-tagliata',
    ];
    const filo = await openFilo(here.nextWeb().url, guasti);
    try {
      const { cartella } = await buildCartella();
      const before = await numbers();
      const { nuova } = await registered(cartella, filo.url);
      assert.deepEqual([filo.chieste(), nuova, await numbers()], [6, false, before + 1]);
    } finally {
      filo.close();
    }
  });

  it('takes nothing for a registration that is not one', async () => {
    const filo = await openFilo(here.nextWeb().url, ['altra-pagina']);
    try {
      const { code, output } = await run((await buildCartella()).cartella, filo.url);
      assert.equal(code, 1);
      assert.match(output, /non risponde il protocollo: <p>Benvenuti/);
    } finally {
      filo.close();
    }
  });

  it('keeps the number of what is reserved, which it may not read any more', async () => {
    const { cartella } = await buildCartella({ classifica: 'V.1', ufficio: 'U003' });
    const { anno, numero, riservata } = await registered(cartella);
    assert.equal(riservata, true);
    const kept = JSON.parse(await readFile(path.join(cartella, 'esito.json'), 'utf8')) as Esito;
    assert.deepEqual([kept.anno, kept.numero], [anno, numero]);
    assert.equal(await here.count('registrazioni', { anno, numero, 'riservatezza.livello': 'riservata' }), 1);
  });

  it('is told of, to who registers the same practice from another way', async () => {
    const { cartella, pratica } = await buildCartella();
    const { anno, numero } = await registered(cartella);
    const answer = await here
      .post('/registrazioni/controllo', 'protocollo')
      .send({ mittente: RICHIEDENTE, protocolloMittente: { numero: pratica, data: '2026-03-02' } })
      .expect(200);
    const { avvisi } = answer.body as { avvisi: { codice: string; riferimenti?: object[] }[] };
    const gemella = avvisi.find(({ codice }) => codice === 'duplicato-protocollo-mittente');
    assert.deepEqual(gemella?.riferimenti, [{ anno, numero }]);
  });

  it('says what is wrong, and registers nothing', async () => {
    const before = await numbers();
    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ documento: 'assente.pdf' }, /Il file «assente\.pdf».*non si legge/],
      [{ allegati: ['ricevuta.pdf'] }, /«ricevuta\.pdf» è un nome di questo programma/],
      [{ allegati: 'planimetria.pdf' }, /«allegati» non è scritto come si deve/],
      [{ pratica: 12 }, /«pratica» non è scritto come si deve/],
      [{ documento: '../domanda.pdf' }, /non è il nome di un file della cartella/],
      [{ oggetto: '' }, /^422: .*\n {2}oggetto: /],
      [{ ufficio: 'U999' }, /^422: /],
      [{ richiedente: undefined }, /manca «richiedente»/],
    ];
    for (const [sopra, said] of wrong) {
      const { cartella } = await buildCartella(sopra);
      const { code, output } = await run(cartella);
      assert.equal(code, 1, output);
      assert.match(output, said);
    }
    const { cartella } = await buildCartella();
    for (const [text, said] of [
      ['{', /istanza\.json non è JSON/],
      ['null', /non è un oggetto di JSON/],
    ] as const) {
      await writeFile(path.join(cartella, 'istanza.json'), text);
      assert.match((await run(cartella)).output, said);
    }
    assert.match((await run(cartella, 'protocollo')).output, /PORTALE_URL non è un indirizzo/);
    const away = await run((await buildCartella()).cartella, 'http://127.0.0.1:9', '1');
    assert.equal(away.code, 1);
    assert.match(away.output, /Il protocollo non risponde.*Ripetere lo stesso comando/s);
    assert.equal(await numbers(), before);
  });

  it('is refused with other content under the same practice', async () => {
    const { cartella } = await buildCartella();
    await registered(cartella);
    const before = await numbers();
    await writeFile(path.join(cartella, 'domanda.pdf'), buildPdf('Un’altra domanda'));
    const { code, output } = await run(cartella);
    assert.equal(code, 1);
    assert.match(output, /^409: /);
    assert.equal(await numbers(), before);
  });
});
