import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import type { Riferimento } from '../api/tipi.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { LETTERE } from './interrogazioni-bozze.js';
import * as percorsi from './percorsi-bozze.js';

/** What of my drafts answers that registration and is still being written: it is gone on with, not begun again. */
async function giaCominciata({ anno, numero }: Riferimento): Promise<string | undefined> {
  const domanda = new URLSearchParams({ stato: 'in-lavorazione', risponde: `${anno}-${numero}`, limite: '1' });
  return (await chiedi(percorsi.elenco(domanda))).corpo.elementi[0]?.id;
}

/** Begins a letter and opens it; the answer to a registration that is already begun is only opened. */
export function useNuovaLettera() {
  const naviga = useNavigate();
  const cache = useQueryClient();
  const motivoAccesso = useMotivoAccesso();
  const [chiave, setChiave] = useState(newChiave);
  const mutation = useMutation({
    mutationFn: async (corpo: { oggetto: string } | { risponde: Riferimento }) => {
      const present = 'risponde' in corpo ? await giaCominciata(corpo.risponde) : undefined;
      return present ?? (await chiedi(percorsi.crea, { corpo, chiave, motivoAccesso })).corpo.id;
    },
    onSuccess: async (id) => {
      setChiave(newChiave());
      void naviga(percorsi.paginaLettera(id));
      await cache.invalidateQueries({ queryKey: [LETTERE] });
    },
    onError: (error) => annuncia('La lettera non è cominciata.', wordsOf(error), 'bad'),
  });
  return {
    comincia: (corpo: { oggetto: string } | { risponde: Riferimento }) => {
      if (!mutation.isPending) mutation.mutate(corpo);
    },
    alLavoro: mutation.isPending,
  };
}
