import { useMemo } from 'react';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaConAtto } from '../components/TabellaConAtto.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';
import { colonnaStato, GIORNI, isAperta } from '../sostituzioni/colonne-periodo.js';
import type { AttoDelegabile, Delega } from './percorsi-deleghe.js';

/** The acts that may be delegated, in words. */
export const PAROLE_ATTI: Record<AttoDelegabile, string> = {
  'classifica-sottoclasse': 'dare la sottoclasse',
  'apri-fascicolo': 'aprire fascicoli',
};

/** The two of a delegation. */
const delegatoDi = ({ delegato, denominazioni }: Delega) => ({
  utente: delegato,
  denominazione: denominazioni.delegato,
});
const deleganteDi = ({ delegante, denominazioni }: Delega) => ({
  utente: delegante,
  denominazione: denominazioni.delegante,
});

const colonne = (nomeDi: ReturnType<typeof nomiDistinti>): readonly ColonnaOrdinata<Delega>[] => [
  { campo: 'delegato', titolo: 'Delegato', valore: (one) => nomeDi(delegatoDi(one)) },
  { campo: 'delegante', titolo: 'Delegante', valore: (one) => nomeDi(deleganteDi(one)) },
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
  const nomeDi = useMemo(() => nomiDistinti(deleghe.flatMap((one) => [delegatoDi(one), deleganteDi(one)])), [deleghe]);
  const dette = useMemo(() => colonne(nomeDi), [nomeDi]);
  return (
    <div className="ordinata-periodi">
      <TabellaConAtto
        etichetta="Deleghe"
        nomeFile="deleghe"
        colonne={dette}
        righe={deleghe}
        chiaveOf={({ id }) => id}
        vuoto={{ filtrato: 'Nessuna delega con queste parole.', nulla: NESSUNA }}
        atto={{
          isPossibile: isAperta,
          nonOra: 'Scegliere prima una delega in corso o futura',
          parole: (una) => (una === undefined ? 'Finisci' : `Finisci quella di ${nomeDi(delegatoDi(una))}`),
          onAtto: onRevoca,
        }}
      />
    </div>
  );
}
