import type { Voce } from '../../../schemas/versamento.api.js';
import { FileNotFoundError, IntegrityError } from '../../../storage/errors.js';
import { creaMultipart, FileDisugualeError, type FileMultipart } from '../pacchetti/multipart.js';
import type { Chiamata, EsitoInvio, OpzioniChiamata, PacchettoPreparato } from '../tipi.js';
import { riprovaDopo } from './attese.js';
import { decidi, type Osservazione } from './decisione.js';
import { fileOf } from './codici.js';
import { type ComponenteRisposta, leggiRisposta, type Risposta, RispostaIllegibileError } from './risposta.js';
import { velati, velato } from './segreti.js';
import { chiama, type EsitoTrasporto, type Richiesta, type RispostaHttp } from './trasporto.js';
import type { Clock } from '../../lib/clock.js';

/** Where ParER is, and as whom we call. */
export interface AccessoParer {
  url: string;
  utente: string;
  password: string;
}

/** The services by their paths below the address of the installation (conservazione-parer.md §2.1). */
export const SERVIZI = {
  versamento: '/sacerws/VersamentoSync',
  aggiunta: '/sacerws/AggiuntaAllegatiSync',
  aggiornamento: '/sacerws/AggiornamentoUnitaDocumentariaSync',
  fascicolo: '/versamento-fascicolo-v3/api/public/fascicolo',
  stato: '/sacer/RecDIPStatoConservazioneSync',
  statoFascicolo: '/sacer/RecStatoConservFascicoloSync',
  rapporti: '/sacer/RecDIPRapportiVersSync',
  annullamento: '/sacer/InvioRichiestaAnnullamentoVersamenti',
  esibizione: '/sacer/RecDIPUnitaDocumentariaSync',
} as const;
export type Servizio = keyof typeof SERVIZI;

/** A stored file could not be read: which one, and why. */
class FileError extends Error {
  constructor(
    readonly id: string,
    readonly causa: unknown,
  ) {
    super('a file of the package could not be read');
  }
}

/** What our own store did not give, as a fault that a person can understand. */
export function voceSorgente(errore: unknown): Voce {
  const [causa, file] = errore instanceof FileError ? [errore.causa, errore.id] : [errore, undefined];
  const [codice, messaggio] =
    causa instanceof IntegrityError || causa instanceof FileDisugualeError
      ? ['FILE-ALTERATO', 'Un file non ha più l’impronta registrata.']
      : causa instanceof FileNotFoundError
        ? ['FILE-MANCANTE', 'Un file non è nell’archivio.']
        : ['ARCHIVIO', 'L’archivio dei file non ha reso un file del pacchetto.'];
  return { codice, messaggio, gravita: 'errore', ...(file !== undefined && { file }) };
}

/** The stored file as a stream whose faults say which file it is. */
export async function* leggiFile(
  { id, sha256 }: Pick<PacchettoPreparato['file'][number], 'id' | 'sha256'>,
  open: OpzioniChiamata['open'],
): AsyncGenerator<Buffer, void> {
  try {
    for await (const pezzo of (await open(sha256)) as AsyncIterable<Buffer>) yield pezzo;
  } catch (causa) {
    throw new FileError(id, causa);
  }
}

/** A whole stored file, of a size that fits in memory: the index. */
export async function leggiTutto(id: string, sha256: string, open: OpzioniChiamata['open']): Promise<Buffer> {
  const pezzi: Buffer[] = [];
  for await (const pezzo of leggiFile({ id, sha256 }, open)) pezzi.push(pezzo);
  return Buffer.concat(pezzi);
}

/** Which checks of a component a family of codes comes from. */
const CONTROLLI: readonly (readonly [codice: RegExp, controllo: RegExp])[] = [
  [/^FORMATO-/, /Formato/],
  [/^HASH-/, /Hash|Impronta/],
  [/^(FIRMA|MARCA)-/, /Firm|Marc/],
];

type Negativo = readonly [file: PacchettoPreparato['file'][number], componente: ComponenteRisposta];

/** The files of which the answer itself says that something is wrong with them. */
function negativiOf({ componenti }: Risposta, { file }: PacchettoPreparato): Negativo[] {
  return componenti.flatMap((componente, i): Negativo[] => {
    if (!componente.negativo) return [];
    const suo =
      file.find(({ sha256 }) => componente.idVersato === `sha256:${sha256}`) ??
      file.find(({ nome }) => nome === componente.nome) ??
      (componenti.length === file.length ? file[i] : undefined);
    return suo === undefined ? [] : [[suo, componente]];
  });
}

/** The faults with the file each is about, where the answer lets it be known: by its name, by the component that failed. */
export function conFile(risposta: Risposta, pacchetto: PacchettoPreparato): Voce[] {
  const negativi = negativiOf(risposta, pacchetto);
  const presi = new Map<string, number>();
  return risposta.voci.map((voce) => {
    const [, controllo] = CONTROLLI.find(([codice]) => codice.test(voce.codice)) ?? [];
    if (controllo === undefined) return voce;
    const detto = pacchetto.file.length > 1 ? fileOf(voce, pacchetto) : undefined;
    const famiglia = negativi.filter(([, { controlli }]) => controlli.some((uno) => controllo.test(uno)));
    const possibili = famiglia.length > 0 ? famiglia : negativi;
    const preso = presi.get(voce.codice) ?? 0;
    presi.set(voce.codice, preso + 1);
    const file = detto ?? possibili[preso]?.[0] ?? fileOf(voce, pacchetto);
    return file === undefined ? voce : { ...voce, file: file.id };
  });
}

/** What the caller of a service wants of it. */
export interface Posta {
  servizio: Servizio;
  versione: string;
  xml: Buffer;
  file?: readonly FileMultipart[];
  attesaMs: number;
  segnale: AbortSignal;
}

/** The fields before the files, in the order in which they are looked for (conservazione-parer.md §2.2). */
export function richiestaOf(
  { url, utente, password }: AccessoParer,
  { servizio, versione, xml, file = [], attesaMs, segnale }: Posta,
): Richiesta {
  const { contentType, contentLength, body } = creaMultipart(
    [
      { nome: 'VERSIONE', valore: versione },
      { nome: 'LOGINNAME', valore: utente },
      { nome: 'PASSWORD', valore: password },
      { nome: 'XMLSIP', valore: xml, tipo: 'text/xml; charset=UTF-8' },
    ],
    file,
  );
  return {
    indirizzo: url + SERVIZI[servizio],
    metodo: 'POST',
    intestazioni: { 'content-type': contentType },
    corpo: { lunghezza: contentLength, body },
    attesaMs,
    segnale,
  };
}

const senzaChiave = (risposta: Risposta, { chiave, tipo }: PacchettoPreparato): boolean =>
  risposta.chiave === undefined ||
  (risposta.chiave.numero === chiave.numero &&
    risposta.chiave.anno === chiave.anno &&
    (tipo === 'fascicolo' || risposta.chiave.registro === '' || risposta.chiave.registro === chiave.registro));

/** The answer, if it can be read and is about what was asked; else why not. */
export function leggi(
  { contenuto, mime }: Pick<RispostaHttp, 'contenuto' | 'mime'>,
  pacchetto: PacchettoPreparato,
): Risposta | string {
  try {
    const risposta = leggiRisposta(contenuto, mime);
    return senzaChiave(risposta, pacchetto) ? risposta : 'la risposta è di un’altra chiave';
  } catch (error) {
    if (error instanceof RispostaIllegibileError) return `la risposta non è leggibile: ${error.message}`;
    throw error;
  }
}

/** What was seen of a call. */
export function osserva(esito: EsitoTrasporto, pacchetto: PacchettoPreparato, orologio: Clock): Osservazione {
  switch (esito.tipo) {
    case 'non-inviato':
      return {
        tipo: 'non-inviato',
        voce: { codice: esito.codice, messaggio: `Nulla è stato inviato: ${esito.motivo}.`, gravita: 'errore' },
      };
    case 'sorgente':
      return { tipo: 'non-completo', voce: voceSorgente(esito.errore) };
    case 'interrotto':
      return { tipo: 'interrotto', motivo: esito.motivo };
    case 'risposta': {
      const { risposta } = esito;
      const letta = leggi(risposta, pacchetto);
      const dopo = riprovaDopo(risposta.intestazioni['retry-after'], orologio);
      return {
        tipo: 'risposta',
        statoHttp: risposta.stato,
        ...(dopo !== undefined && { riprovaDopo: dopo }),
        ...(typeof letta === 'string'
          ? { motivo: letta }
          : { risposta: { ...letta, voci: conFile(letta, pacchetto) } }),
      };
    }
  }
}

/** No word of what is told bears a secret, whoever put it there. A receipt stays as it is. */
export function senzaSegreti(esito: EsitoInvio, segreti: readonly string[]): EsitoInvio {
  const pulite = (voci: readonly Voce[]): Voce[] =>
    voci.map((voce) => ({
      ...voce,
      codice: velato(voce.codice, segreti).slice(0, 100),
      messaggio: velato(voce.messaggio, segreti).slice(0, 4_000),
    }));
  switch (esito.tipo) {
    case 'incerto':
      return { ...esito, motivo: velato(esito.motivo, segreti) };
    case 'conservato':
      return { ...esito, avvisi: pulite(esito.avvisi) };
    case 'in-carico':
    case 'assente':
    case 'annullato':
      return esito;
    case 'senza-rapporto':
    case 'rifiutato':
    case 'sospeso':
    case 'tecnico':
    case 'conflitto':
      return { ...esito, voci: pulite(esito.voci) };
  }
}

/** The record of a call: how it ended, what came, without secrets. */
export function registrata(
  trasporto: EsitoTrasporto,
  esito: EsitoInvio,
  inizio: number,
  segreti: readonly string[],
): Chiamata {
  const arrivata =
    trasporto.tipo === 'risposta'
      ? trasporto.risposta
      : trasporto.tipo === 'interrotto'
        ? trasporto.parziale
        : undefined;
  return {
    esito: senzaSegreti(esito, segreti),
    ...(arrivata !== undefined && { statoHttp: arrivata.stato }),
    durataMs: performance.now() - inizio,
    inviati: trasporto.inviati,
    ...(arrivata !== undefined && {
      risposta: { contenuto: velati(arrivata.contenuto, segreti), mime: velato(arrivata.mime, segreti) },
    }),
  };
}

/** One call of a service, decided by the table. */
export async function posta(
  accesso: AccessoParer,
  richiesta: Posta,
  pacchetto: PacchettoPreparato,
  orologio: Clock,
): Promise<Chiamata & { letta?: Risposta }> {
  const inizio = performance.now();
  const trasporto = await chiama(richiestaOf(accesso, richiesta));
  const osservazione = osserva(trasporto, pacchetto, orologio);
  const chiamata = registrata(trasporto, decidi(osservazione), inizio, [accesso.password]);
  const letta = osservazione.tipo === 'risposta' ? osservazione.risposta : undefined;
  return { ...chiamata, ...(letta !== undefined && { letta }) };
}
