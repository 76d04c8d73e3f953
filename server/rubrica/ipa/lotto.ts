import { isDeepStrictEqual } from 'node:util';
import mongoose from 'mongoose';
import type { ErroreRiga, TipoIpa } from '../../../schemas/importazione.api.js';
import {
  AOO_IPA,
  type DatiIpa,
  type OperazioneScheda,
  type SchedaCorrispondente,
  SchedaModel,
  writeSchede,
} from '../../../schemas/rubrica.model.js';
import { legalDay } from '../../lib/clock.js';
import { domicilioOf, recapitiAfter } from '../recapiti.js';
import { derivedOfScheda } from '../scrivi.js';
import type { RigaTabella } from './lettura.js';
import {
  chiaveEnteOf,
  chiaveOfRiga,
  type EnteNoto,
  improntaOf,
  type RigaGuasta,
  type VoceIpa,
  voceOf,
  withDomicilioAoo,
} from './voce.js';

const MAX_STORIA = 50;

export interface Giro {
  id: string;
  tipo: TipoIpa;
  adesso: Date;
}
export interface EsitoLotto {
  nuove: number;
  cambiate: number;
  invariate: number;
  rifiutate: number;
  segnalate: number;
  errori: ErroreRiga[];
}

const byChiavi = async (chiavi: readonly string[]): Promise<Map<string, SchedaCorrispondente>> => {
  if (chiavi.length === 0) return new Map();
  const found = await SchedaModel.find({ aoo: AOO_IPA, chiavi: { $in: [...chiavi] } }).lean<SchedaCorrispondente[]>();
  return new Map(found.flatMap((one) => one.chiavi.map((chiave) => [chiave, one])));
};

type Letta = { riga: number } & ({ voce: VoceIpa } | { guasta: RigaGuasta });

/** What the rows say, with the names and addresses that stand in other files of the IPA. */
async function readVoci(tipo: TipoIpa, righe: readonly RigaTabella[]): Promise<Letta[]> {
  const enti =
    tipo === 'enti'
      ? new Map<string, never>()
      : await byChiavi(righe.flatMap(({ valori }) => chiaveEnteOf(valori) ?? []));
  const enteOf = ({ valori }: RigaTabella): EnteNoto => {
    const soggetto = enti.get(chiaveEnteOf(valori) ?? '')?.soggetto;
    return {
      ...(soggetto?.denominazione !== undefined && { denominazione: soggetto.denominazione }),
      ...(soggetto?.codiceFiscale !== undefined && { codiceFiscale: soggetto.codiceFiscale }),
    };
  };
  const lette = righe.map((riga): Letta => {
    const chiave = chiaveOfRiga(tipo, riga.valori);
    if (riga.difetto !== undefined)
      return { riga: riga.riga, guasta: { difetto: riga.difetto, ...(chiave !== undefined && { chiave }) } };
    const voce = voceOf(tipo, riga.valori, enteOf(riga));
    return 'difetto' in voce ? { riga: riga.riga, guasta: voce } : { riga: riga.riga, voce };
  });
  const aoo = await byChiavi(lette.flatMap((one) => ('voce' in one ? (one.voce.chiaveAoo ?? []) : [])));
  return lette.map((one) =>
    'voce' in one
      ? { ...one, voce: withDomicilioAoo(one.voce, aoo.get(one.voce.chiaveAoo ?? '')?.soggetto.domicilioDigitale) }
      : one,
  );
}

/** How many of the rows could be taken, and how many not, before anything is written. */
export const countBuone = (tipo: TipoIpa, riga: RigaTabella): boolean =>
  riga.difetto === undefined && !('difetto' in voceOf(tipo, riga.valori));

function created(giro: Giro, riga: number, voce: VoceIpa, ipa: DatiIpa): SchedaCorrispondente {
  const { soggetto, recapiti, chiave, rango } = voce;
  return {
    _id: new mongoose.Types.ObjectId(),
    aoo: AOO_IPA,
    chiavi: [chiave],
    ...derivedOfScheda(soggetto, recapitiAfter([], recapiti, legalDay(giro.adesso))),
    rango,
    origine: 'ipa',
    pubblica: true,
    stato: 'attivo',
    ipa,
    storia: [{ tipo: 'ipa-nuova', data: giro.adesso, dettagli: { importazione: giro.id } }],
    versione: 1,
  };
}

/** What changes in an entry whose row says something else than the last time, or that is back after it had ceased. */
function changed(giro: Giro, prima: SchedaCorrispondente, voce: VoceIpa, ipa: DatiIpa) {
  const { soggetto, recapiti, rango } = voce;
  const derived = derivedOfScheda(soggetto, recapitiAfter(prima.recapiti, recapiti, legalDay(giro.adesso)));
  const [was, is] = [domicilioOf(prima.soggetto, prima.recapiti), domicilioOf(soggetto, derived.recapiti)];
  const dettagli = {
    importazione: giro.id,
    ...(prima.stato === 'cessato' && { tornata: true }),
    ...(!isDeepStrictEqual(prima.soggetto, soggetto) && { vecchio: prima.soggetto, nuovo: soggetto }),
    ...(was?.indirizzo !== is?.indirizzo && {
      domicilio: { vecchio: was?.indirizzo ?? null, nuovo: is?.indirizzo ?? null },
    }),
  };
  return {
    $set: { ...derived, rango, stato: 'attivo' as const, ipa },
    $unset: { cessatoIl: 1 as const },
    $inc: { versione: 1 },
    $push: { storia: { $each: [{ tipo: 'ipa-cambiata', data: giro.adesso, dettagli }], $slice: -MAX_STORIA } },
  };
}

/**
 * Writes the rows of one batch. Done again after a kill it changes nothing and counts the same: each entry keeps which import saw it
 * at which row, and what it was then.
 */
export async function writeLotto(giro: Giro, righe: readonly RigaTabella[]): Promise<EsitoLotto> {
  const esito: EsitoLotto = { nuove: 0, cambiate: 0, invariate: 0, rifiutate: 0, segnalate: 0, errori: [] };
  const lette = await readVoci(giro.tipo, righe);
  const there = await byChiavi(lette.map((one) => ('voce' in one ? one.voce.chiave : (one.guasta.chiave ?? ''))));
  const taken = new Map<string, number>(); // within this batch
  const operazioni: OperazioneScheda[] = [];
  const unchanged: mongoose.Types.ObjectId[] = [];
  const refuse = (riga: number, messaggio: string): void => {
    esito.rifiutate += 1;
    esito.errori.push({ riga, messaggio, presa: false });
  };
  for (const one of lette) {
    const { riga } = one;
    if ('guasta' in one) {
      refuse(riga, one.guasta.difetto);
      const known = there.get(one.guasta.chiave ?? '');
      // broken, but in the file: it has not vanished from the IPA
      if (known !== undefined && known.ipa?.giro !== giro.id) unchanged.push(known._id);
      continue;
    }
    const { voce } = one;
    const known = there.get(voce.chiave);
    const seenAt =
      taken.get(voce.chiave) ?? (known?.ipa?.giro === giro.id && known.ipa.riga > 0 ? known.ipa.riga : undefined);
    if (seenAt !== undefined && seenAt !== riga) {
      refuse(riga, `La stessa voce è già alla riga ${seenAt}: tenuta la prima.`);
      continue;
    }
    taken.set(voce.chiave, riga);
    if (voce.segnalazioni.length > 0) {
      esito.segnalate += 1;
      esito.errori.push({ riga, messaggio: voce.segnalazioni.join(' '), presa: true });
    }
    if (seenAt === riga && known?.ipa !== undefined) {
      esito[PLURALE[known.ipa.esito]] += 1;
      continue;
    }
    const impronta = improntaOf(voce);
    const same = known?.ipa?.impronta === impronta && known.stato === 'attivo';
    const what = known === undefined ? 'nuova' : same ? 'invariata' : 'cambiata';
    esito[PLURALE[what]] += 1;
    const ipa: DatiIpa = { tipo: giro.tipo, impronta, giro: giro.id, riga, esito: what };
    if (known === undefined) operazioni.push({ insertOne: { document: created(giro, riga, voce, ipa) } });
    else
      operazioni.push({
        updateOne: { filter: { _id: known._id }, update: same ? { $set: { ipa } } : changed(giro, known, voce, ipa) },
      });
  }
  if (unchanged.length > 0)
    operazioni.push({
      updateMany: {
        filter: { _id: { $in: unchanged }, 'ipa.giro': { $ne: giro.id } },
        update: { $set: { 'ipa.giro': giro.id, 'ipa.riga': 0 } },
      },
    });
  await writeSchede(operazioni);
  return esito;
}
const PLURALE = { nuova: 'nuove', cambiata: 'cambiate', invariata: 'invariate' } as const;

const CESSATE_ALLA_VOLTA = 500;

/** Marks as ceased what this import has not seen: never deleted. Safe to be killed in and repeated. @returns how many ceased by this import */
export async function ceaseVanished({ id, tipo, adesso }: Giro, goesOn: () => Promise<void>): Promise<number> {
  const vanished = { aoo: AOO_IPA, 'ipa.tipo': tipo, stato: 'attivo' as const, 'ipa.giro': { $ne: id } };
  for (;;) {
    const some = await SchedaModel.find(vanished, { _id: 1 })
      .limit(CESSATE_ALLA_VOLTA)
      .lean<Pick<SchedaCorrispondente, '_id'>[]>();
    if (some.length === 0) break;
    await SchedaModel.updateMany(
      { _id: { $in: some.map(({ _id }) => _id) }, ...vanished },
      {
        $set: { stato: 'cessato', cessatoIl: legalDay(adesso), 'ipa.giro': id },
        $inc: { versione: 1 },
        $push: {
          storia: {
            $each: [{ tipo: 'ipa-cessata', data: adesso, dettagli: { importazione: id } }],
            $slice: -MAX_STORIA,
          },
        },
      },
    );
    await goesOn();
  }
  return SchedaModel.countDocuments({ aoo: AOO_IPA, 'ipa.tipo': tipo, stato: 'cessato', 'ipa.giro': id }).exec();
}
