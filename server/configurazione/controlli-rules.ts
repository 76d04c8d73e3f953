import { type Esclusione, type Mezzo, MEZZI_FISSI } from '../../schemas/configurazione.api.js';
import type { Repertorio } from '../../schemas/configurazione-repertori.api.js';
import type { ErroreCampo } from '../lib/problem.js';

/** Fixed means with which paper comes (contract §4). */
const FISSI_CARTACEI: readonly string[] = ['sportello', 'posta', 'raccomandata', 'corriere'];

/** The ten means of the contract are always there, and bring paper or not as it says; others are added to them. */
export function faultsOfMezzi(mezzi: readonly Mezzo[]): ErroreCampo[] {
  const missing = MEZZI_FISSI.filter((fisso) => mezzi.every(({ codice }) => codice !== fisso));
  return [
    ...(missing.length === 0
      ? []
      : [{ campo: '', messaggio: `Questi mezzi ci sono sempre: rimetterli in elenco (${missing.join(', ')}).` }]),
    ...mezzi.flatMap(({ codice, cartaceo = false }, i) =>
      MEZZI_FISSI.some((fisso) => fisso === codice) && cartaceo !== FISSI_CARTACEI.includes(codice)
        ? [
            {
              campo: `[${i}].cartaceo`,
              messaggio: cartaceo
                ? `Con il mezzo ${codice} il documento c’è sempre: non è cartaceo.`
                : `Il mezzo ${codice} porta carta: il suo documento può attendere la scansione.`,
            },
          ]
        : [],
    ),
  ];
}

/**
 * A repertorio that was there stays, closed at most, and its numbers go on as they began: what was registered in it is verified by
 * that. Pure.
 */
export function faultsOfRepertori(
  repertori: readonly Pick<Repertorio, 'codice' | 'numerazione'>[],
  prima: readonly Pick<Repertorio, 'codice' | 'numerazione'>[],
): ErroreCampo[] {
  const numerazioni = new Map(prima.map(({ codice, numerazione }) => [codice, numerazione]));
  const missing = [...numerazioni.keys()].filter((one) => repertori.every(({ codice }) => codice !== one));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            campo: '',
            messaggio: `Un repertorio non si toglie: si chiude. Rimettere in elenco ${missing.join(', ')}.`,
          },
        ]),
    ...repertori.flatMap(({ codice, numerazione }, i) => {
      const before = numerazioni.get(codice);
      return before === undefined || before === numerazione
        ? []
        : [
            {
              campo: `[${i}].numerazione`,
              messaggio: `La numerazione di ${codice} è ${before} e non si cambia: chiudere il repertorio e aprirne un altro.`,
            },
          ];
    }),
  ];
}

/** Entries that name what is not known. */
export const faultsOfNomi = <C extends string>(
  voci: readonly Partial<Record<C, string | undefined>>[],
  campo: C,
  known: ReadonlySet<string>,
  messaggio: (nome: string) => string,
): ErroreCampo[] =>
  voci.flatMap((voce, i) => {
    const nome = voce[campo];
    return nome === undefined || nome === '' || known.has(nome)
      ? []
      : [{ campo: `[${i}].${campo}`, messaggio: messaggio(nome) }];
  });

/** Labels of a domain that providers of certified mail use. */
const PEC =
  /(^|[.@-])(pec|pecmail|postacert|legalmail|cert|arubapec|pecimprese|ticertifica|posta-certificata|sicurezzapostale)(?=[.-]|$)/;

/** True for an address, or `@domain`, that by its name is one of certified mail: a domicilio digitale until the contrary is known. */
export const seemsPec = (mittente: string): boolean => PEC.test(mittente.slice(mittente.indexOf('@')));

/**
 * Rules that would close by themselves what comes from a domicilio digitale: such a communication is always registered
 * (CAD art. 40-bis), so a person decides.
 * @param domicili - of the addresses and domains asked for, those that are, or hold, a known domicilio digitale
 */
export const faultsOfMittenti = (
  esclusioni: readonly Pick<Esclusione, 'mittenti'>[],
  domicili: ReadonlySet<string>,
): ErroreCampo[] =>
  esclusioni.flatMap(({ mittenti = [] }, i) =>
    mittenti.flatMap((one, j) =>
      domicili.has(one) || seemsPec(one)
        ? [
            {
              campo: `[${i}].mittenti[${j}]`,
              messaggio: `${one} è un domicilio digitale: quello che ne arriva si registra sempre (CAD art. 40-bis), quindi decide una persona. Toglierlo.`,
            },
          ]
        : [],
    ),
  );

/**
 * The exclusion by which the system itself may close what a sender sent; null where a person must decide, as for every domicilio
 * digitale (CAD art. 40-bis), also one that became so after the rule was written.
 */
export function esclusioneAutomatica(
  esclusioni: readonly Esclusione[],
  { mittente, domicilioDigitale }: { mittente: string; domicilioDigitale: boolean },
): Esclusione | null {
  const address = mittente.trim().toLowerCase();
  const domain = address.slice(address.lastIndexOf('@'));
  if (domicilioDigitale || seemsPec(address)) return null;
  return esclusioni.find(({ mittenti = [] }) => mittenti.includes(address) || mittenti.includes(domain)) ?? null;
}
