import type { Caller } from '../../schemas/accesso.api.js';
import type { ElencoArchivio, RigaElenco, TestaElenco } from '../../schemas/elenco-archivio.model.js';
import type { ElencoLetto, RigaAnteprima, TestaElencoLetta } from '../../schemas/scarto.api.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { type Candidato, rigaOf } from './anteprima.js';
import { APERTI, readAttoElenco } from './atti.js';
import { impedimentiOra } from './riscontro.js';

export const presentTesta = (e: Omit<TestaElenco, 'hash'>): TestaElencoLetta => ({
  id: e._id,
  tipo: e.tipo,
  anno: e.anno,
  numero: e.numero,
  stato: e.stato,
  creato: rfc3339(e.creato),
  utente: e.utente,
  ...(e.note !== undefined && { note: e.note }),
  fascicoli: e.fascicoli,
  documenti: e.documenti,
  byte: e.byte,
  ...(e.autorizzazione !== undefined && { autorizzazione: e.autorizzazione }),
  versione: e.versione,
});

/** Who has not said why he reads what is reserved sees that it is there, not what it is about. */
const rigaFor = ({ motivoAccesso }: Caller, { riservato, oggetto, ...riga }: RigaElenco) => ({
  ...riga,
  riservato: riservato === true,
  ...((riservato !== true || motivoAccesso !== undefined) && { oggetto }),
});

export function presentAnteprima(caller: Caller, candidato: Candidato): RigaAnteprima {
  const { regola: _regola, inizio: _inizio, fine: _fine, ...riga } = rigaFor(caller, rigaOf(candidato));
  const { conservazione, elenco, rilievi, proponibile } = candidato;
  return { ...riga, conservazione, proponibile, ...(elenco !== undefined && { elenco }), rilievi };
}

/** A list with its rows and its story; while it is open, what has come in the way of each row since. */
export async function presentElenco(
  deps: Pick<Deps, 'clock'>,
  caller: Caller,
  e: ElencoArchivio,
): Promise<ElencoLetto> {
  const { righe, escluse = [], avvio } = e;
  const isOpen = e.tipo === 'scarto' && APERTI.includes(e.stato);
  const now = isOpen ? await impedimentiOra(deps, e.aoo, righe) : new Map<string, never[]>();
  const sum = (of: (riga: RigaElenco) => number): number => righe.reduce((all, one) => all + of(one), 0);
  return {
    ...presentTesta({
      ...e,
      fascicoli: righe.length,
      documenti: sum(({ documenti }) => documenti),
      byte: sum(({ byte }) => byte),
    }),
    righe: righe.map((one) => ({
      ...rigaFor(caller, one),
      esclusa: escluse.includes(one.codice),
      impedimenti: now.get(one.fascicolo) ?? [],
    })),
    eventi: [
      {
        tipo: 'proposta',
        data: rfc3339(e.creato),
        utente: e.utente,
        ...(e.perContoDi !== undefined && { perContoDi: e.perContoDi }),
        dettagli: { fascicoli: righe.length },
        hash: e.hash,
      },
      ...e.eventi.map((one) => {
        const { tipo, data, utente, perContoDi, dettagli } = readAttoElenco(one);
        return {
          tipo,
          data: rfc3339(new Date(data)),
          utente,
          ...(perContoDi !== undefined && { perContoDi }),
          dettagli,
          hash: one.hash,
        };
      }),
    ],
    ...(avvio !== undefined && { avvio: { utente: avvio.utente, data: rfc3339(new Date(avvio.data)) } }),
  };
}
