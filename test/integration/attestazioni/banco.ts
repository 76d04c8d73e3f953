import { Readable } from 'node:stream';
import type { ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { insertScansione } from '../../../schemas/scansione.model.js';
import { newId } from '../../../server/attestazioni/identita.js';
import { canonicalText, sha256Hex } from '../../../server/protocollo/canonico.js';
import { createStore } from '../../../storage/create-store.js';
import type { AutoritaDiProva, IdentitaDiProva } from '../../support/autorita-prova.js';
import { type Account, type Harness, AOO_PROVA } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';

/* Scans as the scan desk leaves them, and keys: what the attestations begin with. */

let serial = 0;

/** A scan whose copy is that file, as the desk leaves it: ready to be attested. */
export function buildScansione(
  copia: { sha256: string; dimensione: number },
  creata: Date,
  over: Partial<ScansioneTenuta> = {},
): ScansioneTenuta {
  const _id = newId(creata);
  const canonico = canonicalText({ id: _id });
  return {
    _id,
    aoo: AOO_PROVA,
    specie: 'scansione',
    operatore: { utente: 'protocollo', denominazione: 'Operatore di protocollo' },
    creata,
    aggiornata: creata,
    nascita: { autore: 'protocollo', chiave: _id, sha256: sha256Hex(_id) },
    richieste: [],
    canonico,
    hash: sha256Hex(canonico),
    eventi: [],
    impronte: [copia.sha256],
    versione: 1,
    stato: 'pronta',
    originali: [{ nome: 'foglio.tiff', mime: 'image/tiff', dimensione: 10, sha256: sha256Hex('originale') }],
    pagine: [1, 2].map((n) => ({ id: String(n), file: 0, indice: n - 1, rotazione: 0 })),
    tolte: [],
    prossima: 3,
    generazione: 1,
    accettazioni: [],
    copia: { ...copia, pagine: 2, generazione: 1 },
    originale: { unico: false, collocazione: 'Archivio, faldone 12' },
    ...over,
  };
}

/** The same with its copy composed and stored. */
export async function scansionePronta(
  harness: Harness,
  over: Partial<ScansioneTenuta> & { testo?: string } = {},
): Promise<ScansioneTenuta & { bytes: Buffer }> {
  const { testo = `Copia di prova ${++serial}`, ...rest } = over;
  const bytes = buildPdf(testo);
  const store = await createStore({ tipo: 'cartella', percorso: harness.storageDir });
  const { sha256, dimensione } = await store.put(Readable.from([bytes]));
  const scansione = buildScansione({ sha256, dimensione }, harness.now(), rest);
  await insertScansione(scansione);
  return { ...scansione, bytes };
}

/** Loads the key of an account by its own route. */
export async function caricaChiave(
  harness: Harness,
  account: Account,
  autorita: AutoritaDiProva,
  identita: IdentitaDiProva,
): Promise<void> {
  const password = 'prova-di-chiave';
  await harness
    .post('/firme/chiavi', account)
    .field('password', password)
    .field('specie', 'funzionario')
    .attach('chiave', await autorita.pkcs12(identita, password), 'chiave.p12')
    .expect(201);
}
