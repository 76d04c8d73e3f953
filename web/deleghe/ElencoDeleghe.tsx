import { useState } from 'react';
import { Bottone } from '../components/Bottone.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno } from '../lib/formati.js';
import type { AttoDelegabile, Delega } from './percorsi-deleghe.js';

const STATI: Record<Delega['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>> = {
  'in-corso': { tono: 'inf', icona: 'key', parola: 'In corso' },
  futura: { tono: 'neu', icona: 'calendar', parola: 'Futura' },
  finita: { tono: 'neu', icona: 'check', parola: 'Finita' },
  revocata: { tono: 'neu', icona: 'ban', parola: 'Revocata' },
};

/** The acts that may be delegated, in words. */
export const PAROLE_ATTI: Record<AttoDelegabile, string> = {
  'classifica-sottoclasse': 'dare la sottoclasse',
  'apri-fascicolo': 'aprire fascicoli',
};

const COLONNE: readonly ColonnaOrdinata<Delega>[] = [
  { campo: 'delegato', titolo: 'Delegato', valore: ({ delegato }) => delegato },
  { campo: 'delegante', titolo: 'Delegante', valore: ({ delegante }) => delegante },
  { campo: 'atti', titolo: 'Può', valore: ({ atti }) => atti.map((atto) => PAROLE_ATTI[atto]).join(', ') },
  { campo: 'uffici', titolo: 'Per gli uffici', valore: ({ uffici }) => uffici.join(', ') },
  { campo: 'dal', titolo: 'Dal', valore: ({ dal }) => giorno(dal), chiave: ({ dal }) => dal },
  { campo: 'al', titolo: 'Al', valore: ({ al }) => giorno(al), chiave: ({ al }) => al },
  { campo: 'motivo', titolo: 'Motivo', valore: ({ motivo = '' }) => motivo },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
];

const NESSUNA =
  'Nessuna delega in corso. La dà il responsabile a un collaboratore, da un giorno a un giorno: ciò che questi fa per delega resta scritto come tale.';

interface ElencoDelegheProps {
  deleghe: readonly Delega[];
  onRevoca: (delega: Delega) => void;
}

/** Who may do what in whose stead, and until when; the chosen one can be ended while it runs. */
export function ElencoDeleghe({ deleghe, onRevoca }: ElencoDelegheProps) {
  const [scelta, setScelta] = useState<string | null>(null);
  const una = deleghe.find(({ id }) => id === scelta);
  const aperta = una?.stato === 'in-corso' || una?.stato === 'futura';
  return (
    <div className="sostituzioni">
      <TabellaOrdinata
        etichetta="Deleghe"
        nomeFile="deleghe"
        colonne={COLONNE}
        righe={deleghe}
        chiaveOf={({ id }) => id}
        scelta={scelta}
        onScegli={({ id }) => setScelta(id)}
        vuoto={{ filtrato: 'Nessuna delega con queste parole.', nulla: NESSUNA }}
        azioni={
          deleghe.length > 0 && (
            <Bottone
              misura="piccolo"
              nonOra={aperta ? undefined : 'Scegliere prima una delega in corso o futura'}
              onClick={() => una !== undefined && onRevoca(una)}
            >
              {una === undefined ? 'Finisci' : `Finisci quella di ${una.delegato}`}
            </Bottone>
          )
        }
      />
    </div>
  );
}
