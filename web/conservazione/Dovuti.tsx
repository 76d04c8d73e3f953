import { useState } from 'react';
import type { DovutoLetto } from '../../schemas/conservazione.api.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno, intero } from '../lib/formati.js';
import { chiaveOf, colonneSenzaPacchetto } from './colonne-senza-pacchetto.js';
import { useDovuti } from './interrogazioni-conservazione.js';
import { nomeBreve, paginaDi } from './parole-conservazione.js';

const NESSUNO: readonly DovutoLetto[] = [];
const nomeOf = (riga: DovutoLetto): string => (riga.tipo === 'fascicolo' ? riga.nome : nomeBreve(riga));

const COLONNE: readonly ColonnaOrdinata<DovutoLetto>[] = [
  ...colonneSenzaPacchetto(nomeOf),
  { campo: 'motivo', titolo: 'Perché ora', classe: 'c-parole', valore: ({ motivo }) => motivo },
  {
    campo: 'termine',
    titolo: 'Entro',
    classe: 'c-quando',
    valore: ({ termine }) => giorno(termine),
    chiave: ({ termine }) => termine,
  },
];

/** What is due and has no package yet, in the order in which it leaves; nothing where there is none. */
export function Dovuti({ onApri }: { onApri: (indirizzo: string) => void }) {
  const { data } = useDovuti();
  const [scelta, setScelta] = useState<string | null>(null);
  const elementi = data?.elementi ?? NESSUNO;
  if (elementi.length === 0) return null;
  const quanti = data?.oltre === undefined ? intero(elementi.length) : `oltre ${intero(data.oltre)}, i primi`;
  return (
    <section aria-labelledby="dovuti-titolo">
      <div className="conservazione-sezione">
        <h2 id="dovuti-titolo">Dovuti, ancora senza pacchetto: {quanti}</h2>
        <span className="cresce" />
        <span className="xs mut">il pacchetto si prepara da sé, in quest’ordine</span>
      </div>
      <TabellaOrdinata
        etichetta="Dovuti, ancora senza pacchetto"
        nomeFile="dovuti"
        colonne={COLONNE}
        righe={elementi}
        chiaveOf={chiaveOf}
        scelta={scelta}
        onScegli={(riga) => setScelta(chiaveOf(riga))}
        onApri={(riga) => onApri(paginaDi(riga))}
        prefisso="d"
        vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: '' }}
      />
    </section>
  );
}
