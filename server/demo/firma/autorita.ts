import { createHash, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { ENTE } from '../ente.js';
import { createChiaveDiProva } from './chiavi.js';

const NOME_AUTORITA = 'Autorità di prova - ESEMPIO';
/** Years for which the certificates hold, from the one before the first documents. */
const ANNI_AUTORITA = 12;
const ANNI_FIRMATARIO = 6;

/** A certificate with the key that belongs to it. */
export interface Identita {
  certificato: forge.pki.Certificate;
  chiave: KeyObject;
}

export interface Firmatario {
  /** as the certificate has it: a person or a role */
  nome: string;
  organizzazione?: string;
  codiceFiscale?: string;
}

const toForge = (chiave: KeyObject): forge.pki.rsa.PrivateKey =>
  forge.pki.privateKeyFromPem(chiave.export({ type: 'pkcs8', format: 'pem' }).toString());

const attribute = (name: string, value: string): forge.pki.CertificateField => ({
  name,
  value,
  valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class, // the types name the wrong enumeration
});

/** `C`, `O`, `CN`, and for a person the codice fiscale as qualified certificates write it. */
const subjectOf = ({ nome, organizzazione, codiceFiscale }: Firmatario): forge.pki.CertificateField[] => [
  { name: 'countryName', value: 'IT' },
  ...(organizzazione === undefined ? [] : [attribute('organizationName', organizzazione)]),
  ...(codiceFiscale === undefined ? [] : [{ type: '2.5.4.5', value: `TINIT-${codiceFiscale}` }]),
  attribute('commonName', nome),
];

interface Rilascio {
  soggetto: Firmatario;
  chiave: KeyObject;
  emittente?: Identita;
  anno: number;
  anni: number;
  estensioni: object[];
}

function issue({ soggetto, chiave, emittente, anno, anni, estensioni }: Rilascio): Identita {
  const certificato = forge.pki.createCertificate();
  const own = toForge(chiave);
  certificato.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  certificato.serialNumber = `0${createHash('sha256').update(`${soggetto.nome}/${anno}`).digest('hex').slice(0, 31)}`;
  certificato.validity.notBefore = new Date(Date.UTC(anno - 1, 0, 1));
  certificato.validity.notAfter = new Date(Date.UTC(anno - 1 + anni, 0, 1));
  certificato.setSubject(subjectOf(soggetto));
  certificato.setIssuer(emittente?.certificato.subject.attributes ?? subjectOf(soggetto));
  certificato.setExtensions([...estensioni, { name: 'subjectKeyIdentifier' }]);
  certificato.sign(emittente === undefined ? own : toForge(emittente.chiave), forge.md.sha256.create());
  return { certificato, chiave };
}

/** The authority that issues the demonstration's certificates. @param anno - year of the first documents */
export const createAutorita = (anno: number): Identita =>
  issue({
    soggetto: { nome: NOME_AUTORITA, organizzazione: `${ENTE.denominazione} (dimostrazione)` },
    chiave: createChiaveDiProva('autorità'),
    anno,
    anni: ANNI_AUTORITA,
    estensioni: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

/** A certificate for signing, of no legal value: it does not call itself qualified. */
export function createFirmatario(autorita: Identita, soggetto: Firmatario, anno: number): Identita {
  const issuerKey = autorita.certificato.generateSubjectKeyIdentifier().getBytes();
  return issue({
    soggetto,
    chiave: createChiaveDiProva(soggetto.nome),
    emittente: autorita,
    anno,
    anni: ANNI_FIRMATARIO,
    estensioni: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', nonRepudiation: true, critical: true },
      { name: 'authorityKeyIdentifier', keyIdentifier: issuerKey },
    ],
  });
}

export const certificatoPem = ({ certificato }: Identita): string =>
  forge.pki.certificateToPem(certificato).replaceAll('\r\n', '\n');

export const certificatoDer = ({ certificato }: Identita): Buffer =>
  Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificato)).getBytes(), 'latin1');
