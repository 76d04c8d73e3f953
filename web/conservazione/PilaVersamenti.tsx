import { useNavigate } from 'react-router';
import type { CodaConservazione, RigaVersamento } from '../../schemas/versamento.api.js';
import { paginaVersamento } from '../api/conservazione.js';
import { CelleOrdinate } from '../components/CelleOrdinate.js';
import { Tabella } from '../components/Tabella.js';
import { useOrdine } from '../components/use-ordine.js';
import { scaricaCsv } from '../lib/csv.js';
import { intero } from '../lib/formati.js';
import { COLONNE_CSV, COLONNE_PILA, TIPO } from './colonne-versamenti.js';
import { AltreRighe } from './AltreRighe.js';
import { CorpoPila } from './CorpoPila.js';
import { Dovuti } from './Dovuti.js';
import { useVersamenti } from './interrogazioni-conservazione.js';
import { CODE, nomeBreve } from './parole-conservazione.js';
import type { PilaProps } from './pila-props.js';
import { isDaDecidere, rimediComuni, rimediDi } from './rimedi.js';
import { TestaPila } from './TestaPila.js';
import { useBanco } from './use-banco.js';
import { useSegnate } from './use-segnate.js';

/** What waits and has no package yet. */
const daPreparare = (totale: number): string =>
  `${totale === 1 ? 'Uno aspetta' : `${intero(totale)} aspettano`} il loro turno: il pacchetto si prepara da sé, e da allora compare in questa tabella.`;

const NESSUNA: readonly RigaVersamento[] = [];
const chiaveOf = ({ id }: RigaVersamento): string => id;

/** Any other pile: its packages, how each stands and what happens next. */
export function PilaVersamenti({
  coda,
  domanda,
  code,
  versa,
  rimedia,
  onScelta,
  onTocca,
  onAltra,
}: PilaProps & { coda: CodaConservazione }) {
  const naviga = useNavigate();
  const elenco = useVersamenti(coda, domanda);
  const elementi = elenco.data?.elementi ?? NESSUNA;
  const { q, viste, teste, set } = useOrdine(elementi, COLONNE_PILA);
  const { segnate, isSegnata, segna, libera } = useSegnate(elementi);
  const open = (riga: RigaVersamento) => void naviga(paginaVersamento(riga.id));
  const invio = (riga: RigaVersamento) => {
    const [comune] = rimediComuni(segnate);
    const [rimedio] = rimediDi(riga);
    if (!versa) open(riga);
    else if (segnate.length > 0) {
      if (comune !== undefined) rimedia(comune, segnate);
    } else if (isDaDecidere(riga)) rimedia('confronta', [riga]);
    else if (rimedio !== undefined) rimedia(rimedio, [riga]);
    else open(riga);
  };
  const { scelta, chiave, choose } = useBanco(viste, chiaveOf, {
    onScelta,
    onInvio: invio,
    altri: [
      {
        tasti: 'Space',
        azione: () => {
          if (scelta !== undefined && versa) segna(scelta);
        },
      },
      {
        tasti: 'o',
        azione: () => {
          if (scelta !== undefined) open(scelta);
        },
      },
      { tasti: 'Escape', azione: libera },
    ],
  });
  const { titolo, spiega, vuota } = CODE[coda];
  const totale = code.find(({ codice }) => codice === coda)?.totale ?? elementi.length;
  const conScelta = versa ? [{ titolo: <span className="vh">Scelta</span>, classe: 'c-scelta' }, ...teste] : teste;
  return (
    <div className="conservazione-pila">
      <TestaPila
        titolo={`${titolo}: ${intero(totale)}`}
        sotto={spiega}
        q={q}
        onQ={(value) => set('q', value)}
        viste={viste.length}
        righe={elementi.length}
        onCsv={() => scaricaCsv(`versamenti-${coda}`, viste, [...COLONNE_PILA, TIPO, ...COLONNE_CSV])}
        segnate={segnate}
        onRimedia={rimedia}
        onLibera={libera}
      />
      <div className="scorre" tabIndex={0} role="region" aria-label={titolo}>
        <CorpoPila
          elenco={elenco}
          vuota={totale > 0 ? daPreparare(totale) : vuota}
          filtrata={elementi.length > 0 && viste.length === 0}
        >
          <Tabella
            etichetta={titolo}
            colonne={conScelta}
            righe={viste}
            chiaveOf={chiaveOf}
            scelta={chiave}
            onScegli={choose}
            onApri={invio}
            onTocca={onTocca}
            attenuata={elenco.isPlaceholderData}
            celle={(riga) => (
              <>
                {versa && (
                  <td className="c-scelta">
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      checked={isSegnata(riga)}
                      onChange={() => segna(riga)}
                      aria-label={`Scegli ${nomeBreve(riga)}`}
                    />
                  </td>
                )}
                <CelleOrdinate riga={riga} colonne={COLONNE_PILA} />
              </>
            )}
          />
        </CorpoPila>
        {coda === 'da-inviare' && <Dovuti onApri={(indirizzo) => void naviga(indirizzo)} />}
        <AltreRighe cursore={domanda['cursore']} seguente={elenco.data?.cursore} onAltra={onAltra} />
      </div>
    </div>
  );
}
