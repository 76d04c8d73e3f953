import type { Atto, Caller, Portata, Ruolo } from '../../schemas/accesso.api.js';
import type { Flusso } from '../../schemas/registrazione.api.js';

/**
 * Who may do what, and how far: the one table of rights (contract §5). `aoo`: anything of the AOO; `settore`: what belongs to
 * the own office or to one below it; `uo`: what belongs to the own office. A role that is not named may not.
 */
// prettier-ignore
export const DIRITTI: Readonly<Record<Atto, Readonly<Partial<Record<Ruolo, Portata>>>>> = {
  consulta: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'accede-riservate': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },

  'registra-entrata': { operatore: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'registra-uscita': { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  'registra-interna': { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  // in those that the own office feeds
  'registra-repertorio': { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  'scrive-bozze': { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  'approva-bozze': { responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  integra: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },

  assegna: { operatore: 'aoo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  'prendi-in-carico': { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', archivista: 'uo', rgd: 'uo', vicario: 'uo' },
  rifiuta: { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', archivista: 'uo', rgd: 'uo', vicario: 'uo' },
  classifica: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'classifica-sottoclasse': { responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  modifica: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },

  'apri-fascicolo': { responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' }, // others by delegation
  'gestisci-fascicolo': { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'chiudi-fascicolo': { responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'riclassifica-fascicolo': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'legge-repertorio-fascicoli': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'legge-qualita-suggerimenti': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },

  // the archive service proposes what may be discarded and takes charge of the deposito, the RGD approves (titolario.md 10, 12)
  'legge-scarto': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'propone-scarto': { archivista: 'aoo' },
  'approva-scarto': { rgd: 'aoo', vicario: 'aoo' },
  // the archivist answers for what is shipped to the conservation system; the administrator sees the lines, and nothing that goes over them
  'legge-conservazione': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  versa: { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'vede-linee': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo', admin: 'aoo' },
  // a person concerned is let see his fascicolo (CAD art. 41 c. 2-quater)
  'apre-interessato': { responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },

  // who asks for an annulment is not who grants it, except the RGD (DPR 445/2000 art. 54, 61 c. 3 lett. g)
  'chiedi-annullamento': { operatore: 'aoo', responsabile: 'settore' },
  annulla: { rgd: 'aoo', vicario: 'aoo' },
  'nega-annullamento': { rgd: 'aoo', vicario: 'aoo' },
  'chiedi-rettifica': { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  rinnova: { rgd: 'aoo', vicario: 'aoo' },

  'verifica-registro': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'esporta-registro': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'apri-registro': { rgd: 'aoo' },
  'legge-registro-giornaliero': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'tiene-emergenza': { rgd: 'aoo', vicario: 'aoo' }, // DPR 445/2000 art. 63 c. 1: the RGD authorises
  'apri-differimento': { rgd: 'aoo', vicario: 'aoo' },
  'cita-differimento': { operatore: 'aoo', rgd: 'aoo', vicario: 'aoo' },

  'nomina-sostituti': { responsabile: 'settore', rgd: 'settore', vicario: 'settore' },
  delega: { responsabile: 'settore', rgd: 'settore', vicario: 'settore' },

  // paper becomes digital; who attests needs his delegation beside the right (CAD art. 23-ter c. 3)
  scansiona: { operatore: 'aoo', responsabile: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'legge-scansioni': { operatore: 'aoo', responsabile: 'aoo', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  attesta: { operatore: 'aoo', responsabile: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'delega-funzionari': { rgd: 'aoo', vicario: 'aoo' },
  'distrugge-originali': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' }, // the paper of attested copies, where the rule allows it
  'cura-chiavi': { rgd: 'aoo', vicario: 'aoo' }, // seals of the AOO, keys of its officials; one's own key is one's own

  // the archive service proposes, the RGD submits what the body has adopted (titolario.md 5)
  'redige-titolario': { archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'approva-titolario': { rgd: 'aoo', vicario: 'aoo' },

  configura: { rgd: 'aoo', vicario: 'aoo' },
  'vede-salvataggi': { rgd: 'aoo', vicario: 'aoo', admin: 'aoo' },
  'legge-accessi': { rgd: 'aoo', vicario: 'aoo', admin: 'aoo' },
  'cura-rubrica': { operatore: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'importa-rubrica': { rgd: 'aoo', vicario: 'aoo' }, // the admin by `amministra`

  amministra: { admin: 'aoo' },
  'muovi-orologio': { admin: 'aoo' },
};

export const REGISTRA: Readonly<Record<Flusso, Atto>> = {
  E: 'registra-entrata',
  U: 'registra-uscita',
  I: 'registra-interna',
};

/** How far the act reaches for that role; undefined: not at all. */
export const portataOf = (ruolo: Ruolo, atto: Atto): Portata | undefined => DIRITTI[atto][ruolo];

/** Offices that a reach covers; `tutti` for the whole AOO. */
export function ufficiOf(caller: Pick<Caller, 'uo' | 'settore'>, portata: Portata): readonly string[] | 'tutti' {
  if (portata === 'aoo') return 'tutti';
  return portata === 'settore' ? caller.settore : [caller.uo];
}

/** Offices that the caller leads for that act: what he may give away of them, he alone may. Empty for who leads none. */
export function ufficiGuidati(caller: Pick<Caller, 'ruolo' | 'uo' | 'settore'>, atto: Atto): readonly string[] {
  const portata = portataOf(caller.ruolo, atto);
  const own = portata === undefined ? [] : ufficiOf(caller, portata);
  return own === 'tutti' ? [] : own;
}

/** Whether the role alone lets the caller do the act on what belongs to those offices. */
function mayByRole(caller: Caller, atto: Atto, uffici: readonly string[]): boolean {
  const portata = portataOf(caller.ruolo, atto);
  if (portata === undefined) return false;
  const own = ufficiOf(caller, portata);
  return own === 'tutti' || uffici.some((uo) => own.includes(uo));
}

/**
 * The delegation by which the caller may do the act on what belongs to those offices, where his role alone does not let him: to be
 * said in the act. Undefined where none is needed, or none helps.
 */
export function delegaFor(
  caller: Caller,
  atto: Atto,
  uffici: readonly string[],
): { id: string; da: string } | undefined {
  if (mayByRole(caller, atto, uffici)) return undefined;
  const found = caller.deleghe?.find(
    (one) => one.atti.some((delegato) => delegato === atto) && uffici.some((uo) => one.uffici.includes(uo)),
  );
  return found && { id: found.id, da: found.da };
}

/** Whether the caller may do the act on what belongs to those offices: by his role, or by delegation. */
export const mayOn = (caller: Caller, atto: Atto, uffici: readonly string[]): boolean =>
  mayByRole(caller, atto, uffici) || delegaFor(caller, atto, uffici) !== undefined;

/** Whether the caller may do the act on anything: by his role, or by delegation. */
export const mayAtAll = ({ ruolo, deleghe = [] }: Pick<Caller, 'ruolo' | 'deleghe'>, atto: Atto): boolean =>
  portataOf(ruolo, atto) !== undefined || deleghe.some(({ atti }) => atti.some((one) => one === atto));

/** All that the caller may do, for the pages; what he may by delegation reaches some offices. */
export const dirittiOf = ({
  ruolo,
  deleghe = [],
}: Pick<Caller, 'ruolo' | 'deleghe'>): Partial<Record<Atto, Portata>> => ({
  ...Object.fromEntries(deleghe.flatMap(({ atti }) => atti.map((atto) => [atto, 'uo' as const]))),
  ...Object.fromEntries(
    Object.entries(DIRITTI).flatMap(([atto, ruoli]) => {
      const portata = ruoli[ruolo];
      return portata === undefined ? [] : [[atto, portata]];
    }),
  ),
});
