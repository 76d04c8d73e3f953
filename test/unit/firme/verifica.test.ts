import assert from 'node:assert/strict';
import type { EsitoVerifica } from '../../../schemas/firma.api.js';
import { avvisiOfFirme, firmeInBreve } from '../../../server/firme/breve.js';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import type { Firmatario } from '../../../server/firme/tipi.js';
import { type DaVerificare, verificaFile } from '../../../server/firme/verifica.js';
import { fonteDiBytes } from '../../../server/formati/fonte.js';
import { element, giorno, hashOf, marcaDi, rilascia } from '../../support/pki-prova.js';
import { Cartella } from './prove.js';

const DATI = Buffer.from('contenuto di prova');
const ALTRI = Buffer.from('un altro contenuto');
const QUANDO = giorno('2026-06-01');

describe('verification of any file', () => {
  const cartella = new Cartella();
  const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
  const tsu = rilascia({ nome: 'Marche di prova', emittente: autorita, uso: [0], usiEstesi: ['1.3.6.1.5.5.7.3.8'] });
  let firmatario: Firmatario;
  before(() => {
    cartella.metti('ca.cer', autorita.der);
    const { der, chiave } = rilascia({ nome: 'Esempio Rossi', emittente: autorita });
    firmatario = firmatarioDi({ certificato: der, catena: [autorita.der], nome: 'Esempio Rossi' }, chiave);
  });
  after(() => cartella.close());

  const verifica = (nome: string, bytes: Buffer, more: Partial<DaVerificare> = {}): Promise<EsitoVerifica> =>
    verificaFile({ fonte: fonteDiBytes(bytes), nome, ...more }, cartella.contesto());
  const marca = (dati: Buffer): Buffer => marcaDi({ impronta: hashOf('sha256', dati), chi: tsu, quando: QUANDO });
  const accanto = (bytes: Buffer) => ({ accanto: [{ nome: 'dati.txt', fonte: fonteDiBytes(bytes) }] });
  const busta = async (dati: Buffer, staccata = false): Promise<Buffer> =>
    bytesDi(await firmaCades(dati, firmatario, { staccata, quando: QUANDO }));
  const esiti = ({ firme, marche }: EsitoVerifica): string => [...firme, ...marche].map(({ esito }) => esito).join();

  it('a timestamp is of the file beside it, or waits for it', async () => {
    const giusta = await verifica('dati.txt.tst', marca(DATI), accanto(DATI));
    assert.deepEqual([esiti(giusta), giusta.marche[0]?.posto, giusta.contenuto?.nome], ['valida', 'file', 'dati.txt']);
    assert.equal(esiti(await verifica('dati.txt.tst', marca(DATI), accanto(ALTRI))), 'non-verificabile');
    assert.equal(esiti(await verifica('dati.txt.tst', marca(DATI), { ...accanto(ALTRI), certo: true })), 'non-valida');
  });

  it('a timestamp around a signed file proves when it was signed', async () => {
    const oid = element(0x06, Buffer.from('2a864886f70d010910011f', 'hex'));
    const tsd = (content: Buffer, ...tokens: Buffer[]): Buffer => {
      const evidenza = element(0xa0, element(0x30, ...tokens.map((token) => element(0x30, token))));
      const parts = [element(0x02, Buffer.from([1])), element(0x04, content), evidenza];
      return element(0x30, oid, element(0xa0, element(0x30, ...parts)));
    };
    const p7m = await busta(DATI);
    const giusta = await verifica('dati.txt.p7m.tsd', tsd(p7m, marca(p7m)));
    assert.equal(esiti(giusta), 'valida,valida');
    assert.equal(new Date(giusta.firme[0]?.provato ?? 0).getTime(), QUANDO.getTime());
    assert.deepEqual([giusta.firme[0]?.livelloBusta, giusta.contenuto?.nome], [1, 'dati.txt']);
    assert.equal((await verifica('a.tsd', tsd(p7m, marca(ALTRI)))).marche[0]?.esito, 'non-valida');
    const altrui = marca(ALTRI);
    const prestata = await verifica('a.tsd', tsd(p7m, altrui, marca(altrui)));
    assert.equal(
      prestata.marche.map(({ esito }) => esito).join(),
      'non-valida,valida',
      'true timestamps of something else',
    );
    assert.equal(prestata.firme[0]?.provato, undefined);
  });

  it('a detached signature finds its file among those beside it', async () => {
    const p7s = await busta(DATI, true);
    const found = await verifica('firma.p7s', p7s, {
      accanto: [...accanto(ALTRI).accanto, { nome: 'giusto.txt', fonte: fonteDiBytes(DATI) }],
    });
    assert.deepEqual([esiti(found), found.contenuto?.nome], ['valida', 'giusto.txt']);
    assert.equal(esiti(await verifica('firma.p7s', p7s, accanto(ALTRI))), 'non-verificabile');
    assert.equal(esiti(await verifica('firma.p7s', p7s, { ...accanto(ALTRI), certo: true })), 'non-valida');
  });

  it('letters, envelopes in envelopes and what is broken: never an error, never more than it is', async () => {
    const base64 = Buffer.from((await busta(await busta(DATI))).toString('base64'));
    const found = await verifica('a.txt.p7m.p7m', base64);
    assert.deepEqual([esiti(found), found.contenuto?.dimensione], ['valida,valida', DATI.length]);
    let deep: Buffer = DATI;
    for (let i = 0; i < 8; i += 1) deep = await busta(deep);
    assert.match((await verifica('a', deep)).avvisi.join(), /troppe/);
    const whole = await busta(DATI);
    for (let cut = 0; cut < whole.length; cut += 97)
      assert.ok(
        !esiti(await verifica('a.p7m', whole.subarray(0, cut)))
          .split(',')
          .includes('valida'),
        `cut at ${cut}`,
      );
    for (const bytes of [Buffer.alloc(0), Buffer.from('testo'), Buffer.from('%PDF-1.7'), Buffer.from('<a/>')])
      assert.equal(esiti(await verifica('a', bytes)), '');
  });

  it('an envelope in which no signature can be read is not a file without signatures', async () => {
    const whole = await busta(DATI);
    const p7m = 'application/pkcs7-mime';
    for (const cut of [whole.length - 1, Math.floor(whole.length / 2)]) {
      const firme = firmeInBreve(await verifica('a.p7m', whole.subarray(0, cut)), p7m);
      assert.deepEqual(firme.map(({ tipo, esito }) => [tipo, esito]), [['CMS', 'non-verificabile']]); // prettier-ignore
      const [told] = avvisiOfFirme([{ nome: 'a.p7m', firme }]);
      assert.match(told?.messaggio ?? '', /^a\.p7m: la firma non si può verificare: .+\.$/);
    }
    assert.deepEqual(firmeInBreve({ firme: [], avvisi: [] }, p7m), []);
    assert.deepEqual(firmeInBreve({ firme: [], avvisi: ['Il PDF è danneggiato.'] }, 'application/pdf'), []);
  });

  it('what does not hold is told at registration, the worst of a file', () => {
    const firma = { tipo: 'CAdES', firmatario: 'Esempio Rossi' } as const;
    const told = avvisiOfFirme([
      {
        nome: 'a.p7m',
        firme: [
          { ...firma, esito: 'non-verificabile', motivo: 'Manca.' },
          { ...firma, esito: 'non-valida', motivo: 'Scaduto.' },
        ],
      },
      { nome: 'b.p7m', firme: [{ ...firma, esito: 'valida' }] },
    ]);
    assert.deepEqual(told, [{ codice: 'firma', messaggio: 'a.p7m: la firma di Esempio Rossi non è valida: scaduto.' }]);
  });
});
