import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../schemas/accesso.api.js';
import type { AttestazioneRichiesta } from '../../schemas/attestazione.api.js';
import type { Campione } from '../../schemas/campione.model.js';
import type { Attestazione, CopiaAttestata, FileAttestazione } from '../../schemas/attestazione.model.js';
import type { FunzionarioDelegato } from '../../schemas/funzionario-delegato.model.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import type { StoredFile } from '../../storage/object-store.js';
import { aooOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { SOFTWARE, VERSIONE } from '../lib/versione.js';
import { configurazioneScansione, requireCiclo } from './ciclo.js';
import { newId } from './identita.js';
import { nascitaOf, type Nata } from './nascita.js';
import { riempiTesto } from './testo.js';
import type { DatiAttestazione, DatiLotto } from './tipi.js';

/** What is attested, by whom, under which act: all looked at already. */
export interface DaAttestare {
  caller: Caller;
  richiesta: Pick<AttestazioneRichiesta, 'modo'> & { note?: string | undefined };
  delega: FunzionarioDelegato;
  copie: CopiaAttestata[];
  /** the scans themselves, in the same order */
  tenute: readonly ScansioneTenuta[];
  campione?: Campione;
}

/** Public address at which anybody checks an attestation. */
export const indirizzoOf = ({ urlPubblico }: Deps['config'], id: string): string => `${urlPubblico}/attestazione/${id}`;

function anomalieOf(tenute: readonly ScansioneTenuta[]): string[] {
  return tenute.flatMap(({ _id, accettazioni, pagine }) =>
    accettazioni.map(({ pagina, codice, motivo }) => {
      const numero = pagine.findIndex(({ id }) => id === pagina) + 1;
      return `copia ${_id}, pagina ${numero === 0 ? 'tolta' : numero}: ${codice}, accettata perché ${motivo}`;
    }),
  );
}

/** What Allegato 3 §2.3 wants of a lot, from what was done on its scans. */
async function lottoOf(deps: Deps, { caller, tenute }: DaAttestare, campione: Campione): Promise<DatiLotto> {
  const { soglie } = await configurazioneScansione(deps, caller.aoo);
  const istanti = tenute.flatMap(({ creata, aggiornata }) => [creata.getTime(), aggiornata.getTime()]);
  return {
    codice: campione.lotto,
    ciclo: await requireCiclo(deps, caller.aoo),
    piano: campione.piano,
    seme: campione.seme,
    esiti: campione.esiti.map(({ scansione, esito, motivo }) => ({
      scansione,
      esito,
      ...(motivo !== undefined && { motivo }),
    })),
    inizio: new Date(Math.min(...istanti)),
    fine: new Date(Math.max(...istanti)),
    referenti: [...new Set([...tenute.map(({ operatore }) => operatore.denominazione), caller.denominazione])],
    requisiti: `Almeno ${soglie.dpiMinimi} punti per pollice; inclinazione fino a ${soglie.gradiStorta}°; contrasto da ${soglie.contrastoMinimo}; copia in PDF/A-2b, pagine in bianco e nero compresse senza perdita`,
    anomalie: anomalieOf(tenute),
    software: `${SOFTWARE} ${VERSIONE}`,
  };
}

/**
 * The words of the attestation as they would be said at that instant.
 * @param quando - the riferimento temporale
 */
export async function testoOf(
  deps: Deps,
  { caller, richiesta: { modo }, delega, copie }: Pick<DaAttestare, 'caller' | 'richiesta' | 'delega' | 'copie'>,
  quando: Date,
): Promise<string[]> {
  const { testoRaffronto, testoProcesso, ciclo } = await configurazioneScansione(deps, caller.aoo);
  const { ente } = await aooOf(caller.aoo);
  return riempiTesto(modo === 'processo' ? testoProcesso : testoRaffronto, {
    copie,
    funzionario: caller.denominazione,
    atto: delega.atto,
    luogo: (modo === 'processo' ? ciclo?.luogo : undefined) ?? ente.denominazione,
    quando,
  });
}

/** A file of an attestation into the store, safe before any record names it. */
export async function storeFile(
  { store }: Pick<Deps, 'store'>,
  nome: string,
  bytes: Buffer,
): Promise<{ file: FileAttestazione; stored: StoredFile }> {
  const stored = await store.put(Readable.from([bytes]));
  return { file: { nome, sha256: stored.sha256, dimensione: stored.dimensione }, stored };
}

/** A file of an attestation, whole. @throws an error of the store if it is altered or gone */
export async function readBytes(
  { store }: Pick<Deps, 'store'>,
  { sha256 }: Pick<FileAttestazione, 'sha256'>,
): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  return buffer(stream);
}

export interface Composta {
  nata: Nata & Pick<Attestazione, 'canonico' | 'hash'>;
  bytes: Buffer;
  stored: StoredFile;
}

/** Makes the document of an attestation, stores it, and the record that names it; nothing is written in the register of attestations yet. */
export async function componi(deps: Deps, daAttestare: DaAttestare): Promise<Composta> {
  const { caller, richiesta, delega, copie, campione } = daAttestare;
  const creata = deps.clock.now();
  const quando = new Date(Math.floor(creata.getTime() / 1_000) * 1_000); // a document says seconds
  const id = newId(creata);
  const { ente, denominazione } = await aooOf(caller.aoo);
  const testo = await testoOf(deps, daAttestare, quando);
  const dati: DatiAttestazione = {
    id,
    ente: ente.denominazione,
    codiceIPA: ente.codiceIPA,
    aoo: caller.aoo,
    denominazioneAoo: denominazione,
    modo: richiesta.modo,
    quando,
    funzionario: caller.denominazione,
    atto: delega.atto,
    testo,
    copie,
    ...(richiesta.note !== undefined && { note: richiesta.note }),
    ...(campione !== undefined && { lotto: await lottoOf(deps, daAttestare, campione) }),
    indirizzo: indirizzoOf(deps.config, id),
    dimostrazione: deps.dimostrazione,
  };
  const { drawAttestazione } = await import('./documento-pdf.js'); // what draws weighs as much as a process that starts
  const bytes = await drawAttestazione(dati);
  const { file: documento, stored } = await storeFile(deps, `attestazione-${id}.pdf`, bytes);
  const nata: Nata = {
    _id: id,
    aoo: caller.aoo,
    modo: richiesta.modo,
    copie,
    funzionario: { utente: caller.utente, denominazione: caller.denominazione },
    delega: { id: delega._id, atto: delega.atto },
    testo,
    riferimentoTemporale: rfc3339(quando),
    documento,
    ...(campione !== undefined && { lotto: campione.lotto, campione: campione._id }),
    ...(richiesta.note !== undefined && { note: richiesta.note }),
    creata,
  };
  return { nata: { ...nata, ...nascitaOf(nata) }, bytes, stored };
}
