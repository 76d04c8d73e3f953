import type { Collection } from 'mongoose';
import { BozzaModel } from '../../../schemas/bozza.model.js';
import { DocumentoModel } from '../../../schemas/documento.model.js';
import type { NominanteGuasto } from '../../../schemas/guasto-fissita.model.js';
import { ImportazioneModel } from '../../../schemas/importazione.model.js';
import { AttoRepertorioModel, findImpronte, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import {
  CopiaRegistroModel,
  RegistroAnnualeModel,
  RegistroGiornalieroModel,
} from '../../../schemas/registro-giornaliero.model.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';
import { findDistrutti } from '../../scarto/file.js';

/* Which files records name, and which records name a file: every place of workers/archivio/referenze.ts is one here. */

const MAX_NOMINANTI = 20;

interface Luogo {
  /** files whose hash begins so */
  impronte: (prefisso: string) => Promise<string[]>;
  /** records that name a file */
  chi: (sha256: string) => Promise<NominanteGuasto[]>;
}

type Documento = Record<string, unknown>;

/** Files of a collection whose field is one hash. @param inoltre - what else a record must be to need its file */
function luogo(
  { collection }: { collection: Collection },
  campo: string,
  di: (record: Documento) => NominanteGuasto | Promise<NominanteGuasto[]>,
  inoltre: Record<string, unknown> = {},
): Luogo {
  return {
    impronte: async (prefisso) => {
      const filter: Record<string, unknown> = { ...inoltre, [campo]: { $gte: prefisso, $lt: `${prefisso}g` } };
      return (await collection.distinct(campo, filter)).map(String);
    },
    chi: async (sha256) => {
      const filter: Record<string, unknown> = { ...inoltre, [campo]: sha256 };
      const found = await collection.find(filter, { limit: MAX_NOMINANTI }).toArray();
      return (await Promise.all(found.map(async (one) => di(one)))).flat();
    },
  };
}

/** The same, of a field that is a list of hashes: both bounds are of one hash, or the index has only one of them. */
function luogoDiMolte(records: { collection: Collection }, di: (record: Documento) => NominanteGuasto): Luogo {
  return {
    ...luogo(records, 'impronte', di),
    impronte: async (prefisso) => {
      const filter: Record<string, unknown> = { impronte: { $elemMatch: { $gte: prefisso, $lt: `${prefisso}g` } } };
      return (await records.collection.distinct('impronte', filter)).map(String);
    },
  };
}

const nominante = (
  tipo: NominanteGuasto['tipo'],
  riferimento: (record: Documento) => string,
): ((record: Documento) => NominanteGuasto) => {
  return (record) => {
    const { aoo } = record;
    return { tipo, aoo: typeof aoo === 'string' ? aoo : '', riferimento: riferimento(record) };
  };
};

const diNumero = ({ anno, numero }: Documento): string => `${String(anno)}/${String(numero)}`;
const registrazione = nominante('registrazione', diNumero);
const atto = nominante('atto-repertorio', (one) => `${String(one['registro'])}/${diNumero(one)}`);
const giornaliero = nominante('registro-giornaliero', ({ giorno }) => String(giorno));
const annuale = nominante('registro-annuale', ({ anno }) => String(anno));

/** Of which register a readable form is: daily or yearly. */
async function registroDellaCopia({ _id }: Documento): Promise<NominanteGuasto[]> {
  const filter = { 'xml.sha256': String(_id) };
  const [giorni, anni] = await Promise.all([
    RegistroGiornalieroModel.find(filter).lean<Documento[]>(),
    RegistroAnnualeModel.find(filter).lean<Documento[]>(),
  ]);
  return [...giorni.map(giornaliero), ...anni.map(annuale)];
}

const LUOGHI: readonly Luogo[] = [
  {
    impronte: findImpronte,
    chi: async (sha256) => {
      const named = { impronte: sha256 };
      const fields = { aoo: 1, registro: 1, anno: 1, numero: 1 } as const;
      const [registrazioni, atti] = await Promise.all([
        RegistrazioneModel.find(named, fields).limit(MAX_NOMINANTI).lean<Documento[]>(),
        AttoRepertorioModel.find(named, fields).limit(MAX_NOMINANTI).lean<Documento[]>(),
      ]);
      return [...registrazioni.map(registrazione), ...atti.map(atto)];
    },
  },
  luogoDiMolte(
    DocumentoModel,
    nominante('documento', ({ _id }) => String(_id)),
  ),
  luogoDiMolte(
    BozzaModel,
    nominante('bozza', ({ _id }) => String(_id)),
  ),
  luogoDiMolte(
    VersamentoModel,
    nominante('versamento', ({ _id }) => String(_id)),
  ),
  luogo(RegistroGiornalieroModel, 'xml.sha256', giornaliero),
  luogo(RegistroAnnualeModel, 'xml.sha256', annuale),
  luogo(CopiaRegistroModel, 'pdf.sha256', registroDellaCopia),
  luogo(
    ImportazioneModel,
    'file.sha256',
    nominante('importazione', ({ _id }) => String(_id)),
    { stato: { $in: ['in-coda', 'in-corso'] } },
  ),
];

/** The files that records name, of whatever AOO, whose hash begins so; what an authorised list has discarded may be among them. */
export async function findNominati(prefisso: string): Promise<Set<string>> {
  const named = new Set((await Promise.all(LUOGHI.map(({ impronte }) => impronte(prefisso)))).flat());
  // a record brings all of its files
  return new Set([...named].filter((one) => one.startsWith(prefisso)));
}

/** Who names a file and needs it; none for one that was discarded by an authorised list. */
export async function chiNomina(sha256: string): Promise<NominanteGuasto[]> {
  if ((await findDistrutti([sha256])).has(sha256)) return [];
  return (await Promise.all(LUOGHI.map(({ chi }) => chi(sha256)))).flat();
}
