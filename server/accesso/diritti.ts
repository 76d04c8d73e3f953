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
  integra: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },

  assegna: { operatore: 'aoo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },
  'prendi-in-carico': { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', archivista: 'uo', rgd: 'uo', vicario: 'uo' },
  rifiuta: { operatore: 'uo', istruttore: 'uo', responsabile: 'settore', archivista: 'uo', rgd: 'uo', vicario: 'uo' },
  classifica: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  'classifica-sottoclasse': { responsabile: 'settore', archivista: 'aoo', rgd: 'aoo', vicario: 'aoo' },
  modifica: { operatore: 'aoo', istruttore: 'uo', responsabile: 'settore', rgd: 'aoo', vicario: 'aoo' },

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
  'apri-differimento': { rgd: 'aoo', vicario: 'aoo' },
  'cita-differimento': { operatore: 'aoo', rgd: 'aoo', vicario: 'aoo' },

  'nomina-sostituti': { responsabile: 'settore', rgd: 'settore', vicario: 'settore' },

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

/** Whether the caller may do the act on what belongs to those offices. */
export function mayOn(caller: Caller, atto: Atto, uffici: readonly string[]): boolean {
  const portata = portataOf(caller.ruolo, atto);
  if (portata === undefined) return false;
  const own = ufficiOf(caller, portata);
  return own === 'tutti' || uffici.some((uo) => own.includes(uo));
}

/** All that a role may do, for the pages. */
export const dirittiOf = (ruolo: Ruolo): Partial<Record<Atto, Portata>> =>
  Object.fromEntries(
    Object.entries(DIRITTI).flatMap(([atto, ruoli]) => {
      const portata = ruoli[ruolo];
      return portata === undefined ? [] : [[atto, portata]];
    }),
  );
