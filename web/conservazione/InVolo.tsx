import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { CodaConservazione, RigaVersamento } from '../../schemas/versamento.api.js';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { OGNI_MS } from '../api/scrivania.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Stato } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { CHIAVE } from './interrogazioni-conservazione.js';
import { cosaPorta, nomeBreve, STATI, TIPI } from './parole-conservazione.js';

const IN_VOLO: readonly CodaConservazione[] = ['in-invio', 'incerti', 'in-carico', 'attesa-riprova', 'sospesi'];
const PRIMI = '4';

const COLONNE: readonly ColonnaOrdinata<RigaVersamento>[] = [
  {
    campo: 'nome',
    titolo: 'Numero',
    classe: 'num c-nome',
    valore: nomeBreve,
    mostra: (riga) => <Link to={percorsi.paginaVersamento(riga.id)}>{nomeBreve(riga)}</Link>,
  },
  {
    campo: 'porta',
    titolo: 'Che cosa',
    classe: 'c-tipo-intero',
    valore: (riga) => (riga.porta === undefined ? TIPI[riga.tipo][1] : cosaPorta(riga)),
  },
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'c-stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
  { campo: 'situazione', titolo: 'Come sta', classe: 'c-come', valore: ({ situazione }) => situazione },
];

/** The first packages of each pile that moves by itself: how each stands, what happens next. */
export function InVolo({ code }: { code: Riepilogo['code'] }) {
  const naviga = useNavigate();
  const piene = IN_VOLO.filter((coda) => code.some(({ codice, totale }) => codice === coda && totale > 0));
  const righe = useQueries({
    queries: piene.map((coda) => ({
      queryKey: [CHIAVE, 'coda', coda, 'primi'],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await chiedi(percorsi.versamenti(new URLSearchParams({ coda, limite: PRIMI })), { segnale: signal })).corpo
          .elementi,
      refetchInterval: OGNI_MS,
    })),
    combine: (answers) => answers.flatMap(({ data = [] }) => data),
  });
  return (
    <section aria-labelledby="in-volo-titolo">
      <div className="conservazione-sezione">
        <h2 id="in-volo-titolo">In volo e in arrivo</h2>
        <span className="cresce" />
        {righe.length === 0 && <span className="xs mut">nulla è in viaggio ora</span>}
      </div>
      {righe.length > 0 && (
        <TabellaOrdinata
          etichetta="In volo e in arrivo, i primi di ogni coda"
          prefisso="volo-"
          nomeFile="versamenti-in-volo"
          colonne={COLONNE}
          righe={righe}
          chiaveOf={({ id }) => id}
          onApri={({ id }) => void naviga(percorsi.paginaVersamento(id))}
          vuoto={{ filtrato: 'Nessun pacchetto con queste parole.', nulla: 'Nulla è in viaggio ora.' }}
        />
      )}
    </section>
  );
}
