import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../../schemas/accesso.api.js';
import { findVersamento, type Versamento } from '../../../schemas/versamento.model.js';
import { aooOf } from '../../accesso/aoo.js';
import { DomainError, NonTrovatoError, StatoIncompatibileError } from '../../lib/problem.js';
import type { VoceZip } from '../../lib/zip.js';
import { conservatoreDi } from '../conservatore.js';
import { leggiRapporto } from '../conservatori/rapporto.js';
import { riscontro } from '../conservatori/riscontro.js';
import type { DepsConservazione } from '../deps.js';
import { percorsiOf } from '../pacchetti/percorsi.js';
import { giornoEOra, nomeDi, STATI_IN_PAROLE } from '../parole.js';
import type { DettagliVersamento } from '../replay.js';
import { atto, cambia } from '../scrivi.js';
import { isAccettato } from '../stati.js';
import type { Conservatore } from '../tipi.js';
import { confronta } from './confronto.js';
import { motivoDelRifiuto } from './rifiuto.js';
import { ritira, type Ritirato, TroppoGrandeError } from './ritira.js';
import { conclusioneOf, type Esibito, esitoPagina, esitoTesto, RESO } from './testi.js';

const MIB = 1024 ** 2;
/** What the receiver adds to what was sent: indexes, receipts, proofs. */
const INTORNO_MIB = 100;

/** The receiver did not give it now. */
export class ConservatoreNonRispondeError extends DomainError {
  readonly code = 'servizio-non-disponibile';
  override readonly retryAfterSeconds = 60;
  constructor(motivo: string, options?: ErrorOptions) {
    super(`${motivo} Riprovare tra qualche minuto; la richiesta è annotata.`, [], options);
  }
}

export interface Esibizione {
  /** name of the archive */
  nome: string;
  voci: () => Generator<VoceZip, void>;
  quando: Date;
  /** to be called when it is over, whatever happened */
  close: () => Promise<void>;
}

interface Tenuto {
  percorso: string;
  detto: string;
  sha256: string;
}

/** Own files that go with it: small ones, index, metadata, receipt, the answer by which it was accepted. */
function tenutiOf({ pacchetto, rapporto, tentativi }: Versamento): Tenuto[] {
  const { indice, file } = pacchetto;
  const percorsi = percorsiOf(file);
  const metadati = file.flatMap(
    ({ ruolo, sha256, nome }, i): Tenuto[] =>
    ruolo === 'metadati' ? [{ percorso: `inviato/${percorsi[i] ?? nome}`, detto: `metadati inviati: ${nome}`, sha256 }] : [], // prettier-ignore
  );
  const answered = tentativi.filter(({ risposta }) => risposta !== undefined);
  const last = answered.findLast(({ esito }) => esito.startsWith('accettato')) ?? answered.at(-1);
  return [
    { percorso: `inviato/${indice.nome}`, detto: 'indice inviato', sha256: indice.sha256 },
    ...metadati,
    ...(rapporto === undefined
      ? []
      : [
          { percorso: 'ricevuto/rapporto-di-versamento.xml', detto: 'rapporto di versamento', sha256: rapporto.sha256 },
        ]),
    ...(last?.risposta === undefined
      ? []
      : [
          { percorso: 'ricevuto/risposta.xml', detto: `risposta al tentativo ${last.n}`, sha256: last.risposta.sha256 },
        ]),
  ];
}

/** The own files that are whole, and the names of those that are not. */
async function readTenuti(
  { store }: Pick<DepsConservazione, 'store'>,
  tenuti: readonly Tenuto[],
): Promise<{ interi: (Tenuto & { bytes: Buffer })[]; persi: string[] }> {
  const interi: (Tenuto & { bytes: Buffer })[] = [];
  const persi: string[] = [];
  for (const one of tenuti)
    try {
      interi.push({ ...one, bytes: await buffer((await store.open(one.sha256)).stream) });
    } catch (error) {
      if (!(error instanceof DomainError) || !['file-alterato', 'file-non-trovato'].includes(error.code)) throw error;
      persi.push(one.detto);
    }
  return { interi, persi };
}

/** What is asked is written beside the package, whatever came of it, before anything is shown. */
const annota = (
  { clock }: Pick<DepsConservazione, 'clock'>,
  caller: Caller,
  id: string,
  detto: DettagliVersamento['esibizione'],
): Promise<Versamento> =>
  cambia(caller.aoo, id, (now) =>
    Promise.resolve({ atti: [atto(now, 'esibizione', clock.now(), detto, caller.utente)] }),
  );

async function fetchIt(
  deps: DepsConservazione,
  caller: Caller,
  { _id, pacchetto }: Versamento,
  motivo: string,
  conservatore: Conservatore & Required<Pick<Conservatore, 'esibisci'>>,
  segnale: AbortSignal,
): Promise<Ritirato> {
  const { configurazione } = conservatore;
  const limite = (configurazione.dimensioneMassimaMegabyte * 2 + INTORNO_MIB) * MIB;
  const open = async (sha256: string) => (await deps.store.open(sha256)).stream;
  try {
    return await ritira(await conservatore.esibisci(pacchetto, { segnale, open }), limite);
  } catch (error) {
    const { parole, definitivo } =
      error instanceof TroppoGrandeError
        ? { parole: 'Il pacchetto di distribuzione è più grande di quanto si possa ricevere.', definitivo: true }
        : motivoDelRifiuto(error);
    await annota(deps, caller, _id, { motivo, esito: 'non-ottenuto', messaggio: parole });
    if (definitivo) throw new StatoIncompatibileError(`${parole} La richiesta è annotata.`, [], { cause: error });
    throw new ConservatoreNonRispondeError(parole, { cause: error });
  }
}

/**
 * Fetches the conserved exemplar from the receiver, compares it with the receipt and with what was sent, and gives all of it with a
 * statement of the comparison (LG on conservation, "Esibizione": the authentic exemplar is the conservator's). The request, with its
 * reason and what came of it, is an act of the package.
 * @throws NonTrovatoError; StatoIncompatibileError where nothing can be fetched; ConservatoreNonRispondeError
 */
export async function esibisci(
  deps: DepsConservazione & { dimostrazione: boolean },
  caller: Caller,
  id: string,
  motivo: string,
  segnale: AbortSignal,
): Promise<Esibizione> {
  const versamento = await findVersamento(caller.aoo, id);
  if (versamento === null) throw new NonTrovatoError('Il versamento non c’è: controllare l’indirizzo.');
  if (!isAccettato(versamento.stato))
    throw new StatoIncompatibileError(
      'Si può esibire soltanto ciò che il conservatore ha accettato: attendere l’accettazione.',
    );
  const conservatore = await conservatoreDi(deps, caller.aoo, versamento.conservatore);
  if (conservatore?.esibisci === undefined || !conservatore.capacita.esibizione)
    throw new StatoIncompatibileError(
      'Il conservatore non offre la restituzione per via telematica: chiedere il pacchetto di distribuzione nel modo previsto dal suo manuale.',
    );
  const giver = conservatore as Conservatore & Required<Pick<Conservatore, 'esibisci'>>;
  const reso = await fetchIt(deps, caller, versamento, motivo, giver, segnale);
  try {
    return await compare(deps, caller, versamento, { motivo, reso, conservatore: giver });
  } catch (error) {
    await reso.close();
    throw error;
  }
}

async function compare(
  deps: DepsConservazione & { dimostrazione: boolean },
  caller: Caller,
  versamento: Versamento,
  { motivo, reso, conservatore }: { motivo: string; reso: Ritirato; conservatore: Conservatore },
): Promise<Esibizione> {
  const { pacchetto, rapporto, chiave, tipo, riferimento } = versamento;
  const { interi, persi } = await readTenuti(deps, tenutiOf(versamento));
  const stored = interi.find(({ percorso }) => percorso.startsWith('ricevuto/rapporto'));
  const letto = stored === undefined ? undefined : leggiRapporto(stored.bytes, rapporto?.mime ?? 'application/xml');
  const confronto = confronta(pacchetto, {
    rese: await reso.voci(),
    ricevuta: letto === undefined ? [] : riscontro(letto, pacchetto).map(({ parole }) => parole),
    rapporto: rapporto?.sha256,
    nostri: persi,
  });
  const esito = confronto.differenze.length === 0 ? 'conforme' : 'difforme';
  const { sha256, dimensione } = reso;
  const quando = deps.clock.now();
  await annota(deps, caller, versamento._id, {
    motivo,
    esito,
    messaggio: conclusioneOf(confronto),
    pacchetto: { sha256, dimensione },
  });
  const { ente, denominazione } = await aooOf(caller.aoo);
  const parlato: Esibito = {
    ente: ente.denominazione,
    aoo: `${caller.aoo} ${denominazione}`,
    conservatore: conservatore.configurazione.denominazione,
    cosa: nomeDi(tipo, riferimento),
    chiave: [chiave.registro, chiave.anno, chiave.numero].filter((one) => one !== '').join(' '),
    quando: giornoEOra(quando),
    chi: caller.denominazione,
    motivo,
    stato: STATI_IN_PAROLE[versamento.stato],
    pacchetto: { sha256, dimensione },
    ...(rapporto !== undefined && { rapporto }),
    confronto,
    dimostrazione: deps.dimostrazione,
  };
  const testo = Buffer.from(esitoTesto(parlato));
  const elenco = [
    { percorso: RESO, detto: 'il pacchetto di distribuzione, come il conservatore lo ha reso' },
    ...interi,
    { percorso: 'esito.txt', detto: 'esito del confronto' },
  ];
  const pagina = Buffer.from(esitoPagina(parlato, elenco));
  const impronte = [
    `${sha256}  ${RESO}\n`,
    ...interi.map((one) => `${one.sha256}  ${one.percorso}\n`),
    ...[['esito.txt', testo] as const, ['index.html', pagina] as const].map(([nome, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${nome}\n`), // prettier-ignore
  ].join('');
  return {
    nome: `esibizione-${[chiave.registro, chiave.anno, chiave.numero].join('-').replaceAll(/[^A-Za-z0-9.-]/g, '_')}`,
    quando,
    close: reso.close,
    *voci() {
      yield { nome: 'index.html', contenuto: pagina };
      yield { nome: 'esito.txt', contenuto: testo };
      yield {
        nome: RESO,
        contenuto: { dimensione, sha256, open: () => Promise.resolve(reso.open() as AsyncIterable<Buffer>) },
      };
      for (const { percorso, bytes } of interi) yield { nome: percorso, contenuto: bytes };
      yield { nome: 'impronte.sha256', contenuto: Buffer.from(impronte) };
    },
  };
}
