import type { Conservazione } from '../../schemas/configurazione-conservazione.api.js';
import { TIPI_FASCICOLO } from '../../schemas/fascicolo.api.js';
import { REGISTRO_GENERALE } from '../../schemas/registro.js';
import type { ErroreCampo } from '../lib/problem.js';

/** What the AOO has that a rule of conservation may name. */
interface Nominabili {
  /** codes of its repertori */
  registri: ReadonlySet<string>;
  tipologie: ReadonlySet<string>;
}

/** The daily register of protocol, as the AOO calls it. */
const REGISTRO_GIORNALIERO = 'RGP';

/** Names under which a receiver of that kind knows the body: it answers to nobody without them. */
const NOMI = ['ambiente', 'ente', 'struttura'] as const;

function faultsOfConservatori(conservatori: Conservazione['conservatori']): ErroreCampo[] {
  return conservatori.flatMap(({ codice, tipo, attivo, orario, ...nomi }, i) => {
    const first = conservatori.findIndex((one) => one.codice === codice);
    const campo = (name: string): string => `conservatori[${i}].${name}`;
    return [
      ...(first < i
        ? [{ campo: campo('codice'), messaggio: `«${codice}» c’è già alla riga ${first + 1}: cambiarlo.` }]
        : []),
      ...(tipo === 'parer' && attivo
        ? NOMI.filter((name) => nomi[name] === undefined).map((name) => ({
            campo: campo(name),
            messaggio: 'Per versare occorre: indicarlo come concordato con il conservatore, oppure non attivarlo.',
          }))
        : []),
      ...(orario !== undefined && orario.dalle === orario.alle
        ? [{ campo: campo('orario.alle'), messaggio: 'L’orario finisce quando comincia: cambiarlo, o toglierlo.' }]
        : []),
    ];
  });
}

function faultsOfRegole(
  { regole, conservatori }: Pick<Conservazione, 'regole' | 'conservatori'>,
  { registri, tipologie }: Nominabili,
): ErroreCampo[] {
  return regole.flatMap(({ tipo, registro, tipologia, conservatore, tipoRegistro }, i) => {
    const faults: ErroreCampo[] = [];
    const fault = (name: string, messaggio: string): void =>
      void faults.push({ campo: `regole[${i}].${name}`, messaggio });
    if (conservatori.every(({ codice }) => codice !== conservatore))
      fault('conservatore', `Il conservatore ${conservatore} non è in elenco.`);
    const known =
      tipo === 'unita-documentaria'
        ? registro === REGISTRO_GENERALE || registri.has(registro ?? '')
        : tipo === 'registro-giornaliero' && registro === REGISTRO_GIORNALIERO;
    if (registro !== undefined && !known)
      fault(
        'registro',
        tipo === 'fascicolo'
          ? 'I fascicoli non hanno un registro: toglierlo.'
          : `Il registro ${registro} non è in elenco.`,
      );
    const kinds: ReadonlySet<string> =
      tipo === 'fascicolo' ? new Set(TIPI_FASCICOLO) : tipo === 'unita-documentaria' ? tipologie : new Set();
    if (tipologia !== undefined && !kinds.has(tipologia))
      fault('tipologia', `La tipologia «${tipologia}» quel giorno non è in elenco.`);
    if (tipo === 'registro-giornaliero' && tipoRegistro === undefined)
      fault('tipoRegistro', 'Indicare il nome con cui il conservatore conosce il registro giornaliero.');
    const same = regole.findIndex(
      (one) => one.tipo === tipo && one.registro === registro && one.tipologia === tipologia,
    );
    if (same < i) fault('tipo', `Lo dice già la riga ${same + 1}, che viene prima: togliere una delle due.`);
    return faults;
  });
}

/** Receivers told apart by their codes, with the names that they need; rules that name what there is. Pure. */
export const faultsOfConservazione = (conservazione: Conservazione, nominabili: Nominabili): ErroreCampo[] => [
  ...faultsOfConservatori(conservazione.conservatori),
  ...faultsOfRegole(conservazione, nominabili),
];
