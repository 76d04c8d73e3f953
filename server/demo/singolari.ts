import { addDays } from '../lib/clock.js';
import { giorniDopo, lavorativoDopo, pocoDopo } from './agenda.js';
import { MEZZI_CARTACEI } from './canali.js';
import type { Caso } from './caso.js';
import type { Altra } from './righe.js';
import { VIE } from './soggetti.js';
import type { AttoSuccessivo, PassoAtto, PassoRegistra } from './tipi.js';

/** An accident of the past: the registration as it was born, and how it was put right. */
interface Singolare {
  di: string;
  /** registered so, where something was wrong from the start */
  passo?: PassoRegistra;
  atti: PassoAtto[];
  /** nothing else is done with it */
  chiusa: boolean;
}

interface Singolari {
  /** registrations that were born otherwise, by chiave */
  passi: ReadonlyMap<string, PassoRegistra>;
  atti: PassoAtto[];
  /** chiavi of those with which nothing else is done */
  chiuse: ReadonlySet<string>;
}

const RIFIUTA = 'U410';
const VICINI_DI_U410 = ['U411', 'U412', 'U413'];
const GIORNI_DI_RITARDO = 6;

const act = (di: PassoRegistra, utente: string, quando: Date, atto: AttoSuccessivo): PassoAtto => ({
  ...atto,
  di: di.chiave,
  utente,
  quando,
});

/** Registered twice: the RGD annuls it on his own. */
function annullata(caso: Caso, { passo }: Altra): Singolare {
  const motivo = 'Registrazione ripetuta: lo stesso documento era già stato registrato dallo sportello.';
  return {
    di: passo.chiave,
    atti: [act(passo, 'rgd', giorniDopo(caso, passo.quando, [1, 2]), { azione: 'annulla', motivo })],
    chiusa: true,
  };
}

/** Meant for somebody else: the operator asks, the RGD grants. */
function annullataSuRichiesta(caso: Caso, { passo }: Altra): Singolare {
  const chiesta = pocoDopo(caso, passo.quando, [30, 90]);
  return {
    di: passo.chiave,
    atti: [
      act(passo, 'protocollo', chiesta, {
        azione: 'chiedi-annullamento',
        motivo: 'Documento destinato a un altro Comune, registrato per errore.',
      }),
      act(passo, 'rgd', giorniDopo(caso, chiesta, [1, 2]), {
        azione: 'annulla',
        motivo: 'Accolta la richiesta: il documento è destinato a un altro Comune.',
      }),
    ],
    chiusa: true,
  };
}

/** Asked yesterday or so: the RGD finds it on his desk. */
function richiestaPendente(caso: Caso, { passo }: Altra): Singolare {
  const motivo = 'Il file registrato non è quello pervenuto: il documento va registrato di nuovo.';
  const quando = pocoDopo(caso, passo.quando, [20, 60]);
  return {
    di: passo.chiave,
    atti: [act(passo, 'protocollo', quando, { azione: 'chiedi-annullamento', motivo })],
    chiusa: true,
  };
}

/** The street was copied wrongly. */
function oggettoRinnovato(caso: Caso, { passo }: Altra): Singolare {
  const { oggetto } = passo.richiesta;
  const via = VIE.find((one) => oggetto.includes(one)) ?? '';
  const altra = caso.pick(VIE.filter((one) => one !== via));
  return {
    di: passo.chiave,
    passo: { ...passo, richiesta: { ...passo.richiesta, oggetto: oggetto.replace(via, altra) } },
    atti: [
      act(passo, 'rgd', giorniDopo(caso, passo.quando, [1, 2]), {
        azione: 'rinnova',
        modifica: { motivo: 'La via indicata nell’oggetto non è quella del documento.', oggetto },
      }),
    ],
    chiusa: false,
  };
}

/** A digit of the sender's number was left out. */
function protocolloRinnovato(caso: Caso, { passo }: Altra): Singolare {
  const giusto = passo.richiesta.protocolloMittente;
  if (giusto === undefined) return { di: passo.chiave, atti: [], chiusa: false };
  const protocolloMittente = { ...giusto, numero: giusto.numero.slice(1) };
  return {
    di: passo.chiave,
    passo: { ...passo, richiesta: { ...passo.richiesta, protocolloMittente } },
    atti: [
      act(passo, 'rgd', giorniDopo(caso, passo.quando, [1, 3]), {
        azione: 'rinnova',
        modifica: {
          motivo: 'Numero di protocollo del mittente trascritto in modo incompleto.',
          protocolloMittente: giusto,
        },
      }),
    ],
    chiusa: false,
  };
}

/** Given to the wrong office, which sends it back. */
function rifiutata(caso: Caso, { passo, uo }: Altra): Singolare {
  const rifiuto = pocoDopo(caso, passo.quando, [40, 120]);
  return {
    di: passo.chiave,
    passo: { ...passo, richiesta: { ...passo.richiesta, assegnazioni: [{ uo: RIFIUTA, tipo: 'competenza' }] } },
    atti: [
      act(passo, 'istruttore', rifiuto, {
        azione: 'rifiuta',
        motivo: 'Non è una pratica edilizia: la materia è di un altro ufficio.',
      }),
      act(passo, 'protocollo', pocoDopo(caso, rifiuto, [15, 60]), {
        azione: 'assegna',
        assegnazioni: [{ uo, tipo: 'competenza' }],
        motivo: 'Assegnata di nuovo dopo il rifiuto.',
      }),
    ],
    chiusa: true,
  };
}

/** Sent back a day ago: it waits for the protocol office to give it to another. */
function rifiutataInAttesa(caso: Caso, { passo }: Altra): Singolare {
  return {
    di: passo.chiave,
    passo: { ...passo, richiesta: { ...passo.richiesta, assegnazioni: [{ uo: RIFIUTA, tipo: 'competenza' }] } },
    atti: [
      act(passo, 'istruttore', pocoDopo(caso, passo.quando, [40, 120]), {
        azione: 'rifiuta',
        motivo: 'Non riguarda un intervento edilizio: spetta a un altro ufficio.',
      }),
    ],
    chiusa: true,
  };
}

/** Found in a tray days after it came: nobody has answered for the delay yet. */
function tardiva(_caso: Caso, { passo, giorno }: Altra): Singolare {
  const dataArrivo = addDays(giorno, -GIORNI_DI_RITARDO);
  return {
    di: passo.chiave,
    passo: { ...passo, richiesta: { ...passo.richiesta, dataArrivo } },
    atti: [],
    chiusa: false,
  };
}

type Prova = (one: Altra) => boolean;

/**
 * The few accidents of a real register: two annulments (one on request), one request that waits, two renewed data, two
 * refused assignments (one that waits), one that came late. None of them touches what answers or is answered, is reserved or waits for its scan.
 * @param ieri - last legal day of the past
 */
export function chooseSingolari(caso: Caso, altre: readonly Altra[], ieri: string): Singolari {
  const answered = new Set(altre.map(({ passo }) => passo.rispondeA));
  const free = altre.filter(
    ({ passo, modello, giorno }) =>
      passo.richiesta.flusso === 'E' &&
      passo.richiesta.classifica !== undefined &&
      passo.documento?.supporto === 'pdf' &&
      !answered.has(passo.chiave) &&
      !['riservata', 'fuori'].includes(modello.gruppo) &&
      lavorativoDopo(giorno, 1) <= ieri,
  );
  const taken = new Set<string>();
  const singolari: Singolare[] = [];
  const add = (make: (caso: Caso, one: Altra) => Singolare, from: readonly Altra[], test: Prova = () => true): void => {
    const found = from.find((one) => !taken.has(one.passo.chiave) && test(one));
    if (found === undefined) return;
    taken.add(found.passo.chiave);
    singolari.push(make(caso.fork(make.name), found));
  };
  const settled = caso.shuffle(free.filter(({ giorno }) => lavorativoDopo(giorno, 5) <= ieri));
  add(richiestaPendente, [...free].reverse());
  add(rifiutata, settled, ({ uo }) => VICINI_DI_U410.includes(uo));
  add(protocolloRinnovato, settled, ({ passo }) => (passo.richiesta.protocolloMittente?.numero.length ?? 0) > 5);
  add(oggettoRinnovato, settled, ({ passo }) => VIE.some((via) => passo.richiesta.oggetto.includes(via)));
  add(annullataSuRichiesta, settled);
  add(annullata, settled);
  add(rifiutataInAttesa, [...free].reverse(), ({ uo }) => uo !== RIFIUTA);
  add(
    tardiva,
    [...free].reverse(),
    ({ passo: { richiesta } }) =>
      MEZZI_CARTACEI.includes(richiesta.mezzo) && richiesta.protocolloMittente === undefined,
  );
  return {
    passi: new Map(singolari.flatMap(({ di, passo }) => (passo === undefined ? [] : [[di, passo]]))),
    atti: singolari.flatMap(({ atti }) => atti),
    chiuse: new Set(singolari.filter(({ chiusa }) => chiusa).map(({ di }) => di)),
  };
}
