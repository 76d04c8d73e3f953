import type { Formato as Regola } from '../../schemas/configurazione.api.js';
import type { Attivita, Formato } from '../../schemas/formato.api.js';
import type { Avviso, FileRegistrato, Flusso } from '../../schemas/registrazione.types.js';
import { esitoFormato } from '../configurazione/formati.js';
import type { ErroreCampo } from '../lib/problem.js';
import { nomeFormato } from '../../schemas/nomi-formati.api.js';
import { isGenerico } from './discordanza.js';
import { estensioneOf } from './eseguibili.js';
import { isMimeConMacro } from './ufficio.js';

type Esito = Regola['esito'];

const FLUSSI = { E: 'in entrata', U: 'in uscita', I: 'tra uffici' } as const satisfies Record<Flusso, string>;
const ORDINE: readonly Esito[] = ['accettato', 'avviso', 'rifiutato'];
const worst = (esiti: readonly Esito[]): Esito =>
  esiti.reduce<Esito>((a, b) => (ORDINE.indexOf(b) > ORDINE.indexOf(a) ? b : a), 'accettato');

const regards = ({ flussi }: Regola, flusso: Flusso): boolean => flussi?.includes(flusso) ?? true;

/**
 * What becomes of a file by the list of the AOO: an envelope is judged with what is inside. What arrived is never refused merely
 * because it holds macros: it is what was received (protocollo.md §4).
 */
export function esitoFile(regole: readonly Regola[], flusso: Flusso, { mime, interno }: Formato): Esito {
  const types = [mime, ...(interno === undefined ? [] : [interno.mime])];
  return worst(
    types.map((one) => {
      const { esito } = esitoFormato(regole, one, flusso);
      return flusso === 'E' && esito === 'rifiutato' && isMimeConMacro(one) ? 'avviso' : esito;
    }),
  );
}

const MAX_NOMI = 12;

/** The formats that a flusso takes without more, in words. */
function accettati(regole: readonly Regola[], flusso: Flusso): string {
  const names = regole
    .filter((one) => one.esito === 'accettato' && regards(one, flusso))
    .map(({ mime, denominazione }) => denominazione ?? nomeFormato(mime));
  const shown = [...new Set(names)];
  return shown.length > MAX_NOMI ? `${shown.slice(0, MAX_NOMI).join(', ')} e altri` : shown.join(', ');
}

/** The refusals of the list, one a file. @param campoOf - place of a file in the request */
export const rifiutiOf = (
  regole: readonly Regola[],
  flusso: Flusso,
  files: readonly { campo: string; file: FileRegistrato }[],
): ErroreCampo[] =>
  files
    .filter(({ file }) => esitoFile(regole, flusso, file.formato) === 'rifiutato')
    .map(({ campo, file: { formato } }) => {
      const inner = formato.interno === undefined ? '' : `, che contiene: ${nomeFormato(formato.interno.mime)}`;
      const names = accettati(regole, flusso);
      return {
        campo,
        messaggio: `Formato non accettato ${FLUSSI[flusso]}: ${nomeFormato(formato.mime)}${inner}.${names === '' ? '' : ` Sono accettati: ${names}.`}`,
      };
    });

const ATTIVI = {
  javascript: 'JavaScript',
  'avvio-programmi': 'comandi che avviano programmi',
  'file-incorporati': 'altri file incorporati',
  'invio-dati': 'comandi che inviano dati',
  multimedia: 'contenuti multimediali',
  xfa: 'un modulo XFA',
  script: 'script',
  oggetti: 'oggetti incorporati',
  'modello-esterno': 'un modello preso da fuori',
} as const satisfies Record<Attivita, string>;

/** Which of type and name lies, and what is true. */
function discordanza(nome: string, declared: string, { mime }: Formato): string {
  const says = isGenerico(declared) ? `ha l’estensione .${estensioneOf(nome)}` : `è dichiarato ${declared}`;
  return `${says}, ma il contenuto è ${mime}: il file resta com’è, il formato vero è annotato`;
}

/** What there is to tell of a file, in words that follow its name. */
function osservazioni({ nome, mime, formato: f }: FileRegistrato, esito: Esito, flusso: Flusso): string[] {
  return [
    f.discordante === true && discordanza(nome, mime, f),
    esito !== 'accettato' &&
      `il formato (${nomeFormato(f.interno?.mime ?? f.mime)}) non è tra quelli consigliati ${FLUSSI[flusso]}`,
    f.cifrato === true && 'è cifrato: per leggerlo serve la parola chiave, chiederla al mittente o un file leggibile',
    f.macro === true && 'contiene macro: non aprirlo con le macro attive',
    f.eseguibile === true && 'è o contiene un programma: non eseguirlo',
    f.attivo !== undefined &&
      `contiene ${f.attivo.map((one) => ATTIVI[one]).join(', ')}: non si mostra nella pagina, si scarica soltanto`,
    f.archivio?.bomba === true && 'è un archivio che, espanso, sarebbe enorme: non estrarlo',
    f.incompleto === true &&
      'il contenuto non è stato esaminato per intero nel tempo della registrazione: si completa dopo',
  ].filter((one) => typeof one === 'string');
}

/** What is told of the formats and never blocks (contract §4, avvisi `formato`): one avviso a file. */
export const avvisiOfFormati = (
  regole: readonly Regola[],
  flusso: Flusso,
  files: readonly FileRegistrato[],
): Avviso[] =>
  files.flatMap((file) => {
    const told = osservazioni(file, esitoFile(regole, flusso, file.formato), flusso);
    return told.length === 0 ? [] : [{ codice: 'formato', messaggio: `${file.nome} ${told.join('; ')}.` }];
  });
