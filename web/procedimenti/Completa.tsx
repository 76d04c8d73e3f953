import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { chiedi } from '../api/client.js';
import { useTitolario } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { numero7 } from '../lib/formati.js';
import type { AttoProps } from '../protocollo/atti/atto-props.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import * as percorsi from './percorsi-procedimenti.js';

const NUOVO = 'nuovo';
const PROPOSTI = 4;

/** The fascicoli that are likely for the document, and the procedimenti of the catalogue. */
function useScelte(registrazione: AttoProps['registrazione']) {
  const { anno, numero } = registrazione;
  const proposte = useQuery({
    queryKey: ['scheda', 'fascicoli-proposti', anno, numero],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.fascicoliProposti(registrazione), { segnale: signal })).corpo.elementi,
  });
  const catalogo = useQuery({
    queryKey: ['regole', 'procedimenti', 'al', 'oggi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.catalogo, { segnale: signal })).corpo,
    staleTime: 300_000,
  });
  return { proposte: proposte.data ?? [], procedimenti: catalogo.data?.contenuto ?? [] };
}

/** Sottoclasse and fascicolo in one act: into a fascicolo that is there, or into one opened for the document. */
export function Completa({ registrazione, onChiudi }: AttoProps) {
  const io = useIo();
  const apre = puo(io, 'apri-fascicolo');
  const numero = numero7(registrazione.numero);
  const sopra = registrazione.classifica?.codice ?? '';
  const { data: titolario } = useTitolario(registrazione.dataRegistrazione.slice(0, 10));
  const { proposte, procedimenti } = useScelte(registrazione);
  const [scelto, setScelto] = useState<string | null>(null);
  const [procedimento, setProcedimento] = useState('');
  const [voce, setVoce] = useState('');
  const [oggetto, setOggetto] = useState(registrazione.oggetto);
  const aperti = proposte.filter(({ fascicolo }) => fascicolo.stato === 'aperto').slice(0, PROPOSTI);
  const primo = aperti[0]?.fascicolo.id;
  const quale = scelto ?? primo ?? (apre ? NUOVO : '');
  useEffect(() => {
    // what is proposed comes after the dialog has opened: the focus goes to what is chosen
    if (primo !== undefined && document.activeElement?.id === `completa-${NUOVO}`)
      document.getElementById(`completa-${primo}`)?.focus();
  }, [primo]);
  const voci = useMemo(
    () =>
      (titolario?.voci ?? []).filter(
        ({ attiva, codice }) => attiva && (codice === sopra || codice.startsWith(`${sopra}.`)),
      ),
    [titolario, sopra],
  );
  const adatti = procedimenti.filter(
    ({ voce: di }) => di !== undefined && (di === sopra || di.startsWith(`${sopra}.`)),
  );
  const daCatalogo = adatti.find(({ codice }) => codice === procedimento);
  const codice = voce !== '' ? voce : (daCatalogo?.voce ?? (sopra.split('.').length > 2 ? sopra : ''));
  const atto = useAtto(
    percorsi.completa(registrazione),
    [`n. ${numero} è completa.`, 'Ha la sua sottoclasse e il suo fascicolo.'],
    onChiudi,
  );
  const send = () =>
    atto.invia(
      quale === NUOVO
        ? {
            nuovo: {
              oggetto: oggetto.trim(),
              tipo: daCatalogo?.tipoFascicolo ?? (procedimento === '' ? 'affare' : 'procedimento'),
              classifica: codice === '' ? sopra : codice,
              ...((daCatalogo?.tipoFascicolo ?? '') === 'procedimento' && { procedimento }),
            },
          }
        : { fascicolo: quale },
    );
  return (
    <DialogoAtto
      titolo={`Completa n. ${numero}`}
      premessa={registrazione.oggetto}
      azione={quale === NUOVO ? 'Apri il fascicolo e completa' : 'Metti nel fascicolo'}
      rinuncia="Non ora"
      inCorso="Un momento…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
      avviso={
        <p className="sm">
          Ora:{' '}
          <b>
            {registrazione.classifica === undefined ? 'senza classifica' : `${sopra} ${registrazione.classifica.voce}`}
          </b>
          . La sottoclasse viene dal fascicolo.
        </p>
      }
    >
      <fieldset className="pila">
        <legend className="sm">In quale fascicolo</legend>
        {aperti.map(({ fascicolo, motivi }) => (
          <Scelta key={fascicolo.id} valore={fascicolo.id} scelto={quale} onScegli={setScelto}>
            <b className="mono">{fascicolo.codice}</b> {fascicolo.oggetto}
            <span className="xs mut">, {[fascicolo.classifica.codice, ...motivi].join(', ')}</span>
          </Scelta>
        ))}
        {apre && (
          <Scelta valore={NUOVO} scelto={quale} onScegli={setScelto}>
            <b>Un fascicolo nuovo</b>
          </Scelta>
        )}
        {aperti.length === 0 && !apre && (
          <Avviso tono="inf" icona="key">
            Nessun fascicolo aperto è adatto. I fascicoli li apre il responsabile del settore, o chi ha la sua delega.
          </Avviso>
        )}
        {atto.erroreDi('fascicolo') !== undefined && <p className="errore-campo">{atto.erroreDi('fascicolo')}</p>}
      </fieldset>
      {quale === NUOVO && (
        <>
          {adatti.length > 0 && (
            <Campo
              tipo="select"
              etichetta="Procedimento"
              facoltativo
              value={procedimento}
              errore={atto.erroreDi('nuovo.procedimento')}
              onChange={(event) => setProcedimento(event.target.value)}
            >
              <option value="">nessuno: un affare</option>
              {adatti.map((one) => (
                <option key={one.codice} value={one.codice}>
                  {one.denominazione} ({one.termine} giorni)
                </option>
              ))}
            </Campo>
          )}
          <Campo
            tipo="select"
            etichetta="Sottoclasse"
            value={codice}
            errore={atto.erroreDi('nuovo.classifica')}
            onChange={(event) => setVoce(event.target.value)}
          >
            <option value="">scegliere</option>
            {voci
              .filter(({ codice: one }) => one !== sopra || voci.length === 1)
              .map((one) => (
                <option key={one.codice} value={one.codice}>
                  {one.codice} {one.voce}
                </option>
              ))}
          </Campo>
          <Campo
            etichetta="Oggetto del fascicolo"
            value={oggetto}
            errore={atto.erroreDi('nuovo.oggetto')}
            onChange={(event) => setOggetto(event.target.value)}
          />
        </>
      )}
    </DialogoAtto>
  );
}

interface SceltaProps {
  valore: string;
  scelto: string;
  onScegli: (valore: string) => void;
  children: ReactNode;
}

function Scelta({ valore, scelto, onScegli, children }: SceltaProps) {
  return (
    <div className="spunta">
      <input
        type="radio"
        name="completa-fascicolo"
        id={`completa-${valore}`}
        checked={valore === scelto}
        onChange={() => onScegli(valore)}
      />
      <label htmlFor={`completa-${valore}`}>{children}</label>
    </div>
  );
}
