import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { DocumentiDelFascicolo, ElementoFascicolo } from '../../schemas/fascicolo.api.js';
import { chiedi, type Percorso } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { isDiRepertorio } from '../api/percorsi.js';
import type { Registrazione, Riferimento } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { dimensione } from '../lib/formati.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { detto } from '../protocollo/parole.js';
import { useScheda } from '../protocollo/scheda/interrogazioni.js';

interface File {
  nome: string;
  sha256: string;
  dimensione: number;
}
/** A file that may be attached: what it is, where it comes from, how the server is asked for it. */
interface Offerto {
  file: File;
  da: string;
  chiesto: object;
}

interface AllegaDaProps {
  risponde?: Riferimento;
  fascicolo?: string;
  presenti: ReadonlySet<string>;
  onAllega: (chiesto: object) => void;
}

const documentiDi = (id: string): Percorso<z.infer<typeof DocumentiDelFascicolo>> => ({
  metodo: 'GET',
  url: `/fascicoli/${encodeURIComponent(id)}/documenti?limite=100`,
});

type DiRegistrazione = Pick<Registrazione, 'anno' | 'numero' | 'registro' | 'documento' | 'allegati'>; // of a row, too

const fileDi = (di: DiRegistrazione): Offerto[] => {
  const { anno, numero, registro, documento, allegati } = di;
  const da = `${detto(di).nome}/${anno}`;
  const registrazione = { anno, numero, ...(isDiRepertorio(di) && { registro }) }; // a registration may have the same number
  return [
    ...(documento === undefined ? [] : [{ file: documento, da, chiesto: { registrazione } }]),
    ...allegati.map((file) => ({ file, da, chiesto: { registrazione, allegato: file.n } })),
  ];
};

/** Of a document that is not registered its last version; of a registration all its files. */
function offertiDi(elemento: ElementoFascicolo): Offerto[] {
  if (elemento.tipo === 'registrazione') return fileDi(elemento.registrazione);
  const { id, oggetto, versioni } = elemento.documento;
  const file = versioni.at(-1)?.file;
  return file === undefined ? [] : [{ file, da: oggetto, chiesto: { documento: id } }];
}

/** Files of the registration that is answered, and of the documents of the fascicolo; offered when one asks. */
export function AllegaDa({ risponde, fascicolo, presenti, onAllega }: AllegaDaProps) {
  const [aperto, setAperto] = useState(false);
  if (risponde === undefined && fascicolo === undefined) return null;
  return (
    <details open={aperto} onToggle={(event) => setAperto(event.currentTarget.open)}>
      <summary>{fascicolo === undefined ? 'Allega dalla registrazione' : 'Allega dal fascicolo'}</summary>
      {aperto && (
        <>
          {risponde !== undefined && <DaRegistrazione di={risponde} presenti={presenti} onAllega={onAllega} />}
          {fascicolo !== undefined && <DaFascicolo id={fascicolo} presenti={presenti} onAllega={onAllega} />}
        </>
      )}
    </details>
  );
}

type DaProps = Pick<AllegaDaProps, 'presenti' | 'onAllega'>;

function DaRegistrazione({ di, ...resto }: DaProps & { di: Riferimento }) {
  const { data, error } = useScheda(di, useMotivoAccesso());
  if (error !== null) return <p className="sm mut">{wordsOf(error)}</p>;
  return <Elenco offerti={data === undefined ? [] : fileDi(data)} {...resto} />;
}

function DaFascicolo({ id, ...resto }: DaProps & { id: string }) {
  const { data, error } = useQuery({
    queryKey: ['fascicolo', id, 'documenti', 'da-allegare'],
    queryFn: async ({ signal }) => (await chiedi(documentiDi(id), { segnale: signal })).corpo.elementi,
  });
  if (error !== null) return <p className="sm mut">{wordsOf(error)}</p>;
  return <Elenco offerti={(data ?? []).flatMap(offertiDi)} {...resto} />;
}

function Elenco({ offerti, presenti, onAllega }: DaProps & { offerti: readonly Offerto[] }) {
  const free = offerti.filter(({ file }) => !presenti.has(file.sha256));
  if (free.length === 0) return <p className="sm mut">Nessun altro file da allegare.</p>;
  return (
    <ul>
      {free.map(({ file, da, chiesto }) => (
        <li key={`${da}/${file.sha256}`} className="riga">
          <span className="ell">{file.nome}</span>
          <span className="xs mut nw">
            {da}, {dimensione(file.dimensione)}
          </span>
          <span className="cresce" />
          <Bottone
            aspetto="testo"
            misura="piccolo"
            aria-label={`Allega ${file.nome}`}
            onClick={() => onAllega(chiesto)}
          >
            Allega
          </Bottone>
        </li>
      ))}
    </ul>
  );
}
