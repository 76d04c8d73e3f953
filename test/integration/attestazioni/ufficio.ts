import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Test } from 'supertest';
import type { AttestazioneLetta } from '../../../schemas/attestazione.api.js';
import { ScansioneModel, type ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import { type Account, type Harness, useHarness } from '../../support/harness.js';
import { caricaChiave } from './banco.js';

const FIDUCIA = path.join(os.tmpdir(), `fiducia-${randomBytes(6).toString('hex')}`);
const ATTO = { numero: '7/2026', data: '2026-01-02', autore: 'Il segretario generale' };
const UNO = { ente: 'Organismo di prova', numero: 'QC-1', dal: '2025-01-01', al: '2027-12-31' };

/** The certificates of a cycle, as an AOO records them. */
export const CICLO = {
  iso9001: UNO,
  iso27001: { ...UNO, numero: 'SI-2' },
  committente: 'Comune di Valdoria',
  finalita: 'Sostituzione della carta',
  documentazione: 'Progetto 3/2025',
  luogo: 'Archivio comunale',
  aql: 4,
};

export const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

/** An office in which `protocollo` may attest, with his key; its authority is trusted, another one is not. */
export class Ufficio {
  #autorita: AutoritaDiProva | undefined;
  #estranea: AutoritaDiProva | undefined;
  #operatore: IdentitaDiProva | undefined;
  #altro: IdentitaDiProva | undefined;

  constructor(readonly harness: Harness) {}

  async start(): Promise<void> {
    [this.#autorita, this.#estranea] = await Promise.all([AutoritaDiProva.create(), AutoritaDiProva.create('Altra')]);
    const periodo = { dal: '20260101000000Z', chiave: 'ec' as const };
    this.#operatore = await this.autorita.rilascia('Operatore di protocollo', periodo);
    this.#altro = await this.autorita.rilascia('Qualcun Altro', periodo);
    await mkdir(FIDUCIA, { recursive: true });
    await writeFile(path.join(FIDUCIA, 'ca.cer'), await this.autorita.certificato());
    await writeFile(path.join(FIDUCIA, 'ca.crl'), await this.autorita.crl());
    await caricaChiave(this.harness, 'protocollo', this.autorita, this.operatore);
    await this.delega('protocollo').expect(201);
  }
  async stop(): Promise<void> {
    await Promise.all([this.#autorita?.close(), this.#estranea?.close()]);
  }

  get autorita(): AutoritaDiProva {
    return this.#autorita ?? assert.fail('the office has not opened');
  }
  get estranea(): AutoritaDiProva {
    return this.#estranea ?? assert.fail('the office has not opened');
  }
  get operatore(): IdentitaDiProva {
    return this.#operatore ?? assert.fail('the office has not opened');
  }
  get altro(): IdentitaDiProva {
    return this.#altro ?? assert.fail('the office has not opened');
  }

  readonly delega = (utente: string, over: object = {}): Test =>
    this.harness.post('/attestazioni/deleghe', 'rgd').send({
      utente,
      atto: ATTO,
      ambito: { modi: ['raffronto', 'processo'] },
      dal: '2026-01-01',
      al: '2026-12-31',
      ...over,
    });
  readonly attesta = (id: string, body: object = {}, account: Account = 'protocollo'): Test =>
    this.harness
      .post(`/scansioni/${id}/attestazione`, account)
      .send({ modo: 'raffronto', dichiarazione: true, firma: 'server', ...body });
  readonly bytesOf = async (url: string, account: Account = 'protocollo'): Promise<Buffer> =>
    (await this.harness.get(url, account).buffer(true).responseType('blob').expect(200)).body as Buffer;
  readonly stored = async (id: string): Promise<ScansioneTenuta> => {
    const found = await ScansioneModel.findById(id).lean<ScansioneTenuta>();
    assert.ok(found);
    return found;
  };
  readonly letta = async (id: string): Promise<AttestazioneLetta> =>
    (await this.harness.get(`/attestazioni/${id}`, 'protocollo').accept('application/json').expect(200))
      .body as AttestazioneLetta;
  readonly daFirmare = async (id: string): Promise<{ attestazione: string; bytes: Buffer }> => {
    const { body } = (await this.attesta(id, { firma: 'esterna' }).expect(202)) as { body: unknown };
    const { daFirmare: asked, id: attestazione } = body as { id: string; daFirmare: { url: string; sha256: string } };
    const bytes = await this.bytesOf(asked.url);
    assert.equal(sha256(bytes), asked.sha256);
    return { attestazione, bytes };
  };
  readonly cades = async (bytes: Buffer, identita: IdentitaDiProva, staccata = false): Promise<Buffer> =>
    bytesDi(await firmaCades(bytes, identita.firmatario, { staccata, quando: this.harness.now() }));
  readonly putFirma = (
    id: string,
    bytes: Buffer,
    tipo = 'application/pkcs7-mime',
    account: Account = 'protocollo',
  ): Test => this.harness.put(`/attestazioni/${id}/firma`, account).set('Content-Type', tipo).send(bytes);
}

/** To be called in a `describe`. */
export function useUfficio(nome = 'attestazioni', env: NodeJS.ProcessEnv = {}): Ufficio {
  const ufficio = new Ufficio(
    useHarness(nome, { env: { FIDUCIA_DIR: FIDUCIA, CHIAVE_SEGRETI: randomBytes(32).toString('hex'), ...env } }),
  );
  before(() => ufficio.start());
  after(() => ufficio.stop());
  return ufficio;
}
