/** code → status, title. A code is public, explained in docs/errori.md, never reused; a class with a code that is not here does not compile. */
export const PROBLEMI = {
  'richiesta-illeggibile': [400, 'Richiesta illeggibile'],
  'parametro-sconosciuto': [400, 'Parametro sconosciuto'],
  'aoo-sconosciuta': [400, 'AOO sconosciuta'],
  'accesso-richiesto': [401, 'Accesso richiesto'],
  'credenziali-non-valide': [401, 'Credenziali non valide'],
  'operazione-non-consentita': [403, 'Operazione non consentita'],
  'origine-non-consentita': [403, 'Origine non consentita'],
  'motivo-accesso-richiesto': [403, 'Motivo di accesso richiesto'],
  'non-trovato': [404, 'Non trovato'],
  'file-non-trovato': [404, 'File non trovato'],
  'metodo-non-consentito': [405, 'Metodo non consentito'],
  'risposta-non-disponibile': [406, 'Formato della risposta non disponibile'],
  'chiave-riusata': [409, 'Chiave già usata'],
  'registrazione-annullata': [409, 'Registrazione annullata'],
  'stato-incompatibile': [409, 'Stato incompatibile'],
  'file-in-quarantena': [409, 'File in quarantena'],
  'dati-mancanti': [409, 'Mancano dei dati'],
  conservato: [409, 'Conservato a norma'],
  'versione-superata': [412, 'Versione superata'],
  'file-troppo-grande': [413, 'File troppo grande'],
  'richiesta-troppo-grande': [413, 'Richiesta troppo grande'],
  'tipo-non-supportato': [415, 'Tipo di contenuto non supportato'],
  'intervallo-non-valido': [416, 'Intervallo non valido'],
  'dati-non-validi': [422, 'Dati non validi'],
  'dato-non-modificabile': [422, 'Dato non modificabile'],
  'versione-mancante': [428, 'Versione mancante'],
  'troppi-tentativi': [429, 'Troppi tentativi'],
  'metadati-non-conformi': [500, 'Metadati non conformi'],
  'file-alterato': [500, 'File alterato'],
  'servizio-non-disponibile': [503, 'Servizio non disponibile'],
  'archivio-non-disponibile': [503, 'Archivio dei file non disponibile'],
  'orologio-non-affidabile': [503, 'Orologio non affidabile'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type CodiceProblema = keyof typeof PROBLEMI;
export interface ErroreCampo {
  /** as in the contract: `mittenti[0].codiceFiscale`, `documento`, `allegati[2]` */
  campo: string;
  messaggio: string;
  /** of the file that was refused, where it may be confirmed: the confirmation names it */
  sha256?: string;
}

/** Something that is still to be given before the act is possible: what, in words, and who can give it. */
export interface MancanzaDetta {
  codice: string;
  messaggio: string;
  chi?: string | undefined;
}

/** Base of every expected failure. The message is for the user: Italian, says what to do next. */
export abstract class DomainError extends Error {
  abstract readonly code: CodiceProblema;
  /** Seconds after which to try again; sent as Retry-After (always with 429 and 503). */
  readonly retryAfterSeconds: number | undefined = undefined;
  /** what is missing, where the act waits for it */
  readonly mancanze: readonly MancanzaDetta[] = [];

  constructor(
    message: string,
    readonly errori: readonly ErroreCampo[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A failure that needs no class of its own because nobody catches it by type. */
export class Problema extends DomainError {
  constructor(
    readonly code: CodiceProblema,
    message: string,
    errori: readonly ErroreCampo[] = [],
    options?: ErrorOptions,
  ) {
    super(message, errori, options);
  }
}

export class DatiNonValidiError extends DomainError {
  readonly code = 'dati-non-validi';
  constructor(
    errori: readonly ErroreCampo[],
    message = 'Alcuni dati non vanno bene: correggere i campi indicati e inviare di nuovo.',
  ) {
    super(message, errori);
  }
}

export class NonTrovatoError extends DomainError {
  readonly code = 'non-trovato';
  constructor(message = 'Non trovato: controllare l’indirizzo o il numero.') {
    super(message);
  }
}

export class OperazioneNonConsentitaError extends DomainError {
  readonly code = 'operazione-non-consentita';
  constructor(message = 'Il ruolo di chi ha fatto accesso non permette questa operazione.') {
    super(message);
  }
}

/** The record has changed since it was read. */
export class VersioneSuperataError extends DomainError {
  readonly code = 'versione-superata';
  constructor() {
    super('Nel frattempo la scheda è stata cambiata da un’altra persona: rileggerla e ripetere l’operazione.');
  }
}

/** What is registered is not changed (DPR 445/2000 art. 53 c. 1: "in forma non modificabile"). */
export class DatoNonModificabileError extends DomainError {
  readonly code = 'dato-non-modificabile';
  constructor(campi: readonly string[] = []) {
    super(
      'Dato non modificabile (art. 53 DPR 445/2000).',
      campi.map((campo) => ({ campo, messaggio: 'Dato non modificabile (art. 53 DPR 445/2000).' })),
    );
  }
}

export class ChiaveRiusataError extends DomainError {
  readonly code = 'chiave-riusata';
  constructor() {
    super('Questa Idempotency-Key è già servita per un contenuto diverso: usarne una nuova.');
  }
}

/** What is annulled stays readable and is not changed or annulled again (DPR 445/2000 art. 54). */
export class RegistrazioneAnnullataError extends DomainError {
  readonly code = 'registrazione-annullata';
  constructor(numero: number, anno: number) {
    super(
      `La registrazione annullata ${String(numero).padStart(7, '0')}/${anno} non si cambia più: se serve, registrare di nuovo il documento.`,
    );
  }
}

export class StatoIncompatibileError extends DomainError {
  readonly code = 'stato-incompatibile';
}

/** The act is possible when all of this has been given. */
export class DatiMancantiError extends DomainError {
  readonly code = 'dati-mancanti';
  constructor(
    message: string,
    override readonly mancanze: readonly MancanzaDetta[],
  ) {
    super(message);
  }
}

/** What the conservation system keeps is changed here only as far as the system can be told of it. */
export class ConservatoError extends DomainError {
  readonly code = 'conservato';
}

/** A service (database, Redis, objects) does not answer; the request may be repeated with the same key. */
export class ServizioNonDisponibileError extends DomainError {
  readonly code = 'servizio-non-disponibile';
  override readonly retryAfterSeconds = 2;
  constructor(options?: ErrorOptions) {
    super(
      'Il servizio non risponde in questo momento: nulla è andato perso, riprovare tra qualche secondo.',
      [],
      options,
    );
  }
}

/** Waiting is better than a wrong date in the register (DPCM 22/2/2013 art. 41). */
export class OrologioNonAffidabileError extends DomainError {
  readonly code = 'orologio-non-affidabile';
  override readonly retryAfterSeconds = 30;
  constructor(readonly scartoMs: number) {
    super(
      'Orologio di sistema non affidabile: la registrazione non è stata fatta. Avvisare l’assistenza, poi riprovare.',
    );
  }
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  errori?: readonly ErroreCampo[];
  mancanze?: readonly MancanzaDetta[];
}

/** The problem document (RFC 9457) of any failure; what is not expected says nothing of its cause, which is for the log. */
export function toProblem(error: unknown): ProblemDocument {
  if (!(error instanceof DomainError)) {
    return {
      type: 'about:blank',
      title: 'Errore interno',
      status: 500,
      detail: 'Operazione non riuscita: riprovare, poi avvisare l’assistenza.',
    };
  }
  const [status, title] = PROBLEMI[error.code];
  return {
    type: `/problemi/${error.code}`,
    title,
    status,
    detail: error.message,
    ...(error.errori.length > 0 && { errori: error.errori }),
    ...(error.mancanze.length > 0 && { mancanze: error.mancanze }),
  };
}
