import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link } from 'react-router';
import { chiedi } from '../../api/client.js';
import { wordsOf } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import type { RicercaSalvata } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';
import { Icona } from '../../components/Icona.js';
import { Tendina } from '../../components/Tendina.js';
import { type Filtri, writeFiltri } from './filtri.js';

const CHIAVE = ['ricerche-salvate'] as const;

/** The searches that one keeps: opened, taken away, and the one on the screen kept under a name. */
export function RicercheSalvate({ filtri }: { filtri: Filtri }) {
  return (
    <Tendina parole="Ricerche" lato="destra">
      {(chiudi) => <Pannello domanda={writeFiltri(filtri).toString()} onChiudi={chiudi} />}
    </Tendina>
  );
}

function Pannello({ domanda, onChiudi }: { domanda: string; onChiudi: () => void }) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: CHIAVE,
    queryFn: async ({ signal }) => (await chiedi(percorsi.ricercheSalvate, { segnale: signal })).corpo.elementi,
  });
  const refresh = () => client.invalidateQueries({ queryKey: CHIAVE });
  const toglie = useMutation({
    mutationFn: (id: string) => chiedi(percorsi.toglieRicerca(id)),
    onSettled: refresh,
  });
  const salva = useMutation({
    mutationFn: (nome: string) => chiedi(percorsi.salvaRicerca, { corpo: { nome, domanda } }),
    onSettled: refresh,
  });
  const refused = error ?? toglie.error ?? salva.error;
  return (
    <div className="pila ricerche-salvate">
      {refused !== null && (
        <Avviso tono="bad" annuncio="alert">
          {wordsOf(refused)}
        </Avviso>
      )}
      {data?.length === 0 && <p className="sm">Nessuna ricerca salvata: i filtri di adesso si salvano qui sotto.</p>}
      {data !== undefined && data.length > 0 && (
        <Salvate ricerche={data} onApri={onChiudi} onTogli={(id) => toglie.mutate(id)} />
      )}
      {domanda !== '' && (
        <Salva salvata={salva.isSuccess} alLavoro={salva.isPending} onSalva={(nome) => salva.mutate(nome)} />
      )}
    </div>
  );
}

interface SalvateProps {
  ricerche: readonly RicercaSalvata[];
  onApri: () => void;
  onTogli: (id: string) => void;
}

function Salvate({ ricerche, onApri, onTogli }: SalvateProps) {
  return (
    <ul aria-label="Ricerche salvate">
      {ricerche.map(({ id, nome, domanda }) => (
        <li key={id}>
          <Link className="tendina-voce" to={`/registro?${domanda}`} onClick={onApri}>
            {nome}
          </Link>
          <Bottone aspetto="testo" misura="piccolo" aria-label={`Togli «${nome}»`} onClick={() => onTogli(id)}>
            <Icona nome="close" />
          </Bottone>
        </li>
      ))}
    </ul>
  );
}

interface SalvaProps {
  salvata: boolean;
  alLavoro: boolean;
  onSalva: (nome: string) => void;
}

function Salva({ salvata, alLavoro, onSalva }: SalvaProps) {
  const [nome, setNome] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (nome.trim() === '') return;
    onSalva(nome.trim());
    setNome('');
  };
  return (
    <form className="pila" onSubmit={submit}>
      <Campo
        etichetta="Salva questi filtri come"
        maxLength={80}
        value={nome}
        onChange={(event) => setNome(event.target.value)}
      />
      <Bottone type="submit" misura="piccolo" tasto="↵" alLavoro={alLavoro && 'Salva'}>
        Salva
      </Bottone>
      <span className="sm" role="status">
        {salvata && 'Ricerca salvata.'}
      </span>
    </form>
  );
}
