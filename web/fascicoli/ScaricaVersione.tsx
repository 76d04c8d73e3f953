import type { DocumentoRisposta } from '../../schemas/fascicolo.api.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { Bottone } from '../components/Bottone.js';
import { annuncia } from '../components/Esiti.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { fileDocumento } from './percorsi-fascicoli.js';

/** The last version of a document that is not registered, to be read. */
export function ScaricaVersione({ documento }: { documento: DocumentoRisposta }) {
  const motivoAccesso = useMotivoAccesso();
  const ultima = documento.versioni.at(-1);
  if (ultima === undefined) return null;
  const scarica = () => {
    leggiCarta(fileDocumento(documento.id, ultima.n), motivoAccesso)
      .then((bytes) => scaricaBlob(bytes, ultima.file.nome))
      .catch((errore: unknown) => annuncia('Non scaricato.', wordsOf(errore), 'bad'));
  };
  return (
    <Bottone aspetto="testo" misura="piccolo" icona="download" tabIndex={-1} onClick={scarica}>
      {documento.versioni.length === 1 ? 'Scarica' : `Versione ${ultima.n}`}
    </Bottone>
  );
}
