import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { indiceParer } from '../../../../server/conservazione/pacchetti/parer.js';
import { verificaVersabile } from '../../../../server/conservazione/pacchetti/verifica.js';
import { creaParer } from '../../../../server/conservazione/conservatori/parer.js';
import type { Chiamata, PacchettoPreparato } from '../../../../server/conservazione/tipi.js';
import { conservatore, contesto, fascicolo, file, NIENTE, sha256, testiDi, unita } from '../pacchetti/costruttori.js';
import { esito, pacchetto, rdv } from './costruttori.js';

const TESTI = new Map([
  [sha256('indice'), 'indice'],
  [sha256('uno'), 'contenuto 1'],
  [sha256('due'), 'contenuto 2'],
]);
const INVIATO = pacchetto({
  indice: { nome: 'indice.xml', mime: 'application/xml', sha256: sha256('indice'), dimensione: 6 },
  file: pacchetto().file.map((one) => ({ ...one, dimensione: 11 })),
});

/** conservazione-parer.md §1: the ten facts that cost most when missed, each in its place. */
describe('the traps of ParER', () => {
  let answer: { stato: number; corpo: Buffer } = { stato: 200, corpo: Buffer.from('') };
  let asked = { percorso: '', corpo: '' };
  let url = '';
  const server = http.createServer((req, res) => {
    const pezzi: Buffer[] = [];
    req.on('data', (pezzo: Buffer) => pezzi.push(pezzo));
    req.on('end', () => {
      asked = { percorso: req.url ?? '', corpo: Buffer.concat(pezzi).toString('latin1') };
      res.writeHead(answer.stato, { 'content-type': 'application/xml' }).end(answer.corpo);
    });
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (corpo: Buffer, { stato = 200, uno = INVIATO } = {}): Promise<Chiamata> => {
    answer = { stato, corpo };
    const parer = creaParer({ url, utente: 'utente', password: 'segretissima' }, conservatore(), {
      now: () => new Date('2026-03-16T10:00:00Z'),
    });
    return parer.invia(uno, {
      segnale: new AbortController().signal,
      open: (impronta) => Promise.resolve(Readable.from([Buffer.from(TESTI.get(impronta) ?? '')])),
    });
  };

  it('1. HTTP 200 says nothing: the verdict is the code in the answer', async () => {
    assert.equal((await send(esito({ codice: 'NEGATIVO', errore: 'UD-003-001' }))).esito.tipo, 'rifiutato');
    assert.equal((await send(Buffer.from('<html>in manutenzione</html>'))).esito.tipo, 'incerto');
    assert.equal((await send(esito({ rapporto: rdv() }))).esito.tipo, 'conservato');
  });

  it('2. the parts stand in their order, and the first is VERSIONE', async () => {
    await send(esito({ rapporto: rdv() }));
    const names = [...asked.corpo.matchAll(/form-data; name="([^"]+)"/g)].map(([, name]) => name);
    assert.deepEqual(names, ['VERSIONE', 'LOGINNAME', 'PASSWORD', 'XMLSIP', 'f0', 'f1']);
    assert.match(asked.corpo, /name="VERSIONE"\r\n\r\n1\.5\r\n/);
    assert.equal(asked.percorso, '/sacerws/VersamentoSync');
  });

  it('3. the index says its charset, and is ASCII so that none can break it', async () => {
    await send(esito({ rapporto: rdv() }));
    assert.match(asked.corpo, /name="XMLSIP"\r\nContent-Type: text\/xml; charset=UTF-8\r\n/);
    assert.match(indiceParer(contesto(), unita(), NIENTE).contenuto.toString('latin1'), /^[\t\n\x20-\x7e]+$/);
  });

  it('4. a part of a file is named as its ID, has a name of file, and is never empty', async () => {
    await send(esito({ rapporto: rdv() }));
    const named = [...asked.corpo.matchAll(/name="(f\d)"; filename="([^"]+)"/g)].map(([, id, nome]) => [id, nome]);
    assert.ok(named.length === 2 && named.every(([, nome]) => nome !== ''));
    const empty = unita({ documenti: [{ ruolo: 'principale', id: 'a', file: file(0, { dimensione: 0 }) }] });
    assert.ok(verificaVersabile(empty, conservatore()).some(({ codice }) => codice === 'file-vuoto'));
  });

  it('5. a repeated key with our receipt inside is success', async () => {
    const detto = (await send(esito({ codice: 'NEGATIVO', errore: 'UD-002-001', rapporto: rdv() }))).esito;
    assert.ok(detto.tipo === 'conservato' && detto.giaPresente);
  });

  it('6. a receipt beside any other refusal counts for nothing', async () => {
    for (const [errore, atteso] of [
      ['UD-003-001', 'rifiutato'],
      ['666P', 'tecnico'],
    ] as const)
      assert.equal((await send(esito({ codice: 'NEGATIVO', errore, rapporto: rdv() }))).esito.tipo, atteso);
  });

  it('7. WARNING means taken into custody', async () => {
    const detto = (await send(esito({ codice: 'WARNING', errore: 'FIRMA-002-001', messaggio: 'm', rapporto: rdv() })))
      .esito;
    assert.ok(detto.tipo === 'conservato' && detto.avvisi.length === 1);
  });

  it('8. fiscal data are never asked for', () => {
    for (const versione of ['1.4', '1.5'] as const)
      assert.doesNotMatch(indiceParer(contesto({ versione }), unita(), NIENTE).contenuto.toString(), /DatiFiscali/);
  });

  it('9. the counters are there and say how many there are', () => {
    const xml = indiceParer(contesto(), unita(), NIENTE).contenuto;
    for (const [contatore, elemento] of [
      ['NumeroAllegati', 'Allegato'],
      ['NumeroAnnessi', 'Annesso'],
      ['NumeroAnnotazioni', 'Annotazione'],
    ] as const) {
      const quanti = xml.toString().split(`<${elemento}>`).length - 1;
      assert.deepEqual(testiDi(xml, contatore), [String(quanti)], contatore);
    }
  });

  it('10. a fascicolo goes to another service, whose HTTP status and codes are real', async () => {
    const { contenuto } = indiceParer(contesto(), fascicolo(), NIENTE);
    assert.match(contenuto.toString(), /<IndiceSIPFascicolo/);
    const uno: PacchettoPreparato = { ...INVIATO, tipo: 'fascicolo', formato: 'parer-fascicolo-3.0', file: [] };
    const refused = esito({ radice: 'EsitoVersamentoFascicolo', codice: 'NEGATIVO', errore: 'FASC-002-001' });
    const detto = await send(refused, { stato: 400, uno });
    assert.equal(asked.percorso, '/versamento-fascicolo-v3/api/public/fascicolo');
    assert.equal(detto.statoHttp, 400);
    assert.equal(detto.esito.tipo, 'rifiutato', JSON.stringify(detto.esito));
    assert.equal((await send(Buffer.from(''), { stato: 401, uno })).esito.tipo, 'sospeso');
    assert.equal((await send(Buffer.from(''), { stato: 500, uno })).esito.tipo, 'incerto');
  });
});
