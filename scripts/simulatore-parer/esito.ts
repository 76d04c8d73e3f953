/**
 * What the checks of one call have found. Two ways to fail: `stop` ends the call with its code; `nota` is put on the list, and where
 * `calcola` is called the last ERRORE ends it, else the last AVVISO makes it a WARNING and it goes on.
 */

export type Livello = 'ERRORE' | 'AVVISO';

export interface Nota {
  codice: string;
  messaggio: string;
  livello: Livello;
}

/** The end of the checks: the outcome says with what. */
export class Fermo extends Error {}

export interface Generale {
  esito: 'POSITIVO' | 'WARNING' | 'NEGATIVO';
  codice: string;
  messaggio: string;
}

export class Esito {
  readonly note: Nota[] = [];
  generale: Generale = { esito: 'POSITIVO', codice: '', messaggio: '' };

  stop(codice: string, messaggio: string): never {
    this.note.push({ codice, messaggio, livello: 'ERRORE' });
    this.generale = { esito: 'NEGATIVO', codice, messaggio };
    throw new Fermo(codice);
  }

  nota(codice: string, livello: Livello, messaggio: string): void {
    this.note.push({ codice, messaggio, livello });
  }

  calcola(): void {
    const errore = this.note.findLast(({ livello }) => livello === 'ERRORE');
    const ultima = errore ?? this.note.findLast(({ livello }) => livello === 'AVVISO');
    if (ultima === undefined) return;
    this.generale = { esito: errore === undefined ? 'WARNING' : 'NEGATIVO', ...ultima };
    if (errore !== undefined) throw new Fermo(errore.codice);
  }

  /** The entries of the list that are not the principal one. */
  ulteriori(livello: Livello): Nota[] {
    const principale = this.note.findLast(
      ({ codice, messaggio }) => codice === this.generale.codice && messaggio === this.generale.messaggio,
    );
    return this.note.filter((nota) => nota.livello === livello && nota !== principale);
  }

  /** Runs the checks. @returns true when they came to their end without a stop */
  async esegui(controlli: () => Promise<void>): Promise<boolean> {
    try {
      await controlli();
      return true;
    } catch (error) {
      if (error instanceof Fermo) return false;
      throw error;
    }
  }
}
