import { DomainError } from '../server/lib/problem.js';

/** More bytes than the configured limit: refused as soon as the limit is passed, nothing is kept. */
export class TooLargeError extends DomainError {
  readonly code = 'file-troppo-grande';
  constructor(readonly limitBytes: number) {
    super(
      `Il file supera il limite di ${sizeText(limitBytes)}: ridurlo o dividerlo in più file, poi inviare di nuovo.`,
    );
  }
}

/** No such file in the store: never received, swept, or lost. */
export class FileNotFoundError extends DomainError {
  readonly code = 'file-non-trovato';
  constructor(
    readonly sha256: string,
    options?: ErrorOptions,
  ) {
    super('Il file non si trova nell’archivio: avvisare l’amministratore del sistema.', [], options);
  }
}

/** The stored bytes are no longer those that were received: the name of a file is the SHA-256 of its bytes. */
export class IntegrityError extends DomainError {
  readonly code = 'file-alterato';
  constructor(readonly sha256: string) {
    super('Il file conservato non corrisponde più alla sua impronta: avvisare l’amministratore del sistema.');
  }
}

/** A range that begins after the end of the file. */
export class RangeNotSatisfiableError extends DomainError {
  readonly code = 'intervallo-non-valido';
  constructor(readonly dimensione: number) {
    super(`L’intervallo richiesto è fuori dal file, che ha ${dimensione} byte: chiedere di nuovo il file intero.`);
  }
}

/** The store cannot write or read now: disk full, folder not mounted, S3 not answering. `cause` is for the log. */
export class StorageUnavailableError extends DomainError {
  readonly code = 'archivio-non-disponibile';
  override readonly retryAfterSeconds = 10;
  constructor(cause: unknown) {
    super(
      'L’archivio dei file non è disponibile: riprovare tra poco; se continua, avvisare l’amministratore del sistema.',
      [],
      { cause },
    );
  }
}

const UNITS = [
  ['GB', 1024 ** 3],
  ['MB', 1024 ** 2],
  ['KB', 1024],
] as const;

function sizeText(bytes: number): string {
  const [unit, size] = UNITS.find(([, one]) => bytes >= one) ?? ['byte', 1];
  return `${new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 }).format(bytes / size)} ${unit}`;
}
