import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/firme.js';
import { isDiRepertorio } from '../api/percorsi.js';
import type { Registrazione, Riferimento } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Dialogo } from '../components/Dialogo.js';
import { Stato } from '../components/Stato.js';
import { useTasti } from '../lib/tasti.js';
import { paroleFirme } from '../protocollo/Firme.js';
import { indirizzoFile } from '../protocollo/Foglio.js';
import { useServonoIntestazioni } from '../protocollo/FoglioDi.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { detto } from '../protocollo/parole.js';
import { EsitoDi } from './EsitoDi.js';

/** In the page of a registration, or of an act, whose files are signed: the worst of it in a word, all of it in a dialog. W opens it. */
export function FirmeRegistrate({ registrazione }: { registrazione: Registrazione }) {
  const { anno, numero, registro, documento, allegati } = registrazione;
  const firme = [...(documento === undefined ? [] : [documento]), ...allegati].flatMap((file) => file.firme);
  const [aperte, setAperte] = useState(false);
  useTasti(firme.length === 0 ? [] : [{ tasti: 'w', azione: () => setAperte(true) }]);
  if (firme.length === 0) return null;
  const firmatari = [...new Set(firme.map(({ firmatario }) => firmatario))];
  return (
    <section className="riquadro" aria-labelledby="firme-titolo">
      <header>
        <h2 id="firme-titolo">Firme</h2>
        <span className="cresce" />
        <Stato {...paroleFirme(firme)} />
      </header>
      <div className="corpo">
        <p className="sm">{firmatari.join(', ')}</p>
        <Bottone aspetto="testo" misura="piccolo" tasto="W" onClick={() => setAperte(true)}>
          Che cosa regge e che cosa no
        </Bottone>
      </div>
      {aperte && <TutteLeFirme di={{ anno, numero, registro }} onChiudi={() => setAperte(false)} />}
    </section>
  );
}

/** `allegati/2` is number 2, the document has none. */
const nDi = (posto: string): number | undefined => Number(/\d+$/.exec(posto)?.[0]) || undefined;

function TutteLeFirme({ di, onChiudi }: { di: Riferimento; onChiudi: () => void }) {
  const motivoAccesso = useMotivoAccesso();
  const intestazioni = useServonoIntestazioni(); // a link carries none: the page beside shows the document all the same
  const cache = useQueryClient();
  const chiave = ['scheda', 'firme', di.anno, di.numero, di.registro];
  const { data, error } = useQuery({
    queryKey: chiave,
    queryFn: async ({ signal }) => (await chiedi(percorsi.firmeDi(di), { segnale: signal, motivoAccesso })).corpo,
  });
  const ancora = useMutation({
    mutationFn: async () => (await chiedi(percorsi.verificaAncora(di), { motivoAccesso })).corpo,
    onSuccess: (fresco) => cache.setQueryData(chiave, fresco),
  });
  const errore = ancora.error ?? error;
  return (
    <Dialogo
      titolo={`Firme ${isDiRepertorio(di) ? 'di' : 'del'} ${detto(di).nome}/${di.anno}`}
      premessa="Ogni firma con ciò che è stato controllato. «Verifica adesso» chiede anche alle autorità se i certificati sono stati revocati."
      azione="Verifica adesso"
      rinuncia="Chiudi"
      largo
      alLavoro={ancora.isPending && 'Verifica in corso…'}
      onAzione={() => ancora.mutate()}
      onChiudi={onChiudi}
    >
      <div className="pila pila-larga" aria-live="polite">
        {errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="La verifica non è riuscita.">
            {wordsOf(errore)}
          </Avviso>
        )}
        {data === undefined && errore === null && <p className="sm mut">Leggo le firme…</p>}
        {data?.elementi.map(({ posto, nome, verifica }) => (
          <div key={posto} className="pila">
            <h3 className="sm">
              {posto === 'documento' ? 'Documento' : `Allegato ${posto.replace('allegati/', '')}`}: {nome}
            </h3>
            <EsitoDi esito={verifica} nome={nome} />
            {verifica.contenuto !== undefined && !intestazioni && (
              <p className="sm">
                <a href={indirizzoFile(di, nDi(posto), 'contenuto')} target="_blank" rel="noreferrer">
                  Apri il documento dentro la busta
                </a>
              </p>
            )}
          </div>
        ))}
      </div>
    </Dialogo>
  );
}
