import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { inspect } from 'node:util';
import forge from 'node-forge';
import type { ConservatoreAoo, TipoConservatore } from '../../../schemas/configurazione-conservazione.api.js';
import { causaOf } from '../../../server/conservazione/conservatori/codici.js';
import { archivioOf } from '../../../server/conservazione/pacchetti/archivio.js';
import type { Chiamata, Conservatore, PacchettoPreparato } from '../../../server/conservazione/tipi.js';
import { nota } from '../../unit/conservazione/pacchetti/costruttori.js';
import {
  apriBanco,
  type Banco,
  buildUnita,
  chiudiBanco,
  congela,
  conservatoreDi,
  opzioni,
  parola,
  type Richiesto,
  TOKEN,
} from './banchi.js';
import type { GuastoRest } from './banco-rest.js';

/** What happens at the other side: how each receiver is brought to it; absent, it cannot happen there. */
interface Caso {
  nome: string;
  parer?: Parameters<Banco['parer']['guasti']['aggiungi']>[0];
  rest?: GuastoRest;
  /** of the folder: before the package is left there */
  deposito?: (banco: Banco, nome: string) => Promise<void>;
  pacchetto?: Richiesto;
  /** its configuration, other than usual */
  over?: Partial<ConservatoreAoo>;
  /** after the sending, and after the question that follows it */
  atteso: Partial<Record<TipoConservatore, readonly [invio: string, poi?: string]>>;
}

const BREVE = { attesaSecondi: 0.4 };

const CASI: readonly Caso[] = [
  {
    nome: 'success',
    deposito: () => Promise.resolve(),
    atteso: { parer: ['conservato'], rest: ['in-carico', 'conservato'], deposito: ['in-carico', 'in-carico'] },
  },
  {
    nome: 'success with warnings',
    parer: { tipo: 'warning', parametri: { codici: ['UD-008-001'] } },
    rest: 'avvisi',
    atteso: { parer: ['conservato, con avvisi'], rest: ['in-carico', 'conservato, con avvisi'] },
  },
  {
    nome: 'refusal',
    parer: { tipo: 'esito', parametri: { codice: 'FORMATO-001-001' } },
    rest: 'rifiuta',
    atteso: { parer: ['rifiutato forzabile'], rest: ['in-carico', 'rifiutato forzabile'] },
  },
  { nome: 'part of it taken', rest: 'parziale', atteso: { rest: ['in-carico', 'rifiutato dati'] } },
  {
    nome: 'technical fault',
    parer: { tipo: '666P' },
    rest: 'occupato',
    deposito: async ({ deposito }) => rm(deposito, { recursive: true, force: true }),
    atteso: { parer: ['tecnico'], rest: ['tecnico'], deposito: ['tecnico'] },
  },
  {
    nome: 'answer lost after it was kept',
    parer: { tipo: 'resetDopo' },
    rest: 'reset-dopo',
    atteso: { parer: ['incerto', 'conservato, già presente'], rest: ['incerto', 'conservato, già presente'] },
  },
  {
    nome: 'cut in the middle of the upload',
    parer: { tipo: 'resetUpload', parametri: { byte: 200_000 } },
    rest: 'reset',
    pacchetto: { testo: 'x'.repeat(400_000) },
    atteso: { parer: ['incerto', 'assente'], rest: ['incerto', 'assente'] },
  },
  {
    nome: 'a receiver that hangs before it keeps',
    parer: { tipo: 'silenzioPrima', parametri: { ms: 1_500 } },
    rest: 'silenzio',
    over: BREVE,
    atteso: { parer: ['incerto'], rest: ['incerto', 'assente'] },
  },
  {
    nome: 'a receiver that hangs after it has kept',
    parer: { tipo: 'silenzioDopo', parametri: { ms: 1_500 } },
    rest: 'silenzio-dopo',
    over: BREVE,
    atteso: { parer: ['incerto', 'conservato, già presente'], rest: ['incerto', 'conservato, già presente'] },
  },
  {
    nome: 'an answer that is cut',
    parer: { tipo: 'xmlTroncato', parametri: { byte: 400 } },
    rest: 'troncata',
    atteso: { parer: ['incerto', 'conservato, già presente'], rest: ['incerto', 'conservato, già presente'] },
  },
  { nome: 'an answer without end', rest: 'enorme', atteso: { rest: ['incerto', 'assente'] } },
  {
    nome: 'a page in the place of an answer',
    parer: { tipo: 'nonXml' },
    rest: 'pagina',
    atteso: { parer: ['incerto', 'assente'], rest: ['incerto', 'assente'] },
  },
  { nome: 'an answer of another service', parer: { tipo: 'xmlEstraneo' }, atteso: { parer: ['incerto', 'assente'] } },
  {
    nome: 'an answer in another encoding than it says',
    parer: { tipo: 'codificaErrata' },
    atteso: { parer: ['incerto', 'conservato, già presente'] },
  },
  { nome: 'HTTP 502', parer: { tipo: 'http', parametri: { status: 502 } }, atteso: { parer: ['incerto', 'assente'] } },
  {
    nome: 'HTTP 413',
    parer: { tipo: 'http', parametri: { status: 413 } },
    atteso: { parer: ['rifiutato configurazione'] },
  },
  { nome: 'HTTP 401', parer: { tipo: 'http', parametri: { status: 401 } }, atteso: { parer: ['sospeso'] } },
  { nome: 'a password that has expired', parer: { tipo: 'credenzialiScadute' }, atteso: { parer: ['sospeso'] } },
  {
    nome: 'the verifier of signatures away',
    parer: { tipo: 'firmaServizioGiu' },
    atteso: { parer: ['tecnico', 'assente'] },
  },
  { nome: 'a receipt that was rolled back', parer: { tipo: '666PConRdv' }, atteso: { parer: ['tecnico', 'assente'] } },
  { nome: 'no receipt', parer: { tipo: 'positivoSenzaRdv' }, atteso: { parer: ['conservato, rapporto chiesto'] } },
  { nome: 'a receipt with another index', parer: { tipo: 'rdvHashIndiceErrato' }, atteso: { parer: ['diverso'] } },
  {
    nome: 'a receipt with another hash of a file',
    parer: { tipo: 'rdvHashFileErrato' },
    rest: 'rapporto-altro',
    atteso: { parer: ['diverso'], rest: ['in-carico', 'diverso'] },
  },
  { nome: 'a receipt with another key', parer: { tipo: 'rdvChiaveErrata' }, atteso: { parer: ['diverso'] } },
  {
    nome: 'another content under the key',
    parer: { tipo: 'chiaveOccupata' },
    deposito: async ({ deposito }, nome) => writeFile(path.join(deposito, nome), 'altro'),
    atteso: { parer: ['diverso, già presente'], deposito: ['conflitto'] },
  },
  { nome: 'a receipt that is late', rest: 'tardi', atteso: { rest: ['in-carico', 'in-carico'] } },
];

describe('receivers of conservation', () => {
  let banco: Banco;
  /** everything that was heard, to be searched for secrets */
  const sentite: unknown[] = [];

  before(async () => {
    banco = await apriBanco();
  });
  after(async () => chiudiBanco(banco));
  beforeEach(async () => {
    banco.parer.guasti.azzera();
    banco.rest.guasto = undefined;
    await mkdir(banco.deposito, { recursive: true });
  });

  const invia = async (conservatore: Conservatore, pacchetto: PacchettoPreparato): Promise<Chiamata> => {
    const chiamata = await conservatore.invia(pacchetto, opzioni(banco));
    sentite.push(chiamata);
    return chiamata;
  };

  for (const tipo of ['parer', 'rest', 'deposito'] as const)
    describe(`of the kind ${tipo}`, () => {
      for (const { nome, atteso, over, pacchetto: richiesto, ...come } of CASI) {
        const [primo, poi] = atteso[tipo] ?? [];
        if (primo === undefined) continue;
        it(`${nome}: ${primo}${poi === undefined ? '' : `, then ${poi}`}`, async () => {
          const conservatore = conservatoreDi(banco, tipo, over);
          const pacchetto = await congela(banco, conservatore, buildUnita(richiesto));
          if (tipo === 'parer' && come.parer !== undefined) banco.parer.guasti.aggiungi(come.parer);
          if (tipo === 'rest') banco.rest.guasto = come.rest;
          if (tipo === 'deposito')
            await come.deposito?.(
              banco,
              `PG-2026-${pacchetto.chiave.numero}_${pacchetto.indice.sha256.slice(0, 16)}.zip`,
            );
          const opz = opzioni(banco);
          const inviata = await invia(conservatore, pacchetto);
          assert.equal(await parola(conservatore, pacchetto, inviata, opz), primo, inspect(inviata.esito));
          if (poi === undefined) return;
          const ticket = inviata.esito.tipo === 'in-carico' ? inviata.esito.ticket : undefined;
          const sano = conservatoreDi(banco, tipo);
          const chiesta = await sano.stato(pacchetto, opz, ticket);
          sentite.push(chiesta);
          assert.equal(await parola(sano, pacchetto, chiesta, opz), poi, inspect(chiesta.esito));
        });
      }

      it('sent twice is there once', async () => {
        const conservatore = conservatoreDi(banco, tipo);
        const pacchetto = await congela(banco, conservatore, buildUnita());
        const prima = await invia(conservatore, pacchetto);
        const dopo = await invia(conservatore, pacchetto);
        if (tipo === 'parer') {
          assert.equal(dopo.esito.tipo === 'conservato' && dopo.esito.giaPresente, true);
          assert.equal(await parola(conservatore, pacchetto, dopo, opzioni(banco)), 'conservato, già presente');
          const mie = banco.parer.stato.unita().filter(({ chiave }) => chiave.numero === pacchetto.chiave.numero);
          assert.equal(mie.length, 1);
        } else {
          assert.deepEqual(
            dopo.esito.tipo === 'in-carico' && dopo.esito.ticket,
            prima.esito.tipo === 'in-carico' && prima.esito.ticket,
          );
        }
      });

      it('is known to be there, and to be away when nobody answers', async () => {
        const conservatore = conservatoreDi(banco, tipo);
        assert.equal((await conservatore.salute(AbortSignal.timeout(5_000))).raggiungibile, true);
        const rete = { ...banco.config.conservazione, deposito: path.join(banco.cartella, 'nessuna') };
        const chiusa = `http://127.0.0.1:1`;
        const via = conservatoreDi(
          {
            config: {
              conservazione: {
                ...rete,
                parer: { url: chiusa, utente: 'u', password: 'una-password' },
                rest: { url: chiusa, token: TOKEN },
              },
            },
          },
          tipo,
        );
        assert.equal((await via.salute(AbortSignal.timeout(5_000))).raggiungibile, false);
        const pacchetto = await congela(banco, conservatore, buildUnita());
        const { esito, inviati } = await via.invia(pacchetto, opzioni(banco));
        assert.equal(esito.tipo, 'tecnico');
        assert.equal(inviati, 0);
        assert.equal(
          (await via.stato(pacchetto, opzioni(banco))).esito.tipo,
          tipo === 'deposito' ? 'assente' : 'incerto',
        );
      });

      it('never sends a stored file that was altered, nor one that is away', async () => {
        const conservatore = conservatoreDi(banco, tipo);
        const pacchetto = await congela(banco, conservatore, buildUnita());
        const rotto = {
          ...pacchetto,
          file: pacchetto.file.map((uno, n) => (n === 1 ? { ...uno, sha256: 'a'.repeat(64) } : uno)),
        };
        const { esito } = await invia(conservatore, rotto);
        assert.ok(esito.tipo === 'rifiutato', inspect(esito));
        const [voce] = esito.voci;
        assert.deepEqual([voce?.codice, voce?.file], ['FILE-MANCANTE', 'f1']);
        assert.equal((await conservatore.stato(pacchetto, opzioni(banco))).esito.tipo, 'assente');
      });

      it('stops when it is told to, and leaves nothing by halves', async () => {
        const conservatore = conservatoreDi(banco, tipo);
        const pacchetto = await congela(banco, conservatore, buildUnita());
        const { esito } = await conservatore.invia(pacchetto, opzioni(banco, AbortSignal.abort()));
        assert.equal(esito.tipo, 'tecnico');
        assert.equal((await conservatore.stato(pacchetto, opzioni(banco))).esito.tipo, 'assente');
      });
    });

  it('ParER: a wrong password stops the line; no password is ever heard again', async () => {
    const password = 'password-sbagliata-4711';
    const parer = { url: banco.parer.url, utente: banco.parer.utente, password };
    const conservatore = conservatoreDi(
      { config: { conservazione: { ...banco.config.conservazione, parer } } },
      'parer',
    );
    const pacchetto = await congela(banco, conservatore, buildUnita());
    const { esito } = await invia(conservatore, pacchetto);
    assert.ok(esito.tipo === 'sospeso', inspect(esito));
    assert.equal(causaOf(esito.voci, pacchetto).gruppo, 'credenziali');
  });

  it('REST: a wrong token stops the line; a receiver that gives it back is not repeated', async () => {
    const rest = { url: banco.rest.url, token: 'gettone-sbagliato-0815' };
    const altri = conservatoreDi({ config: { conservazione: { ...banco.config.conservazione, rest } } }, 'rest');
    const pacchetto = await congela(banco, altri, buildUnita());
    assert.equal((await invia(altri, pacchetto)).esito.tipo, 'sospeso');
    banco.rest.guasto = 'eco-segreto';
    const { esito } = await invia(conservatoreDi(banco, 'rest'), pacchetto);
    assert.match(inspect(esito), /\*{8}/);
  });

  it('ParER: a note is added once, an annulled unit is known to be, the package of distribution is given', async () => {
    const conservatore = conservatoreDi(banco, 'parer');
    const versabile = buildUnita();
    const pacchetto = await congela(banco, conservatore, versabile);
    const opz = opzioni(banco);
    const documento = { ...nota, id: `nota-${versabile.chiave.numero}` };
    const aggiunta = await congela(banco, conservatore, versabile, { operazione: 'aggiunta', documento });
    assert.equal((await conservatore.stato(aggiunta, opz)).esito.tipo, 'assente');
    assert.equal(await parola(conservatore, pacchetto, await invia(conservatore, pacchetto), opz), 'conservato');
    assert.equal((await conservatore.stato(aggiunta, opz)).esito.tipo, 'assente');
    assert.match(await parola(conservatore, aggiunta, await invia(conservatore, aggiunta), opz), /^conservato/);
    assert.match(
      await parola(conservatore, aggiunta, await invia(conservatore, aggiunta), opz),
      /^conservato, già presente/,
    );
    assert.match(
      await parola(conservatore, aggiunta, await conservatore.stato(aggiunta, opz), opz),
      /^conservato, già presente/,
    );
    const dip: Buffer[] = [];
    for await (const pezzo of (await conservatore.esibisci?.(pacchetto, opz)) as AsyncIterable<Buffer>) dip.push(pezzo);
    assert.equal(Buffer.concat(dip).subarray(0, 2).toString(), 'PK');
    const richiesta = {
      codice: `annulla-${versabile.chiave.numero}`,
      motivo: 'Scambio di file in fase di acquisizione',
    };
    const chiesta = await conservatore.annulla?.(pacchetto, richiesta, opz);
    assert.equal(chiesta?.esito.tipo, 'in-carico');
    assert.equal((await conservatore.annulla?.(pacchetto, richiesta, opz))?.esito.tipo, 'in-carico');
    const evasa = await fetch(`${banco.parer.url}/_simulatore/annullamenti/${richiesta.codice}/evadi`, {
      method: 'POST',
    });
    assert.ok(evasa.ok);
    assert.equal((await conservatore.stato(pacchetto, opz)).esito.tipo, 'annullato');
    await assert.rejects(Promise.resolve(conservatore.esibisci?.(pacchetto, opz)), { esito: { tipo: 'annullato' } });
  });

  it('the folder: the archive is there whole, byte by byte, and no piece of one', async () => {
    const conservatore = conservatoreDi(banco, 'deposito');
    const pacchetto = await congela(banco, conservatore, buildUnita());
    const nome = `PG-2026-${pacchetto.chiave.numero}_${pacchetto.indice.sha256.slice(0, 16)}.zip`;
    await writeFile(path.join(banco.deposito, `.${nome}.abc.parziale`), 'left by a killed writer');
    await invia(conservatore, pacchetto);
    const pezzi: Buffer[] = [];
    for await (const pezzo of archivioOf(pacchetto, opzioni(banco).open)) pezzi.push(pezzo);
    assert.deepEqual(await readFile(path.join(banco.deposito, nome)), Buffer.concat(pezzi));
    assert.deepEqual(
      (await readdir(banco.deposito)).filter((uno) => uno.includes('parziale')),
      [],
    );
  });

  it('a certificate that has expired, a greeting that never ends: nothing is sent', async () => {
    const { key, cert } = scaduto();
    const server = https.createServer({ key, cert }, (_req, res) => res.end());
    const muto = net.createServer(() => undefined);
    for (const uno of [server, muto]) uno.listen(0, '127.0.0.1');
    await Promise.all([once(server, 'listening'), once(muto, 'listening')]);
    try {
      for (const [uno, codice] of [
        [server, /^TLS-(SCADUTO|SCONOSCIUTO)$/],
        [muto, /^RETE-TEMPO$/],
      ] as const) {
        const url = `https://127.0.0.1:${(uno.address() as AddressInfo).port}`;
        const parer = { url, utente: 'u', password: 'una-password' };
        const config = { conservazione: { ...banco.config.conservazione, parer } };
        const conservatore = conservatoreDi({ config }, 'parer', BREVE);
        const pacchetto = await congela(banco, conservatore, buildUnita());
        const { esito, inviati } = await invia(conservatore, pacchetto);
        assert.equal(inviati, 0);
        assert.ok(esito.tipo === 'tecnico', inspect(esito));
        assert.match(esito.voci[0]?.codice ?? '', codice);
      }
    } finally {
      server.closeAllConnections();
      server.close();
      muto.close();
    }
  });

  it('nothing that was heard bears a password or a token', () => {
    const tutto = sentite.map((una) => testoDi(una)).join('\n');
    for (const segreto of [banco.parer.password, 'password-sbagliata-4711', TOKEN, 'gettone-sbagliato-0815'])
      assert.ok(!tutto.includes(segreto), segreto);
  });
});

/** All that is in a value, the bytes of its buffers as text. */
const testoDi = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && 'type' in one && one.type === 'Buffer' && 'data' in one
      ? Buffer.from(one.data as number[]).toString('latin1')
      : one,
  );

/** A key and a certificate that ended yesterday. */
function scaduto(): { key: string; cert: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const chiave = forge.pki.privateKeyFromPem(key);
  const cert = forge.pki.createCertificate();
  cert.publicKey = forge.pki.setRsaPublicKey(chiave.n, chiave.e);
  cert.serialNumber = '01';
  cert.validity.notBefore = new Date(Date.now() - 2 * 86_400_000);
  cert.validity.notAfter = new Date(Date.now() - 86_400_000);
  const nome = [{ name: 'commonName', value: '127.0.0.1' }];
  cert.setSubject(nome);
  cert.setIssuer(nome);
  cert.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }]);
  cert.sign(chiave, forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(cert) };
}
