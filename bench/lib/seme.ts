import mongoose from 'mongoose';
import { RegistrazioneModel, type Registrazione, giorniOf } from '../../schemas/registrazione.model.js';
import { completeDerivati } from '../../server/derivati.js';
import { linkEventi } from '../../server/protocollo/canonico.js';
import { changesBetween } from '../../server/protocollo/change.js';
import { applyEvento, contenutoOf, derivedOf, evento } from '../../server/protocollo/eventi.js';
import { linkAfter } from '../../server/protocollo/registro.js';
import type { Coda } from '../../server/protocollo/rules.js';
import { keepNuove } from '../../server/ricerca/righe.js';
import { updateIndice } from '../../server/ricerca/sigilla.js';
import { bozzaOf } from './corpus.js';

/** Fills a register with honest registrations: the writer's own functions, chain and acts valid, written in bulk. */

const ALL_AT_ONCE = 1_000;
/** So many of the last ones still wait for the index, as in life. */
const NUOVE = 50;
const PER_ANNO = 100_000;
const ANNO_MS = 365.25 * 86_400_000;
const PROVVEDIMENTO = { numero: '1/2026', data: '2026-01-02', autore: 'rgd' };

/** One in fifty was renewed, one in a hundred annulled. */
function withActs(record: Registrazione, i: number): Registrazione {
  if (i % 50 !== 0) return record;
  const chi = { data: new Date(record.dataRegistrazione.getTime() + 3_600_000), utente: 'rgd' };
  const atto =
    i % 100 === 0
      ? evento('annullamento', chi, { motivo: 'registrata per errore', provvedimento: PROVVEDIMENTO })
      : evento('rinnovo', chi, {
          campo: 'oggetto',
          vecchio: record.oggetto,
          nuovo: `${record.oggetto} (corretto)`,
          motivo: 'errore di scrittura',
          provvedimento: PROVVEDIMENTO,
        });
  const before = contenutoOf(record);
  const after = applyEvento(before, atto);
  const eventi = linkEventi(record, [atto]);
  return {
    ...record,
    ...changesBetween(before, after),
    ...derivedOf(after),
    eventi,
    giorniAtti: giorniOf(eventi),
    versione: 2,
  } as Registrazione;
}

/** What the index holds has no words of its own any more. */
const settled = ({ parole: _parole, ...record }: Registrazione): Omit<Registrazione, 'parole'> => record;

/**
 * Fills the empty register of the demonstration's AOO, the last registration a moment ago, and has its index made.
 * @returns seconds for the records, and for the index
 */
export async function seedRegistro(quante: number, adesso: Date): Promise<{ registroS: number; indiceS: number }> {
  const { collection } = RegistrazioneModel;
  await RegistrazioneModel.createCollection().catch(() => undefined);
  await collection.dropIndexes();
  await completeDerivati(); // an empty register is as one of now: nothing of it waits to be completed
  const stepMs = ANNO_MS / PER_ANNO;
  const start = performance.now();
  let coda: Coda | null = null;
  for (let i = 0; i < quante; i += ALL_AT_ONCE) {
    const bozze = Array.from({ length: Math.min(ALL_AT_ONCE, quante - i) }, (_, k) => bozzaOf(i + k));
    const records: Registrazione[] = [];
    for (const [k, bozza] of bozze.entries()) {
      const at = new Date(adesso.getTime() - (quante - i - k) * stepMs);
      const [record] = linkAfter({ coda }, [bozza], at, 'c_x000');
      if (record === undefined) throw new Error('no record');
      coda = { ...record, hash: record.catena.hash };
      records.push(withActs(record, i + k));
    }
    await collection.insertMany(
      records.map((record, k) => (i + k >= quante - NUOVE ? { ...record, daIndicizzare: 'nascita' } : settled(record))),
      { ordered: true, writeConcern: { w: 1, journal: false } },
    );
  }
  await RegistrazioneModel.createIndexes();
  await mongoose.connection.db?.admin().command({ fsync: 1 });
  const between = performance.now();
  // takes in all that is settled, and leaves the new ones waiting
  await collection.updateMany({ daIndicizzare: 'nascita' }, { $set: { aoo: 'in-attesa' } });
  await updateIndice('AVLD001', new AbortController().signal);
  await collection.updateMany({ aoo: 'in-attesa' }, { $set: { aoo: 'AVLD001' } });
  await keepNuove('AVLD001');
  return { registroS: (between - start) / 1000, indiceS: (performance.now() - between) / 1000 };
}
