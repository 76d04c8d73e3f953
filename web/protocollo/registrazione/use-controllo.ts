import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Avviso } from '../../../schemas/registrazione-risposta.api.js';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import * as percorsi from './percorsi-registrazione.js';
import type { Valori } from './valori.js';

const PAUSE_MS = 350;

/** What of a form is looked at. */
type Controllati = Pick<Valori, 'flusso' | 'mezzo' | 'protocolloMittente'> & {
  mittenti: readonly Soggetto[];
  destinatari: readonly Soggetto[];
  documento: { sha256?: string | undefined } | null;
};

/** The value after it has been still for `pauseMs`. */
export function useFermo<T>(valore: T, pauseMs = PAUSE_MS): T {
  const [fermo, setFermo] = useState(valore);
  useEffect(() => {
    const timer = window.setTimeout(() => setFermo(valore), pauseMs);
    return () => window.clearTimeout(timer);
  }, [valore, pauseMs]);
  return fermo;
}

const leggibili = (soggetti: readonly Soggetto[]) => soggetti.filter((uno) => Soggetto.safeParse(uno).success);

/** Means and addressees of what goes out: paper to who has a digital domicile is told, and who is there twice. */
function spedizioneOf({ flusso, mezzo, destinatari }: Controllati) {
  const letti = leggibili(destinatari);
  const esterni = destinatari.some(({ tipo }) => tipo !== 'UO');
  const conMezzo = flusso === 'U' && mezzo !== '' && esterni && letti.length > 0;
  if (!conMezzo && letti.length < 2) return undefined;
  return { ...(conMezzo && { flusso, mezzo }), destinatari: letti };
}

/** What is asked, as text: nothing while neither the file nor sender and number are there, nor means and addressees, nor two of them. */
function richiestaOf(valori: Controllati): string {
  const { flusso, documento, protocolloMittente } = valori;
  const spedizione = spedizioneOf(valori);
  const mittenti = leggibili(valori.mittenti);
  const mittente =
    flusso === 'E' ? valori.mittenti.find((uno) => uno.tipo !== 'UO' && mittenti.includes(uno)) : undefined;
  const numero = flusso === 'E' ? protocolloMittente.numero.trim() : '';
  const conProt = mittente !== undefined && numero !== '';
  const piuMittenti = mittenti.length > 1;
  if (documento?.sha256 === undefined && !conProt && !piuMittenti && spedizione === undefined) return '';
  return JSON.stringify({
    ...spedizione,
    ...(piuMittenti && { mittenti }),
    ...(documento?.sha256 !== undefined && { sha256: documento.sha256 }),
    ...(mittente !== undefined && { mittente }),
    ...(conProt && {
      protocolloMittente: { numero, ...(protocolloMittente.data !== '' && { data: protocolloMittente.data }) },
    }),
  });
}

/** Warnings before saving (contract §2): is this document, or this number of this sender, already in the register? */
export function useControllo(valori: Controllati): Avviso[] {
  const richiesta = useFermo(richiestaOf(valori));
  const { data } = useQuery({
    queryKey: ['controllo', richiesta],
    queryFn: async ({ signal }) => {
      const corpo: unknown = JSON.parse(richiesta);
      return (await chiedi(percorsi.controlla, { corpo, segnale: signal })).corpo.avvisi;
    },
    enabled: richiesta !== '',
    staleTime: 30_000,
  });
  return richiesta === '' ? [] : (data ?? []);
}
