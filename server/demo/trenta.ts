import type { Assegnazione, RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { createCaso } from './caso.js';
import { readTabella } from './dati.js';
import { writeLettera } from './documenti/scrivi.js';
import { mittenteAccount, type UfficioDemo } from './ente.js';
import { drawAllegati, drawPagine, fileOf } from './file.js';
import { istante } from './giorni.js';
import { fill } from './modelli.js';
import { type SoggettoDemo, soggettoOf } from './soggetti.js';
import type { FileDemo, PassoRegistra } from './tipi.js';

/** Year in which the table is written. */
const ANNO_TABELLA = 2026;
/** Registers that are not the general one come with the repertori. */
const REGISTRO_GENERALE = 'PROT-GEN';
/** Originals on paper: their document is a scan. */
const SCANSIONI: Readonly<Record<string, number>> = { '5': 2, '25': 1, '30': 18 };
const RACCOLTA_FIRME = '30';
/** Notes of the table that explain the demonstration and not the document. */
const NOTA_DI_LAVORO = /repertorio|portale|scansione|multipli/i;

type Riga = Record<
  | 'n'
  | 'flusso'
  | 'data'
  | 'oggetto'
  | 'mezzo'
  | 'tipologia'
  | 'classifica'
  | 'sottoclasse'
  | 'fascicolo'
  | 'uo'
  | 'riservatezza'
  | 'note'
  | 'registro',
  string
>;
type Complemento = Record<
  'n' | 'mittente' | 'destinatario' | 'ora' | 'protocollo_mittente' | 'risponde' | 'conoscenza' | 'testo',
  string
>;

/** One of the thirty, and the sottoclasse that the head of the office gives it later. */
interface DocumentoDeiTrenta {
  passo: PassoRegistra;
  uo: string;
  sottoclasse: string;
  riservata: boolean;
}

/** The years that stand for the current one and its neighbours move with it; 1998 and 1995-2012 stay. */
export const moveAnni = (text: string, anno: number): string =>
  text.replace(/\b202[567]\b/g, (written) => String(Number(written) + anno - ANNO_TABELLA));

/** The chiave of a document of the table: `demo-0001`. */
export const chiaveOf = (n: number | string): string => `demo-${String(n).padStart(4, '0')}`;

interface Contesto {
  anno: number;
  soggetti: readonly SoggettoDemo[];
  uffici: readonly UfficioDemo[];
}

const ufficio = (uo: string): Soggetto => ({ tipo: 'UO', uo });

function partiOf(
  riga: Riga,
  altro: Complemento,
  { soggetti }: Contesto,
): { mittenti: Soggetto[]; destinatari: Soggetto[] } {
  const external = (chiavi: string): Soggetto[] =>
    chiavi.split(';').map((chiave) => soggettoOf(soggetti, chiave).soggetto);
  if (riga.flusso === 'E') return { mittenti: external(altro.mittente), destinatari: [ufficio(riga.uo)] };
  if (riga.flusso === 'U') return { mittenti: [ufficio(riga.uo)], destinatari: external(altro.destinatario) };
  return { mittenti: [ufficio(altro.mittente)], destinatari: [ufficio(altro.destinatario)] };
}

function richiestaOf(riga: Riga, altro: Complemento, contesto: Contesto): RegistrazioneRichiesta {
  const giorno = moveAnni(riga.data, contesto.anno);
  const competenza = riga.flusso === 'I' ? altro.destinatario : riga.uo;
  const assegnazioni: Assegnazione[] = [
    ...(riga.flusso === 'U' && altro.conoscenza === '' ? [] : [{ uo: competenza, tipo: 'competenza' } as const]),
    ...(altro.conoscenza === '' ? [] : [{ uo: altro.conoscenza, tipo: 'conoscenza' } as const]),
  ];
  return {
    flusso: riga.flusso as RegistrazioneRichiesta['flusso'],
    oggetto: moveAnni(riga.oggetto, contesto.anno),
    ...partiOf(riga, altro, contesto),
    mezzo: riga.mezzo,
    ...(altro.protocollo_mittente !== '' && {
      protocolloMittente: { numero: fill(altro.protocollo_mittente, { anno: String(contesto.anno) }), data: giorno },
    }),
    ...(riga.flusso === 'E' && { dataArrivo: giorno }),
    classifica: riga.classifica,
    ...(assegnazioni.length > 0 && { assegnazioni }),
    ...(riga.riservatezza === 'riservata' && { riservatezza: { livello: 'riservata' as const, uo: [riga.uo] } }),
    tipologia: riga.tipologia,
    ...(riga.note !== '' && !NOTA_DI_LAVORO.test(riga.note) && { note: riga.note }),
  };
}

function filesOf(
  riga: Riga,
  altro: Complemento,
  richiesta: RegistrazioneRichiesta,
  contesto: Contesto,
): [FileDemo, FileDemo[]] {
  const seme = `trenta/${contesto.anno}/${riga.n}`;
  const caso = createCaso(seme);
  const esterno = altro.mittente.startsWith('U') || altro.mittente === '' ? undefined : altro.mittente;
  const lettera = writeLettera({
    richiesta,
    giorno: moveAnni(riga.data, contesto.anno),
    testo: fill(altro.testo, { anno: String(contesto.anno), 'anno+1': String(contesto.anno + 1) }),
    ...(esterno !== undefined && { corrispondente: soggettoOf(contesto.soggetti, esterno) }),
    uffici: contesto.uffici,
    seme,
    fogli: riga.n === RACCOLTA_FIRME ? 'firme' : 'ordinari',
  });
  const scanned = SCANSIONI[riga.n];
  if (scanned !== undefined) return [fileOf(richiesta, lettera, scanned, 'scansione'), []];
  return [fileOf(richiesta, lettera, drawPagine(caso)), caso.chance(1 / 3) ? drawAllegati(caso, lettera) : []];
}

/**
 * The documents of the table that fall on a past day, in their order, each on its day and month of that year. Document 7
 * belongs to the register of invoices and is left out.
 * @param ieri - last legal day that may have something
 */
export function buildTrenta(contesto: Contesto, ieri: string): DocumentoDeiTrenta[] {
  const altri = new Map(readTabella<keyof Complemento>('trenta').map((one) => [one.n, one]));
  return readTabella<keyof Riga>('documenti')
    .filter(({ registro, data }) => registro === REGISTRO_GENERALE && moveAnni(data, contesto.anno) <= ieri)
    .map((riga) => {
      const altro = altri.get(riga.n);
      if (altro === undefined) throw new RangeError(`no text for document ${riga.n}`);
      const richiesta = richiestaOf(riga, altro, contesto);
      const [documento, allegati] = filesOf(riga, altro, richiesta, contesto);
      const [ore = '9', minuti = '0'] = altro.ora.split(':');
      const passo: PassoRegistra = {
        azione: 'registra',
        chiave: chiaveOf(riga.n),
        quando: istante(moveAnni(riga.data, contesto.anno), Number(ore) * 3600 + Number(minuti) * 60),
        utente:
          riga.flusso === 'E' ? 'protocollo' : mittenteAccount(contesto.uffici, richiesta.mittenti[0]?.uo ?? riga.uo),
        richiesta,
        ...(riga.fascicolo !== '' && {
          fascicolo: moveAnni(riga.fascicolo, contesto.anno),
          nasceInFascicolo: riga.riservatezza !== 'riservata',
        }),
        ...(altro.risponde !== '' && { rispondeA: chiaveOf(altro.risponde) }),
        documento,
        allegati,
      };
      return { passo, uo: riga.uo, sottoclasse: riga.sottoclasse, riservata: riga.riservatezza === 'riservata' };
    });
}
