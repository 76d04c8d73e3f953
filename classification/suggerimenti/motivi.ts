import type { Campo } from './conoscenza.js';
import type { Indice } from './indice.js';
import type { Contributi, Domanda, Termine } from './punteggio.js';

/** A registration that the reader may see, as a reason. */
export interface PrecedenteVisto {
  anno: number;
  numero: number;
  oggetto: string;
  /** words that it shares with what is asked */
  chiavi: ReadonlySet<string>;
}

/** What the register says for a class, as far as the reader may see it. */
export interface DalRegistro {
  /** registrations of this correspondent there */
  corrispondente: number;
  simili: readonly PrecedenteVisto[];
  /** the registration that is answered stands there: `n. 0000012/2026` */
  risposta?: string;
}

const PAROLE = 4;
const MAX_CITATO = 70;
/** What gave less than this part of the strongest is no reason. */
const QUOTA_MOTIVO = 0.15;

/** Where a word was found, as people call it; what the voce itself says needs no name. */
const FONTI: Readonly<Partial<Record<Campo, string>>> = {
  descrizione: 'descrizione della voce',
  sottoclassi: 'sottoclasse',
  prontuario: 'prontuario',
  massimario: 'massimario',
  procedimenti: 'procedimento',
  frasi: 'di solito',
  esempi: 'esempio',
};

const breve = (testo: string): string =>
  testo.length <= MAX_CITATO ? testo : `${testo.slice(0, MAX_CITATO).replace(/\s+\S*$/, '')}…`;

export const numeroScritto = ({ anno, numero }: { anno: number; numero: number }): string =>
  `n. ${String(numero).padStart(7, '0')}/${anno}`;

interface Peso {
  chiave: string;
  termine: Termine;
  dato: number;
}

/** What gave most to the class, the strongest first; a pair of words stands for each of them. */
function forti(domanda: Domanda, contributi: Contributi, classe: number): Peso[] {
  const pesi = [...domanda.termini]
    .map(([chiave, termine]) => ({ chiave, termine, dato: contributi.get(chiave)?.get(classe) ?? 0 }))
    .filter(({ dato }) => dato > 0)
    .sort((a, b) => b.dato - a.dato);
  const dette = new Set<string>();
  const minimo = (pesi[0]?.dato ?? 0) * QUOTA_MOTIVO;
  return pesi.filter(({ chiave, dato, termine: { espansione } }) => {
    if (dato < minimo) return false;
    const nome = espansione?.testo ?? chiave;
    const parti = chiave.split(' ');
    if (dette.has(nome) || (espansione === undefined && parti.every((parte) => dette.has(parte)))) return false;
    dette.add(nome);
    if (espansione === undefined) for (const parte of parti) dette.add(parte);
    return true;
  });
}

const virgolette = (forme: readonly string[]): string => forme.map((forma) => `«${forma}»`).join(', ');

/**
 * Why a class is suggested, in words, the strongest first: words as they were typed, what the table makes of them, the text that
 * they met, registrations that the reader may see. A word that only registrations know is named if one that he sees has it.
 */
export function motiviOf(
  domanda: Domanda,
  indice: Indice,
  { contributi, classe, registro }: { contributi: Contributi; classe: number; registro: DalRegistro },
): string[] {
  const postaOf = (chiave: string) => indice.parole.get(chiave)?.find((posta) => posta.classe === classe);
  const dette = forti(domanda, contributi, classe).filter(
    ({ chiave }) => postaOf(chiave) !== undefined || registro.simili.some(({ chiavi }) => chiavi.has(chiave)),
  );
  const motivi: string[] = [];
  if (registro.risposta !== undefined) motivi.push(`come la ${registro.risposta}, a cui risponde`);
  const prime = dette.slice(0, PAROLE);
  for (const [fonte, parole] of [
    ['oggetto', 'nell’oggetto: '],
    ['testo', 'nel testo: '],
  ] as const) {
    const forme = prime.filter(({ termine }) => termine.fonte === fonte && termine.espansione === undefined);
    if (forme.length > 0) motivi.push(parole + virgolette(forme.map(({ termine }) => termine.forma)));
  }
  for (const { termine } of prime)
    if (termine.espansione !== undefined) motivi.push(`${termine.espansione.forma} = ${termine.espansione.testo}`);
  const citata = prime.map(({ chiave }) => postaOf(chiave)).find((posta) => posta !== undefined);
  const fonte = citata && FONTI[citata.campo];
  if (citata !== undefined && fonte !== undefined)
    motivi.push(`${fonte}: ${breve(indice.brani[citata.brano]?.testo ?? '')}`);
  const { corrispondente, simili } = registro;
  if (corrispondente === 1) motivi.push('come una registrazione di questo corrispondente');
  if (corrispondente > 1) motivi.push(`come ${corrispondente} registrazioni di questo corrispondente`);
  const [simile] = simili;
  if (simile !== undefined) motivi.push(`come la ${numeroScritto(simile)}: ${breve(simile.oggetto)}`);
  if (motivi.length === 0 && (indice.voci[classe] ?? '') !== '')
    motivi.push('parole simili a quelle della voce, nessuna uguale');
  return motivi;
}
