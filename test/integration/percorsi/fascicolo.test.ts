import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BozzaLetta } from '../../../schemas/bozza.api.js';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { comeByte } from '../../support/byte.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { judgeMetadati } from '../../support/schemi.js';
import { requireProgram } from '../../support/servizi.js';
import { competenza, EDILE, entrata, MOTIVO } from '../protocollo/richieste.js';

const run = promisify(execFile);
const QUANTI = 60;
const INSIEME = 4;
/** Without the name of its AOO, which the metadata want. */
const REGIONE = {
  tipo: 'PAI',
  denominazione: 'Regione',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  domicilioDigitale: 'regione@pec.regione.example',
} as const;

describe('the journey of a fascicolo', function () {
  this.timeout(60_000);
  const here = useHarness('percorso fascicolo');

  it('J9: of sixty documents, not closed until all is there, then closed, exported, opened again with a reason', async function () {
    const f = (
      await here
        .post('/fascicoli', 'responsabile')
        .send({ oggetto: 'Recinzione di via Grande', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
        .expect(201)
    ).body as FascicoloRisposta;
    const su = (sub: string) => `/fascicoli/${f.id}${sub}`;
    const read = async () => (await here.get(su(''), 'responsabile').expect(200)).body as FascicoloRisposta;
    const act = async (what: string, body: object) =>
      here
        .post(su(`/${what}`), 'responsabile')
        .set('If-Match', `"${(await read()).versione}"`)
        .send(body);

    const presa = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', mittenti: [REGIONE], fascicolo: f.id, assegnazioni: [competenza('U410')] }),
    );
    await here.post(`${at(presa)}/presa-in-carico`, 'istruttore').expect(200);
    const carica = (n: number) => {
      const { bytes, mime } = filePdf(`Elaborato ${n}`);
      return here
        .post(su('/documenti'), 'istruttore')
        .field('oggetto', `Elaborato ${n} della recinzione`)
        .attach('documento', bytes, { filename: `elaborato-${n}.pdf`, contentType: mime })
        .expect(201);
    };
    for (let n = 2; n < QUANTI; n += INSIEME)
      await Promise.all(Array.from({ length: Math.min(INSIEME, QUANTI - n) }, (_one, i) => carica(n + i)));
    const lettera = (
      await here
        .post('/bozze', 'istruttore')
        .send({
          oggetto: 'Autorizzazione alla recinzione',
          destinatari: [EDILE],
          mezzo: 'pec',
          testo: 'Si autorizza la recinzione.',
          classifica: 'VI.3',
          fascicolo: f.id,
        })
        .expect(201)
    ).body as BozzaLetta;

    const refused = await act('chiusura', {});
    assert.equal(refused.status, 409);
    assert.deepEqual((refused.body as { mancanze: { codice: string }[] }).mancanze.map(({ codice }) => codice).sort(), [
      'bozza-aperta',
      'metadati-mancanti',
    ]);
    const { versione } = (await here.get(at(presa), 'rgd').expect(200)).body as RegistrazioneRisposta;
    await here
      .patch(at(presa), 'rgd', versione)
      .send({ motivo: MOTIVO, mittenti: [{ ...REGIONE, denominazioneAOO: 'Giunta regionale' }] })
      .expect(200);
    await here.post(`/bozze/${lettera.id}/approvazione`, 'responsabile').expect(200);
    await here.post(`/bozze/${lettera.id}/registrazione`, 'istruttore').expect(201);

    const closed = await act('chiusura', {});
    assert.equal(closed.status, 200, closed.text);
    assert.equal((closed.body as FascicoloRisposta).indice?.documenti, QUANTI);

    const unzip = requireProgram(this, 'unzip', 'apt-get install -y unzip');
    const zip = await here.get(su('/esportazione.zip'), 'istruttore').buffer().parse(comeByte).expect(200);
    const dir = await mkdtemp(path.join(os.tmpdir(), 'fascicolo-'));
    let xml: string;
    try {
      await writeFile(path.join(dir, 'f.zip'), zip.body as Buffer);
      await run(unzip, ['-q', 'f.zip'], { cwd: dir });
      const files = new Map(
        (await readdir(dir, { recursive: true, withFileTypes: true }))
          .filter((one) => one.isFile() && one.name !== 'f.zip')
          .map((one) => path.join(one.parentPath, one.name))
          .map((file) => [file, path.relative(dir, file)]),
      );
      const hashes = new Map<string, string>();
      for (const [file, nome] of files) hashes.set(nome, hash('sha256', await readFile(file)));
      const papers = [...hashes].filter(([nome]) => /\/documento_/.test(nome)).map(([, sha256]) => sha256);
      assert.equal(papers.length, QUANTI);
      for (const sha256 of papers)
        await access(path.join(here.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256));
      const listed = (await readFile(path.join(dir, 'impronte.sha256'), 'utf8')).trim().split('\n');
      assert.deepEqual(
        listed.map((line) => line.split(/ [ *]/)).sort(),
        [...hashes]
          .filter(([nome]) => nome !== 'impronte.sha256')
          .map(([nome, sha256]) => [sha256, nome])
          .sort(),
      );
      xml = await readFile(path.join(dir, 'metadati.xml'), 'utf8');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }

    assert.equal((await act('riapertura', {})).status, 422);
    const again = await act('riapertura', { motivo: MOTIVO });
    assert.deepEqual([again.status, (again.body as FascicoloRisposta).stato], [200, 'aperto']);
    assert.equal(await judgeMetadati(this, 'AggregazioneDocumentaliInformatiche', [xml]), '');
  });
});
