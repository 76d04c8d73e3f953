import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { conMaiuscola, intero } from '../lib/formati.js';
import { chiaveDecimale } from '../lib/ordine.js';
import { GraficoRitardi, GraficoVolumi, MESI, type Mesi, PARTI, Tratteggio } from './GraficoCopertura.js';

type Anno = Riepilogo['copertura'][number];

/** `93 %`, `99,9 %`: never rounded up to a hundred that is not whole. */
export function percento(value: number): string {
  const shown = value < 100 && value > 99 ? Math.floor(value * 10) / 10 : Math.round(value);
  return `${shown.toLocaleString('it-IT', { maximumFractionDigits: 1 })} %`;
}

const giorni = (value: number | undefined): string =>
  value === undefined ? '' : value.toLocaleString('it-IT', { maximumFractionDigits: 1 });

/** Short, for a narrow pane. */
const TESTE = ['Accett.', 'In corso', 'Rifiut.', 'Inviare'] as const;

const COLONNE: readonly ColonnaOrdinata<Mesi[number]>[] = [
  {
    campo: 'mese',
    titolo: 'Mese',
    valore: ({ mese }) => conMaiuscola(MESI[mese - 1] ?? String(mese)),
    chiave: ({ mese }) => String(mese).padStart(2, '0'),
  },
  {
    campo: 'totale',
    titolo: 'Tutte',
    classe: 'destra k1',
    valore: ({ totale }) => intero(totale),
    chiave: ({ totale }) => String(totale),
  },
  ...PARTI.map(([campo, titolo], i) => ({
    campo,
    titolo,
    testa: TESTE[i],
    classe: `destra p${i}`,
    valore: (mese: Mesi[number]) => intero(mese[campo]),
    chiave: (mese: Mesi[number]) => String(mese[campo]),
  })),
  {
    campo: 'giorniMedi',
    titolo: 'Giorni in media',
    testa: 'Media',
    classe: 'destra k2',
    valore: ({ giorniMedi }) => giorni(giorniMedi),
    chiave: ({ giorniMedi }) => chiaveDecimale(giorniMedi),
  },
  {
    campo: 'giorniMassimi',
    titolo: 'Giorni al massimo',
    testa: 'Max',
    classe: 'destra k3',
    valore: ({ giorniMassimi }) => giorni(giorniMassimi),
    chiave: ({ giorniMassimi }) => chiaveDecimale(giorniMassimi),
  },
];

interface CoperturaProps {
  copertura: readonly Anno[];
  /** asked for in the address */
  anno: string | undefined;
  /** address of another year */
  paginaAnno: (anno: number) => string;
}

/** Of each year how much is conserved, in percent; of the one looked at, month by month, as a chart and as a table. */
export function Copertura({ copertura, anno, paginaAnno }: CoperturaProps) {
  const [vista, setVista] = useState<'volumi' | 'ritardi' | 'tabella'>('volumi');
  const scelto =
    copertura.find((one) => String(one.anno) === anno) ??
    copertura.find(({ mesi }) => mesi !== undefined) ??
    copertura[0];
  if (scelto === undefined) return null;
  const { mesi = [], registrazioni } = scelto;
  return (
    <section className="riquadro" aria-labelledby="copertura-titolo">
      <header>
        <h2 id="copertura-titolo">
          Copertura del {scelto.anno}: {percento(registrazioni.percento)}
        </h2>
        <span className="cresce" />
        <div className="conservazione-viste" role="group" aria-label="Come si mostra">
          {(
            [
              ['volumi', 'Volumi'],
              ['ritardi', 'Ritardi'],
              ['tabella', 'Gli stessi dati in tabella'],
            ] as const
          ).map(([nome, parola]) => (
            <button key={nome} type="button" aria-pressed={vista === nome} onClick={() => setVista(nome)}>
              {parola}
            </button>
          ))}
        </div>
      </header>
      <div className="corpo">
        {vista !== 'ritardi' && (
          <ul className="conservazione-legenda">
            {PARTI.map(([campo, parola, classe]) => (
              <li key={campo}>
                <svg width="11" height="11" aria-hidden="true">
                  {campo === 'daInviare' && <Tratteggio id="k-tratteggio-legenda" />}
                  <rect
                    width="11"
                    height="11"
                    className={classe}
                    {...(campo === 'daInviare' && { fill: 'url(#k-tratteggio-legenda)' })}
                  />
                </svg>{' '}
                {parola} {intero(registrazioni[campo])}
              </li>
            ))}
          </ul>
        )}
        {vista === 'ritardi' && (
          <p className="xs mut">Giorni tra la registrazione e l’accettazione: barra la media, segno il massimo.</p>
        )}
        {vista === 'volumi' && <GraficoVolumi anno={scelto.anno} mesi={mesi} />}
        {vista === 'ritardi' && <GraficoRitardi anno={scelto.anno} mesi={mesi} />}
        {vista === 'tabella' && (
          <div className="conservazione-mesi">
            <TabellaOrdinata
              etichetta={`Conservazione del ${scelto.anno} per mese`}
              prefisso="m-"
              nomeFile={`copertura-${scelto.anno}`}
              colonne={COLONNE}
              righe={mesi}
              chiaveOf={({ mese }) => String(mese)}
              vuoto={{ filtrato: 'Nessun mese con queste parole.', nulla: 'Nessuna registrazione in quest’anno.' }}
            />
          </div>
        )}
        <Anni copertura={copertura} scelto={scelto.anno} paginaAnno={paginaAnno} />
      </div>
    </section>
  );
}

interface AnniProps {
  copertura: readonly Anno[];
  scelto: number;
  paginaAnno: (anno: number) => string;
}

/** @param paginaAnno - address of a year that is not looked at */
const colonneAnni = (scelto: number, paginaAnno: (anno: number) => string): readonly ColonnaOrdinata<Anno>[] => [
  {
    campo: 'anno',
    titolo: 'Anno',
    valore: ({ anno, inCorso }) => `${anno}${inCorso ? ', in corso' : ''}`,
    mostra: ({ anno, inCorso }) => (
      <>
        {anno === scelto ? anno : <Link to={paginaAnno(anno)}>{anno}</Link>}
        {inCorso && ', in corso'}
      </>
    ),
  },
  {
    campo: 'registrazioni',
    titolo: 'Registrazioni',
    classe: 'destra a1',
    valore: ({ registrazioni }) => intero(registrazioni.totale),
    chiave: ({ registrazioni }) => String(registrazioni.totale),
  },
  {
    campo: 'accettate',
    titolo: 'Accettate',
    classe: 'destra a2',
    valore: ({ registrazioni }) => intero(registrazioni.accettate),
    chiave: ({ registrazioni }) => String(registrazioni.accettate),
  },
  {
    campo: 'copertura',
    titolo: 'Copertura',
    classe: 'destra a3',
    valore: ({ registrazioni }) => percento(registrazioni.percento),
    chiave: ({ registrazioni }) => chiaveDecimale(registrazioni.percento),
    mostra: ({ registrazioni }) => <b>{percento(registrazioni.percento)}</b>,
  },
];

/** One year a row, and the daily registers of the year looked at. */
function Anni({ copertura, scelto, paginaAnno }: AnniProps) {
  const giornalieri = copertura.find(({ anno }) => anno === scelto)?.giornalieri;
  const colonne = useMemo(() => colonneAnni(scelto, paginaAnno), [scelto, paginaAnno]);
  return (
    <div className="conservazione-anni">
      <TabellaOrdinata
        etichetta="Copertura per anno"
        prefisso="a-"
        nomeFile="copertura-per-anno"
        colonne={colonne}
        righe={copertura}
        chiaveOf={({ anno }) => String(anno)}
        classeOf={({ anno }) => (anno === scelto ? 'guardato' : undefined)}
        piede={
          giornalieri === undefined ? undefined : (
            <tr>
              <th scope="row">Registri giornalieri</th>
              <td className="destra">{intero(giornalieri.totale)}</td>
              <td className="destra">{intero(giornalieri.accettate)}</td>
              <td className="destra">
                <b>{percento(giornalieri.percento)}</b>
              </td>
            </tr>
          )
        }
        vuoto={{ filtrato: 'Nessun anno con queste parole.', nulla: 'Nessun anno.' }}
      />
    </div>
  );
}
