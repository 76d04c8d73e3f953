import type { Controllo } from '../../../schemas/firma.api.js';
import { legalDay } from '../../lib/clock.js';
import { type CertificatoX509, nomeLeggibile } from '../cms/certificato.js';
import type { Uso } from './ancore.js';
import { type Catena, isFirmatoDebole } from './catena.js';
import { criticheIgnote, usiEstesiOf, usoChiaveOf, vincoliOf } from './estensioni.js';

/* What the law and the standards ask of a certificate that signs: pure rules over what was read. */

const MARCHE = '1.3.6.1.5.5.7.3.8';
const CLIENTE = '1.3.6.1.5.5.7.3.2';
const DOCUMENTI = new Set([
  '2.5.29.37.0', // any
  '1.3.6.1.5.5.7.3.4', // mail
  '1.3.6.1.5.5.7.3.36', // documents (RFC 9336)
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
]);

const giorno = (instant: Date): string => legalDay(instant).split('-').reverse().join('/');

const controllo = (codice: Controllo['codice'], esito: Controllo['esito'], messaggio: string): Controllo => ({
  codice,
  esito,
  messaggio,
});

/** `uso-chiave`: the certificate is one for signing documents, or for timestamps (RFC 3161 §2.3). */
export function controlloUso(x509: CertificatoX509, uso: Uso): Controllo {
  const chiave = usoChiaveOf(x509);
  const estesi = usiEstesiOf(x509);
  const firma = chiave === undefined || chiave.has('firma') || chiave.has('nonRipudio');
  if (uso === 'marche') {
    const solo = estesi?.length === 1 && estesi[0] === MARCHE;
    return firma && solo
      ? controllo('uso-chiave', 'si', 'Il certificato è per marche temporali.')
      : controllo('uso-chiave', 'no', 'Il certificato non è per marche temporali.');
  }
  if (vincoliOf(x509).autorita && !firma)
    return controllo('uso-chiave', 'no', 'Il certificato è di un’autorità, non di chi firma documenti.');
  const ammesso =
    estesi === undefined ||
    estesi.some((oid) => DOCUMENTI.has(oid)) ||
    (estesi.includes(CLIENTE) && chiave?.has('nonRipudio') === true);
  return firma && ammesso
    ? controllo('uso-chiave', 'si', 'Il certificato può firmare documenti.')
    : controllo('uso-chiave', 'no', 'Il certificato non è per firmare documenti.');
}

/** `catena`: it leads to an authority that is trusted, and nothing on its way says otherwise. */
export function controlloCatena({ certificati, ancora }: Catena, quando: Date): Controllo {
  const [foglia, ...emittenti] = certificati;
  const debole = certificati.find((one) => one !== ancora?.x509 && isFirmatoDebole(one));
  if (debole !== undefined)
    return controllo(
      'catena',
      'no',
      `Il certificato di ${nomeLeggibile(debole.attributi)} è firmato con un’impronta che non è più sicura.`,
    );
  if (ancora === undefined) {
    const ultimo = certificati.at(-1);
    const nome = ultimo === undefined ? 'ignota' : nomeLeggibile(ultimo.attributiEmittente);
    return controllo('catena', 'ignoto', `L’autorità che ha emesso il certificato (${nome}) non è tra quelle fidate.`);
  }
  const ignota = certificati.find((one) => one !== ancora.x509 && criticheIgnote(one).length > 0);
  if (ignota !== undefined)
    return controllo(
      'catena',
      'ignoto',
      `Il certificato di ${nomeLeggibile(ignota.attributi)} porta vincoli che non sono letti.`,
    );
  const scaduta = emittenti.find((one) => one !== ancora.x509 && (quando < one.dal || quando > one.al));
  if (scaduta !== undefined)
    return controllo(
      'catena',
      'ignoto',
      `Il certificato dell’autorità ${nomeLeggibile(scaduta.attributi)} non era valido.`,
    );
  const nome = nomeLeggibile(ancora.x509.attributi);
  return controllo(
    'catena',
    'si',
    foglia === ancora.x509 ? `${nome} è tra chi è fidato.` : `Il certificato discende da ${nome}, autorità fidata.`,
  );
}

/**
 * `validita`: it held at the instant of the signature. Without a timestamp nobody knows that instant: a certificate that ended
 * since leaves it open, unless the signer himself states a time at which it did not hold.
 * @param provato - `quando` is proved by a timestamp, it is not only the instant of the judgement
 */
export function controlloValidita(
  { dal, al }: CertificatoX509,
  quando: Date,
  { provato, dichiarato }: { provato: boolean; dichiarato?: Date },
): Controllo {
  if (quando < dal) return controllo('validita', 'no', `Il certificato vale dal ${giorno(dal)}: la firma è di prima.`);
  if (quando <= al) return controllo('validita', 'si', `Il certificato vale fino al ${giorno(al)}.`);
  if (provato) return controllo('validita', 'no', `Il certificato era scaduto il ${giorno(al)}, prima della firma.`);
  if (dichiarato !== undefined && (dichiarato > al || dichiarato < dal))
    return controllo(
      'validita',
      'no',
      `Il certificato è scaduto il ${giorno(al)} e la firma dice di essere di quando non valeva.`,
    );
  return controllo(
    'validita',
    'ignoto',
    `Il certificato è scaduto il ${giorno(al)} e nessuna marca temporale prova che la firma è di prima.`,
  );
}
