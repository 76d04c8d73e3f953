import { hash } from 'node:crypto';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Attestazione, findAttestazione, type FirmaAttestazione } from '../../schemas/attestazione.model.js';
import { findChiavi } from '../../schemas/chiave-firma.model.js';
import { findPersone } from '../../schemas/utente.model.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { annotaSubito } from './annota.js';
import { readBytes, storeFile } from './componi.js';
import { findCopie, ufficiDi } from './copie.js';
import { requireDelega } from './deleghe.js';
import { giudicaFirma } from './firma-rules.js';
import { hasSoloFirma, verificaFirmato } from './motore-firma.js';
import { raffrontiOf, requireUguali } from './raffronti.js';
import { scriviFirma } from './scrittura.js';

const refuse = (messaggio: string): never => {
  throw new DatiNonValidiError([{ campo: 'firma', messaggio }], messaggio);
};

const ESTENSIONI = { busta: '.p7m', staccata: '.p7s' } as const;

/** Who must have signed: by his codice fiscale, or by a certificate that is registered for him. */
async function attesoOf({ aoo, funzionario: { utente, denominazione } }: Attestazione) {
  const [[persona], chiavi] = await Promise.all([findPersone([utente]), findChiavi(aoo, utente)]);
  return {
    denominazione,
    certificati: chiavi.filter(({ ritirata }) => ritirata === undefined).map(({ impronta }) => impronta),
    ...(persona?.codiceFiscale !== undefined && { codiceFiscale: persona.codiceFiscale }),
  };
}

/** The signature, if it signs exactly the document, is valid and the official's. @throws DatiNonValidiError on `firma` */
async function giudicata(
  deps: Deps,
  attesa: Attestazione,
  bytes: Buffer,
): Promise<Omit<FirmaAttestazione, 'sha256' | 'dimensione'>> {
  const { documento } = attesa;
  const originale = await readBytes(deps, documento);
  const { esito, forma } = await verificaFirmato(deps, bytes, originale);
  if (forma === 'pdf' && !(await hasSoloFirma(bytes, originale)))
    refuse(
      'Il PDF non è quello da firmare con la sola firma in più: firmare il file scaricato da questa attestazione.',
    );
  const giudizio = giudicaFirma(esito, {
    sha256: documento.sha256,
    forma,
    funzionario: await attesoOf(attesa),
  });
  if ('motivo' in giudizio) return refuse(giudizio.motivo);
  const { tipo, esito: come, motivo, firmatario, certificato } = giudizio.firma;
  return {
    nome: forma === 'pdf' ? documento.nome.replace(/\.pdf$/, '-firmata.pdf') : `${documento.nome}${ESTENSIONI[forma]}`,
    modo: 'esterna',
    tipo,
    esito: come,
    ...(motivo !== undefined && { motivo }),
    firmatario,
    ...(certificato !== undefined && { certificato: certificato.sha256 }),
    quando: rfc3339(deps.clock.now()),
  };
}

/**
 * Puts to an attestation the signature that its official made elsewhere: looked at first, then kept as it came, and the copies are attested
 * in the same write. The same file sent again changes nothing.
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError, DatiNonValidiError on `firma`
 */
export async function acceptFirma(deps: Deps, caller: Caller, id: string, bytes: Buffer): Promise<Attestazione> {
  const attesa = await findAttestazione(caller.aoo, id);
  if (attesa === null) throw new NonTrovatoError('L’attestazione non esiste: controllare l’indirizzo.');
  if (attesa.funzionario.utente !== caller.utente || caller.perContoDi !== undefined)
    throw new OperazioneNonConsentitaError(
      'La firma la carica il funzionario che ha chiesto l’attestazione, e che ha firmato.',
    );
  const copie = await findCopie(caller, attesa.copie.map(({ scansione }) => scansione)); // prettier-ignore
  await requireDelega(deps, caller, attesa.modo, [...copie.values()].map((one) => ufficiDi(one, caller))); // prettier-ignore
  if (attesa.firma !== undefined) {
    if (attesa.firma.sha256 === hash('sha256', bytes, 'hex')) return attesa;
    throw new StatoIncompatibileError('L’attestazione è già firmata: una seconda firma non la cambia.');
  }
  requireUguali(await raffrontiOf(caller, [...copie.values()])); // what was found different since is not attested
  if (bytes.length === 0) refuse('Il file della firma è vuoto: controllare e inviare di nuovo.');
  const firma = await giudicata(deps, attesa, bytes);
  const { file, stored } = await storeFile(deps, firma.nome, bytes);
  const signed = await scriviFirma(deps, attesa, { ...firma, ...file }, stored).catch(async (error: unknown) => {
    // the same file, sent twice at once: the other one has put it there
    const there = error instanceof StatoIncompatibileError ? await findAttestazione(caller.aoo, id) : null;
    if (there?.firma?.sha256 !== file.sha256) throw error;
    return there;
  });
  deps.log.info({ aoo: caller.aoo, attestazione: id, copie: signed.copie.length }, 'attestation signed outside');
  await annotaSubito(deps, signed);
  return signed;
}
