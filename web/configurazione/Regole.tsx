import './regole.css';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { useIo } from '../api/sessione.js';
import type { TipoConfigurazione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { useTitolo } from '../lib/titolo.js';
import { Differenze } from './Differenze.js';
import { differenzeTra } from './confronto.js';
import { ElencoParti } from './ElencoParti.js';
import { ElencoVoci } from './ElencoVoci.js';
import { erroriContenuto } from './errori-contenuto.js';
import { useRegole, useRegoleAl, useVersione } from './interrogazioni.js';
import { Modulo } from './Modulo.js';
import { isElenco } from './campi-regole.js';
import { parteOf, PARTI } from './parti.js';
import { PiedeModifica } from './PiedeModifica.js';
import { ProvaSmistamento } from './ProvaSmistamento.js';
import { Sezioni } from './Sezioni.js';
import { useModifica } from './use-modifica.js';
import type { Voce } from './valori.js';
import { daQuandoVale, StatoVersione, Versioni } from './Versioni.js';

/** What the AOO decides, part by part; which part and which version is in the address. */
export function Regole() {
  const { tipo } = useParams();
  const parte = parteOf(tipo);
  if (tipo === undefined) return <Navigate to={`/regole/${PARTI[0]?.tipo ?? ''}`} replace />;
  if (parte === undefined) return <NonTrovata />;
  return <Parte key={parte.tipo} tipo={parte.tipo} nome={parte.nome} spiega={parte.spiega} />;
}

function Parte({ tipo, nome, spiega }: { tipo: TipoConfigurazione; nome: string; spiega: string }) {
  const io = useIo();
  const [parametri, setParametri] = useSearchParams();
  const asked = parametri.get('versione');
  const numero = asked !== null && /^\d{1,7}$/.test(asked) ? Number(asked) : undefined;
  useTitolo(`Regole, ${nome}`, io.ente.denominazione);

  const parti = useRegole();
  const oggi = useRegoleAl(tipo, undefined);
  const una = useVersione(tipo, numero);
  const { data: vista, error, refetch } = numero === undefined ? oggi : una;
  const { modifica, comincia, cambia, lascia, salva, alLavoro, errore } = useModifica(tipo, (versione) =>
    setParametri({ versione: String(versione.numero) }, { replace: true }),
  );
  const validoDal = modifica !== null && modifica.validoDal !== '' ? modifica.validoDal : undefined;
  const quelGiorno = useRegoleAl(tipo, validoDal, validoDal !== undefined);

  const scrive = parti.data?.find((one) => one.tipo === tipo)?.scrive === true;
  const contenuto = modifica === null ? vista?.contenuto : modifica.contenuto;
  const errori = erroriContenuto(errore);
  const base = modifica === null ? oggi.data : (quelGiorno.data ?? oggi.data);
  const confronta = base !== undefined && contenuto !== undefined && (modifica !== null || numero !== undefined);
  const onContenuto = modifica === null ? undefined : (next: unknown) => cambia({ contenuto: next });

  const riparti = async () => {
    const { data } = await oggi.refetch();
    if (data !== undefined) cambia({ base: data.ultima });
    await quelGiorno.refetch();
  };

  return (
    <>
      <div className="testa">
        <h1>{nome}</h1>
        {vista !== undefined && modifica === null && (
          <>
            <span className="sub">
              {vista.numero === 0 ? 'versione iniziale' : `versione ${vista.numero}`}, {daQuandoVale(vista)}
            </span>
            <StatoVersione stato={vista.stato} />
          </>
        )}
        {modifica !== null && <span className="sub">modifica non ancora salvata, tenuta in questo computer</span>}
        <span className="cresce" />
        {scrive && modifica === null && vista !== undefined && (
          <Bottone aspetto="primo" icona="pencil" onClick={() => comincia(vista)}>
            {numero === undefined ? 'Cambia…' : 'Cambia a partire da questa…'}
          </Bottone>
        )}
      </div>
      <div className={modifica === null ? 'regole-corpo' : 'regole-corpo in-modifica'}>
        <ElencoParti parti={parti.data} tipo={tipo} />
        <div className="regole-centro">
          <p className="regole-spiega sm mut">{spiega}</p>
          {contenuto === undefined ? (
            <Attesa error={error} onRiprova={() => void refetch()} />
          ) : isElenco(tipo) ? (
            <ElencoVoci tipo={tipo} voci={contenuto as Voce[]} errori={errori} onVoci={onContenuto} />
          ) : tipo === 'conservazione' ? (
            <Sezioni contenuto={contenuto as unknown as Voce} errori={errori} onContenuto={onContenuto} />
          ) : (
            <Modulo tipo={tipo} voce={contenuto as unknown as Voce} errori={errori} onVoce={onContenuto} />
          )}
          {errori.some(({ riga, campo }) => riga === null && campo === '') && (
            <p className="errore-campo regole-errore">{errori.find(({ riga }) => riga === null)?.messaggio}</p>
          )}
        </div>
        <div className="regole-lato" tabIndex={0} role="region" aria-label="Versioni e differenze">
          {tipo === 'smistamento' && scrive && Array.isArray(contenuto) && <ProvaSmistamento regole={contenuto} />}
          {confronta && (
            <Differenze
              differenze={differenzeTra(tipo, base.contenuto, contenuto)}
              rispetto={
                modifica === null ? 'rispetto a quella in vigore oggi' : 'rispetto a quella in vigore quel giorno'
              }
            />
          )}
          <Versioni tipo={tipo} scelta={vista?.numero} />
        </div>
      </div>
      {modifica === null ? (
        <SuggerimentiTasti tasti={[[['↑', '↓'], 'scorri']]} />
      ) : (
        <PiedeModifica
          modifica={modifica}
          {...(tipo === 'conservazione' && {
            vale: 'Vale da subito, per ciò che si verserà; i pacchetti già preparati non cambiano.',
          })}
          alLavoro={alLavoro}
          errore={errore}
          onCambia={cambia}
          onSalva={salva}
          onLascia={lascia}
          onRiparti={() => void riparti()}
        />
      )}
    </>
  );
}

function Attesa({ error, onRiprova }: { error: Error | null; onRiprova: () => void }) {
  if (error === null)
    return (
      <p className="regole-spiega" role="status">
        <span className="vh">Caricamento</span>
        <span className="scheletro regole-scheletro" />
      </p>
    );
  return <NonSiApre titolo="Le regole non si aprono" errore={error} onRiprova={onRiprova} />;
}
