import type { Soggetto } from '../../schemas/soggetto.api.js';
import { foglia, gruppo, type Nodo } from './albero.js';
import type { Conf, PersonaConf } from './conf.js';
import { CHI, type Rilievi } from './rilievi.js';
import { CF, PARTITA_IVA, type RuoloMetadati, RUOLI } from './valori.js';

/**
 * The subjects of Allegato 5 (§5). Each function answers the element of one subject, or nothing where something obligatory is
 * missing: then it has said what.
 */

const codiceIpa = (nome: 'IPAAmm' | 'IPAAOO' | 'IPAUOR', denominazione: string, codice: string): Nodo =>
  gruppo(nome, foglia('Denominazione', denominazione), foglia('CodiceIPA', codice));

const indirizzo = (domicilio: string | undefined): Nodo[] => foglia('IndirizziDigitaliDiRiferimento', domicilio);

/** Only the form that the schema admits; another one (eleven digits, foreign) is left out, since the element may be. */
const codiceFiscale = (codice: string | undefined): Nodo[] =>
  codice !== undefined && CF.test(codice) ? foglia('CodiceFiscale', codice) : [];

/** A subject in its role: `Ruolo` with `TipoRuolo` and the subject. */
export const ruolo = (nome: RuoloMetadati, soggetto: Nodo | undefined): Nodo[] =>
  soggetto === undefined ? [] : [gruppo('Ruolo', [gruppo(nome, foglia('TipoRuolo', RUOLI[nome]), [soggetto])])];

/** The own AOO: codes, names, address. */
function propriaAoo({ ente, aoo }: Conf, rilievi: Rilievi): { amm: Nodo; aoo: Nodo; indirizzi: Nodo[] } | undefined {
  if (ente.domicilioDigitale === undefined || ente.domicilioDigitale === '') {
    rilievi.manca({
      codice: 'aoo-domicilio',
      messaggio: `Manca il domicilio digitale della AOO ${aoo.codice}.`,
      chi: CHI.amministratore,
      elemento: 'IndirizziDigitaliDiRiferimento',
      rimedio: 'aoo',
      riferimento: aoo.codice,
    });
    return undefined;
  }
  return {
    amm: codiceIpa('IPAAmm', ente.denominazione, ente.codiceIPA),
    aoo: codiceIpa('IPAAOO', aoo.denominazione, aoo.codice),
    indirizzi: indirizzo(ente.domicilioDigitale),
  };
}

function ufficio({ uffici }: Conf, uo: string, rilievi: Rilievi): Nodo | undefined {
  const known = uffici.get(uo);
  if (known?.codiceUnivoco === undefined) {
    rilievi.manca({
      codice: 'ufficio-codice-ipa',
      messaggio: `L’ufficio ${known === undefined ? uo : `${uo} ${known.denominazione}`} non ha il codice univoco IPA.`,
      chi: CHI.amministratore,
      elemento: 'IPAUOR',
      rimedio: 'uffici',
      riferimento: uo,
    });
    return undefined;
  }
  return codiceIpa('IPAUOR', known.denominazione, known.codiceUnivoco);
}

/** The own AOO as a PAI, with an office where one is named. */
export function proprio(conf: Conf, uo: string | undefined, rilievi: Rilievi): Nodo | undefined {
  const own = propriaAoo(conf, rilievi);
  const uor = uo === undefined ? undefined : ufficio(conf, uo, rilievi);
  if (own === undefined || (uo !== undefined && uor === undefined)) return undefined;
  return gruppo('PAI', [own.amm, own.aoo], uor === undefined ? [] : [uor], own.indirizzi);
}

/** Cognome and Nome of a person of the own side, both or neither. */
function cognomeENome(persona: PersonaConf | undefined): Nodo[] | undefined {
  if (persona?.cognome === undefined || persona.nome === undefined) return undefined;
  return [
    ...foglia('Cognome', persona.cognome),
    ...foglia('Nome', persona.nome),
    ...codiceFiscale(persona.codiceFiscale),
  ];
}

function mancaPersona(persone: Conf['persone'], utente: string, elemento: string, rilievi: Rilievi): void {
  const detto = persone.get(utente)?.denominazione;
  rilievi.manca({
    codice: 'utente-nome',
    messaggio: `Mancano cognome e nome di ${detto === undefined ? utente : `${detto} (${utente})`}.`,
    chi: CHI.amministratore,
    elemento,
    rimedio: 'utenti',
    riferimento: utente,
  });
}

/** A person of the own side as a PF: cognome and nome are obligatory. */
export function persona(conf: Conf, utente: string, elemento: string, rilievi: Rilievi): Nodo[] | undefined {
  const nomi = cognomeENome(conf.persone.get(utente));
  if (nomi === undefined) mancaPersona(conf.persone, utente, elemento, rilievi);
  return nomi;
}

const ufficioConPersona = (
  nome: string,
  conf: Conf,
  uo: string,
  nomi: readonly Nodo[],
  rilievi: Rilievi,
): Nodo | undefined => {
  const own = propriaAoo(conf, rilievi);
  const uor = ufficio(conf, uo, rilievi);
  return own === undefined || uor === undefined
    ? undefined
    : gruppo(nome, nomi, [own.amm, own.aoo, uor], own.indirizzi);
};

/** An office that has something in charge, with the person if one is named and known by name (rule S4). */
export const assegnatario = (
  conf: Conf,
  { uo, utente }: { uo: string; utente?: string | undefined },
  rilievi: Rilievi,
  nome = 'AS',
): Nodo | undefined =>
  ufficioConPersona(
    nome,
    conf,
    uo,
    (utente === undefined ? undefined : cognomeENome(conf.persone.get(utente))) ?? [],
    rilievi,
  );

/** The responsabile of the procedimento: person and office, both due (rule S7). */
export function rup(conf: Conf, uo: string, utente: string, rilievi: Rilievi): Nodo | undefined {
  const nomi = cognomeENome(conf.persone.get(utente));
  if (nomi === undefined) mancaPersona(conf.persone, utente, 'RUP', rilievi);
  const made = ufficioConPersona('RUP', conf, uo, nomi ?? [], rilievi);
  return nomi === undefined ? undefined : made;
}

/** What a counterpart of the registration lacks, and the datum that is to be renewed for it. */
export interface Controparte {
  soggetto: Soggetto;
  /** `mittente`, `destinatario`, `intestatario`: as the message calls it */
  detto: string;
  /** the datum of the record that holds it */
  campo: string;
  /** of a fascicolo: who opened it mends it */
  fascicolo?: boolean;
}

const detta = ({ soggetto, detto }: Controparte): string =>
  `${detto} ${soggetto.denominazione ?? `${soggetto.cognome ?? ''} ${soggetto.nome ?? ''}`}`.trim();

function manca(controparte: Controparte, codice: string, cosa: string, elemento: string, rilievi: Rilievi): void {
  rilievi.manca({
    codice: `${controparte.detto}-${codice}`,
    messaggio: `Manca ${cosa} del ${detta(controparte)}.`,
    chi: controparte.fascicolo === true ? CHI.responsabile : CHI.rgd,
    elemento,
    rimedio: controparte.fascicolo === true ? 'fascicolo' : 'rinnovo',
    riferimento: controparte.campo,
  });
}

const personaFisica = ({ cognome, nome, codiceFiscale: codice, domicilioDigitale }: Soggetto): Nodo =>
  gruppo('PF', foglia('Cognome', cognome), foglia('Nome', nome), codiceFiscale(codice), indirizzo(domicilioDigitale));

/** The eleven digits that the schema admits, wherever they were written. */
const undiciCifre = ({ codiceFiscale: codice, partitaIva, paese }: Soggetto): string | undefined =>
  [codice, paese === undefined || paese === 'IT' ? partitaIva : undefined].find(
    (one) => one !== undefined && PARTITA_IVA.test(one),
  );

const personaGiuridica = (soggetto: Soggetto): Nodo =>
  gruppo(
    'PG',
    foglia('DenominazioneOrganizzazione', soggetto.denominazione),
    foglia('CodiceFiscale_PartitaIva', undiciCifre(soggetto)),
    foglia('DenominazioneUfficio', soggetto.denominazioneUO),
    indirizzo(soggetto.domicilioDigitale),
  );

function amministrazioneItaliana(controparte: Controparte, rilievi: Rilievi): Nodo | undefined {
  const { soggetto } = controparte;
  const { denominazione, codiceIPA, codiceAOO, denominazioneAOO, codiceUO, denominazioneUO, domicilioDigitale } =
    soggetto;
  if (codiceIPA === undefined) manca(controparte, 'codice-ipa', 'il codice IPA', 'IPAAmm', rilievi);
  if (codiceAOO === undefined) manca(controparte, 'codice-aoo', 'il codice AOO', 'IPAAOO', rilievi);
  if (denominazioneAOO === undefined)
    manca(controparte, 'denominazione-aoo', 'la denominazione della AOO', 'IPAAOO', rilievi);
  if (domicilioDigitale === undefined)
    manca(controparte, 'domicilio', 'il domicilio digitale', 'IndirizziDigitaliDiRiferimento', rilievi);
  if (
    denominazione === undefined ||
    codiceIPA === undefined ||
    codiceAOO === undefined ||
    denominazioneAOO === undefined ||
    domicilioDigitale === undefined
  )
    return undefined;
  return gruppo(
    'PAI',
    [codiceIpa('IPAAmm', denominazione, codiceIPA), codiceIpa('IPAAOO', denominazioneAOO, codiceAOO)],
    codiceUO === undefined ? [] : [codiceIpa('IPAUOR', denominazioneUO ?? codiceUO, codiceUO)],
    indirizzo(domicilioDigitale),
  );
}

function amministrazioneEstera(controparte: Controparte, rilievi: Rilievi): Nodo | undefined {
  const { denominazione, denominazioneUO, domicilioDigitale } = controparte.soggetto;
  if (domicilioDigitale === undefined) {
    manca(controparte, 'domicilio', 'il domicilio digitale', 'IndirizziDigitaliDiRiferimento', rilievi);
    return undefined;
  }
  return gruppo(
    'PAE',
    foglia('DenominazioneAmministrazione', denominazione),
    foglia('DenominazioneUfficio', denominazioneUO),
    indirizzo(domicilioDigitale),
  );
}

/** Whoever wrote or receives, by its tipo; an own office as PAI of the own AOO (§8.1). */
export function controparte(conf: Conf, una: Controparte, rilievi: Rilievi): Nodo | undefined {
  switch (una.soggetto.tipo) {
    case 'PF':
      return personaFisica(una.soggetto);
    case 'PG':
      return personaGiuridica(una.soggetto);
    case 'PAI':
      return amministrazioneItaliana(una, rilievi);
    case 'PAE':
      return amministrazioneEstera(una, rilievi);
    case 'UO':
      return proprio(conf, una.soggetto.uo, rilievi);
  }
}
