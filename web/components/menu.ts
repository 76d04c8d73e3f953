import { puo } from '../api/sessione.js';
import type { Io } from '../api/tipi.js';

/** A page in the bar: who does not see it may not open it. */
export interface VoceMenu {
  pagina: string;
  parola: string;
  /** the rest of its name, left out where the bar is narrow: who listens hears it all the same */
  resto?: string;
}

const when = (condition: boolean, pagina: string, parola: string, resto?: string): VoceMenu[] =>
  condition ? [{ pagina, parola, ...(resto !== undefined && { resto }) }] : [];

const registra = (io: Io): boolean =>
  puo(io, 'registra-entrata') || puo(io, 'registra-uscita') || puo(io, 'registra-interna');

/** The pages of the day's work, in its order: they stand in the bar. */
export const vociLavoro = (io: Io): VoceMenu[] => [
  ...when(true, '/scrivania', 'Scrivania'),
  ...when(puo(io, 'consulta'), '/registro', 'Registro'),
  ...when(puo(io, 'legge-scansioni'), '/scansioni', 'Scansioni'),
  ...when(registra(io), '/protocollo/nuova', 'Nuova', 'registrazione'),
  ...when(puo(io, 'consulta'), '/fascicoli', 'Fascicoli'),
  ...when(puo(io, 'scrive-bozze'), '/bozze', 'Lettere'),
  ...when(puo(io, 'consulta'), '/rubrica', 'Rubrica'),
  ...when(true, '/titolario', 'Titolario'),
  ...when(puo(io, 'legge-conservazione') && !registra(io), '/conservazione', 'Conservazione'),
];

/** The pages of who looks after the system: they stand under «Gestione». */
export const vociGestione = (io: Io): VoceMenu[] => [
  // who registers too has a full bar already
  ...when(puo(io, 'legge-conservazione') && registra(io), '/conservazione', 'Conservazione'),
  ...when(puo(io, 'consulta'), '/repertori', 'Repertori'),
  ...when(puo(io, 'consulta'), '/statistiche', 'Statistiche'),
  ...when(puo(io, 'classifica-sottoclasse'), '/metadati', 'Metadati incompleti'),
  ...when(puo(io, 'vede-linee') && !puo(io, 'legge-conservazione'), '/conservazione/linee', 'Linee di conservazione'),
  ...when(puo(io, 'legge-scarto'), '/scarto', 'Scarto'),
  ...when(puo(io, 'legge-scarto'), '/deposito', 'Archivio di deposito'),
  ...when(true, '/firme/verifica', 'Verifica di una firma'),
  ...when(puo(io, 'legge-scansioni'), '/attestazioni/deleghe', 'Funzionari delegati'),
  ...when(puo(io, 'attesta') || puo(io, 'cura-chiavi'), '/firme/chiavi', 'Chiavi e certificati'),
  ...when(puo(io, 'configura'), '/regole', 'Regole'),
  ...when(puo(io, 'cita-differimento'), '/differimenti', 'Differimenti'),
  ...when(puo(io, 'legge-registro-giornaliero'), '/registri-giornalieri', 'Registri giornalieri'),
  ...when(puo(io, 'tiene-emergenza'), '/emergenza', 'Registro di emergenza'),
  ...when(puo(io, 'importa-rubrica') || puo(io, 'amministra'), '/rubrica/importazioni', 'Importazioni IPA'),
  ...when(puo(io, 'amministra'), '/amministrazione', 'Amministrazione'),
  ...when(puo(io, 'legge-accessi'), '/accessi', 'Accessi'),
  ...when(puo(io, 'vede-salvataggi'), '/salvataggi', 'Salvataggi'),
];
