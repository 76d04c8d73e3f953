import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BozzaLetta } from '../../../schemas/bozza.api.js';
import type { ChiaveFirma } from '../../../schemas/chiave-firma.api.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import { type Account, at, filePdf, type Harness } from '../../support/harness.js';
import { EDILE, entrata, MOTIVO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const PASSWORD = 'chiave-del-giro';
const ONE = '/registrazioni/{anno}/{numero}';

/** Who signs in a walk: an authority that the installation trusts, and keys that it gave out. */
export interface FirmeDelGiro {
  autorita: AutoritaDiProva;
  /** a new one each time, of a key that nobody has loaded */
  rilascia: (nome: string) => Promise<IdentitaDiProva>;
  carica: (here: Harness, account: Account, identita: IdentitaDiProva, specie?: string) => ReturnType<Harness['post']>;
}

/** To be called before the harness is: its web processes trust the authority, and may keep keys. */
export function useFirme(env: NodeJS.ProcessEnv): () => FirmeDelGiro {
  let autorita: AutoritaDiProva;
  const p12 = new Map<IdentitaDiProva, Buffer>();
  before(async () => {
    autorita = await AutoritaDiProva.create();
    const fiducia = path.join(autorita.dir, 'fiducia');
    await mkdir(fiducia);
    await writeFile(path.join(fiducia, 'ca.cer'), await autorita.certificato());
    await writeFile(path.join(fiducia, 'ca.crl'), await autorita.crl());
    Object.assign(env, { FIDUCIA_DIR: fiducia, CHIAVE_SEGRETI: '22'.repeat(32), REVOCA_RETE: 'no' });
  });
  after(() => autorita.close());
  return () => ({
    autorita,
    rilascia: async (nome) => {
      const made = await autorita.rilascia(nome, { chiave: 'ec', dal: '20260101000000Z' });
      p12.set(made, await autorita.pkcs12(made, PASSWORD));
      return made;
    },
    carica: (here, account, identita, specie = 'funzionario') =>
      here
        .post('/firme/chiavi', account)
        .field('password', PASSWORD)
        .field('specie', specie)
        .attach('chiave', p12.get(identita) ?? Buffer.alloc(0), 'chiave.p12'),
  });
}

/** Signatures looked at, keys in custody, letters signed here: every answer that they promise. */
export async function walkFirme(giro: Giro, here: Harness, { rilascia, carica }: FirmeDelGiro): Promise<void> {
  const capo = await rilascia('Responsabile del giro');
  const file = filePdf('documento firmato del giro', 'istanza.pdf.p7m');
  const busta = await bytesDi(await firmaCades(file.bytes, capo.firmatario, { staccata: false, quando: here.now() }));
  const verify = () => here.post('/firme/verifica', 'archivista');
  await giro.visit('post /firme/verifica', 200, verify().attach('documento', busta, file.nome));
  await giro.visit('post /firme/verifica', 422, verify().attach('documento', Buffer.alloc(0), 'vuoto.p7m'));
  await giro.visit('post /firme/verifica', 422, verify().field('altro', 'x'));
  const { anno, numero } = await here.registered('protocollo', entrata(), {
    documento: { nome: file.nome, mime: 'application/pkcs7-mime', bytes: busta },
  });
  for (const method of ['get', 'post'] as const) {
    const firme = (one: { anno: number; numero: number }) => here[method](`${at(one)}/firme`, 'protocollo');
    await giro.visit(`${method} ${ONE}/firme`, 200, firme({ anno, numero }));
    await giro.visit(`${method} ${ONE}/firme`, 404, firme({ anno, numero: 99_999 }));
  }

  const load = () => carica(here, 'responsabile', capo);
  const { id } = (await giro.visit('post /firme/chiavi', 201, load())).body as ChiaveFirma;
  await giro.visit('post /firme/chiavi', 409, load());
  await giro.visit('post /firme/chiavi', 422, here.post('/firme/chiavi', 'responsabile').field('password', 'x'));
  await giro.visit('get /firme/chiavi', 200, here.get('/firme/chiavi', 'rgd'));

  const body = { oggetto: 'Lettera da firmare qui', destinatari: [EDILE], mezzo: 'posta', testo: 'Si accoglie.' };
  const bozza = ((await here.post('/bozze', 'istruttore').send(body).expect(201)).body as BozzaLetta).id;
  const act = (sub: string, account: Account, sent: object = {}) =>
    here.post(`/bozze/${bozza}/${sub}`, account).send(sent);
  await act('invio-approvazione', 'istruttore').expect(200);
  await giro.visit('post /bozze/{id}/firma', 409, act('firma', 'responsabile'));
  await act('approvazione', 'responsabile', { esito: 'approvata' }).expect(200);
  await giro.visit('post /bozze/{id}/firma', 412, act('firma', 'responsabile').set('If-Match', '"99"'));
  await giro.visit('post /bozze/{id}/firma', 200, act('firma', 'responsabile'));

  const withdraw = () => here.post(`/firme/chiavi/${id}/ritiro`, 'responsabile').send({ motivo: MOTIVO });
  await giro.visit('post /firme/chiavi/{id}/ritiro', 200, withdraw());
  await giro.visit('post /firme/chiavi/{id}/ritiro', 409, withdraw());
}

/** The seal beside the registers that are closed. */
export async function walkSigilli(
  giro: Giro,
  here: Harness,
  data: string,
  { rilascia, carica }: FirmeDelGiro,
): Promise<void> {
  const anno = data.slice(0, 4);
  const posti = [
    ['get /registro-giornaliero/{data}/firma', `/registro-giornaliero/${data}/firma`],
    ['get /registro-annuale/{anno}/firma', `/registro-annuale/${anno}/firma`],
  ] as const;
  const tutti = '/registro-giornaliero/sigilli';
  for (const [name, address] of posti) await giro.visit(name, 409, here.get(address, 'rgd'));
  await giro.visit(`post ${tutti}`, 409, here.post(tutti, 'rgd').send({}));
  await carica(here, 'rgd', await rilascia('Sigillo del giro'), 'sigillo').expect(201);
  for (const status of [202, 200]) await giro.visit(`post ${tutti}`, status, here.post(tutti, 'rgd').send({}));
  await giro.visit(`get ${tutti}`, 200, here.get(tutti, 'archivista'));
  for (const [name, address] of posti) {
    const { headers } = await giro.visit(name, 200, here.get(address, 'rgd'));
    await giro.visit(name, 206, here.get(address, 'rgd').set('Range', 'bytes=0-9'));
    await giro.visit(name, 304, here.get(address, 'rgd').set('If-None-Match', headers['etag'] ?? ''));
    await giro.visit(name, 403, here.get(address, 'protocollo'));
  }
}
