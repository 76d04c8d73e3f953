import '../sostituzioni/sostituzioni.css';
import '../differimenti/differimenti.css';
import './emergenza.css';
import { useState } from 'react';
import { Link } from 'react-router';
import { REGISTRO_PREDEFINITO } from '../../schemas/emergenza-numero.api.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { scaricaDa } from '../components/elenco/scarica-da.js';
import { Stato } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { NuovoPeriodo } from './NuovoPeriodo.js';
import { modulo, paginaPeriodo } from './percorsi-emergenza.js';
import { STATI_PERIODO } from './stati.js';
import { usePeriodi } from './use-emergenza.js';

/** The registers of emergency (DPR 445/2000 art. 63): the periods, and the forms to keep ready. */
export function Emergenza() {
  const io = useIo();
  const legge = puo(io, 'tiene-emergenza') || puo(io, 'legge-registro-giornaliero');
  const tiene = puo(io, 'tiene-emergenza');
  const [nuovo, setNuovo] = useState(false);
  const { data } = usePeriodi(legge);
  useTitolo('Registro di emergenza', io.ente.denominazione);
  useTasti(tiene ? [{ tasti: '+', azione: () => setNuovo(true) }] : []);
  if (!legge)
    return (
      <div className="pagina-larga">
        <h1 className="vh">Registro di emergenza</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi tiene il registro">
          Il registro di emergenza lo autorizza il responsabile della gestione documentale.
        </Vuoto>
      </div>
    );
  return (
    <>
      <div className="testa">
        <h1>Registro di emergenza</h1>
        <span className="cresce" />
        {tiene && (
          <Bottone aspetto="primo" icona="plus" tasto="+" onClick={() => setNuovo(true)}>
            Autorizza un periodo
          </Bottone>
        )}
      </div>
      <div className="differimenti-corpo" tabIndex={0} role="region" aria-label="Periodi di emergenza">
        <Moduli registri={data?.registri.map(({ registro }) => registro) ?? []} />
        {data?.elementi.length === 0 && (
          <Vuoto icona="calendar" titolo="Nessun periodo di emergenza">
            Si autorizza quando una causa tecnica impedisce di usare il sistema; al ripristino le righe si riversano.
          </Vuoto>
        )}
        {data?.elementi.map((one) => (
          <section key={one.id} className="riquadro differimento" aria-labelledby={`p-${one.id}`}>
            <header>
              <h2 id={`p-${one.id}`}>
                <Link to={paginaPeriodo(one.id)}>
                  {one.registro}, dal {giornoOra(one.inizio)}
                </Link>
              </h2>
              <Stato {...STATI_PERIODO[one.stato]} pieno />
              <span className="cresce" />
              <span className="sm">{plural(one.riversate, 'riga riversata', 'righe riversate')}</span>
            </header>
            <p className="corpo sm">{one.causa}</p>
          </section>
        ))}
      </div>
      {nuovo && <NuovoPeriodo onChiudi={() => setNuovo(false)} />}
    </>
  );
}

/** Forms with their numbers on them, to be kept where the system is not needed to find them. */
function Moduli({ registri }: { registri: readonly string[] }) {
  const [registro, setRegistro] = useState(REGISTRO_PREDEFINITO);
  const [quante, setQuante] = useState('40');
  const get = (formato: 'csv' | 'pdf') =>
    void scaricaDa(
      modulo(formato, registro, quante),
      formato === 'csv' ? 'text/csv' : 'application/pdf',
      `emergenza-${registro}.${formato}`,
    );
  return (
    <section className="riquadro" aria-labelledby="moduli">
      <header>
        <h2 id="moduli">Moduli da tenere pronti</h2>
      </header>
      <div className="corpo pila">
        <p className="sm">
          Hanno già i numeri, che seguono gli ultimi riversati. Si stampano, o si copiano su un computer fuori rete,
          prima che servano.
        </p>
        <div className="emergenza-moduli">
          <Campo
            etichetta="Registro"
            list="registri-emergenza"
            value={registro}
            onChange={(event) => setRegistro(event.target.value.toUpperCase())}
          />
          <datalist id="registri-emergenza">
            {registri.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Campo
            etichetta="Righe"
            type="number"
            min={1}
            max={500}
            value={quante}
            onChange={(event) => setQuante(event.target.value)}
          />
          <Bottone icona="print" onClick={() => get('pdf')}>
            Modulo da stampare
          </Bottone>
          <Bottone icona="download" onClick={() => get('csv')}>
            Foglio da compilare
          </Bottone>
        </div>
      </div>
    </section>
  );
}
