import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { esaminaCms } from '../../../server/firme/cms/verifica.js';
import { createFiducia } from '../../../server/firme/fiducia/crea.js';
import { Rete } from '../../../server/firme/fiducia/rete.js';
import type { ContestoFirme } from '../../../server/firme/tipi.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import { cmsDi, crlDi, type Identita, ocspDi, rilascia, signerInfo } from '../../support/pki-prova.js';
import { requireProgram } from '../../support/servizi.js';

const CONTENUTO = Buffer.from('Contenuto di prova\r\n'.repeat(500));

const contestoOf = (fiducia: string, rete: boolean, retiPrivate = true): ContestoFirme => {
  const firme = { fiducia, elenchi: undefined, rete, tsa: undefined, segreto: undefined };
  return { adesso: new Date(), fiducia: createFiducia({ config: { firme, retiPrivate } }), rete };
};

describe('firme: what openssl signs', function () {
  this.timeout(60_000);
  let autorita: AutoritaDiProva;
  let rsa: IdentitaDiProva;
  let ec: IdentitaDiProva;
  let contesto: ContestoFirme;

  before(async function () {
    requireProgram(this, 'openssl', 'apt-get install -y openssl');
    autorita = await AutoritaDiProva.create();
    rsa = await autorita.rilascia('Esempio Rossi', { codiceFiscale: 'SMPRSS80A01X000X' });
    ec = await autorita.rilascia('Esempio Verdi', { chiave: 'ec' });
    const fiducia = path.join(autorita.dir, 'fiducia');
    await mkdir(fiducia);
    await copyFile(path.join(autorita.dir, 'ca.pem'), path.join(fiducia, 'ca.pem'));
    await writeFile(path.join(fiducia, 'ca.crl'), await autorita.crl());
    await writeFile(path.join(autorita.dir, 'contenuto'), CONTENUTO);
    contesto = contestoOf(fiducia, false);
  });
  after(() => autorita.close());

  const firma = async (...opzioni: string[]) => {
    await autorita.openssl(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'contenuto',
      '-outform',
      'DER',
      '-out',
      'firma',
      ...opzioni,
    );
    const bytes = await autorita.read('firma');
    const accanto = opzioni.includes('-nodetach') ? undefined : fonteDiBytes(CONTENUTO);
    const { firme, avvisi } = await esaminaCms(fonteDiBytes(bytes), contesto, accanto);
    assert.deepEqual(avvisi, []);
    return firme.map(({ tipo, esito, motivo }) => [tipo, esito, motivo].filter((one) => one !== undefined).join(' '));
  };

  it('is taken in every form, and refused where its digest is weak', async () => {
    const da = ({ pem, key }: IdentitaDiProva): string[] => ['-signer', pem, '-inkey', key];
    const dentro = '-nodetach';
    assert.deepEqual(await firma(...da(rsa), dentro, '-cades'), ['CAdES valida']);
    assert.deepEqual(await firma(...da(rsa), dentro, '-cades', '-stream'), ['CAdES valida'], 'indefinite, in pieces');
    assert.deepEqual(await firma(...da(ec), '-cades'), ['CAdES valida'], 'detached');
    assert.deepEqual(
      await firma(...da(rsa), ...da(ec), dentro, '-cades'),
      ['CAdES valida', 'CAdES valida'],
      'parallel',
    );
    assert.deepEqual(await firma(...da(rsa), dentro, '-cades', '-keyid'), ['CAdES valida'], 'by key identifier');
    assert.deepEqual(await firma(...da(rsa), dentro, '-cades', '-md', 'sha512'), ['CAdES valida']);
    assert.deepEqual(await firma(...da(rsa), dentro, '-cades', '-keyopt', 'rsa_padding_mode:pss'), ['CAdES valida']);
    assert.deepEqual(await firma(...da(rsa), dentro), ['CMS valida']);
    assert.deepEqual(await firma(...da(rsa), '-noattr'), ['CMS valida'], 'without attributes');
    assert.deepEqual(await firma(...da(ec), dentro, '-noattr'), ['CMS valida'], 'without attributes, ECDSA');
    assert.match((await firma(...da(rsa), dentro, '-cades', '-md', 'sha1')).join(), /^CAdES non-valida .*SHA-1/);
    assert.match((await firma(...da(rsa), dentro, '-md', 'md5')).join(), /^CMS non-valida .*MD5/);
  });
});

describe('firme: revocation over the network', () => {
  let server: Server;
  let indirizzo: string;
  let fiducia: AutoritaFinta;
  /** what each path answers, and how often it was asked */
  const risposte = new Map<string, (res: ServerResponse, req: IncomingMessage) => void>();
  const chiamate = new Map<string, number>();

  interface AutoritaFinta {
    dir: string;
    ca: Identita;
  }

  before(async () => {
    server = createServer((req, res) => {
      const { url = '' } = req;
      chiamate.set(url, (chiamate.get(url) ?? 0) + 1);
      const answer = risposte.get(url);
      if (answer === undefined) res.writeHead(404).end();
      else answer(res, req);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    indirizzo = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dir = await mkdtemp(path.join(os.tmpdir(), 'fiducia-'));
    const ca = rilascia({ nome: 'Autorità di prova', autorita: true });
    await writeFile(path.join(dir, 'ca.der'), ca.der);
    fiducia = { dir, ca };
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(fiducia.dir, { recursive: true, force: true });
  });

  const bytesBack =
    (bytes: Buffer) =>
    (res: ServerResponse): void =>
      void res.end(bytes);
  const esitoDi = async (chi: Identita, contesto: ContestoFirme): Promise<string> => {
    const bytes = cmsDi({ contenuto: CONTENUTO, firme: [signerInfo(CONTENUTO, { chi })], certificati: [chi.der] });
    const { firme } = await esaminaCms(fonteDiBytes(bytes), contesto);
    return firme[0]?.esito ?? 'none';
  };

  it('asks lists and answers, once as long as they hold', async () => {
    const { ca, dir } = fiducia;
    const conLista = rilascia({ nome: 'Con lista', emittente: ca, crl: `${indirizzo}/ca.crl` });
    const revocato = rilascia({ nome: 'Revocato', emittente: ca, crl: `${indirizzo}/ca.crl` });
    const conRisposta = rilascia({ nome: 'Con risposta', emittente: ca, ocsp: `${indirizzo}/ocsp` });
    risposte.set(
      '/ca.crl',
      bytesBack(crlDi({ emittente: ca, revocati: [{ chi: revocato, quando: new Date('2026-01-02') }] })),
    );
    risposte.set('/ocsp', bytesBack(ocspDi({ di: conRisposta, emittente: ca })));
    const contesto = contestoOf(dir, true);
    assert.equal(await esitoDi(conLista, contesto), 'valida');
    assert.equal(await esitoDi(revocato, contesto), 'non-valida');
    assert.equal(await esitoDi(conRisposta, contesto), 'valida');
    assert.equal(await esitoDi(conRisposta, contesto), 'valida');
    assert.deepEqual([chiamate.get('/ca.crl'), chiamate.get('/ocsp')], [1, 1]);
    assert.equal(await esitoDi(conLista, contestoOf(dir, false)), 'non-verificabile', 'nobody may be asked');
    assert.equal(
      await esitoDi(conLista, contestoOf(dir, true, false)),
      'non-verificabile',
      'an own network is not called',
    );
    assert.equal(chiamate.get('/ca.crl'), 1);
  });

  it('does not trust silence, junk, endless answers or redirects into own networks', async () => {
    const { ca, dir } = fiducia;
    const casi: Record<string, (res: ServerResponse) => void> = {
      '/niente': (res) => void res.writeHead(500).end(),
      '/altro': (res) => void res.end('<html></html>'),
      '/chiude': (res) => void res.destroy(),
      '/altrui': bytesBack(crlDi({ emittente: rilascia({ nome: 'Autorità di prova', autorita: true }) })),
    };
    for (const [url, answer] of Object.entries(casi)) {
      risposte.set(url, answer);
      const chi = rilascia({ nome: 'Chi firma', emittente: ca, crl: `${indirizzo}${url}` });
      assert.equal(await esitoDi(chi, contestoOf(dir, true)), 'non-verificabile', url);
    }
    risposte.set('/fiume', (res) => {
      const pezzo = Buffer.alloc(1024 ** 2);
      const versa = (): void => {
        while (!res.destroyed && res.write(pezzo));
      };
      res.on('drain', versa);
      versa();
    });
    const rete = new Rete(true);
    const finoOf = (): Date => new Date('2099-01-01');
    const adesso = new Date();
    assert.equal(await rete.chiedi({ url: `${indirizzo}/fiume`, adesso, finoOf }), undefined);
    const prima = chiamate.get('/fiume');
    assert.equal(await rete.chiedi({ url: `${indirizzo}/fiume`, adesso, finoOf }), undefined);
    assert.equal(chiamate.get('/fiume'), prima, 'who did not answer is left in peace for a while');
    for (const url of [
      'http://127.0.0.1:1/',
      'http://localhost/',
      'http://[::1]/',
      'file:///etc/passwd',
      'ldap://a/',
      'x',
    ])
      assert.equal(await new Rete(false).chiedi({ url, adesso, finoOf }), undefined, url);
  });
});
