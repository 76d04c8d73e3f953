import { FascicoloModel } from './fascicolo.model.js';
import { AttoRepertorioModel, modelOf, RegistrazioneModel } from './registrazione.model.js';
import { readRiferimento } from '../server/conservazione/regole/riferimento.js';
import type { TipoVersamento } from './versamento.api.js';

/**
 * The marks of what is to be looked at for conservation: derived data of registrations, acts of repertori and fascicoli, set with
 * their writes. They lie beside the record: neither its acts nor its version know of them.
 */
export type MarcaVersamento = 'nascita' | 'atto';

/** Where the record of a riferimento lies; null for a daily register, which bears no mark, and for what names nothing. */
function placeOf(aoo: string, tipo: TipoVersamento, riferimento: string) {
  const named = readRiferimento(tipo, riferimento);
  if (named === null || named.tipo === 'registro-giornaliero') return null;
  if (named.tipo === 'fascicolo')
    return { records: FascicoloModel.collection, filter: { aoo, _id: named.id as never } };
  const { registro, anno, numero } = named;
  return { records: modelOf(registro).collection, filter: { aoo, registro, anno, numero } };
}

/**
 * Takes the mark away, unless the record has changed since that version was looked at: then it stays, and is looked at again.
 * @returns whether the record is without its mark now
 */
export async function clearDaVersare(
  aoo: string,
  tipo: TipoVersamento,
  riferimento: string,
  versione: number,
): Promise<boolean> {
  const place = placeOf(aoo, tipo, riferimento);
  if (place === null) return true;
  const { matchedCount } = await place.records.updateOne({ ...place.filter, versione }, { $unset: { daVersare: 1 } });
  return matchedCount === 1;
}

/** Puts a mark, so that the record is looked at again; one that waits for its first package keeps saying so. */
export async function markDaVersare(
  aoo: string,
  tipo: TipoVersamento,
  riferimento: string,
  marca: MarcaVersamento,
): Promise<void> {
  const place = placeOf(aoo, tipo, riferimento);
  if (place === null) return;
  const open = tipo === 'fascicolo' ? { stato: 'chiuso', annullato: { $exists: false } } : {};
  await place.records.updateOne(
    { ...place.filter, ...open, daVersare: { $ne: 'nascita' } },
    { $set: { daVersare: marca } },
  );
}

/** How far the completion has come is in the marks themselves: safe to be killed anywhere and to run twice. */
export async function markTutti(): Promise<number> {
  const none = { daVersare: { $exists: false } };
  const set = { $set: { daVersare: 'nascita' } };
  const ready = { ...none, $or: [{ documento: { $exists: true } }, { stato: 'annullata' }] };
  const marked = [
    await RegistrazioneModel.collection.updateMany(ready, set),
    await AttoRepertorioModel.collection.updateMany(ready, set),
    await FascicoloModel.collection.updateMany({ ...none, stato: 'chiuso', annullato: { $exists: false } }, set),
  ];
  return marked.reduce((sum, { modifiedCount }) => sum + modifiedCount, 0);
}

/**
 * Tells the records that name a file when its signatures end, for those that were registered before; the earliest of all their files
 * counts.
 */
export async function markScadenzaFirma(sha256: string, scadenza: Date): Promise<void> {
  for (const records of [RegistrazioneModel, AttoRepertorioModel])
    await records.collection.updateMany(
      {
        impronte: sha256,
        dataRegistrazione: { $lt: scadenza },
        $or: [{ scadenzaFirma: { $exists: false } }, { scadenzaFirma: { $gt: scadenza } }],
      },
      { $set: { scadenzaFirma: scadenza } },
    );
}
