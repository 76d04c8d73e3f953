import { type Atto, type Caller, type Portata, titolareOf } from '../../schemas/accesso.api.js';
import type { Coda, Gruppo } from '../../schemas/scrivania.api.js';
import { mayAtAll, portataOf, ufficiOf } from '../accesso/diritti.js';
import type { Soglia } from './soglie.js';
import { type Attesa, perPersona, perUfficio } from '../protocollo/attese.js';

/** A queue as one person reads it: the marks that put a registration there. */
export interface CodaDi {
  codice: Coda;
  gruppo: Gruppo;
  marche: readonly string[];
  /** it asks for something to be done by who looks: it counts in the menu */
  daFare: boolean;
  /** only what waits for longer than this setting says */
  oltre?: Soglia;
  /** it holds acts of the repertori, not registrations of protocol */
  repertori?: true;
}

/**
 * Acts of the repertori wait as registrations do to be taken in charge, to be read, to be assigned again and to be annulled; what else
 * there is to be done with them is the work of who keeps the repertorio.
 */
const ANCHE_ATTI: Partial<Record<Coda, Coda>> = {
  'da-prendere': 'atti-da-prendere',
  conoscenza: 'atti-conoscenza',
  'in-carico': 'atti-in-carico',
  'in-carico-colleghi': 'atti-in-carico-colleghi',
  rifiutate: 'atti-rifiutati',
  'attese-uffici': 'atti-in-attesa',
  annullamenti: 'atti-annullamenti',
};

const ofAtti = (coda: CodaDi): CodaDi[] => {
  const codice = ANCHE_ATTI[coda.codice];
  return codice === undefined ? [] : [{ ...coda, codice, repertori: true }];
};

/** Marks of the whole AOO, or of each office that the reach covers. */
function marcheOf(caller: Caller, attesa: Attesa, portata: Portata | undefined): string[] {
  if (portata === undefined) return [];
  const uffici = ufficiOf(caller, portata);
  return uffici === 'tutti' ? [attesa] : uffici.map((uo) => perUfficio(attesa, uo));
}

/**
 * The queues of a person's desk, by the rights that he has: what he may do on a document decides in which queue he finds it. A queue
 * that can never hold anything for him is not there. Pure.
 */
export function codeOf(caller: Caller): CodaDi[] {
  const reach = (atto: Atto): Portata | undefined => portataOf(caller.ruolo, atto);
  const sees = reach('consulta');
  if (sees === undefined) return [];
  const me = titolareOf(caller);
  const assigns = reach('assegna');
  const decides = reach('annulla') !== undefined;
  const classifies = sees === 'aoo' && assigns === undefined; // the work of the archivista
  const completes = sees !== 'aoo' && mayAtAll(caller, 'classifica-sottoclasse'); // of a head, or of who has his delegation
  const late = decides || sees !== 'aoo' ? sees : undefined; // told to the settore and to the RGD
  const all: CodaDi[] = [
    {
      codice: 'da-assegnare',
      gruppo: 'smistamento',
      marche: assigns === 'aoo' ? ['da-assegnare'] : [],
      daFare: true,
    },
    {
      codice: 'rifiutate',
      gruppo: 'smistamento',
      marche: marcheOf(caller, 'rifiutata', assigns),
      daFare: true,
    },
    {
      codice: 'da-prendere',
      gruppo: 'arrivi',
      marche: [perUfficio('da-prendere', caller.uo), perPersona('da-prendere', me)],
      daFare: true,
    },
    {
      codice: 'conoscenza',
      gruppo: 'arrivi',
      marche: [perUfficio('conoscenza', caller.uo), perPersona('conoscenza', me)],
      daFare: false,
    },
    { codice: 'in-carico', gruppo: 'lavoro', marche: [perPersona('in-carico', me)], daFare: false },
    {
      codice: 'in-carico-colleghi',
      gruppo: 'lavoro',
      marche: sees === 'aoo' ? [] : marcheOf(caller, 'in-carico', sees),
      daFare: false,
    },
    {
      codice: 'attese-uffici',
      gruppo: 'smistamento',
      marche: marcheOf(caller, 'in-attesa', assigns),
      daFare: false,
    },
    {
      codice: 'da-classificare',
      gruppo: 'lavoro',
      marche: marcheOf(caller, 'da-classificare', reach('classifica')),
      daFare: classifies,
    },
    {
      codice: 'terzo-livello',
      gruppo: completes ? 'completamento' : 'lavoro',
      // who may not give it sees what his office waits for from its head
      marche: marcheOf(caller, 'terzo-livello', reach('classifica-sottoclasse') ?? (sees === 'aoo' ? undefined : sees)),
      daFare: classifies || completes,
    },
    {
      codice: 'in-ritardo',
      gruppo: completes ? 'completamento' : 'lavoro',
      marche:
        late === undefined
          ? []
          : [...marcheOf(caller, 'terzo-livello', late), ...marcheOf(caller, 'senza-fascicolo', late)],
      daFare: false,
      oltre: 'terzoLivelloGiorni',
    },
    {
      codice: 'non-prese',
      gruppo: 'smistamento',
      // first to the head of the office, then to the RGD
      marche: decides || assigns === 'settore' ? marcheOf(caller, 'in-attesa', assigns) : [],
      daFare: true,
      oltre: decides ? 'sollecitoRgdGiorni' : 'sollecitoCapoGiorni',
    },
    {
      codice: 'senza-fascicolo',
      gruppo: 'lavoro',
      marche: marcheOf(caller, 'senza-fascicolo', sees),
      daFare: false,
    },
    {
      codice: 'senza-scansione',
      gruppo: 'arrivi',
      marche: marcheOf(caller, 'senza-scansione', reach('integra')),
      daFare: false,
    },
    {
      codice: 'tardive',
      gruppo: 'decisioni',
      marche: reach('cita-differimento') === undefined ? [] : ['tardiva'],
      daFare: true,
    },
    {
      codice: 'annullamenti',
      gruppo: 'decisioni',
      marche: marcheOf(caller, 'annullamento', reach('chiedi-annullamento') ?? reach('annulla')),
      daFare: decides,
    },
    { codice: 'rettifiche', gruppo: 'decisioni', marche: marcheOf(caller, 'rettifica', sees), daFare: decides },
  ];
  return [...all, ...all.flatMap(ofAtti)].filter(({ marche }) => marche.length > 0);
}
