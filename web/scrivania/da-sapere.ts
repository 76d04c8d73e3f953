import type { RigaScrivania } from '../api/tipi.js';
import type { StatoProps } from '../components/Stato.js';
import { plural } from '../lib/formati.js';
import type { NomeOf } from '../lib/utenti.js';
import { detto } from '../protocollo/parole.js';

type Nota = Pick<StatoProps, 'tono' | 'icona' | 'parola'>;

/** Why a row is special, the most pressing first; nothing for one that is like any other. Only what asks for an action is coloured. */
export function daSapere(riga: RigaScrivania, nomeOf: NomeOf): Nota | undefined {
  const { rifiuto, rifiuti = 0, rettifiche = [], stato, riservatezza, presaInCarico, classifica, documento } = riga;
  if (stato === 'annullamento-richiesto')
    return { tono: 'warn', icona: 'warning-circle', parola: 'Annullamento chiesto' };
  if (rettifiche.length > 0)
    return {
      tono: 'warn',
      icona: 'pencil',
      parola: plural(rettifiche.length, 'rettifica chiesta', 'rettifiche chieste'),
    };
  if (rifiuto !== undefined)
    return {
      tono: 'warn',
      icona: 'restore',
      parola: `Rifiutat${detto(riga).fine} ${rifiuti > 1 ? `${rifiuti} volte` : `da ${rifiuto.uo}`}`,
    };
  if (riga.tardiva === true) return { tono: 'warn', icona: 'calendar', parola: 'Arrivo tardivo' };
  if (documento === undefined) return { tono: 'warn', icona: 'file-image', parola: 'Attende scansione' };
  if (riservatezza.livello === 'riservata') return { tono: 'inf', icona: 'locked', parola: 'Riservata' };
  if (classifica === undefined) return { tono: 'neu', icona: 'bookmark', parola: 'Da classificare' };
  if (presaInCarico !== undefined)
    return { tono: 'neu', icona: 'user', parola: `In carico a ${nomeOf(presaInCarico.utente)}` };
  return undefined;
}
