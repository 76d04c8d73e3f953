import { useMutation } from '@tanstack/react-query';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { stampa } from '../protocollo/carte/stampa.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { copertina, esportazione, indice } from './percorsi-metadati.js';

/** Cover and index to be printed, the whole fascicolo to be taken away. */
export function CarteFascicolo({ id, codice }: { id: string; codice: string }) {
  const motivo = useMotivoAccesso();
  const carta = useMutation({
    mutationFn: async (quale: 'copertina' | 'indice') => {
      const percorso = quale === 'copertina' ? copertina(id) : indice(id);
      const titolo = quale === 'copertina' ? `Copertina ${codice}` : `Indice ${codice}`;
      stampa(await leggiCarta(percorso, motivo), titolo);
    },
  });
  const zip = useMutation({
    mutationFn: async () =>
      scaricaBlob(await leggiCarta(esportazione(id), motivo), `fascicolo-${codice.replaceAll('/', '_')}.zip`),
  });
  const error = carta.error ?? zip.error;
  return (
    <section className="riquadro" aria-label="Carte ed esportazione">
      <header>
        <h2>Carte ed esportazione</h2>
      </header>
      <div className="corpo metadati-carte">
        <Bottone icona="print" alLavoro={carta.isPending && 'Preparo…'} onClick={() => carta.mutate('copertina')}>
          Copertina
        </Bottone>
        <Bottone icona="print" alLavoro={carta.isPending && 'Preparo…'} onClick={() => carta.mutate('indice')}>
          Indice dei documenti
        </Bottone>
        <Bottone icona="download" alLavoro={zip.isPending && 'Esporto…'} onClick={() => zip.mutate()}>
          Esporta in ZIP
        </Bottone>
        <p className="xs mut">
          Nello ZIP: documenti, allegati, indice, copertina, metadati e impronte; si apre con index.html, anche senza
          rete.
        </p>
        {error !== null && (
          <Avviso tono="bad" annuncio="alert">
            {wordsOf(error)}
          </Avviso>
        )}
      </div>
    </section>
  );
}
