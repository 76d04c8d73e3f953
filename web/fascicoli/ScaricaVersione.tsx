import type { DocumentoRisposta } from '../../schemas/fascicolo.api.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { Bottone } from '../components/Bottone.js';
import { annuncia } from '../components/Esiti.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { fileDocumento } from './percorsi-fascicoli.js';

interface ScaricaVersioneProps {
  documento: DocumentoRisposta;
  versione: DocumentoRisposta['versioni'][number];
}

/** The file of one version of a document that is not registered. */
export function ScaricaVersione({ documento, versione: { n, file } }: ScaricaVersioneProps) {
  const motivoAccesso = useMotivoAccesso();
  const scarica = () => {
    leggiCarta(fileDocumento(documento.id, n), motivoAccesso)
      .then((bytes) => scaricaBlob(bytes, file.nome))
      .catch((errore: unknown) => annuncia('Non scaricato.', wordsOf(errore), 'bad'));
  };
  return (
    <Bottone
      aspetto="testo"
      misura="piccolo"
      icona="download"
      aria-label={`Scarica la versione ${n}`}
      onClick={scarica}
    >
      Scarica
    </Bottone>
  );
}
