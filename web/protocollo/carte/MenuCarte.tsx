import { FORMATI_ETICHETTA } from '../../../schemas/carte.api.js';
import { wordsOf } from '../../api/errori.js';
import type { Registrazione } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Icona } from '../../components/Icona.js';
import { Tendina } from '../../components/Tendina.js';
import { type Carta, NOMI_FORMATI, useCarte } from './use-carte.js';

const IN_CORSO: Readonly<Record<Carta, string>> = {
  etichetta: 'Preparo l’etichetta…',
  ricevuta: 'Preparo la ricevuta…',
  copia: 'Preparo la copia…',
};

/** The papers of a registration, in the head of its page. */
export function MenuCarte({ registrazione }: { registrazione: Registrazione }) {
  const { possibili, formato, scegli, chiedi, inCorso, errore } = useCarte(registrazione);
  const voce = (parola: string, tasto: string | undefined, azione: () => void) => (
    <li key={parola}>
      <button type="button" className="tendina-voce" onClick={azione}>
        {parola}
        {tasto !== undefined && <kbd aria-hidden="true">{tasto}</kbd>}
      </button>
    </li>
  );
  return (
    <>
      <Tendina
        parole={
          <>
            <Icona nome="print" misura="s" /> {inCorso === undefined ? 'Carte' : IN_CORSO[inCorso]}
          </>
        }
        classe="btn btn-terzo"
        lato="destra"
      >
        {(chiudi) => (
          <ul>
            {FORMATI_ETICHETTA.map((uno) =>
              voce(`Etichetta ${NOMI_FORMATI[uno]}`, uno === formato ? 'E' : undefined, () => {
                chiudi();
                scegli(uno);
                chiedi('etichetta', uno);
              }),
            )}
            {possibili.includes('ricevuta') &&
              voce('Ricevuta', '⇧E', () => {
                chiudi();
                chiedi('ricevuta');
              })}
            {possibili.includes('copia') &&
              voce('Copia con segnatura', 'D', () => {
                chiudi();
                chiedi('copia');
              })}
          </ul>
        )}
      </Tendina>
      {errore !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="La carta non è pronta.">
          {wordsOf(errore)}
        </Avviso>
      )}
    </>
  );
}
