import { giorniDopo, pocoDopo } from './agenda.js';
import type { Caso } from './caso.js';
import { capoOf, incaricatoOf, type UfficioDemo } from './ente.js';
import type { PassoAtto, PassoRegistra } from './tipi.js';

const QUOTA_IN_CARICO = 0.7;
const QUOTA_ASSEGNATE_DOPO = 0.15;
/** Why the archivist opens what is reserved. */
const MOTIVO_ACCESSO = 'Classificazione di terzo livello';

/** A registration with what usually happens to it. */
export interface DaSeguire {
  passo: PassoRegistra;
  /** office that classifies it: of competenza for E, its own for U and I */
  uo: string;
  sottoclasse?: string;
  /** of the last two days: nobody has taken it in hand yet */
  recente: boolean;
}

interface Seguito {
  registrazioni: PassoRegistra[];
  atti: PassoAtto[];
}

const isRiservata = ({ richiesta }: PassoRegistra): boolean => richiesta.riservatezza?.livello === 'riservata';

const competenzaOf = ({ richiesta }: PassoRegistra): string | undefined =>
  richiesta.assegnazioni?.find(({ tipo }) => tipo === 'competenza')?.uo;

/** The office takes charge of what it was given, within the morning or the next day. */
function presaInCarico(caso: Caso, passo: PassoRegistra, dal: Date, uffici: readonly UfficioDemo[]): PassoAtto[] {
  const uo = competenzaOf(passo);
  const utente = uo === undefined ? undefined : incaricatoOf(uffici, uo);
  if (utente === undefined || passo.richiesta.flusso === 'U' || isRiservata(passo)) return [];
  return [{ azione: 'prendi-in-carico', di: passo.chiave, quando: pocoDopo(caso, dal, [25, 150]), utente }];
}

/** The head of the office goes down to the sottoclasse; where he is not named in a reserve, the archivist does, saying why. */
function classificazione(
  caso: Caso,
  { passo, uo, sottoclasse }: DaSeguire,
  dal: Date,
  uffici: readonly UfficioDemo[],
): PassoAtto[] {
  if (sottoclasse === undefined) return [];
  const riservata = isRiservata(passo);
  const quando = giorniDopo(caso, dal, [1, 3]);
  const comune = { azione: 'classifica', codice: sottoclasse, di: passo.chiave, quando } as const;
  return [
    riservata
      ? { ...comune, utente: 'archivista', motivoAccesso: MOTIVO_ACCESSO }
      : { ...comune, utente: capoOf(uffici, uo) },
    ...(passo.fascicolo === undefined || passo.nasceInFascicolo === true
      ? []
      : [fascicolazione(passo.chiave, passo.fascicolo, quando)]),
  ];
}

const DOPO_LA_CLASSIFICA_MS = 5 * 60_000;

/** What is reserved is put into its fascicolo by the archivist, too, once it is classified. */
const fascicolazione = (di: string, fascicolo: string, classificata: Date): PassoAtto => ({
  azione: 'fascicola',
  fascicolo,
  di,
  quando: new Date(classificata.getTime() + DOPO_LA_CLASSIFICA_MS),
  utente: 'archivista',
  motivoAccesso: MOTIVO_ACCESSO,
});

/** The protocol office registers first and gives it to an office some minutes later. */
function assegnazioneRinviata(caso: Caso, passo: PassoRegistra): { passo: PassoRegistra; atto: PassoAtto } | undefined {
  const { assegnazioni, ...richiesta } = passo.richiesta;
  if (richiesta.flusso !== 'E' || assegnazioni === undefined || isRiservata(passo)) return undefined;
  if (!caso.chance(QUOTA_ASSEGNATE_DOPO)) return undefined;
  const quando = pocoDopo(caso, passo.quando, [4, 40]);
  return {
    passo: { ...passo, richiesta },
    atto: { azione: 'assegna', di: passo.chiave, quando, utente: passo.utente, assegnazioni },
  };
}

/** What happens to each registration after its birth: given to an office, taken in hand, classified further. */
export function buildSeguito(caso: Caso, daSeguire: readonly DaSeguire[], uffici: readonly UfficioDemo[]): Seguito {
  const seguiti = daSeguire.map((one) => {
    const own = caso.fork(one.passo.chiave);
    const rinviata = assegnazioneRinviata(own, one.passo);
    const dal = rinviata?.atto.quando ?? one.passo.quando;
    const inHand = !one.recente && own.chance(QUOTA_IN_CARICO);
    return {
      registrazione: rinviata?.passo ?? one.passo,
      atti: [
        ...(rinviata === undefined ? [] : [rinviata.atto]),
        ...(inHand ? presaInCarico(own, one.passo, dal, uffici) : []),
        ...classificazione(own, one, dal, uffici),
      ],
    };
  });
  return {
    registrazioni: seguiti.map(({ registrazione }) => registrazione),
    atti: seguiti.flatMap(({ atti }) => atti),
  };
}
