import { useMutation } from '@tanstack/react-query';
import { wordsOf } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import { leggiCarta, scaricaBlob } from '../../api/scarica.js';
import { type Filtri, writeFiltri } from './filtri.js';

/** All that the filters find, as a spreadsheet opens it. */
export function Esporta({ filtri }: { filtri: Filtri }) {
  const esporta = useMutation({
    mutationFn: async () =>
      scaricaBlob(await leggiCarta(percorsi.registroCsv(writeFiltri(filtri)), undefined), 'registrazioni.csv'),
  });
  return (
    <>
      <button
        type="button"
        className="chip0 senza-freccia"
        title="Tutte le registrazioni trovate, come CSV"
        disabled={esporta.isPending}
        onClick={() => esporta.mutate()}
      >
        {esporta.isPending ? 'Esportazione…' : 'Esporta'}
      </button>
      <span className={esporta.isError ? 'sm' : 'vh'} role="status">
        {esporta.isPending && 'Esportazione in corso.'}
        {esporta.isSuccess && 'Esportazione scaricata.'}
        {esporta.isError && wordsOf(esporta.error)}
      </span>
    </>
  );
}
