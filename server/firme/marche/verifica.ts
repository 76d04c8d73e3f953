import { createHash, getHashes } from 'node:crypto';
import type { Controllo, Marca } from '../../../schemas/firma.api.js';
import { rfc3339 } from '../../lib/clock.js';
import { isDebole, nomeDigest } from '../cms/algoritmi.js';
import { certificatiX509, nomeLeggibile } from '../cms/certificato.js';
import { esitoDi } from '../cms/esito.js';
import { Illeggibile } from '../cms/finestra.js';
import { controllo, esaminaFirma, type Firmato } from '../cms/firmatario.js';
import type { ContestoFirme, VerificaMarca } from '../tipi.js';
import { leggiToken, type Token } from './token.js';

/** A clock of an authority may go this much before ours. */
const ANTICIPO_MS = 24 * 3600_000;
const ILLEGGIBILE = 'La marca temporale non è leggibile.';

/** Whether the token stamps these data. */
async function improntaOf(
  { impronta: { algoritmo, valore } }: Token,
  digestOf: (algoritmo: string) => Promise<Buffer>,
): Promise<Controllo> {
  if (algoritmo === undefined || !getHashes().includes(algoritmo))
    return controllo('marca', 'ignoto', 'La marca temporale usa un’impronta che non è conosciuta.');
  if (isDebole(algoritmo))
    return controllo(
      'marca',
      'no',
      `La marca temporale usa ${nomeDigest(algoritmo)}, un’impronta che non è più sicura.`,
    );
  return valore.equals(await digestOf(algoritmo))
    ? controllo('marca', 'si', 'La marca temporale è di questi dati.')
    : controllo('marca', 'no', 'La marca temporale è di altri dati.');
}

function istanteOf({ quando, oltre }: Token, { adesso }: ContestoFirme): Controllo[] {
  return [
    ...(quando.getTime() > adesso.getTime() + ANTICIPO_MS
      ? [controllo('marca', 'ignoto', 'La marca temporale porta un istante che deve ancora venire.')]
      : []),
    ...(oltre > 0 ? [controllo('marca', 'ignoto', 'Dopo la marca temporale ci sono altri byte.')] : []),
  ];
}

/** What the authority signed is in the token itself. */
const firmatoDa = ({ info, tipo }: Token): Firmato => ({
  tipo,
  digest: (algoritmo) => Promise.resolve(createHash(algoritmo).update(info).digest()),
  pezzi: () => undefined,
});

async function giudicata(token: Token, contesto: ContestoFirme): Promise<{ autorita: string; controlli: Controllo[] }> {
  const altri = [...token.certificati, ...(contesto.altri ?? [])];
  const { controlli, x509, legata } = await esaminaFirma(token.firmatario, firmatoDa(token), certificatiX509(altri));
  if (x509 === undefined) return { autorita: 'ignota', controlli };
  const { controlli: suoi } = await contesto.fiducia.giudica({
    certificato: x509.der,
    altri,
    revoche: [...token.revoche, ...(contesto.revoche ?? [])],
    quando: token.quando,
    uso: 'marche',
    contesto,
  });
  const legame = controllo('firmatario', 'ignoto', 'La marca temporale non lega il certificato dell’autorità.');
  return {
    autorita: nomeLeggibile(x509.attributi),
    controlli: [...controlli, ...(legata ? [] : [legame]), ...suoi],
  };
}

/** @throws FuoriLimite, Illeggibile */
async function verifica(
  bytes: Buffer,
  digestOf: (algoritmo: string) => Promise<Buffer>,
  contesto: ContestoFirme,
  posto: Marca['posto'],
): Promise<Marca> {
  const token = await leggiToken(bytes);
  if (token === undefined) throw new Illeggibile(ILLEGGIBILE);
  const { autorita, controlli } = await giudicata(token, contesto);
  const proprio = [await improntaOf(token, digestOf), ...istanteOf(token, contesto)];
  return { quando: rfc3339(token.quando), autorita, ...esitoDi([...proprio, ...controlli]), posto };
}

/**
 * Verifies a timestamp: a token, or the answer of an authority that holds one.
 * @see RFC 3161 §2.4.2; the certificate must have been good at the instant that it states
 * @throws FuoriLimite of what is read
 */
export const verificaMarca: VerificaMarca = async (bytes, digestOf, contesto, posto) => {
  try {
    return await verifica(bytes, digestOf, contesto, posto);
  } catch (error) {
    if (!(error instanceof Illeggibile)) throw error;
    const { message: motivo } = error;
    return { quando: rfc3339(contesto.adesso), autorita: 'ignota', esito: 'non-verificabile', motivo, posto };
  }
};

const ARCHIVIO =
  'È una marca temporale d’archivio: che copra tutto ciò che la firma contiene non viene verificato, e non prova nulla.';

async function diArchivio(token: Buffer, contesto: ContestoFirme): Promise<Marca | undefined> {
  const letto = await leggiToken(token);
  if (letto === undefined) return undefined;
  const { autorita, controlli } = await giudicata(letto, contesto);
  const suo = esitoDi([...controlli, ...istanteOf(letto, contesto)]);
  const detto = suo.motivo === undefined ? 'La firma della sua autorità regge.' : suo.motivo;
  return {
    quando: rfc3339(letto.quando),
    autorita,
    esito: suo.esito === 'non-valida' ? 'non-valida' : 'non-verificabile', // never good: what it covers is not looked at
    motivo: `${ARCHIVIO} ${detto}`,
    posto: 'firma',
  };
}

/**
 * Timestamps of an archive: who made them and whether their own signature holds, and that what they cover is not looked at. What cannot be
 * read is left out. @throws FuoriLimite
 */
export async function marcheDiArchivio(tokens: readonly Buffer[], contesto: ContestoFirme): Promise<Marca[]> {
  const found: Marca[] = [];
  for (const token of tokens) {
    const marca = await diArchivio(token, contesto).catch((error: unknown) => {
      if (error instanceof Illeggibile) return undefined;
      throw error;
    });
    if (marca !== undefined) found.push(marca);
  }
  return found;
}
