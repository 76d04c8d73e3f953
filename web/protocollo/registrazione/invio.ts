import { chiedi, type Risposta, inviaParti } from '../../api/client.js';
import { ProblemaError } from '../../api/errori.js';
import { integra } from '../../api/percorsi.js';
import { registraScansione } from '../../api/scansioni.js';
import type { Registrazione } from '../../api/tipi.js';
import type { InvioBozza } from '../../lib/bozze.js';
import { adesso } from '../../lib/orologio.js';
import type { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import * as percorsi from './percorsi-registrazione.js';
import type { Quaderno } from './quaderno.js';
import type { Valori } from './valori.js';

type Avanzamento = (frazione: number) => void;

/** What came of a sending: the registration, and whether it is of an earlier content of this form whose answer was lost. */
export interface Esito {
  registrazione: Registrazione;
  diPrima: boolean;
}

/** A sending as the draft keeps it. */
export function invioOf(richiesta: RegistrazioneRichiesta, { documento, allegati }: Valori): InvioBozza {
  return {
    richiesta: JSON.stringify(richiesta),
    documento: documento?.id ?? null,
    allegati: allegati.map(({ id }) => id),
    quando: adesso().toISOString(),
  };
}

/** True when the server may have made the registration all the same: no answer, or one that does not say. */
export function isIncerto(error: unknown): boolean {
  return !(error instanceof ProblemaError) || error.status >= 500;
}

const isChiaveRiusata = (error: unknown): boolean =>
  error instanceof ProblemaError && error.status === 409 && error.type.endsWith('chiave-riusata');

function partiOf(quaderno: Quaderno, invio: InvioBozza, nomi: ReadonlyMap<string, string>): FormData {
  const parti = new FormData();
  parti.append('registrazione', invio.richiesta);
  const append = (parte: string, id: string) => {
    const contenuto = quaderno.contenutoOf(id);
    if (contenuto !== undefined)
      parti.append(parte, contenuto, nomi.get(id) ?? (contenuto instanceof File ? contenuto.name : id));
  };
  if (invio.documento !== null) append('documento', invio.documento);
  for (const id of invio.allegati) append('allegato', id);
  return parti;
}

async function send(
  quaderno: Quaderno,
  invio: InvioBozza,
  valori: Valori,
  avanzamento: Avanzamento,
): Promise<Risposta<Registrazione>> {
  const { scansione } = valori;
  if (scansione.id !== '' && invio.documento === scansione.file)
    return sendScansione(quaderno, invio, valori, avanzamento);
  const file = valori.documento === null ? valori.allegati : [valori.documento, ...valori.allegati];
  const nomi = new Map(file.map(({ id, nome }) => [id, nome]));
  return inviaParti(percorsi.registra, {
    parti: partiOf(quaderno, invio, nomi),
    chiave: quaderno.chiave,
    avanzamento: (inviati, totale) => avanzamento(totale > 0 ? inviati / totale : 0),
  });
}

/** Why the attachments of a scanned paper come after its number: the scan brings only its copy. */
const MOTIVO_ALLEGATI = 'Allegati presentati insieme all’originale scansionato';

/**
 * The copy of a scan is in the server already: only the data leave, then the attachments. Both are sent under keys of this form, so that a
 * second try makes neither of them twice.
 */
async function sendScansione(
  quaderno: Quaderno,
  invio: InvioBozza,
  { scansione, allegati }: Valori,
  avanzamento: Avanzamento,
): Promise<Risposta<Registrazione>> {
  const risposta = await chiedi(registraScansione(scansione.id), {
    corpo: JSON.parse(invio.richiesta) as unknown,
    chiave: quaderno.chiave,
  });
  if (invio.allegati.length === 0) return risposta;
  const nomi = new Map(allegati.map(({ id, nome }) => [id, nome]));
  const parti = partiOf(quaderno, { ...invio, documento: null }, nomi);
  parti.delete('registrazione');
  parti.append('motivo', MOTIVO_ALLEGATI);
  const { corpo } = await inviaParti(integra(risposta.corpo), {
    parti,
    chiave: `${quaderno.chiave}-allegati`,
    avanzamento: (inviati, totale) => avanzamento(totale > 0 ? inviati / totale : 0),
  });
  return { ...risposta, corpo };
}

/**
 * Sends a form under its key. The draft notes the sending before it leaves, and forgets itself once the number is in.
 * If the register answers that the key was used for another content, an earlier sending had arrived and only its answer
 * was lost: that one is sent again as it was, and gives its number.
 * @throws ProblemaError, ServerAssenteError as the client does; the draft stays
 */
export async function sendRegistrazione(
  quaderno: Quaderno,
  invio: InvioBozza,
  valori: Valori,
  avanzamento: Avanzamento,
): Promise<Esito> {
  const precedenti = [...quaderno.invii];
  await quaderno.annotaInvio(invio);
  try {
    const { corpo } = await send(quaderno, invio, valori, avanzamento);
    await quaderno.elimina();
    return { registrazione: corpo, diPrima: false };
  } catch (error) {
    if (isChiaveRiusata(error)) {
      const trovata = await findPrecedente(quaderno, precedenti, valori);
      if (trovata !== undefined) return trovata;
    }
    if (!isIncerto(error)) await quaderno.dimenticaInvio(invio);
    throw error;
  }
}

async function findPrecedente(
  quaderno: Quaderno,
  precedenti: readonly InvioBozza[],
  valori: Valori,
): Promise<Esito | undefined> {
  for (const precedente of precedenti) {
    try {
      const { corpo } = await send(quaderno, precedente, valori, () => undefined);
      await quaderno.elimina();
      return { registrazione: corpo, diPrima: true };
    } catch (error) {
      if (!isChiaveRiusata(error)) throw error;
    }
  }
  return undefined;
}
