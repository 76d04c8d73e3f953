import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import type { RepertorioRisposta } from '../../schemas/repertorio.api.js';
import { inviaParti } from '../api/client.js';
import { useUffici } from '../api/elenchi.js';
import { ProblemaError } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { numero7 } from '../lib/formati.js';
import { CampoUfficio } from '../protocollo/atti/CampoUfficio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { registra } from './percorsi-repertori.js';

interface NuovoAttoProps {
  repertorio: RepertorioRisposta;
  onFatto: (atto: RegistrazioneRisposta) => void;
  onChiudi: () => void;
}

/** `347`, `0000347/2026` → the registration; undefined for what is no number. */
function postoOf(testo: string, anno: number): { anno: number; numero: number } | undefined {
  const match = /^\s*0*([1-9]\d{0,8})(?:\s*\/\s*(\d{4}))?\s*$/.exec(testo);
  return match === null
    ? undefined
    : { anno: match[2] === undefined ? anno : Number(match[2]), numero: Number(match[1]) };
}

/** Registers an act: what it is about, who adopted it or sent it, its document. Number and date come from the system. */
export function NuovoAtto({ repertorio, onFatto, onChiudi }: NuovoAttoProps) {
  const io = useIo();
  const cache = useQueryClient();
  const { data: uffici } = useUffici();
  const { sigla, denominazione, tipologia, flusso, uo } = repertorio;
  const entra = flusso === 'E';
  const [chiave, setChiave] = useState(newChiave);
  const [oggetto, setOggetto] = useState('');
  const [adotta, setAdotta] = useState<string[]>(uo === undefined ? [] : [uo]);
  const [mittente, setMittente] = useState('');
  const [suoNumero, setSuoNumero] = useState('');
  const [suaData, setSuaData] = useState('');
  const [documento, setDocumento] = useState<File | null>(null);
  const [allegati, setAllegati] = useState<readonly File[]>([]);
  const [protocollo, setProtocollo] = useState('');
  const [note, setNote] = useState('');
  const posto = postoOf(protocollo, Number(io.adesso.slice(0, 4)));

  const corpo = () => ({
    oggetto: oggetto.trim(),
    mittenti: entra
      ? mittente.trim() === ''
        ? []
        : [{ tipo: 'PG', denominazione: mittente.trim() }]
      : adotta.map((one) => ({ tipo: 'UO', uo: one })),
    ...(entra &&
      suoNumero.trim() !== '' && {
        protocolloMittente: { numero: suoNumero.trim(), ...(suaData !== '' && { data: suaData }) },
      }),
    ...(posto !== undefined && { registrazione: posto }),
    ...(note.trim() !== '' && { note: note.trim() }),
  });
  const invio = useMutation({
    mutationFn: () => {
      const parti = new FormData();
      parti.set('registrazione', JSON.stringify(corpo()));
      if (documento !== null) parti.set('documento', documento, documento.name);
      for (const one of allegati) parti.append('allegato', one, one.name);
      return inviaParti<RegistrazioneRisposta>(registra(sigla), { parti, chiave });
    },
    onSuccess: async ({ corpo: atto }) => {
      annuncia(`${sigla} ${numero7(atto.numero)} registrato.`, atto.oggetto);
      onFatto(atto);
      await cache.invalidateQueries({ queryKey: ['repertori'] });
    },
    onError: (error) => {
      if (error instanceof ProblemaError) setChiave(newChiave()); // a refused try freed the key; without an answer it stays
    },
  });
  const errore = (campo: string) => erroreDi(invio.error, campo);
  return (
    <DialogoAtto
      titolo={`Registra: ${tipologia ?? denominazione}`}
      premessa={`Repertorio ${sigla}: il numero e la data li dà il sistema.`}
      azione="Registra"
      rinuncia="Non registrare"
      inCorso="Registrazione in corso…"
      largo
      alLavoro={invio.isPending}
      errore={invio.error}
      onAzione={() => invio.mutate()}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="textarea"
        rows={3}
        etichetta="Oggetto"
        value={oggetto}
        errore={errore('oggetto')}
        onChange={(event) => setOggetto(event.target.value)}
      />
      {entra ? (
        <>
          <Campo
            etichetta="Da chi viene"
            value={mittente}
            errore={errore('mittenti')}
            onChange={(event) => setMittente(event.target.value)}
          />
          <div className="repertori-due">
            <Campo
              etichetta="Suo numero"
              facoltativo
              value={suoNumero}
              errore={errore('protocolloMittente')}
              onChange={(event) => setSuoNumero(event.target.value)}
            />
            <Campo
              type="date"
              etichetta="Sua data"
              facoltativo
              value={suaData}
              onChange={(event) => setSuaData(event.target.value)}
            />
          </div>
        </>
      ) : (
        <CampoUfficio
          id="atto-ufficio"
          etichetta="Ufficio che lo adotta"
          uffici={uffici ?? []}
          scelti={adotta}
          errore={errore('mittenti')}
          onScelti={setAdotta}
        />
      )}
      <div className="repertori-due">
        <Campo
          type="file"
          etichetta="Documento"
          errore={errore('documento')}
          onChange={(event) => setDocumento(event.target.files?.[0] ?? null)}
        />
        <Campo
          type="file"
          multiple
          etichetta="Allegati"
          facoltativo
          errore={errore('allegati')}
          onChange={(event) => setAllegati(Array.from(event.target.files ?? []))}
        />
      </div>
      <div className="repertori-due">
        <Campo
          etichetta="Anche nel protocollo"
          facoltativo
          aiuto="347 oppure 347/2026"
          value={protocollo}
          errore={
            errore('registrazione') ??
            (protocollo.trim() !== '' && posto === undefined ? 'Scrivere un numero di protocollo.' : undefined)
          }
          onChange={(event) => setProtocollo(event.target.value)}
        />
        <Campo
          etichetta="Note"
          facoltativo
          value={note}
          errore={errore('note')}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </DialogoAtto>
  );
}
