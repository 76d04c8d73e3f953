import { useNavigate } from 'react-router';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { paginaVersamento } from '../api/conservazione.js';
import { useOrdine } from '../components/use-ordine.js';
import { scaricaCsv } from '../lib/csv.js';
import { intero } from '../lib/formati.js';
import { useMemo } from 'react';
import { COLONNE_CSV, COLONNE_RIFIUTATI } from './colonne-versamenti.js';
import { AltreRighe } from './AltreRighe.js';
import { CorpoPila } from './CorpoPila.js';
import { useVersamenti } from './interrogazioni-conservazione.js';
import { InVolo } from './InVolo.js';
import { NonInviabiliBreve } from './NonInviabili.js';
import { CODE } from './parole-conservazione.js';
import type { PilaProps } from './pila-props.js';
import { perCausa, rimediComuni, rimediDi } from './rimedi.js';
import { TabellaRifiutati } from './TabellaRifiutati.js';
import { TestaPila } from './TestaPila.js';
import { useBanco } from './use-banco.js';
import { useSegnate } from './use-segnate.js';

const NESSUNA: readonly RigaVersamento[] = [];
const chiaveOf = ({ id }: RigaVersamento): string => id;

/** What failed, why, and what to do: refusals by cause; below them what cannot leave yet, and what is on its way. */
export function PilaRifiutati({ domanda, code, versa, rimedia, onScelta, onTocca, onAltra }: PilaProps) {
  const naviga = useNavigate();
  const elenco = useVersamenti('rifiutati', domanda);
  const elementi = elenco.data?.elementi ?? NESSUNA;
  const { q, viste, teste, set } = useOrdine(elementi, COLONNE_RIFIUTATI);
  const gruppi = useMemo(() => perCausa(viste), [viste]);
  const righe = useMemo(() => gruppi.flatMap((one) => one.righe), [gruppi]);
  const { segnate, isSegnata, segna, segnaTutte, libera } = useSegnate(elementi);
  const open = (riga: RigaVersamento) => void naviga(paginaVersamento(riga.id));
  const mend = (riga: RigaVersamento) => {
    const insieme = segnate.length > 0 ? segnate : [riga];
    const [rimedio] = segnate.length > 0 ? rimediComuni(segnate) : rimediDi(riga);
    if (rimedio !== undefined && versa) rimedia(rimedio, insieme);
    else if (segnate.length === 0) open(riga);
  };
  const { scelta, chiave, choose } = useBanco(righe, chiaveOf, {
    onScelta,
    onInvio: mend,
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
  const totale = code.find(({ codice }) => codice === 'rifiutati')?.totale ?? elementi.length;
  return (
    <div className="conservazione-pila">
      <TestaPila
        titolo={`Rifiutati: ${intero(totale)}, per motivo`}
        q={q}
        onQ={(value) => set('q', value)}
        viste={righe.length}
        righe={elementi.length}
        onCsv={() => scaricaCsv('versamenti-rifiutati', righe, [...COLONNE_RIFIUTATI, ...COLONNE_CSV])}
        segnate={segnate}
        onRimedia={rimedia}
        onLibera={libera}
      />
      <div className="scorre" tabIndex={0} role="region" aria-label="Rifiutati, non inviabili, in volo">
        <CorpoPila elenco={elenco} vuota={CODE.rifiutati.vuota} filtrata={elementi.length > 0 && righe.length === 0}>
          <TabellaRifiutati
            gruppi={gruppi}
            teste={teste}
            scelta={chiave}
            mostraScelta={versa}
            isSegnata={isSegnata}
            onScegli={choose}
            onSegna={segna}
            onSegnaTutte={segnaTutte}
            onRimedia={rimedia}
            onApri={open}
            onTocca={onTocca}
          />
        </CorpoPila>
        <AltreRighe cursore={domanda['cursore']} seguente={elenco.data?.cursore} onAltra={onAltra} />
        <NonInviabiliBreve totale={code.find(({ codice }) => codice === 'non-inviabili')?.totale ?? 0} />
        <InVolo code={code} />
      </div>
    </div>
  );
}
