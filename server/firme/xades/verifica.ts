import { createHash } from 'node:crypto';
import type { Controllo, FirmaVerificata, Marca } from '../../../schemas/firma.api.js';
import type { Fonte } from '../../formati/fonte.js';
import { rfc3339 } from '../../lib/clock.js';
import { difettoChiave, isDebole } from '../cms/algoritmi.js';
import { certificatiX509, type CertificatoX509, certificatoOf, chiaveDi, nomeLeggibile } from '../cms/certificato.js';
import { esitoDi } from '../cms/esito.js';
import { controlloMarche, provatoDa } from '../cms/firma.js';
import { controllo, legameDebole } from '../cms/firmatario.js';
import { marcheDiArchivio } from '../marche/verifica.js';
import type { Accanto } from '../raccolta.js';
import type { ContestoFirme, VerificaMarca } from '../tipi.js';
import { alberoDi, base64Di, type Elemento, figlio, lungo, tutti, XmlRifiutato } from './albero.js';
import { DIGEST, FIRMA, nomeDebole } from './algoritmi.js';
import { canonicoDiTesto } from './c14n.js';
import { type FileAccanto, Impronte } from './esterni.js';
import { provaFirme } from './isolato.js';
import { contaElementi, isFirmato, type Provata } from './prove.js';
import { copertura, DSIG, type Firmato, XADES } from './riferimenti.js';
import { isStaccata, type Staccata, verificaStaccata } from './staccata.js';
import { testoDi } from './testo.js';

const MAX_XML = 16 * 1024 ** 2;
const MAX_FIRME = 50;
const MAX_CERTIFICATI = 20;
const MAX_MARCHE = 10;
const XADES_141 = 'http://uri.etsi.org/01903/v1.4.1#';
const SENZA_CHIAVE = 'Il certificato del firmatario non è nel file: non si sa chi ha firmato.';
const PORTA_CON_SE =
  'La firma è nell’XML che porta ciò che firma: non si può dire che sia del documento a cui è accanto.';

export interface EsitoXml {
  firme: FirmaVerificata[];
  avvisi: string[];
  /** of each signature, the files beside it that it signs; none where it signs what is in its own document */
  firmati: Accanto[][];
}

/** The signed properties, read out of the texts that were signed and of nothing else. */
function proprietaDi({ testi }: Firmato): Elemento | undefined {
  for (const testo of testi) {
    if (!testo.includes('SignedProperties')) continue;
    const root = alberoDi(testo);
    if (root.locale === 'SignedProperties' && root.spazio === XADES) return root;
  }
  return undefined;
}

/** Whether the signed properties name this certificate by its digest (SigningCertificate, SigningCertificateV2). */
function legame(proprieta: Elemento | undefined, { der, attributi }: CertificatoX509): Controllo {
  const nome = nomeLeggibile(attributi);
  const dette = figlio(proprieta, 'SignedSignatureProperties');
  const cert = lungo(dette, 'SigningCertificateV2', 'Cert') ?? lungo(dette, 'SigningCertificate', 'Cert');
  if (cert === undefined)
    return controllo('firmatario', 'si', `La firma indica ${nome}, senza legarne il certificato (non è XAdES).`);
  const digest = figlio(cert, 'CertDigest');
  const algoritmo = DIGEST[figlio(digest, 'DigestMethod')?.attributi.get('Algorithm') ?? ''];
  const valore = base64Di(figlio(digest, 'DigestValue'));
  if (algoritmo === undefined || valore === undefined)
    return controllo('firmatario', 'ignoto', 'La firma lega il certificato in un modo che non è conosciuto.');
  if (!createHash(algoritmo).update(der).digest().equals(valore))
    return controllo('firmatario', 'no', 'La firma è legata a un altro certificato, non a quello che porta.');
  return isDebole(algoritmo)
    ? legameDebole(nome, algoritmo)
    : controllo('firmatario', 'si', `La firma è di ${nome}, e ne lega il certificato.`);
}

function algoritmi({ metodo, riferimenti }: Firmato, x509: CertificatoX509): Controllo {
  const usati = [...riferimenti.map(({ digest }) => digest), metodo];
  const debole = usati.map(nomeDebole).find((one) => one !== undefined);
  if (debole !== undefined)
    return controllo('algoritmi', 'no', `La firma usa ${debole}, un’impronta che non è più sicura.`);
  const chiave = chiaveDi(x509);
  const difetto = chiave === undefined ? undefined : difettoChiave(chiave);
  if (difetto !== undefined) return controllo('algoritmi', 'no', `La firma usa ${difetto}.`);
  const known = FIRMA[metodo]?.digest.replace('sha', 'SHA-') ?? 'sconosciuta';
  return controllo('algoritmi', 'si', `Impronta ${known}, chiave di lunghezza sufficiente.`);
}

/** Timestamps over the value of the signature (SignatureTimeStamp). */
async function marcheDi(firma: Elemento, contesto: ContestoFirme, verifica: VerificaMarca): Promise<Marca[]> {
  const valore = figlio(firma, 'SignatureValue');
  const found: Marca[] = [];
  if (valore === undefined) return found;
  for (const one of [...tutti(firma, XADES, 'SignatureTimeStamp')].slice(0, MAX_MARCHE)) {
    const token = base64Di(figlio(one, 'EncapsulatedTimeStamp'));
    if (token === undefined) continue;
    const testo = canonicoDiTesto(valore, figlio(one, 'CanonicalizationMethod')?.attributi.get('Algorithm'));
    const digestOf = (algoritmo: string) => Promise.resolve(createHash(algoritmo).update(testo, 'utf8').digest());
    found.push(await verifica(token, digestOf, contesto, 'firma'));
  }
  return found;
}

/** Timestamps of an archive (ETSI EN 319 132-1 §5.5). */
function marcheArchivioDi(firma: Elemento, contesto: ContestoFirme): Promise<Marca[]> {
  const tutte = [...tutti(firma, XADES_141, 'ArchiveTimeStamp')].slice(0, MAX_MARCHE);
  return marcheDiArchivio(
    tutte.flatMap((one) => base64Di(figlio(one, 'EncapsulatedTimeStamp')) ?? []),
    contesto,
  );
}

const valoriDi = (firma: Elemento, ...names: readonly string[]): Buffer[] =>
  names.flatMap((name) => [...tutti(firma, XADES, name)].map((one) => base64Di(one) ?? Buffer.alloc(0)));

function livelloDi(proprieta: Elemento | undefined, firma: Elemento, revoche: boolean): FirmaVerificata['livello'] {
  const dette = figlio(proprieta, 'SignedSignatureProperties');
  if (figlio(dette, 'SigningTime') === undefined || figlio(dette, 'SigningCertificateV2') === undefined)
    return undefined;
  if (tutti(firma, XADES, 'SignatureTimeStamp').next().done === true) return 'B';
  if (!revoche) return 'T';
  return tutti(firma, XADES_141, 'ArchiveTimeStamp').next().done === true ? 'LT' : 'LTA';
}

function istanteDi(proprieta: Elemento | undefined): Date | undefined {
  const said = lungo(proprieta, 'SignedSignatureProperties', 'SigningTime')?.testo.trim();
  const instant = said === undefined ? undefined : new Date(said);
  return instant === undefined || Number.isNaN(instant.getTime()) ? undefined : instant;
}

interface InEsame {
  radice: Elemento;
  firma: Elemento;
  certificati: readonly CertificatoX509[];
  /** what came of the keys of its certificates */
  provata: Provata | undefined;
  /** it signs files beside its document */
  staccata: boolean;
  /** it was said to be the signature of a file beside it */
  accanto: boolean;
}

/** Certificates that a signature brings. */
const certificatiDi = (firma: Elemento): CertificatoX509[] =>
  certificatiX509(
    [...tutti(firma, DSIG, 'X509Certificate')].slice(0, MAX_CERTIFICATI).map((one) => base64Di(one) ?? Buffer.alloc(0)),
  );

const conChiave = (certificati: readonly CertificatoX509[]): CertificatoX509[] =>
  certificati.filter((one) => chiaveDi(one) !== undefined);

async function verificaUna(esame: InEsame, contesto: ContestoFirme, marca: VerificaMarca): Promise<FirmaVerificata> {
  const { radice, firma, certificati, provata, staccata, accanto } = esame;
  const x509 = provata === undefined ? certificati[0] : conChiave(certificati)[provata.quale];
  const esito = provata?.esito ?? { esito: 'ignoto', messaggio: SENZA_CHIAVE };
  const firmato = isFirmato(esito) ? esito : undefined;
  const proprieta = firmato && proprietaDi(firmato);
  const parte =
    firmato &&
    (staccata
      ? undefined
      : accanto
        ? ({ esito: 'ignoto', messaggio: PORTA_CON_SE } as const)
        : copertura(
            radice,
            firma,
            firmato.riferimenti.map(({ uri }) => uri),
          ));
  const altri = [
    ...certificati.map(({ der }) => der),
    ...valoriDi(firma, 'EncapsulatedX509Certificate'),
    ...(contesto.altri ?? []),
  ];
  const revoche = [...valoriDi(firma, 'EncapsulatedCRLValue', 'EncapsulatedOCSPValue'), ...(contesto.revoche ?? [])];
  const marche = firmato === undefined ? [] : await marcheDi(firma, { ...contesto, altri, revoche }, marca);
  const provato = provatoDa(marche, contesto);
  const dichiarato = istanteDi(proprieta);
  const giudizio =
    x509 &&
    (await contesto.fiducia.giudica({
      certificato: x509.der,
      altri,
      revoche,
      quando: provato ?? contesto.adesso,
      ...(dichiarato !== undefined && { dichiarato }),
      uso: 'documenti',
      contesto,
    }));
  const controlli: Controllo[] = [
    ...(parte === undefined ? [] : [{ codice: 'contenuto' as const, ...parte }]),
    isFirmato(esito)
      ? controllo('integrita', 'si', 'Il contenuto è quello che è stato firmato.')
      : { codice: 'integrita' as const, ...esito },
    ...(firmato === undefined || x509 === undefined ? [] : [legame(proprieta, x509), algoritmi(firmato, x509)]),
    ...(giudizio?.controlli ?? []),
    ...controlloMarche(marche),
  ];
  const livello = livelloDi(proprieta, firma, revoche.length > 0);
  return {
    tipo: 'XAdES',
    ...(livello !== undefined && { livello }),
    firmatario: x509 === undefined ? 'ignoto' : nomeLeggibile(x509.attributi),
    ...esitoDi(controlli),
    ...(x509 !== undefined && { certificato: certificatoOf(x509) }),
    ...(dichiarato !== undefined && { dichiarato: rfc3339(dichiarato) }),
    ...(provato !== undefined && { provato: rfc3339(provato) }),
    controlli,
    marche: [...marche, ...(await marcheArchivioDi(firma, { ...contesto, altri }))],
  };
}

/** How the signatures of a document came out of the trial of their keys, those of other files too. */
async function provate(
  { xml, radice, esami }: { xml: string; radice: Elemento; esami: readonly Pick<InEsame, 'firma' | 'certificati'>[] },
  contesto: ContestoFirme,
  accanto: FileAccanto,
): Promise<(Provata | Staccata | undefined)[]> {
  const chiaviDi = ({ certificati }: Pick<InEsame, 'certificati'>) => conChiave(certificati).map(({ spki }) => spki);
  const esterne = esami.map(({ firma }) => isStaccata(radice, firma));
  const firme = esami.map((one, i) => (esterne[i] === true ? [] : chiaviDi(one)));
  const found: (Provata | Staccata | undefined)[] = await provaFirme(
    { xml, firme },
    contaElementi(radice),
    contesto.segnale,
  );
  const impronte = accanto.impronte ?? new Impronte();
  for (const [i, one] of esami.entries())
    if (esterne[i] === true)
      found[i] = await verificaStaccata({ xml, radice, firma: one.firma, chiavi: chiaviDi(one) }, accanto, impronte);
  return found;
}

const isDiFile = (one: Provata | Staccata | undefined): one is Staccata => one !== undefined && 'firmati' in one;
const SENZA: FileAccanto = { file: [], certo: false, perNome: false };

/**
 * Verifies the signatures of an XML document (XML-DSig, XAdES): enveloped, enveloping, and detached ones of the files beside it. Only what
 * the verified references hold is read; no DTD, no entities.
 * @throws FuoriLimite of the source
 * @see ETSI EN 319 132-1
 */
export async function verificaXml(
  fonte: Fonte,
  contesto: ContestoFirme,
  { marca, accanto = SENZA }: { marca: VerificaMarca; accanto?: FileAccanto },
): Promise<EsitoXml> {
  const bytes = await fonte.leggi(0, MAX_XML);
  if (!bytes.includes(DSIG)) return { firme: [], avvisi: [], firmati: [] };
  const refused = (motivo: string): EsitoXml => ({ firme: [], avvisi: [motivo], firmati: [] });
  if (bytes.length < fonte.dimensione) return refused('L’XML è troppo grande per essere verificato.');
  try {
    const xml = testoDi(bytes);
    const radice = alberoDi(xml);
    const found = [...tutti(radice, DSIG, 'Signature')];
    const esami = found.slice(0, MAX_FIRME).map((firma) => ({ radice, firma, certificati: certificatiDi(firma) }));
    const prove = await provate({ xml, radice, esami }, contesto, accanto);
    await fonte.leggi(0, 0); // its limits hold here too
    const firme: FirmaVerificata[] = [];
    for (const [i, esame] of esami.entries()) {
      const provata = prove[i];
      const staccata = isDiFile(provata);
      firme.push(await verificaUna({ ...esame, provata, staccata, accanto: accanto.certo }, contesto, marca));
    }
    return {
      firme,
      avvisi: found.length > MAX_FIRME ? ['Le firme dell’XML sono troppe: sono state lette le prime.'] : [],
      firmati: prove.slice(0, firme.length).map((one) => (isDiFile(one) ? one.firmati : [])),
    };
  } catch (error) {
    if (!(error instanceof XmlRifiutato)) throw error;
    return refused(error.message);
  }
}
