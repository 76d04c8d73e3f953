import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import { CampoFascicolo } from '../../bozze/CampoFascicolo.js';
import { propostePer } from '../../fascicoli/percorsi-fascicoli.js';
import { useFermo } from '../../lib/ritardo.js';
import { type ErroreModulo, messaggiOf } from './errori-campi.js';
import type { Valori } from './valori.js';

interface FascicoloDiProps {
  valori: Valori;
  /** those that came with the suggested voci */
  suggeriti: Suggerimenti['fascicoli'];
  errori: readonly ErroreModulo[];
  onFascicolo: (id: string) => void;
}

const PAUSE_MS = 350;
const MAX_PROPOSTI = 8;

/** Recent open ones of that class and of who writes, or is written to. */
function useRecenti(valori: Valori) {
  const { flusso, classifica } = valori;
  const altro = (flusso === 'U' ? valori.destinatari : valori.mittenti).find(({ tipo }) => tipo !== 'UO');
  const corrispondente = altro === undefined ? '' : nameOfSoggetto(altro);
  const domanda = new URLSearchParams({
    ...(classifica !== '' && { classifica }),
    ...(corrispondente !== '' && { corrispondente }),
  }).toString();
  const ferma = useFermo(domanda, PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['fascicoli', 'proposte', ferma],
    queryFn: async ({ signal }) => (await chiedi(propostePer(ferma), { segnale: signal })).corpo.elementi,
    enabled: ferma !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (domanda === '') return [];
  return (data ?? []).map(({ fascicolo: { id, codice, oggetto }, motivi }) => ({
    id,
    codice,
    oggetto,
    motivo: motivi.join(' · '),
  }));
}

/** The open fascicolo into which the registration is born: proposed ones by ↓ and Enter, any other by code or words. */
export function FascicoloDi({ valori, suggeriti, errori, onFascicolo }: FascicoloDiProps) {
  const recenti = useRecenti(valori);
  const primi = [...new Map([...recenti, ...suggeriti].map((uno) => [uno.id, uno])).values()].slice(0, MAX_PROPOSTI);
  const [primo] = primi;
  const errore = messaggiOf(errori, 'fascicolo').join(' ');
  return (
    <CampoFascicolo
      fascicolo={valori.fascicolo}
      primi={primi}
      aiuto={primo === undefined || valori.fascicolo !== '' ? undefined : `forse ${primo.codice}: ↓ mostra i proposti`}
      errore={errore === '' ? undefined : errore}
      onFascicolo={onFascicolo}
    />
  );
}
