import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AttestazioneLetta } from '../../schemas/attestazione.api.js';
import { attestazione as percorso } from '../api/attestazioni.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta } from '../api/scarica.js';

/** The document as it is signed, shown by the browser itself; its text, where it shows no PDF, stands beside it. */
export function FoglioAttestazione({ attestazione }: { attestazione: AttestazioneLetta }) {
  const { id, documento, testo } = attestazione;
  const { data, error } = useQuery({
    queryKey: ['attestazione-pdf', id, documento.sha256],
    queryFn: () => leggiCarta(percorso(id), undefined),
    gcTime: 0,
  });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (data === undefined) return undefined;
    const made = URL.createObjectURL(data.slice(0, data.size, 'application/pdf'));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <section className="attesta-foglio" aria-label="Il documento dell’attestazione">
      <div className="barra-pagina">
        <b className="sm nw">{documento.nome}</b>
        <span className="xs mut ell">PDF/A-2b, elenca ogni copia con la sua impronta</span>
      </div>
      <div className="testo-attestazione">
        {testo.map((paragrafo) => (
          <p key={paragrafo}>{paragrafo}</p>
        ))}
      </div>
      {error !== null && <p role="alert">{wordsOf(error)}</p>}
      {address !== undefined && <iframe src={address} title="Attestazione di conformità" />}
    </section>
  );
}
