import type { Mancanza } from '../../schemas/metadati.api.js';

/** Gathers what the metadata lack, each thing once. */
export class Rilievi {
  readonly #mancanze = new Map<string, Mancanza>();

  manca(mancanza: Mancanza): void {
    this.#mancanze.set(`${mancanza.codice} ${mancanza.messaggio}`, mancanza);
  }

  get mancanze(): Mancanza[] {
    return [...this.#mancanze.values()];
  }
}

/** Who gives what: the words under each lack. */
export const CHI = {
  protocollo: 'L’ufficio di protocollo o l’ufficio assegnatario',
  assegnatario: 'L’ufficio assegnatario o il suo responsabile',
  rgd: 'Il responsabile della gestione documentale o il vicario, rinnovando il dato',
  responsabile: 'Il responsabile del settore, l’archivista o il responsabile della gestione documentale',
  amministratore: 'L’amministratore di sistema',
  archivista: 'L’archivista, nel massimario del titolario',
  impostazioni: 'Il responsabile della gestione documentale, nelle impostazioni della AOO',
  sistema: 'Il sistema, da sé',
} as const;
