import { execFile } from 'node:child_process';
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { firmatarioDi } from '../../server/firme/chiavi/firmatario.js';
import type { Firmatario } from '../../server/firme/tipi.js';

const run = promisify(execFile);

const CONFIGURAZIONE = `
[ca]
default_ca = prova
[prova]
dir = .
database = indice
serial = seriale
crlnumber = numero
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_crl_days = 3650
policy = libera
unique_subject = no
[libera]
countryName = optional
organizationName = optional
serialNumber = optional
commonName = supplied
[req]
distinguished_name = dn
[dn]
[radice]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[firma]
basicConstraints = CA:false
keyUsage = critical,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://autorita.invalid/ca.cer
crlDistributionPoints = URI:http://autorita.invalid/ca.crl
[marca]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://autorita.invalid/ca.cer
crlDistributionPoints = URI:http://autorita.invalid/ca.crl
[tsa]
default_tsa = tsa1
[tsa1]
serial = marche
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

const CHIAVI = {
  rsa: ['-newkey', 'rsa:2048'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
} as const;

export interface IdentitaDiProva {
  certificato: Buffer;
  chiave: KeyObject;
  firmatario: Firmatario;
  /** path of the certificate and of the key, PEM, for openssl */
  pem: string;
  key: string;
}

export interface RilascioDiProva {
  chiave?: keyof typeof CHIAVI;
  uso?: 'firma' | 'marca';
  codiceFiscale?: string;
  /** `YYYYMMDDHHMMSSZ`; from yesterday unless said */
  dal?: string;
  al?: string;
}

const DAY_MS = 86_400_000;
const yesterday = (): string => `${new Date(Date.now() - DAY_MS).toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;

/** An authority of one test, made by openssl in a folder that `close` removes. */
export class AutoritaDiProva {
  #serial = 0;
  private constructor(readonly dir: string) {}

  static async create(nome = 'Autorita di una prova'): Promise<AutoritaDiProva> {
    const autorita = new AutoritaDiProva(await mkdtemp(path.join(os.tmpdir(), 'autorita-')));
    const files = { 'prova.cnf': CONFIGURAZIONE, indice: '', seriale: '1000\n', numero: '01\n', marche: '01\n' };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(autorita.dir, name), text);
    const self = ['-x509', '-days', '3650', '-subj', `/C=IT/O=Prova/CN=${nome}`, '-extensions', 'radice'];
    await autorita.openssl(
      'req',
      '-config',
      'prova.cnf',
      ...CHIAVI.rsa,
      '-nodes',
      '-keyout',
      'ca.key',
      ...self,
      '-out',
      'ca.pem',
    );
    return autorita;
  }

  async openssl(...args: string[]): Promise<string> {
    const { stdout } = await run('openssl', args, { cwd: this.dir, timeout: 30_000 });
    return stdout;
  }

  read(file: string): Promise<Buffer> {
    return readFile(path.join(this.dir, file));
  }

  /** The authority's certificate, DER. */
  async certificato(): Promise<Buffer> {
    return new X509Certificate(await this.read('ca.pem')).raw;
  }

  async rilascia(nome: string, opzioni: RilascioDiProva = {}): Promise<IdentitaDiProva> {
    const { chiave = 'rsa', uso = 'firma', codiceFiscale, dal = yesterday(), al = '20401231000000Z' } = opzioni;
    const name = `i${(this.#serial += 1)}`;
    const subject = `/C=IT${codiceFiscale === undefined ? '' : `/serialNumber=TINIT-${codiceFiscale}`}/CN=${nome}`;
    const key = [...CHIAVI[chiave], '-nodes', '-keyout', `${name}.key`];
    await this.openssl('req', '-config', 'prova.cnf', ...key, '-utf8', '-subj', subject, '-out', `${name}.csr`);
    const period = ['-startdate', dal, '-enddate', al];
    const signing = ['-batch', '-notext', '-extensions', uso, ...period, '-in', `${name}.csr`, '-out', `${name}.pem`];
    await this.openssl('ca', '-config', 'prova.cnf', ...signing);
    const certificato = new X509Certificate(await this.read(`${name}.pem`)).raw;
    const opened = createPrivateKey(await this.read(`${name}.key`));
    return {
      certificato,
      chiave: opened,
      firmatario: firmatarioDi({ certificato, catena: [await this.certificato()], nome }, opened),
      pem: path.join(this.dir, `${name}.pem`),
      key: path.join(this.dir, `${name}.key`),
    };
  }

  async revoca({ pem }: IdentitaDiProva): Promise<void> {
    await this.openssl('ca', '-config', 'prova.cnf', '-revoke', pem);
  }

  /** The list of what is revoked, DER. */
  async crl(): Promise<Buffer> {
    await this.openssl('ca', '-config', 'prova.cnf', '-gencrl', '-out', 'lista.pem');
    await this.openssl('crl', '-in', 'lista.pem', '-outform', 'DER', '-out', 'lista.crl');
    return this.read('lista.crl');
  }

  /** A certificate with its key and the authority's as PKCS#12. */
  async pkcs12({ pem, key }: IdentitaDiProva, password: string, ...opzioni: string[]): Promise<Buffer> {
    const args = [
      '-inkey',
      key,
      '-in',
      pem,
      '-certfile',
      'ca.pem',
      '-passout',
      `pass:${password}`,
      '-out',
      'chiave.p12',
    ];
    await this.openssl('pkcs12', '-export', ...opzioni, ...args);
    return this.read('chiave.p12');
  }

  /** Answers a request for a timestamp (RFC 3161), DER for DER. */
  async rispondi(richiesta: Buffer, { pem, key }: IdentitaDiProva): Promise<Buffer> {
    await writeFile(path.join(this.dir, 'domanda.tsq'), richiesta);
    const signer = ['-signer', pem, '-inkey', key, '-chain', 'ca.pem'];
    await this.openssl(
      'ts',
      '-reply',
      '-config',
      'prova.cnf',
      '-queryfile',
      'domanda.tsq',
      ...signer,
      '-out',
      'marca.tsr',
    );
    return this.read('marca.tsr');
  }

  close(): Promise<void> {
    return rm(this.dir, { recursive: true, force: true });
  }
}
