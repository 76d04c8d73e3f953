import { useState } from 'react';
import { type CorrispondenteScheda, FONTI_A_MANO } from '../../schemas/corrispondente.api.js';
import { Soggetto } from '../../schemas/soggetto.api.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import {
  avvertenzaCodice,
  CAMPI_TIPO,
  conTipo,
  ETICHETTE_SOGGETTO,
  PAROLE_TIPO,
  soggettoScritto,
  type TipoScritto,
} from '../protocollo/registrazione/soggetti.js';
import { PAROLE_FONTE } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import { erroreDi, useAzione } from './use-azione.js';

interface ModificaCorrispondenteProps {
  /** Without one a new correspondent is written. */
  di?: CorrispondenteScheda;
  onFatto: (scheda: CorrispondenteScheda) => void;
  onChiudi: () => void;
}

const isAMano = (fonte: string): fonte is (typeof FONTI_A_MANO)[number] =>
  (FONTI_A_MANO as readonly string[]).includes(fonte);

/** What the schema says of the subject as it is written, by property. */
function faultsOf(campi: Record<string, string>): ReadonlyMap<string, string> {
  const esito = Soggetto.safeParse(soggettoScritto(campi));
  if (esito.success) return new Map();
  return new Map(esito.error.issues.toReversed().map(({ path, message }) => [String(path[0] ?? ''), message]));
}

/** Writes a correspondent, or corrects one: its data, where its digital domicile is known from, a note. */
export function ModificaCorrispondente({ di, onFatto, onChiudi }: ModificaCorrispondenteProps) {
  const [campi, setCampi] = useState<Record<string, string>>(di === undefined ? { tipo: 'PG' } : { ...di.soggetto });
  const prima = di?.domicilio?.fonte;
  const [scelta, setScelta] = useState<string>();
  const [note, setNote] = useState(di?.note ?? '');
  const [motivo, setMotivo] = useState('');
  const [provato, setProvato] = useState(false);
  const azione = useAzione<CorrispondenteScheda>(
    di === undefined
      ? ['Corrispondente scritto in rubrica.']
      : ['Corrispondente corretto.', 'Le registrazioni restano come sono.'],
    (scheda) => {
      onChiudi();
      onFatto(scheda);
    },
  );
  const faults = faultsOf(campi);
  const tipo = campi['tipo'] as TipoScritto;
  // an address left as it is keeps its source, also one that nobody may write by hand
  const stesso = prima !== undefined && (campi['domicilioDigitale'] ?? '') === (di?.soggetto.domicilioDigitale ?? '');
  const diPrima = prima !== undefined && (stesso || isAMano(prima)) ? prima : undefined;
  const fonti = diPrima === undefined || isAMano(diPrima) ? FONTI_A_MANO : [diPrima, ...FONTI_A_MANO];
  const fonte = fonti.find((una) => una === scelta) ?? diPrima ?? 'dichiarato';
  const cambiato = !stesso || fonte !== prima;

  const send = () => {
    setProvato(true);
    const parsed = Soggetto.safeParse(soggettoScritto(campi));
    if (!parsed.success) return;
    const corpo = {
      soggetto: parsed.data,
      ...(parsed.data.domicilioDigitale !== undefined && cambiato && isAMano(fonte) && { fonteDomicilio: fonte }),
      ...(note !== (di?.note ?? '') && { note }),
      ...(di !== undefined && motivo.trim() !== '' && { motivo: motivo.trim() }),
    };
    if (di === undefined) azione.mutate({ percorso: percorsi.creaCorrispondente, corpo });
    else azione.mutate({ percorso: percorsi.modificaCorrispondente(di.id), corpo, versione: di.versione });
  };
  const erroreOf = (nome: string): string | undefined =>
    (provato ? faults.get(nome) : undefined) ?? erroreDi(azione.error, `soggetto.${nome}`);

  return (
    <DialogoAtto
      titolo={di === undefined ? 'Nuovo corrispondente' : 'Correggi il corrispondente'}
      premessa={
        di === undefined
          ? 'Sarà proposto a tutti mentre scrivono. Chi ha già gli stessi codici non si scrive due volte.'
          : 'Vale per le registrazioni che verranno: quelle già fatte restano come sono.'
      }
      azione={di === undefined ? 'Scrivi in rubrica' : 'Tieni i dati corretti'}
      inCorso="Scrittura in corso…"
      largo
      alLavoro={azione.isPending}
      errore={azione.error}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <div className="segmenti piccoli" role="group" aria-label="Tipo di corrispondente">
        {Object.entries(PAROLE_TIPO).map(([codice, parole]) => (
          <button
            key={codice}
            type="button"
            aria-pressed={codice === tipo}
            onClick={() => setCampi(conTipo(campi, codice as TipoScritto))}
          >
            {parole}
          </button>
        ))}
      </div>
      <div className="rubrica-campi">
        {CAMPI_TIPO[tipo].map(([nome, sesti], posto) => (
          <div key={nome} className={`sesti-${sesti}`}>
            <Campo
              etichetta={ETICHETTE_SOGGETTO[nome]}
              value={campi[nome] ?? ''}
              autoComplete="off"
              spellCheck={false}
              errore={erroreOf(nome)}
              avvertenza={nome === 'codiceFiscale' ? avvertenzaCodice(campi) : undefined}
              onChange={(event) => setCampi({ ...campi, [nome]: event.target.value })}
              {...(posto === 0 && { 'data-primo': true })}
            />
          </div>
        ))}
        {(campi['domicilioDigitale'] ?? '') !== '' && (
          <div className="sesti-3">
            <Campo
              tipo="select"
              etichetta="Fonte del domicilio digitale"
              value={fonte}
              errore={erroreDi(azione.error, 'fonteDomicilio')}
              onChange={(event) => setScelta(event.target.value)}
            >
              {fonti.map((una) => (
                <option key={una} value={una}>
                  {PAROLE_FONTE[una]}
                </option>
              ))}
            </Campo>
          </div>
        )}
      </div>
      <Campo
        tipo="textarea"
        rows={2}
        etichetta="Note"
        facoltativo
        value={note}
        errore={erroreDi(azione.error, 'note')}
        onChange={(event) => setNote(event.target.value)}
      />
      {di !== undefined && (
        <Campo
          etichetta="Motivo della correzione"
          facoltativo
          value={motivo}
          errore={erroreDi(azione.error, 'motivo')}
          onChange={(event) => setMotivo(event.target.value)}
        />
      )}
    </DialogoAtto>
  );
}
