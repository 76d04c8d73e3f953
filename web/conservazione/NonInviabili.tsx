import { Link, useNavigate } from 'react-router';
import type { NonInviabile } from '../../schemas/conservazione.api.js';
import { Tabella } from '../components/Tabella.js';
import { CelleOrdinate, type ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { useOrdine } from '../components/use-ordine.js';
import { scaricaCsv } from '../lib/csv.js';
import { daQuando, giornoOra, intero } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { paginaCoda } from './CodeConservazione.js';
import { AltreRighe } from './AltreRighe.js';
import { chiaveOf, colonneSenzaPacchetto } from './colonne-senza-pacchetto.js';
import { CorpoPila } from './CorpoPila.js';
import { useNonInviabili } from './interrogazioni-conservazione.js';
import { CODE, nomeBreve, paginaDi } from './parole-conservazione.js';
import type { PilaProps } from './pila-props.js';
import { TestaPila } from './TestaPila.js';
import { useBanco } from './use-banco.js';

const NESSUNO: readonly NonInviabile[] = [];
const mancaOf = ({ mancanze }: NonInviabile): string => mancanze.map(({ messaggio }) => messaggio).join(' ');
/** Whom to ask, each once. */
const chiOf = ({ mancanze }: NonInviabile): string =>
  [...new Set(mancanze.map(({ chi }) => chi).filter((one) => one !== undefined && one !== ''))].join('; ');
const nomeOf = (riga: NonInviabile): string =>
  riga.nome.replace(/^(Fascicolo|Registro del) /, '').replace(/\bn\. /, '') || nomeBreve(riga);

const COLONNE: readonly ColonnaOrdinata<NonInviabile>[] = [
  ...colonneSenzaPacchetto(nomeOf),
  { campo: 'manca', titolo: 'Che cosa manca', classe: 'c-parole', valore: mancaOf },
  { campo: 'chi', titolo: 'A chi chiedere', classe: 'c-chi', valore: chiOf },
  {
    campo: 'quando',
    titolo: 'Da quando',
    classe: 'c-quando',
    valore: ({ quando }) => giornoOra(quando),
    chiave: ({ quando }) => quando,
    mostra: ({ quando }) => daQuando(quando, adesso()),
  },
];

/** Below the refusals there is less room: whom to ask stands beside the way to complete it. */
const COLONNE_BREVI: readonly ColonnaOrdinata<NonInviabile>[] = [
  { campo: 'nome', titolo: 'Numero', classe: 'num c-nome', valore: nomeOf },
  { campo: 'manca', titolo: 'Che cosa manca', classe: 'c-manca', valore: mancaOf },
  {
    campo: 'chi',
    titolo: 'A chi chiedere',
    classe: 'c-chi destra',
    valore: chiOf,
    mostra: (riga) => (
      <>
        <Link to={paginaDi(riga)}>
          Completa<span className="vh"> {riga.nome}</span>
        </Link>
        {chiOf(riga) !== '' && <span className="mut"> · {chiOf(riga)}</span>}
      </>
    ),
  },
];

/** What cannot leave: which datum is missing, and who gives it. Enter opens where it is completed. */
export function PilaNonInviabili({ domanda, code, onScelta, onTocca, onAltra }: PilaProps) {
  const naviga = useNavigate();
  const { cursore } = domanda;
  const elenco = useNonInviabili(cursore === undefined ? {} : { cursore });
  const elementi = elenco.data?.elementi ?? NESSUNO;
  const { q, viste, teste, set } = useOrdine(elementi, COLONNE);
  const open = (riga: NonInviabile) => void naviga(paginaDi(riga));
  const { chiave, choose } = useBanco(viste, chiaveOf, { onScelta: () => onScelta(undefined), onInvio: open });
  const { titolo, spiega, vuota } = CODE['non-inviabili'];
  const totale = code.find(({ codice }) => codice === 'non-inviabili')?.totale ?? elementi.length;
  return (
    <div className="conservazione-pila">
      <TestaPila
        titolo={`${titolo}: ${intero(totale)}`}
        sotto={spiega}
        q={q}
        onQ={(value) => set('q', value)}
        viste={viste.length}
        righe={elementi.length}
        onCsv={() => scaricaCsv('non-inviabili', viste, COLONNE)}
      />
      <div className="scorre" tabIndex={0} role="region" aria-label={titolo}>
        <CorpoPila elenco={elenco} vuota={vuota} filtrata={elementi.length > 0 && viste.length === 0}>
          <Tabella
            etichetta={titolo}
            colonne={teste}
            righe={viste}
            chiaveOf={chiaveOf}
            scelta={chiave}
            onScegli={choose}
            onApri={open}
            onTocca={onTocca}
            celle={(riga) => <CelleOrdinate riga={riga} colonne={COLONNE} />}
          />
        </CorpoPila>
        <AltreRighe cursore={cursore} seguente={elenco.data?.cursore} onAltra={onAltra} />
      </div>
    </div>
  );
}

/** The first of them, below the refusals; the rest in their own pile. */
export function NonInviabiliBreve({ totale }: { totale: number }) {
  const naviga = useNavigate();
  const { data } = useNonInviabili({ limite: '5' }, totale > 0);
  if (totale === 0 || data === undefined || data.elementi.length === 0) return null;
  return (
    <section aria-labelledby="non-inviabili-titolo">
      <div className="conservazione-sezione">
        <h2 id="non-inviabili-titolo">Non inviabili finché manca un dato: {intero(totale)}</h2>
        <span className="cresce" />
        {totale > data.elementi.length ? (
          <Link to={paginaCoda('non-inviabili', undefined)}>Vedi tutti</Link>
        ) : (
          <span className="xs mut">{CODE['non-inviabili'].spiega}</span>
        )}
      </div>
      <TabellaOrdinata
        etichetta="I primi non inviabili"
        prefisso="manca-"
        nomeFile="primi-non-inviabili"
        colonne={COLONNE_BREVI}
        righe={data.elementi}
        chiaveOf={chiaveOf}
        onApri={(riga) => void naviga(paginaDi(riga))}
        vuoto={{ filtrato: 'Nessuno con queste parole.', nulla: 'Nessuno.' }}
      />
    </section>
  );
}
