import type { NomeForzatura, Rimedio } from '../../../schemas/versamento.api.js';

/**
 * Who can mend a fault (conservazione-parer.md §13): `tecnico` time, `configurazione` who looks after names, rights and credentials,
 * `nostra` who looks after this program, `dati` the archivist, `forzabile` the archivist by telling the receiver to take it all the
 * same; `presente`: it is there already.
 */
export type Classe = 'tecnico' | 'configurazione' | 'nostra' | 'dati' | 'forzabile' | 'presente';

/** One trouble as the archivist's desk groups it: its name, what to do, by which means. */
export interface GruppoCausa {
  titolo: string;
  consiglio: string;
  rimedi: readonly Rimedio[];
  forzature?: readonly NomeForzatura[];
}

export const GRUPPI = {
  servizio: {
    titolo: 'Il conservatore non ha potuto lavorare',
    consiglio: 'Nulla è andato perso: si riprova da sé.',
    rimedi: ['ritenta'],
  },
  rete: {
    titolo: 'Il conservatore non è raggiungibile',
    consiglio: 'Nulla è andato perso: si riprova da sé. Se continua, avvisare chi cura la rete.',
    rimedi: ['ritenta', 'avvisa-assistenza'],
  },
  certificato: {
    titolo: 'Il certificato del conservatore non è valido',
    consiglio: 'Non si è inviato nulla: avvisare il conservatore, che deve rinnovarlo. Poi si riprova da sé.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  'esito-incerto': {
    titolo: 'Esito incerto',
    consiglio: 'Il conservatore potrebbe averlo ricevuto: prima di inviare di nuovo gli si chiede.',
    rimedi: ['ritenta', 'avvisa-assistenza'],
  },
  credenziali: {
    titolo: 'Il conservatore non accetta le credenziali',
    consiglio: 'L’amministratore corregge utente e password, poi riprende la linea: i pacchetti aspettano.',
    rimedi: ['configura'],
  },
  struttura: {
    titolo: 'Ente o struttura non riconosciuti dal conservatore',
    consiglio: 'Correggere i nomi nella configurazione secondo il disciplinare, poi riprendere la linea.',
    rimedi: ['configura'],
  },
  abilitazioni: {
    titolo: 'Il conservatore non autorizza l’utente',
    consiglio: 'Chiedere al conservatore di abilitare l’utente, poi riprendere la linea.',
    rimedi: ['configura', 'avvisa-assistenza'],
  },
  'conservatore-non-pronto': {
    titolo: 'Il conservatore non è pronto a ricevere',
    consiglio: 'Chiedere al conservatore di completare la propria configurazione, poi riprendere la linea.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  composizione: {
    titolo: 'Pacchetto composto male',
    consiglio: 'Il documento non c’entra ed è al sicuro: avvisare l’assistenza, che corregge e ritenta.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  chiave: {
    titolo: 'Chiave già presente',
    consiglio: 'Confrontare quanto inviato con quanto è conservato: decide una persona.',
    rimedi: ['confronta'],
  },
  riscontro: {
    titolo: 'Il rapporto non corrisponde a quanto inviato',
    consiglio: 'Confrontare il rapporto con il pacchetto e chiedere conto al conservatore: decide una persona.',
    rimedi: ['confronta', 'avvisa-assistenza'],
  },
  'rapporto-mancante': {
    titolo: 'Manca il rapporto di versamento',
    consiglio: 'Si chiede di nuovo al conservatore; se non lo rende, caricarlo quando arriva.',
    rimedi: ['ritenta', 'carica-rapporto', 'avvisa-assistenza'],
  },
  tipologia: {
    titolo: 'Tipologia sconosciuta al conservatore',
    consiglio: 'Scegliere una tipologia concordata, oppure farla aggiungere al disciplinare.',
    rimedi: ['scegli-tipologia', 'configura'],
  },
  registro: {
    titolo: 'Registro sconosciuto al conservatore',
    consiglio:
      'Correggere il nome del registro nella configurazione, oppure farlo aggiungere al disciplinare; poi ritentare.',
    rimedi: ['configura', 'ritenta'],
  },
  disciplinare: {
    titolo: 'Nome non previsto dal disciplinare',
    consiglio: 'Correggere il nome nella configurazione, oppure farlo aggiungere al disciplinare; poi ritentare.',
    rimedi: ['configura', 'ritenta'],
  },
  numero: {
    titolo: 'Numero in una forma non prevista',
    consiglio: 'Concordare la forma con il conservatore; intanto si può forzare, con un motivo che resta agli atti.',
    rimedi: ['forza', 'configura'],
    forzature: ['formato-numero'],
  },
  'chiave-lunga': {
    titolo: 'Chiave troppo lunga',
    consiglio: 'Concordare con il conservatore nomi di registro più brevi, poi ritentare.',
    rimedi: ['configura', 'avvisa-assistenza'],
  },
  metadati: {
    titolo: 'Metadati incompleti o non validi',
    consiglio: 'Completare i dati della registrazione secondo il messaggio del conservatore, poi ritentare.',
    rimedi: ['completa-dati', 'configura', 'ritenta'],
  },
  collegamenti: {
    titolo: 'Documento collegato non presente',
    consiglio:
      'Inviare prima il documento collegato e ritentare; si può anche forzare, con un motivo che resta agli atti.',
    rimedi: ['ritenta', 'forza'],
    forzature: ['collegamento'],
  },
  'non-firmato': {
    titolo: 'Nessun documento firmato',
    consiglio: 'Se è giusto che non sia firmato si può forzare, con un motivo che resta agli atti.',
    rimedi: ['forza'],
    forzature: ['conservazione'],
  },
  firma: {
    titolo: 'Firma non verificata',
    consiglio: 'Si può forzare, con un motivo che resta agli atti.',
    rimedi: ['forza'],
    forzature: ['accettazione'],
  },
  marca: {
    titolo: 'Marca temporale non verificata',
    consiglio: 'Si può forzare, con un motivo che resta agli atti.',
    rimedi: ['forza'],
    forzature: ['accettazione'],
  },
  formato: {
    titolo: 'Formato diverso da quello dichiarato',
    consiglio: 'Basta dichiarare il formato vero: il file non cambia.',
    rimedi: ['correggi-formato', 'forza'],
    forzature: ['formato-file'],
  },
  'formato-non-ammesso': {
    titolo: 'Formato non ammesso dal conservatore',
    consiglio: 'Dichiarare il formato vero se è un altro, oppure far ammettere questo dal disciplinare; poi ritentare.',
    rimedi: ['correggi-formato', 'configura'],
  },
  impronta: {
    titolo: 'Impronta diversa da quella inviata',
    consiglio: 'Il file può essersi guastato in viaggio: ritentare. Si forza soltanto dopo averne trovata la causa.',
    rimedi: ['ritenta', 'avvisa-assistenza', 'forza'],
    forzature: ['hash'],
  },
  'nome-file': {
    titolo: 'Nomi non adatti al conservatore',
    consiglio: 'Avvisare l’assistenza: i nomi dichiarati vanno resi adatti, i file non cambiano.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  'unita-assente': {
    titolo: 'Unità non presente presso il conservatore',
    consiglio: 'Controllare che il primo versamento sia accettato, poi ritentare.',
    rimedi: ['ritenta', 'confronta'],
  },
  'unita-bloccata': {
    titolo: 'L’unità conservata non si può più modificare',
    consiglio: 'Chiedere al conservatore come procedere: quanto è conservato resta com’è.',
    rimedi: ['avvisa-assistenza'],
  },
  aggiornamento: {
    titolo: 'Aggiornamento non accolto',
    consiglio: 'Confrontare con quanto è conservato e correggere secondo il messaggio del conservatore, poi ritentare.',
    rimedi: ['confronta', 'completa-dati', 'ritenta'],
  },
  'contenuto-fascicolo': {
    titolo: 'Il fascicolo nomina documenti che il conservatore non ha',
    consiglio: 'Inviare prima i documenti che mancano, poi ritentare il fascicolo.',
    rimedi: ['ritenta', 'confronta'],
  },
  fascicolo: {
    titolo: 'Dati del fascicolo non accolti',
    consiglio: 'Completare i dati del fascicolo secondo il messaggio del conservatore, poi ritentare.',
    rimedi: ['completa-dati', 'ritenta'],
  },
  'tipo-fascicolo': {
    titolo: 'Tipo di fascicolo sconosciuto al conservatore',
    consiglio: 'Scegliere un tipo concordato, oppure farlo aggiungere al disciplinare.',
    rimedi: ['scegli-tipologia', 'configura'],
  },
  titolario: {
    titolo: 'Classificazione sconosciuta al conservatore',
    consiglio: 'Far registrare dal conservatore il titolario in vigore; si può anche forzare, con un motivo agli atti.',
    rimedi: ['forza', 'avvisa-assistenza', 'ritenta'],
    forzature: ['accettazione'],
  },
  annullamento: {
    titolo: 'Richiesta di annullamento non accolta',
    consiglio: 'Leggere il messaggio del conservatore e, se serve, chiedergli come procedere.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  recupero: {
    titolo: 'Il conservatore non rende quanto chiesto',
    consiglio: 'Riprovare più tardi; se continua, chiedere al conservatore.',
    rimedi: ['ritenta', 'avvisa-assistenza'],
  },
  'troppo-grande': {
    titolo: 'Pacchetto troppo grande per il conservatore',
    consiglio: 'Concordare con il conservatore un limite più alto o un altro modo di consegna, poi ritentare.',
    rimedi: ['configura', 'avvisa-assistenza'],
  },
  indirizzo: {
    titolo: 'L’indirizzo non è quello di un conservatore',
    consiglio: 'Nulla è andato perso: controllare l’indirizzo configurato. Intanto si riprova da sé.',
    rimedi: ['configura', 'ritenta'],
  },
  'file-guasto': {
    titolo: 'Un file conservato qui non è più integro',
    consiglio:
      'Non si è inviato nulla di guasto: avvisare l’assistenza, che lo riprende dal salvataggio; poi ritentare.',
    rimedi: ['avvisa-assistenza', 'ritenta'],
  },
  archivio: {
    titolo: 'L’archivio dei file non risponde',
    consiglio: 'Nulla è andato perso: si riprova da sé.',
    rimedi: ['ritenta', 'avvisa-assistenza'],
  },
  deposito: {
    titolo: 'La cartella di deposito non è utilizzabile',
    consiglio: 'L’amministratore ne controlla permessi e spazio: intanto si riprova da sé.',
    rimedi: ['configura', 'ritenta'],
  },
  parziale: {
    titolo: 'Accolto soltanto in parte',
    consiglio: 'Leggere quali file non sono stati accolti, correggere e ritentare.',
    rimedi: ['confronta', 'avvisa-assistenza', 'ritenta'],
  },
  altro: {
    titolo: 'Rifiutato per un altro motivo',
    consiglio:
      'Leggere il messaggio del conservatore, correggere se serve e ritentare, oppure chiedere al conservatore.',
    rimedi: ['completa-dati', 'avvisa-assistenza', 'ritenta'],
  },
} as const satisfies Record<string, GruppoCausa>;

export type NomeGruppo = keyof typeof GRUPPI;

/** A code, or the beginning that a family of codes has in common, and what it means. */
export type RigaCodice = readonly [
  inizio: string,
  classe: Classe,
  gruppo: NomeGruppo,
  /** in words; `{file}` stands for the name of the file, `{formato}` for what it really is */
  parole: string,
];
