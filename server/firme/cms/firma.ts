import { createHash } from 'node:crypto';
import type { Controllo, Marca } from '../../../schemas/firma.api.js';
import { rfc3339 } from '../../lib/clock.js';
import { marcheDiArchivio, verificaMarca } from '../marche/verifica.js';
import type { ContestoFirme, FirmaVerificata } from '../tipi.js';
import type { Nodo } from './asn1.js';
import { type CertificatoX509, certificatoOf, nomeLeggibile } from './certificato.js';
import { esitoDi } from './esito.js';
import { controllo, type Esaminata, esaminaFirma, type Firmato } from './firmatario.js';
import { livelloOf } from './livello.js';
import { revocheIn } from './revoche.js';
import { ATTRIBUTO, type SignerInfo, signerInfoOf, valoriOf } from './signer-info.js';

const MAX_MARCHE = 10;
/** Signatures of signatures of signatures. */
const MAX_CONTROFIRME = 3;

/** All that the signatures of one structure share. */
export interface Esame {
  contesto: ContestoFirme;
  certificati: readonly CertificatoX509[];
  revoche: readonly Buffer[];
  /** signatures that are still looked at */
  restano: number;
}

/** Timestamps over the value of a signature (signature-time-stamp, RFC 3161 appendix A); what they lack may be in the envelope. */
async function marcheOf(info: SignerInfo, { contesto, certificati }: Esame, revoche: Buffer[]): Promise<Marca[]> {
  const digestOf = (algoritmo: string) => Promise.resolve(createHash(algoritmo).update(info.firma).digest());
  const suo = { ...contesto, altri: certificati.map(({ der }) => der), revoche };
  const found: Marca[] = [];
  for (const nodo of valoriOf(info.nonFirmati, ATTRIBUTO.marca).slice(0, MAX_MARCHE))
    found.push(await verificaMarca(nodo.intero, digestOf, suo, 'firma'));
  return found;
}

/** Timestamps of an archive (ETSI EN 319 122-1 §5.5): they are told, they prove nothing here. */
async function marcheArchivio({ nonFirmati }: SignerInfo, { contesto, certificati }: Esame): Promise<Marca[]> {
  const tutte = [ATTRIBUTO.marcaArchivioV3, ATTRIBUTO.marcaArchivio].flatMap((oid) => valoriOf(nonFirmati, oid));
  const altri = certificati.map(({ der }) => der);
  return marcheDiArchivio(
    tutte.slice(0, MAX_MARCHE).map(({ intero }) => intero),
    { ...contesto, altri },
  );
}

/** One good timestamp is enough; without any good one, the worst speaks. */
export function controlloMarche(marche: readonly Marca[]): Controllo[] {
  if (marche.length === 0) return [];
  const valida = marche.find(({ esito }) => esito === 'valida');
  if (valida !== undefined) return [controllo('marca', 'si', `La marca temporale di ${valida.autorita} è valida.`)];
  const rotta = marche.find(({ esito }) => esito === 'non-valida');
  const motivo = (rotta ?? marche[0])?.motivo ?? 'La marca temporale non è verificabile.';
  return [controllo('marca', rotta === undefined ? 'ignoto' : 'no', motivo)];
}

/** The earliest instant at which the signature is proved to have stood. */
export function provatoDa(marche: readonly Marca[], { provato }: ContestoFirme): Date | undefined {
  const instants = marche.filter(({ esito }) => esito === 'valida').map(({ quando }) => new Date(quando));
  const all = provato === undefined ? instants : [...instants, provato];
  return all.reduce<Date | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
}

async function giudica(
  { x509, dichiarato }: Esaminata,
  provato: Date | undefined,
  revoche: readonly Buffer[],
  { contesto, certificati }: Esame,
): Promise<Controllo[]> {
  if (x509 === undefined) return [];
  const { controlli } = await contesto.fiducia.giudica({
    certificato: x509.der,
    altri: certificati.map(({ der }) => der),
    revoche,
    quando: provato ?? contesto.adesso,
    ...(dichiarato !== undefined && { dichiarato }),
    uso: 'documenti',
    contesto,
  });
  return controlli;
}

/** A signature, judged; then those that sign it. @param sopra - whose signature it signs, where it does not sign the content */
export async function firmeDi(
  info: SignerInfo,
  firmato: Firmato,
  esame: Esame,
  sopra?: { di: string; depth: number },
): Promise<FirmaVerificata[]> {
  esame.restano -= 1;
  const esaminata = await esaminaFirma(info, firmato, esame.certificati);
  const { x509, dichiarato, legata, controlli } = esaminata;
  const revoche = [...esame.revoche, ...revocheIn(info)];
  const marche = await marcheOf(info, esame, revoche);
  const provato = provatoDa(marche, esame.contesto);
  const suoi = await giudica(esaminata, provato, revoche, esame);
  const tutti = [...controlli, ...suoi, ...controlloMarche(marche)];
  const livello = livelloOf(info, revoche.length > 0);
  const firma: FirmaVerificata = {
    tipo: legata ? 'CAdES' : 'CMS',
    ...(livello !== undefined && { livello }),
    firmatario: x509 === undefined ? 'ignoto' : nomeLeggibile(x509.attributi),
    ...(sopra !== undefined && { controfirmaDi: sopra.di }),
    ...esitoDi(tutti),
    ...(x509 !== undefined && { certificato: certificatoOf(x509) }),
    ...(dichiarato !== undefined && { dichiarato: rfc3339(dichiarato) }),
    ...(provato !== undefined && { provato: rfc3339(provato) }),
    controlli: tutti,
    marche: [...marche, ...(await marcheArchivio(info, esame))],
  };
  const depth = sopra?.depth ?? 0;
  const controfirme = depth < MAX_CONTROFIRME ? valoriOf(info.nonFirmati, ATTRIBUTO.controfirma) : [];
  return [firma, ...(await controfirmeDi(controfirme, info, esame, firma.firmatario, depth + 1))];
}

/** Signatures over the value of a signature (RFC 5652 §11.4). */
async function controfirmeDi(
  nodi: readonly Nodo[],
  { firma }: SignerInfo,
  esame: Esame,
  di: string,
  depth: number,
): Promise<FirmaVerificata[]> {
  const firmato: Firmato = {
    tipo: undefined,
    digest: (algoritmo) => Promise.resolve(createHash(algoritmo).update(firma).digest()),
    pezzi: () => [firma],
  };
  const found: FirmaVerificata[] = [];
  for (const nodo of nodi) {
    const info = signerInfoOf(nodo);
    if (info === undefined || esame.restano <= 0) continue;
    found.push(...(await firmeDi(info, firmato, esame, { di, depth })));
  }
  return found;
}
