import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { STATO_FIRMA } from '../firme/parole-firme.js';
import { giornoOra } from '../lib/formati.js';
import type { Lettera } from './percorsi-bozze.js';

type Firma = NonNullable<Lettera['firma']>;

/** The signed file of a letter: whose, how it was held to what was approved, what the verification of its signatures said. */
export function FirmaLettera({
  firma: { documento, modo, controllo, denominazione, verifica = [], conferma },
}: {
  firma: Firma;
}) {
  return (
    <>
      {documento.nome}, {modo === 'server' ? 'firmato qui da' : 'caricato da'} {denominazione}:{' '}
      {controllo === 'identico'
        ? 'contiene la versione approvata, byte per byte'
        : 'confrontato e confermato dal responsabile'}
      {conferma !== undefined && (
        <span className="blocco">
          Confermata da <b>{conferma.denominazione}</b> il {giornoOra(conferma.quando)}
          {conferma.motivo !== undefined && `: ${conferma.motivo}`}
          <span className="blocco sm mut">{conferma.mancanze.join(' ')}</span>
        </span>
      )}
      {modo === 'esterna' && verifica.length === 0 && (
        <span className="blocco mut">Le sue firme non sono state verificate.</span>
      )}
      {verifica.map(({ tipo, firmatario, esito, motivo, utente }, i) => (
        <span key={i} className="blocco">
          <Stato {...STATO_FIRMA[esito]} /> {tipo} di <b>{firmatario}</b>,{' '}
          {utente === undefined ? (
            'che non è tra gli utenti di questa AOO'
          ) : (
            <>
              utente <Persona utente={utente} conAccount />
            </>
          )}
          {motivo !== undefined && <span className="blocco sm mut">{motivo}</span>}
        </span>
      ))}
    </>
  );
}
