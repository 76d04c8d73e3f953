import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { verifyAll } from '../../../server/protocollo/verifica-totale.js';
import { createStore } from '../../../storage/create-store.js';
import { at, filePdf, type Harness, useHarness } from '../../support/harness.js';
import { competenza, entrata, MOTIVO, PROVVEDIMENTO, ufficio, uscita } from './richieste.js';

/** A record as it lies in the database. */
export interface Stored {
  [campo: string]: unknown;
  _id: unknown;
  numero: number;
  oggetto: string;
  canonico: string;
  catena: { precedente: string; hash: string };
  eventi: { canonico: string; hash: string }[];
  dataRegistrazione: Date;
}
/** The answer of GET /registro/verifica. */
export interface Esito {
  integro: boolean;
  registrazioni: number;
  ultimoHash: string;
  primoErrore?: { anno: number; numero: number; motivo: string };
}

/** A small register in which everything has happened once. */
export interface RegistroDiProva {
  here: Harness;
  /** By what they are in the tests: primo, rinnovato, annullato, carta, riservato, risposta, ultimo; altra, of the other AOO. */
  done: Record<string, RegistrazioneRisposta>;
  numeroOf: (name: string) => number;
  endpoint: () => Promise<Esito>;
  /** What `npm run verifica` looks at, in this process. */
  everything: () => ReturnType<typeof verifyAll>;
  /** Does something to a record by hand, looks, and puts it back. */
  altered: (
    name: string,
    alter: (record: Stored) => Record<string, unknown>,
    look: () => Promise<void>,
  ) => Promise<void>;
  requireWhole: () => Promise<void>;
}

/** To be called in a `describe`. */
export function useRegistroDiProva(nome: string): RegistroDiProva {
  const here = useHarness(nome);
  const done: Record<string, RegistrazioneRisposta> = {};
  const numeroOf = (name: string): number => done[name]?.numero ?? assert.fail(name);

  before(async function () {
    this.timeout(60_000);
    const allegati = [filePdf('uno', 'uno.pdf'), filePdf('due', 'due.pdf')];
    done['primo'] = await here.registered(
      'protocollo',
      entrata({
        protocolloMittente: { numero: '12', data: '2026-02-01' },
        dataArrivo: '2026-03-01',
        note: 'una nota',
        tipologia: 'Istanza',
      }),
      { allegati },
    );
    done['rinnovato'] = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    for (const versione of [1, 2])
      await here
        .patch(at(done['rinnovato']), 'rgd', versione)
        .send({ motivo: MOTIVO, oggetto: `Oggetto corretto ${versione}`, provvedimento: PROVVEDIMENTO })
        .expect(200);
    await here
      .patch(at(done['rinnovato']), 'protocollo', 3)
      .send({ motivo: MOTIVO, note: 'una nota aggiunta' })
      .expect(200);
    await here
      .post(`${at(done['rinnovato'])}/presa-in-carico`, 'istruttore')
      .send({})
      .expect(200);
    done['annullato'] = await here.registered('protocollo', entrata());
    await here
      .post(`${at(done['annullato'])}/annullamento`, 'protocollo')
      .send({ motivo: MOTIVO })
      .expect(202);
    await here
      .post(`${at(done['annullato'])}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO, provvedimento: PROVVEDIMENTO })
      .expect(200);
    done['carta'] = await here.registered('protocollo', entrata({ mezzo: 'posta' }), { documento: null });
    await here
      .post(`${at(done['carta'])}/integrazioni`, 'protocollo')
      .field('motivo', MOTIVO)
      .attach('documento', filePdf('scansione').bytes, 'scansione.pdf')
      .expect(201);
    done['riservato'] = await here.registered(
      'protocollo',
      entrata({ riservatezza: { livello: 'riservata', uo: ['U310'] } }),
    );
    const { anno, numero } = done['primo'];
    done['risposta'] = await here.registered('protocollo', uscita({ risponde: { anno, numero } }));
    done['ultimo'] = await here.registered('protocollo', entrata());
    done['altra'] = await here.registered('protocollo2', uscita({ mittenti: [ufficio('P001')] }));
  });

  const registrazioni = () => here.collection('registrazioni');
  const endpoint = async (): Promise<Esito> => (await here.get('/registro/verifica', 'rgd').expect(200)).body as Esito;
  const everything = async () =>
    verifyAll(await createStore({ tipo: 'cartella', percorso: here.storageDir }), undefined, () => undefined);

  async function altered(
    name: string,
    alter: (record: Stored) => Record<string, unknown>,
    look: () => Promise<void>,
  ): Promise<void> {
    const record = (await here.stored(done[name] ?? assert.fail(name))) as unknown as Stored;
    await registrazioni().updateOne({ _id: record._id as never }, alter(record));
    try {
      await look();
    } finally {
      const { _id, ...rest } = record;
      await registrazioni().replaceOne({ _id: _id as never }, rest, { upsert: true });
    }
  }
  async function requireWhole(): Promise<void> {
    const esito = await endpoint();
    assert.deepEqual([esito.integro, esito.registrazioni, esito.primoErrore], [true, numeroOf('ultimo'), undefined]);
    assert.equal(esito.ultimoHash, done['ultimo']?.catena.hash);
    assert.equal(await everything(), undefined);
  }

  return { here, done, numeroOf, endpoint, everything, altered, requireWhole };
}

export const set = (campi: Record<string, unknown>) => ({ $set: campi });
