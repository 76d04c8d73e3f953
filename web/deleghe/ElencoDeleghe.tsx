import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaConAtto } from '../components/TabellaConAtto.js';
import { colonnaStato, GIORNI, isAperta } from '../sostituzioni/colonne-periodo.js';
import type { AttoDelegabile, Delega } from './percorsi-deleghe.js';

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
  ...GIORNI,
  { campo: 'motivo', titolo: 'Motivo', valore: ({ motivo = '' }) => motivo },
  colonnaStato('key'),
];

const NESSUNA =
  'Nessuna delega in corso. La dà il responsabile a un collaboratore, da un giorno a un giorno: ciò che questi fa per delega resta scritto come tale.';

interface ElencoDelegheProps {
  deleghe: readonly Delega[];
  onRevoca: (delega: Delega) => void;
}

/** Who may do what in whose stead, and until when; the chosen one can be ended while it runs. */
export function ElencoDeleghe({ deleghe, onRevoca }: ElencoDelegheProps) {
  return (
    <div className="ordinata-periodi">
      <TabellaConAtto
        etichetta="Deleghe"
        nomeFile="deleghe"
        colonne={COLONNE}
        righe={deleghe}
        chiaveOf={({ id }) => id}
        vuoto={{ filtrato: 'Nessuna delega con queste parole.', nulla: NESSUNA }}
        atto={{
          isPossibile: isAperta,
          nonOra: 'Scegliere prima una delega in corso o futura',
          parole: (una) => (una === undefined ? 'Finisci' : `Finisci quella di ${una.delegato}`),
          onAtto: onRevoca,
        }}
      />
    </div>
  );
}
