import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Avviso } from '../../../schemas/registrazione-risposta.api.js';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import * as percorsi from './percorsi-registrazione.js';
import type { Valori } from './valori.js';

const PAUSE_MS = 350;

/** The value after it has been still for `pauseMs`. */
export function useFermo<T>(valore: T, pauseMs = PAUSE_MS): T {
  const [fermo, setFermo] = useState(valore);
  useEffect(() => {
    const timer = window.setTimeout(() => setFermo(valore), pauseMs);
    return () => window.clearTimeout(timer);
  }, [valore, pauseMs]);
  return fermo;
}

/** Means and outside addressees of what goes out: paper to who has a digital domicile is told. */
function spedizioneOf({ flusso, mezzo, destinatari }: Valori) {
  const esterni = destinatari.filter((uno) => uno.tipo !== 'UO' && Soggetto.safeParse(uno).success);
  return flusso === 'U' && mezzo !== '' && esterni.length > 0 ? { flusso, mezzo, destinatari: esterni } : undefined;
}

/** What is asked, as text: nothing while neither the file nor sender and number are there, nor means and addressees. */
function richiestaOf(valori: Valori): string {
  const { flusso, documento, mittenti, protocolloMittente } = valori;
  const spedizione = spedizioneOf(valori);
  const mittente =
    flusso === 'E' ? mittenti.find((uno) => uno.tipo !== 'UO' && Soggetto.safeParse(uno).success) : undefined;
  const numero = flusso === 'E' ? protocolloMittente.numero.trim() : '';
  const conProt = mittente !== undefined && numero !== '';
  if (documento?.sha256 === undefined && !conProt && spedizione === undefined) return '';
  return JSON.stringify({
    ...spedizione,
    ...(documento?.sha256 !== undefined && { sha256: documento.sha256 }),
    ...(mittente !== undefined && { mittente }),
    ...(conProt && {
      protocolloMittente: { numero, ...(protocolloMittente.data !== '' && { data: protocolloMittente.data }) },
    }),
  });
}

/** Warnings before saving (contract §2): is this document, or this number of this sender, already in the register? */
export function useControllo(valori: Valori): Avviso[] {
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
