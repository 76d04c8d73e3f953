import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real receiver of the kind `rest`, as docs/conservatori.md describes it, that can be told to go wrong once. */

export type GuastoRest =
  | 'reset'
  | 'reset-dopo'
  | 'silenzio'
  | 'silenzio-dopo'
  | 'occupato'
  | 'troncata'
  | 'enorme'
  | 'pagina'
  | 'rifiuta'
  | 'parziale'
  | 'avvisi'
  | 'rapporto-altro'
  | 'tardi'
  | 'eco-segreto';

interface Tenuto {
  ticket: string;
  indice: string;
  impronte: string[];
  stato: 'OK' | 'OK_PARZIALE' | 'KO';
  voci: { codice: string; messaggio: string; gravita: 'errore' | 'avviso' }[];
  /** times that it still answers in-carico */
  attese: number;
  altro: boolean;
}

export class ConservatoreRest {
  readonly tenuti = new Map<string, Tenuto>();
  guasto: GuastoRest | undefined;
  ricevuti = 0;
  url = '';
  readonly #server = http.createServer((req, res) => void this.#servi(req, res).catch(() => req.socket.destroy()));

  constructor(readonly token: string) {}

  async avvia(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async ferma(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #prendiGuasto(...tipi: GuastoRest[]): GuastoRest | undefined {
    const { guasto } = this;
    if (guasto === undefined || !tipi.includes(guasto)) return undefined;
    this.guasto = undefined;
    return guasto;
  }

  async #servi(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const json = (stato: number, corpo: object): void => {
      res.writeHead(stato, { 'content-type': 'application/json' }).end(JSON.stringify(corpo));
    };
    if (this.#prendiGuasto('reset') !== undefined) {
      await once(req, 'readable');
      req.socket.resetAndDestroy();
      return;
    }
    const pezzi: Buffer[] = [];
    for await (const pezzo of req as AsyncIterable<Buffer>) pezzi.push(pezzo);
    const eco = this.#prendiGuasto('eco-segreto');
    if (eco !== undefined) return json(400, { voci: [{ codice: 'X', messaggio: req.headers.authorization ?? '' }] });
    if (req.headers.authorization !== `Bearer ${this.token}`) return json(401, { voci: [] });
    const { pathname } = new URL(req.url ?? '/', this.url);
    const [, , tipo = '', nome = '', sotto] = pathname.split('/').map(decodeURIComponent);
    if (tipo === 'salute') return json(200, {});
    if (tipo === 'pacchetti' && req.method === 'PUT') return this.#prendi(nome, req, res, Buffer.concat(pezzi), json);
    const tenuto =
      tipo === 'pacchetti' ? this.tenuti.get(nome) : [...this.tenuti.values()].find(({ ticket }) => ticket === nome);
    if (tenuto === undefined) return json(404, {});
    if (sotto === 'rapporto') {
      const impronte = tenuto.altro ? tenuto.impronte.map(() => '0'.repeat(64)) : [...tenuto.impronte, tenuto.indice];
      res
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(`<Rapporto>${impronte.map((una) => `<Impronta>${una}</Impronta>`).join('')}</Rapporto>`);
      return;
    }
    if (tenuto.attese > 0) {
      tenuto.attese -= 1;
      return json(200, { ticket: tenuto.ticket, indice: tenuto.indice, stato: 'in-carico', verificaDopo: 1 });
    }
    const { ticket, indice, stato, voci } = tenuto;
    json(200, { ticket, indice, stato, voci });
  }

  async #prendi(
    nome: string,
    req: http.IncomingMessage,
    res: http.ServerResponse,
    zip: Buffer,
    json: (stato: number, corpo: object) => void,
  ): Promise<void> {
    const indice = String(req.headers['x-indice-sha256']);
    if (this.#prendiGuasto('silenzio') !== undefined) {
      await sleep(30_000, undefined, { ref: false });
      return;
    }
    if (this.#prendiGuasto('occupato') !== undefined) {
      res.writeHead(503, { 'retry-after': '120' }).end();
      return;
    }
    if (this.#prendiGuasto('pagina') !== undefined) {
      res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Accesso</title>');
      return;
    }
    if (this.#prendiGuasto('enorme') !== undefined) {
      res.writeHead(200, { 'content-type': 'application/json' });
      await pipeline(
        (async function* () {
          for (let n = 0; n < 22; n += 1) yield Promise.resolve(Buffer.alloc(1024 ** 2, 0x20));
        })(),
        res,
      ).catch(() => undefined);
      return;
    }
    const gia = this.tenuti.get(nome);
    if (gia !== undefined) return json(409, { ticket: gia.ticket, indice: gia.indice });
    const speciale = this.#prendiGuasto('rifiuta', 'parziale', 'avvisi', 'rapporto-altro', 'tardi');
    const avviso = { codice: 'UD-008-001', messaggio: 'Nessun file firmato', gravita: 'avviso' as const };
    const rifiuto = { codice: 'FORMATO-001-001', messaggio: 'Il file f1 non sembra PDF', gravita: 'errore' as const };
    const ticket = `t-${createHash('sha256').update(zip).digest('hex').slice(0, 12)}`;
    const testo = zip.toString('latin1');
    this.tenuti.set(nome, {
      ticket,
      indice,
      impronte: [...testo.matchAll(/^([0-9a-f]{64}) {2}(?:file|metadati)\//gm)].map(([, una = '']) => una),
      stato: speciale === 'rifiuta' ? 'KO' : speciale === 'parziale' ? 'OK_PARZIALE' : 'OK',
      voci: speciale === 'avvisi' ? [avviso] : speciale === 'rifiuta' || speciale === 'parziale' ? [rifiuto] : [],
      attese: speciale === 'tardi' ? 3 : 0,
      altro: speciale === 'rapporto-altro',
    });
    this.ricevuti += 1;
    if (this.#prendiGuasto('reset-dopo') !== undefined) {
      req.socket.resetAndDestroy();
      return;
    }
    if (this.#prendiGuasto('silenzio-dopo') !== undefined) {
      await sleep(30_000, undefined, { ref: false });
      return;
    }
    if (this.#prendiGuasto('troncata') !== undefined) {
      res.writeHead(202, { 'content-type': 'application/json', 'content-length': '500' }).write('{"ticket":');
      setTimeout(() => req.socket.destroy(), 20);
      return;
    }
    json(202, { ticket, verificaDopo: 1 });
  }
}
