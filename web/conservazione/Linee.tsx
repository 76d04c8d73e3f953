import './conservazione.css';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Linea } from '../../schemas/conservazione.api.js';
import { PAGINA } from '../api/conservazione.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giornoOra, intero, ora } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { FermaLinea, isFerma } from './FermaLinea.js';
import { FissitaDi } from './FissitaDi.js';
import { useLinee } from './interrogazioni-conservazione.js';
import { STATI_DI_LINEA, TIPI_DI_CONSERVATORE } from './parole-conservazione.js';
import { SenzaConservazione } from './SenzaConservazione.js';

/** The lines to the receivers and the integrity of what is stored, for who looks after the system: counts, nothing of any document. */
export function Linee() {
  const io = useIo();
  useTitolo('Linee di conservazione', io.ente.denominazione);
  return puo(io, 'vede-linee') ? <Cruscotto /> : <SenzaConservazione titolo="Linee di conservazione" />;
}

const RICEVUTE: Readonly<Record<Linea['capacita']['ricevuta'], string>> = {
  immediata: 'nella risposta',
  'a-richiesta': 'a richiesta',
  'a-mano': 'caricata a mano',
};

/** What this receiver can do, in words. */
function capacitaDi({ capacita }: Linea): string {
  const also = [
    capacita.fascicoli && 'fascicoli',
    capacita.aggiungeDocumenti && 'aggiunte',
    capacita.aggiornaMetadati && 'aggiornamenti',
    capacita.annullamento && 'annullamenti',
    capacita.esibizione && 'esibizione',
  ].filter((one) => one !== false);
  return [`rapporto ${RICEVUTE[capacita.ricevuta]}`, ...also].join(', ');
}

const ritmoDi = ({ insieme, alMinuto }: Linea): string =>
  `${insieme} insieme${alMinuto === undefined ? '' : `, ${intero(alMinuto)} al minuto`}`;

const circuitoDi = ({ stato, guasti, prossimaProva }: Linea): string => {
  if (stato === 'interrotta')
    return `aperto${prossimaProva === undefined ? '' : `, si riprova alle ${ora(prossimaProva)}`}`;
  return guasti === 0 ? 'chiuso' : `chiuso, ${guasti} guasti di seguito`;
};

const conta = (campo: 'inInvio' | 'inAttesa', titolo: string): ColonnaOrdinata<Linea> => ({
  campo,
  titolo,
  classe: `destra c-${campo}`,
  valore: (linea) => intero(linea[campo]),
  chiave: (linea) => String(linea[campo]).padStart(9, '0'),
});

const colonneDi = (versa: boolean, onFerma: (linea: Linea) => void): readonly ColonnaOrdinata<Linea>[] => [
  {
    campo: 'denominazione',
    titolo: 'Conservatore',
    classe: 'c-conservatore',
    valore: ({ denominazione }) => denominazione,
  },
  {
    campo: 'stato',
    titolo: 'Linea',
    classe: 'c-stato',
    valore: ({ stato }) => STATI_DI_LINEA[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI_DI_LINEA[stato]} />,
  },
  { campo: 'situazione', titolo: 'Come sta', classe: 'c-parole', valore: ({ situazione }) => situazione },
  conta('inInvio', 'In invio'),
  conta('inAttesa', 'In attesa'),
  { campo: 'ritmo', titolo: 'Ritmo', classe: 'c-ritmo', valore: ritmoDi },
  { campo: 'circuito', titolo: 'Circuito', classe: 'c-circuito', valore: circuitoDi },
  {
    campo: 'ultimaRisposta',
    titolo: 'Ultima risposta',
    classe: 'c-risposta',
    valore: ({ ultimaRisposta }) => (ultimaRisposta === undefined ? 'nessuna' : giornoOra(ultimaRisposta)),
    chiave: ({ ultimaRisposta }) => ultimaRisposta ?? '',
  },
  {
    campo: 'capacita',
    titolo: 'Che cosa fa',
    classe: 'c-capacita',
    valore: (linea) => `${TIPI_DI_CONSERVATORE[linea.tipo]}: ${capacitaDi(linea)}`,
  },
  ...(versa
    ? [
        {
          campo: 'atto',
          titolo: 'Pausa',
          classe: 'c-rimedio',
          fissa: true,
          valore: (linea: Linea) => (isFerma(linea) ? 'ferma' : ''),
          mostra: (linea: Linea) =>
            linea.stato === 'spenta' ? (
              <span className="mut">spenta nelle regole</span>
            ) : (
              <Bottone
                misura="piccolo"
                aria-label={`${isFerma(linea) ? 'Riprendi' : 'Metti in pausa'}: ${linea.denominazione}`}
                onClick={() => onFerma(linea)}
              >
                {isFerma(linea) ? 'Riprendi…' : 'Metti in pausa…'}
              </Bottone>
            ),
        },
      ]
    : []),
];

function Cruscotto() {
  const io = useIo();
  const [ferma, setFerma] = useState<Linea | null>(null);
  const [scelta, setScelta] = useState<string>();
  const { data, error, refetch } = useLinee();
  const versa = puo(io, 'versa');
  useTasti([
    {
      tasti: 'p',
      azione: () => {
        const linea = data?.find(({ conservatore }) => conservatore === scelta) ?? data?.[0];
        if (versa && linea !== undefined && linea.stato !== 'spenta') setFerma(linea);
      },
    },
  ]);
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Linee di conservazione</h1>
        <span className="sub">come vanno gli invii ai conservatori, e se ciò che è conservato qui è integro</span>
        <span className="cresce" />
        {puo(io, 'legge-conservazione') && <Link to={PAGINA}>Versamenti</Link>}
      </div>
      <div className="corpo-pagina conservazione-linee">
        {error !== null && data === undefined && (
          <NonSiApre titolo="Le linee non si aprono" errore={error} onRiprova={refetch} />
        )}
        {data !== undefined && (
          <section className="riquadro" aria-label="Linee">
            <TabellaOrdinata
              etichetta="Linee verso i conservatori"
              nomeFile="linee-conservazione"
              colonne={colonneDi(versa, setFerma)}
              righe={data}
              chiaveOf={({ conservatore }) => conservatore}
              onScegli={({ conservatore }) => setScelta(conservatore)}
              onApri={(linea) => {
                if (versa && linea.stato !== 'spenta') setFerma(linea);
              }}
              vuoto={{
                filtrato: 'Nessuna linea con queste parole.',
                nulla: 'Nessun conservatore nelle regole: si aggiunge in Regole, Conservazione.',
              }}
            />
          </section>
        )}
        <FissitaDi />
      </div>
      {ferma !== null && <FermaLinea linea={ferma} onChiudi={() => setFerma(null)} />}
    </div>
  );
}
