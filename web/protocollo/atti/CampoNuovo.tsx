import { useState } from 'react';
import { ProblemaError } from '../../api/errori.js';
import type { CampoRinnovabile, Flusso, RigaPiena, Soggetto, Ufficio } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { PAROLE_FLUSSO } from '../../components/Flusso.js';
import { giornoInLettere, giornoIso, ora } from '../../lib/formati.js';
import { dataArrivoOf } from '../registrazione/arrivo.js';
import { CampoSoggetti } from '../registrazione/CampoSoggetti.js';
import type { Lista, SoggettoAperto } from '../registrazione/valori.js';

/** What is being written for each datum: one can go from one to another and find it again. */
interface BozzaRinnovo {
  oggetto: string;
  mittenti: Soggetto[];
  destinatari: Soggetto[];
  protocolloMittente: { numero: string; data: string };
  dataArrivo: { giorno: string; ora: string };
  flusso: Flusso;
}

/** Every datum begins as it is now: one corrects, one does not write again. */
export function bozzaDi({
  oggetto,
  mittenti,
  destinatari,
  protocolloMittente,
  dataArrivo,
  flusso,
}: RigaPiena): BozzaRinnovo {
  return {
    oggetto,
    mittenti,
    destinatari,
    protocolloMittente: { numero: protocolloMittente?.numero ?? '', data: protocolloMittente?.data ?? '' },
    dataArrivo: {
      giorno: dataArrivo === undefined ? '' : giornoIso(dataArrivo),
      ora: dataArrivo?.includes('T') === true ? ora(dataArrivo) : '',
    },
    flusso,
  };
}

/** The new value as the API takes it. */
export function nuovoDi(campo: CampoRinnovabile, bozza: BozzaRinnovo): unknown {
  switch (campo) {
    case 'protocolloMittente': {
      const { numero, data } = bozza.protocolloMittente;
      return { numero: numero.trim(), ...(data !== '' && { data }) };
    }
    case 'dataArrivo':
      return dataArrivoOf(bozza.dataArrivo) ?? '';
    case 'oggetto':
    case 'mittenti':
    case 'destinatari':
    case 'flusso':
      return bozza[campo];
  }
}

interface CampoNuovoProps {
  campo: CampoRinnovabile;
  bozza: BozzaRinnovo;
  uffici: readonly Ufficio[];
  flusso: Flusso;
  errore: string | undefined;
  errori: Error | null;
  onBozza: (bozza: BozzaRinnovo) => void;
}

/** The control for the new value, by the datum. */
export function CampoNuovo({ campo, bozza, uffici, flusso, errore, errori, onBozza }: CampoNuovoProps) {
  switch (campo) {
    case 'oggetto':
      return (
        <Campo
          tipo="textarea"
          etichetta="Valore giusto"
          rows={3}
          maxLength={4000}
          value={bozza.oggetto}
          errore={errore}
          onChange={(event) => onBozza({ ...bozza, oggetto: event.target.value })}
        />
      );
    case 'mittenti':
    case 'destinatari':
      return (
        <SoggettiNuovi
          lista={campo}
          interno={flusso === 'I' || (flusso === 'U') === (campo === 'mittenti')}
          uffici={uffici}
          soggetti={bozza[campo]}
          errori={errori}
          onSoggetti={(soggetti) => onBozza({ ...bozza, [campo]: soggetti })}
        />
      );
    case 'protocolloMittente': {
      const { protocolloMittente: valore } = bozza;
      const set = (next: Partial<typeof valore>) => onBozza({ ...bozza, protocolloMittente: { ...valore, ...next } });
      return (
        <div className="griglia-due">
          <Campo
            etichetta="Numero giusto"
            value={valore.numero}
            errore={errore}
            onChange={(event) => set({ numero: event.target.value })}
          />
          <Campo
            etichetta="Data"
            facoltativo
            type="date"
            value={valore.data}
            aiuto={valore.data === '' ? undefined : giornoInLettere(valore.data)}
            onChange={(event) => set({ data: event.target.value })}
          />
        </div>
      );
    }
    case 'dataArrivo': {
      const { dataArrivo: valore } = bozza;
      const set = (next: Partial<typeof valore>) => onBozza({ ...bozza, dataArrivo: { ...valore, ...next } });
      return (
        <div className="griglia-due">
          <Campo
            etichetta="Giorno giusto"
            type="date"
            value={valore.giorno}
            aiuto={valore.giorno === '' ? undefined : giornoInLettere(valore.giorno)}
            errore={errore}
            onChange={(event) => set({ giorno: event.target.value })}
          />
          <Campo
            etichetta="Ora"
            facoltativo
            type="time"
            value={valore.ora}
            onChange={(event) => set({ ora: event.target.value })}
          />
        </div>
      );
    }
    case 'flusso':
      return (
        <Campo
          tipo="select"
          etichetta="Valore giusto"
          value={bozza.flusso}
          errore={errore}
          onChange={(event) => onBozza({ ...bozza, flusso: event.target.value as Flusso })}
        >
          {Object.entries(PAROLE_FLUSSO).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Campo>
      );
  }
}

interface SoggettiNuoviProps {
  lista: Lista;
  /** Offices of the AOO rather than outside correspondents. */
  interno: boolean;
  uffici: readonly Ufficio[];
  soggetti: Soggetto[];
  errori: Error | null;
  onSoggetti: (soggetti: Soggetto[]) => void;
}

function SoggettiNuovi({ lista, interno, uffici, soggetti, errori, onSoggetti }: SoggettiNuoviProps) {
  const [testo, setTesto] = useState('');
  const [aperto, setAperto] = useState<SoggettoAperto | null>(null);
  const fields = errori instanceof ProblemaError ? errori.errori : [];
  return (
    <CampoSoggetti
      lista={lista}
      etichetta={lista === 'mittenti' ? 'Mittente giusto' : 'Destinatario giusto'}
      da={interno ? 'uffici' : 'corrispondenti'}
      uffici={uffici}
      soggetti={soggetti}
      testo={testo}
      aperto={aperto}
      errori={fields.map(({ campo, messaggio }) => ({ campo: campo.replace(/^nuovo/, lista), messaggio }))}
      onSoggetti={onSoggetti}
      onTesto={setTesto}
      onAperto={setAperto}
    />
  );
}
