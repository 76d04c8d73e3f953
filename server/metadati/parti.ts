import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { rfc3339, legalDay } from '../lib/clock.js';
import { foglia, gruppo, gruppoPieno, type Nodo } from './albero.js';
import { CHI, type Rilievi } from './rilievi.js';
import type { TipoAggregazione } from './valori.js';

/** What the three schemas have in common. */

/** Hex SHA-256 → base64 of the 32 bytes. The hex text itself would be valid to the schema, and wrong. */
export function improntaOf(sha256: string): string {
  const bytes = Buffer.from(sha256, 'hex');
  if (bytes.length !== 32 || bytes.toString('hex') !== sha256) throw new RangeError('not a SHA-256 in hex');
  return bytes.toString('base64');
}

export interface Identita {
  sha256: string;
  identificativo: string;
  segnatura?: string;
}

/** What is in an IdDoc; the name of the element differs. */
export const identita = (nome: string, { sha256, identificativo, segnatura }: Identita): Nodo =>
  gruppo(
    nome,
    [
      gruppo(
        'ImprontaCrittograficaDelDocumento',
        foglia('Impronta', improntaOf(sha256)),
        foglia('Algoritmo', 'SHA-256'),
      ),
    ],
    foglia('Identificativo', identificativo),
    foglia('Segnatura', segnatura),
  );

export const idAgg = (nome: string, tipo: TipoAggregazione, id: string): Nodo =>
  gruppo(nome, foglia('TipoAggregazione', tipo), foglia('IdAggregazione', id));

/** Date and time of Italian legal time, in two elements and without offset. */
export const dataOf = (nome: string, instant: Date): Nodo[] => foglia(nome, legalDay(instant));
export const oraOf = (nome: string, instant: Date): Nodo[] => foglia(nome, rfc3339(instant).slice(11, 19));

export interface AllegatoMetadati {
  identita: Identita;
  nome: string;
}

/** Rule D3: as many entries as the number says. */
export const allegatiOf = (allegati: readonly AllegatoMetadati[]): Nodo =>
  gruppo(
    'Allegati',
    foglia('NumeroAllegati', allegati.length),
    allegati.map((one) => gruppo('IndiceAllegati', [identita('IdDoc', one.identita)], foglia('Descrizione', one.nome))),
  );

export interface ClassificaMetadati {
  codice: string;
  voce: string;
  versione: number;
}

/** @param piano - address under which a version of the titolario can be read */
export const classificazioneOf = (
  { codice, voce, versione }: ClassificaMetadati,
  piano: (versione: number) => string | undefined,
): Nodo =>
  gruppo(
    'Classificazione',
    foglia('IndiceDiClassificazione', codice),
    foglia('Descrizione', voce),
    foglia('PianoDiClassificazione', piano(versione)),
  );

export const formatoOf = ({ formato }: Pick<FileRegistrato, 'formato'>, rilievi: Rilievi): Nodo[] => {
  if (formato.incompleto === true)
    rilievi.manca({
      codice: 'formato-in-esame',
      messaggio: 'Il formato del documento è ancora in esame.',
      chi: CHI.sistema,
      elemento: 'IdentificativoDelFormato',
      rimedio: 'attesa',
    });
  return gruppoPieno('IdentificativoDelFormato', foglia('Formato', formato.mime));
};

/** Envelopes that hold signatures, by their type; whether those are valid is told by who verified them. */
const BUSTE = new Set([
  'application/pkcs7-mime',
  'application/pkcs7-signature',
  'application/vnd.etsi.asic-e+zip',
  'application/vnd.etsi.asic-s+zip',
]);

/**
 * The four marks of `Verifica`: what the verification found on the stored file, never what somebody ticked (rules D4, D7, D8).
 * A file that is a signed envelope and was not verified yet has no answer, which is not the same as no.
 */
export function verificaOf(
  { firme, formato }: Pick<FileRegistrato, 'firme' | 'formato'>,
  conforme: boolean,
  rilievi: Rilievi,
): Nodo[] {
  if (firme.length === 0 && BUSTE.has(formato.mime)) {
    rilievi.manca({
      codice: 'firma-da-verificare',
      messaggio: 'Il documento è una busta firmata e la firma non è stata ancora verificata.',
      chi: CHI.sistema,
      elemento: 'Verifica',
      rimedio: 'attesa',
    });
    return [];
  }
  const firmato = firme.some(({ esito }) => esito === 'valida');
  return [
    gruppo(
      'Verifica',
      foglia('FirmatoDigitalmente', firmato),
      foglia('SigillatoElettronicamente', false),
      foglia('MarcaturaTemporale', formato.specie === 'marca-temporale'),
      foglia('ConformitaCopieImmagineSuSupportoInformatico', conforme),
    ),
  ];
}
