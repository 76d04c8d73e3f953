import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Redis } from 'ioredis';
import sharp from 'sharp';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Scansione } from '../../../schemas/scansione.api.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { connectRedis } from '../../../server/lib/redis.js';
import { registroSource } from '../../../server/protocollo/apertura.js';
import { Registro } from '../../../server/protocollo/registro.js';
import { formatNumero } from '../../../server/protocollo/rules.js';
import { avanzaScansione } from '../../../server/scansione/avanza.js';
import type { DepsScansione } from '../../../server/scansione/deps.js';
import { LettoreImmagini } from '../../../server/scansione/immagini/lettore.js';
import { Lettore } from '../../../server/scansione/ocr/lettore.js';
import { leggiProssima } from '../../../server/scansione/pagina.js';
import { createStore } from '../../../storage/create-store.js';
import { ask, readCodes, readText } from '../../support/giudici.js';
import { at } from '../../support/harness.js';
import { dipingi, disegna } from '../../support/pagine-dipinte.js';
import { environmentOf } from '../../support/processi.js';
import { sha256, useUfficio } from '../attestazioni/ufficio.js';
import { competenza, entrata } from '../protocollo/richieste.js';

const SITO = 'https://protocollo.valdoria.example';
const ENTRO_MS = 40_000;
const DPI = 200;
const BIANCHI = /\s+/g;
/** Few words, so that they are soon read; each page in a size of its own, since sheets that look the same are told as such. */
const PAGINE = [
  {
    corpo: 11,
    testo:
      'Al Comune di Valdoria\nOggetto: richiesta di occupazione di suolo pubblico in piazza del Mercato\nLa sottoscritta Maria Rossi chiede di poter occupare il suolo davanti al negozio.',
  },
  { corpo: 22, testo: 'Descrizione delle opere\nUn ponteggio di quattro metri lungo la facciata, con la rete.' },
  { corpo: 15, testo: 'Dichiarazioni\nI diritti di segreteria sono versati.\nIn fede,\nMaria Rossi' },
  { corpo: 30, testo: 'REPUBBLICA ITALIANA\nCarta di identità di Maria Rossi' },
];

describe('journey J2: the counter', function () {
  this.timeout(90_000);
  const u = useUfficio('sportello', { URL_PUBBLICO: SITO });
  const here = u.harness;
  const immagini = new LettoreImmagini();
  const parole = new Lettore({ insieme: 1 });
  let redis: Redis;
  let deps: DepsScansione;
  let fogli: Buffer[];

  before(async () => {
    const config = readConfig(environmentOf({ database: here.database, env: { URL_PUBBLICO: SITO } }));
    const log = createLogger('silent', 'test');
    const clock = { now: () => here.now(), ensureReliable: () => Promise.resolve() };
    redis = connectRedis(config.redisUrl, log);
    const registro = new Registro(clock, registroSource);
    const store = await createStore(config.storage);
    deps = { clock, config, log, redis, store, registro, dimostrazione: true, immagini, parole };
    fogli = await Promise.all(
      PAGINE.map(async (pagina) =>
        sharp(await dipingi(pagina, DPI))
          .extract({ left: 0, top: 0, width: 1_600, height: 900 })
          .withMetadata({ density: DPI })
          .png()
          .toBuffer(),
      ),
    );
  });
  after(async () => {
    immagini.close();
    await parole.close();
    redis.disconnect();
  });

  const registrazione = async (one: { anno: number; numero: number }): Promise<RegistrazioneRisposta> =>
    (await here.get(at(one), 'protocollo').expect(200)).body as RegistrazioneRisposta;
  const senzaScansione = async (numero: number): Promise<boolean> =>
    (
      (await here.get('/scrivania/senza-scansione', 'protocollo').expect(200)).body as {
        elementi: { numero: number }[];
      }
    ).elementi.some((one) => one.numero === numero);
  /** The sheets as the scanner gives them once the label is stuck on the first. */
  const conEtichetta = async (label: Buffer): Promise<Buffer[]> => {
    const [first, ...others] = fogli;
    const stuck = sharp(first).composite([{ input: await disegna(label, 0, DPI), left: 1_100, top: 640 }]);
    return [await stuck.withMetadata({ density: DPI }).png().toBuffer(), ...others];
  };

  it('J2: three pages and a document of identity: number, label, receipt and certified copy, within forty seconds', async function () {
    const begun = performance.now();
    const body = entrata({
      mezzo: 'sportello',
      classifica: 'VI.3',
      dataArrivo: '2026-03-02',
      assegnazioni: [competenza('U410')],
    });
    const one = await here.registered('protocollo', body, { documento: null });
    assert.ok(await senzaScansione(one.numero));
    const label = await u.bytesOf(`${at(one)}/etichetta.pdf?formato=62x29`);
    const codes = await readCodes(this, label, 300);
    const qr = codes.find((code) => code.startsWith(`QR-Code:${SITO}/`)) ?? assert.fail('no QR');
    assert.ok(codes.some((code) => code.startsWith('CODE-128:')));
    const verifica = await fetch(qr.replace(`QR-Code:${SITO}`, here.nextWeb().url));
    assert.match(await verifica.text(), /Registrazione autentica/);

    // scanned with its label, and read in its own time: the citizen has the number already
    const test = here
      .post('/scansioni', 'protocollo')
      .field('scansione', JSON.stringify({ pagineAttese: 4, originale: { unico: true, collocazione: 'Faldone 12' } }));
    for (const [i, bytes] of (await conEtichetta(label)).entries())
      void test.attach('immagine', bytes, { filename: `domanda-${i + 1}.png`, contentType: 'image/png' });
    const taken = (await test.expect(202)).body as Scansione;
    assert.deepEqual([taken.stato, taken.avanzamento.fatte], ['in-coda', 0]);
    assert.equal((await registrazione(one)).documento, undefined, 'the number came before the reading');
    await avanzaScansione(deps, taken.id);
    await Promise.all(
      [1, 2].map(async () => {
        while ((await leggiProssima(deps, taken.id)) === 'letta') continue;
      }),
    );
    await avanzaScansione(deps, taken.id);
    const copia = (await here.get(`/scansioni/${taken.id}`, 'protocollo').expect(200)).body as Scansione;
    assert.deepEqual([copia.stato, copia.unione?.stato], ['pronta', 'fatta'], JSON.stringify(copia));
    assert.ok(!(await senzaScansione(one.numero)));
    const { documento } = await registrazione(one);
    assert.equal(documento?.sha256, copia.pdf?.sha256);
    assert.equal(sha256(await u.bytesOf(`${at(one)}/documento`, 'istruttore')), documento?.sha256);
    const trovate = await here.get('/registrazioni?q=ponteggio', 'protocollo').expect(200);
    assert.equal((trovate.body as { elementi: { numero: number }[] }).elementi[0]?.numero, one.numero, 'by its words');

    const ricevuta = (await readText(this, await u.bytesOf(`${at(one)}/ricevuta.pdf`))).replaceAll(BIANCHI, '');
    for (const said of [`n.${formatNumero(one.numero)}del02/03/2026`, 'RossiMaria', documento?.sha256 ?? '?'])
      assert.ok(ricevuta.includes(said), said);

    // the delegated official compares every page with the paper, and attests
    await here
      .post(`/scansioni/${taken.id}/raffronto`, 'protocollo')
      .send({ pagine: copia.pagine.map(({ id }) => id), esito: 'uguale' })
      .expect(200);
    const attested = (await u.attesta(taken.id).expect(201)).body as {
      attestazione: { id: string; firma: { url: string; esito: string } };
    };
    const { id, firma } = attested.attestazione;
    assert.equal(firma.esito, 'valida');
    const { copie } = await u.letta(id);
    assert.deepEqual(
      copie.map(({ sha256: listed, confrontate }) => [listed, confrontate]),
      [[documento?.sha256, 4]],
    );
    const file = path.join(u.autorita.dir, 'sportello.p7m');
    await writeFile(file, await u.bytesOf(firma.url));
    const ca = path.join(u.autorita.dir, 'ca.pem');
    const judged = await ask('openssl', ['cms', '-verify', '-cades', '-inform', 'DER', '-in', file, '-CAfile', ca, '-purpose', 'any', '-out', '/dev/null']); // prettier-ignore
    assert.equal(judged.codice, 0, judged.uscita);
    const impiegati = performance.now() - begun;
    assert.ok(impiegati < ENTRO_MS, `${Math.round(impiegati)} ms`);
  });
});
