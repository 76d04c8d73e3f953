import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../schemas/accesso.api.js';
import type { BozzaRichiesta } from '../../schemas/bozza.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { decideBozza, discardBozza, sendBozza } from '../bozze/approva.js';
import { createBozza } from '../bozze/crea.js';
import { receivedOf } from '../bozze/file.js';
import { attachFirma } from '../bozze/firma.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import type { Firme } from './firma/firme.js';

/** A letter of the office and how far it has come; `risponde`: which of the documents waiting for an answer. */
interface LetteraDemo {
  chiave: string;
  risponde: number;
  richiesta: BozzaRichiesta;
  fino: 'in-lavorazione' | 'in-approvazione' | 'rinviata' | 'da-firmare' | 'firmata' | 'scartata';
}

const SALUTI = '\n\nDistinti saluti';

const LETTERE: readonly LetteraDemo[] = [
  {
    chiave: 'integrazioni',
    risponde: 0,
    richiesta: { modello: 'Richiesta di integrazione' },
    fino: 'in-lavorazione',
  },
  {
    chiave: 'avvio',
    risponde: 1,
    richiesta: {
      tipologia: 'Avvio del procedimento',
      testo: `Si comunica che sono state avviate le verifiche sulla segnalazione pervenuta, da concludere entro trenta giorni dal ricevimento (L. 241/1990 art. 19 c. 3).\n\nResponsabile del procedimento è il Responsabile del Settore Territorio; gli atti si consultano presso l’ufficio Edilizia privata.${SALUTI}`,
    },
    fino: 'in-approvazione',
  },
  {
    chiave: 'prescrizioni',
    risponde: 2,
    richiesta: {
      tipologia: 'Risposta',
      testo: `In esito all’esame della segnalazione si chiede di conformare i lavori alle prescrizioni del regolamento edilizio sul colore dei prospetti.${SALUTI}`,
    },
    fino: 'rinviata',
  },
  {
    chiave: 'relazione',
    risponde: 0,
    richiesta: {
      oggetto: 'Convocazione per l’esame della pratica edilizia',
      tipologia: 'Convocazione',
      testo: `Si invita il tecnico incaricato a un incontro presso l’ufficio Edilizia privata, per l’esame delle tavole di progetto.${SALUTI}`,
    },
    fino: 'da-firmare',
  },
  {
    chiave: 'esito',
    risponde: 3,
    richiesta: {
      tipologia: 'Risposta',
      testo: `Si comunica che le verifiche sulla segnalazione si sono concluse senza rilievi: i lavori possono proseguire come dichiarato.${SALUTI}`,
    },
    fino: 'firmata',
  },
  {
    chiave: 'sollecito',
    risponde: 1,
    richiesta: { modello: 'Sollecito', oggetto: 'Sollecito della documentazione integrativa' },
    fino: 'scartata',
  },
];

const OSSERVAZIONI = 'Citare l’art. 19 c. 3 della L. 241/1990 e dare trenta giorni per conformarsi.';
const MESSA_DA_PARTE = 'La documentazione è arrivata nel frattempo: non serve più.';

/** Who writes and who approves. */
export interface ChiScrive {
  istruttore: Caller;
  responsabile: Caller;
}

/** The approved letter in an envelope with the signature of the head, as a programme outside would give it back. */
async function sign(deps: Deps, { approvata }: Bozza, firme: Firme): Promise<Parameters<typeof attachFirma>[3]> {
  if (approvata === undefined) throw new Error('not approved');
  const { documento } = approvata;
  const pdf = await buffer((await deps.store.open(documento.sha256)).stream);
  const lettera = {
    impaginazione: 'comune' as const,
    firma: ['Responsabile Settore 4'],
    giorno: legalDay(deps.clock.now()),
  };
  const p7m = firme.wrapPdf(pdf, lettera);
  const stored = await deps.store.put(Readable.from([p7m], { objectMode: false }));
  const nome = `${documento.nome}.p7m`;
  return receivedOf(deps, { ...documento, ...stored, nome, mime: 'application/pkcs7-mime' });
}

async function bring(deps: Deps, chi: ChiScrive, bozza: Bozza, fino: LetteraDemo['fino'], firme: Firme): Promise<void> {
  const on = { id: bozza._id.toHexString() };
  const { istruttore, responsabile } = chi;
  if (fino === 'in-lavorazione') return;
  if (fino === 'scartata') {
    await discardBozza(deps, istruttore, on, MESSA_DA_PARTE);
    return;
  }
  await sendBozza(deps, istruttore, on, undefined);
  if (fino === 'in-approvazione') return;
  if (fino === 'rinviata') {
    await decideBozza(deps, responsabile, on, { esito: 'rinviata', osservazioni: OSSERVAZIONI });
    return;
  }
  const approvata = await decideBozza(deps, responsabile, on, { esito: 'approvata' });
  if (fino !== 'firmata') return;
  const firmata = await sign(deps, approvata, firme);
  const conferma = { sha256: firmata.sha256, motivo: 'Firma di prova, confrontata con la lettera approvata.' };
  await attachFirma(deps, responsabile, on, firmata, conferma);
}

/**
 * Letters of an office on their way out, one in each state before the number; one that is there already stays where it is.
 * @param aperte - registrations of the office that wait for an answer
 */
export async function writeLettere(
  deps: Deps,
  chi: ChiScrive,
  aperte: readonly Registrazione[],
  firme: Firme,
): Promise<void> {
  for (const { chiave, risponde, richiesta, fino } of LETTERE) {
    const r = aperte[risponde % Math.max(aperte.length, 1)];
    if (r === undefined) return;
    const pec = r.mittenti.every(({ domicilioDigitale }) => domicilioDigitale !== undefined);
    const asked: BozzaRichiesta = {
      ...richiesta,
      risponde: { anno: r.anno, numero: r.numero },
      mezzo: pec ? 'pec' : 'posta',
    };
    const nascita = {
      autore: chi.istruttore.utente,
      chiave: `demo-lettera-${chiave}`,
      sha256: sha256Hex(canonicalText(asked)),
    };
    const { bozza, created } = await createBozza(deps, chi.istruttore, asked, nascita);
    if (created) await bring(deps, chi, bozza, fino, firme);
  }
}
