import { Readable } from 'node:stream';
import type { Bozza } from '../../schemas/bozza.model.js';
import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { protectFiles } from '../../storage/protect-files.js';
import { aooOf, ufficioOf } from '../accesso/aoo.js';
import { giornoEOra, giornoOf } from '../carte/dati.js';
import type { Deps } from '../deps.js';
import { describeFiles } from '../formati/descrivi.js';
import { formatNumero, REGISTRO_GENERALE } from '../protocollo/rules.js';
import type { DatiLettera } from './lettera-pdf.js';

const righeDi = (soggetto: Soggetto): string[] => [
  nameOfSoggetto(soggetto),
  ...(soggetto.indirizzo === undefined ? [] : [soggetto.indirizzo]),
  ...(soggetto.domicilioDigitale === undefined ? [] : [soggetto.domicilioDigitale]),
];

/** `Riferimento: prot. n. 0000012 del 02/03/2026; Vs. nota n. 77/A del 27/02/2026` */
async function riferimentoOf({ aoo, risponde }: Pick<Bozza, 'aoo' | 'risponde'>): Promise<string | undefined> {
  if (risponde === undefined) return undefined;
  const found = await RegistrazioneModel.findOne(
    { aoo, registro: REGISTRO_GENERALE, ...risponde },
    { dataRegistrazione: 1, protocolloMittente: 1 },
  ).lean<{ dataRegistrazione: Date; protocolloMittente?: { numero: string; data?: string } }>();
  if (found === null) return undefined;
  const { dataRegistrazione, protocolloMittente: theirs } = found;
  const nota =
    theirs && `Vs. nota n. ${theirs.numero}${theirs.data === undefined ? '' : ` del ${giornoOf(theirs.data)}`}`;
  const nostro = `prot. n. ${formatNumero(risponde.numero)} del ${giornoEOra(dataRegistrazione).giorno}`;
  return `Riferimento: ${[nostro, nota].filter(Boolean).join('; ')}`;
}

type Scritta = Pick<Bozza, 'aoo' | 'uo' | 'oggetto' | 'destinatari' | 'testo' | 'allegati' | 'risponde'>;

/**
 * The letter that a text makes, in PDF/A.
 * @param firmatario - who approved it; without, every page says BOZZA
 */
export async function renderLettera(
  { dimostrazione }: Pick<Deps, 'dimostrazione'>,
  bozza: Scritta,
  istante: Date,
  firmatario?: string,
): Promise<Buffer> {
  const [{ ente }, ufficio, riferimento, { drawLettera }] = await Promise.all([
    aooOf(bozza.aoo),
    ufficioOf(bozza.aoo, bozza.uo),
    riferimentoOf(bozza),
    import('./lettera-pdf.js'), // heavy: loaded at the first letter
  ]);
  const dati: DatiLettera = {
    ente: ente.denominazione,
    ufficio: ufficio?.denominazione ?? bozza.uo,
    destinatari: bozza.destinatari.map(righeDi),
    oggetto: bozza.oggetto,
    ...(riferimento !== undefined && { riferimento }),
    testo: bozza.testo ?? '',
    allegati: bozza.allegati.map(({ nome }) => nome),
    ...(firmatario !== undefined && { firmatario }),
    istante,
    dimostrazione,
  };
  return drawLettera(dati);
}

/** `riscontro-a-prot-n-0000012.pdf`: a name without accents or blanks. */
export function nomeOf(oggetto: string): string {
  const words = oggetto
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return `${words === '' ? 'lettera' : words}.pdf`;
}

/** The letter that is approved, as a stored file: a file of one's own as it is, a text as the PDF/A that it makes. */
export async function freezeLettera(
  deps: Deps,
  bozza: Bozza,
  istante: Date,
  firmatario: string,
): Promise<FileRegistrato> {
  if (bozza.documento !== undefined) return bozza.documento;
  const bytes = await renderLettera(deps, bozza, istante, firmatario);
  const stored = await deps.store.put(Readable.from([bytes]));
  const received = {
    ...stored,
    nome: nomeOf(bozza.oggetto),
    mime: 'application/pdf',
    inizio: bytes.subarray(0, 65_536),
  };
  const [file] = await describeFiles(deps, [received]);
  await protectFiles(deps.store, [received]);
  if (file === undefined) throw new Error('no file');
  return file;
}
