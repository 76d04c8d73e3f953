import { titolarioOf } from '../../classification/service.js';
import type { Contenuti, TipoConfigurazione } from '../../schemas/configurazione.api.js';
import { conosciutiOf } from '../accesso/aoo.js';
import type { ErroreCampo } from '../lib/problem.js';
import { faultsOfConservazione } from './conservazione.js';
import { faultsOfMezzi, faultsOfMittenti, faultsOfNomi, faultsOfRepertori } from './controlli-rules.js';
import { existsDomicilioDigitale } from './domicili.js';
import { configurazioneAl } from './service.js';

/** After every version that is known. */
const SEMPRE = '9999-12-31';

/** What a content must agree with, on the day on which it takes effect. */
interface Contesto {
  aoo: string;
  giorno: string;
  limiteFileMegabyte: number;
}

type Controlli = {
  [K in TipoConfigurazione]?: (contenuto: Contenuti[K], contesto: Contesto) => Promise<ErroreCampo[]>;
};

const vociOf = async (aoo: string, giorno: string): Promise<ReadonlySet<string>> =>
  new Set((await titolarioOf(aoo, giorno))?.voci.filter(({ attiva }) => attiva).map(({ codice }) => codice) ?? []);

const CONTROLLI: Controlli = {
  mezzi: (mezzi) => Promise.resolve(faultsOfMezzi(mezzi)),
  tipologie: async (tipologie, { aoo, giorno }) =>
    faultsOfNomi(tipologie, 'voce', await vociOf(aoo, giorno), (voce) => `La voce ${voce} non è attiva quel giorno.`),
  esclusioni: async (esclusioni, { aoo }) => {
    const asked = [...new Set(esclusioni.flatMap(({ mittenti = [] }) => mittenti))];
    const known = await Promise.all(asked.map(async (one) => [one, await existsDomicilioDigitale(aoo, one)] as const));
    return faultsOfMittenti(esclusioni, new Set(known.flatMap(([one, found]) => (found ? [one] : []))));
  },
  oggettario: async (modelli, { aoo, giorno }) => {
    const [voci, { uffici }, tipologie, mezzi] = await Promise.all([
      vociOf(aoo, giorno),
      conosciutiOf(aoo),
      configurazioneAl(aoo, 'tipologie', giorno),
      configurazioneAl(aoo, 'mezzi', giorno),
    ]);
    const codesOf = (list: readonly { codice: string }[]): ReadonlySet<string> =>
      new Set(list.map(({ codice }) => codice));
    const registrabili = codesOf(tipologie.filter(({ repertorio = '' }) => repertorio === ''));
    return [
      ...faultsOfNomi(modelli, 'classifica', voci, (one) => `La voce ${one} non è attiva quel giorno.`),
      ...faultsOfNomi(modelli, 'uo', uffici, (one) => `L’ufficio ${one} non esiste, o è chiuso.`),
      ...faultsOfNomi(
        modelli,
        'tipologia',
        registrabili,
        (one) => `La tipologia «${one}» quel giorno non si registra.`,
      ),
      ...faultsOfNomi(modelli, 'mezzo', codesOf(mezzi), (one) => `Il mezzo ${one} quel giorno non è in elenco.`),
    ];
  },
  procedimenti: async (procedimenti, { aoo, giorno }) => {
    const [voci, { uffici }] = await Promise.all([vociOf(aoo, giorno), conosciutiOf(aoo)]);
    return [
      ...faultsOfNomi(procedimenti, 'voce', voci, (one) => `La voce ${one} non è attiva quel giorno.`),
      ...faultsOfNomi(procedimenti, 'uo', uffici, (one) => `L’ufficio ${one} non esiste, o è chiuso.`),
    ];
  },
  smistamento: async (regole, { aoo, giorno }) => {
    const [voci, { uffici }, tipologie, mezzi, procedimenti] = await Promise.all([
      vociOf(aoo, giorno),
      conosciutiOf(aoo),
      configurazioneAl(aoo, 'tipologie', giorno),
      configurazioneAl(aoo, 'mezzi', giorno),
      configurazioneAl(aoo, 'procedimenti', giorno),
    ]);
    const codesOf = (list: readonly { codice: string }[]): ReadonlySet<string> =>
      new Set(list.map(({ codice }) => codice));
    return [
      ...faultsOfNomi(regole, 'classifica', voci, (one) => `La voce ${one} non è attiva quel giorno.`),
      ...faultsOfNomi(regole, 'tipologia', codesOf(tipologie), (one) => `La tipologia «${one}» non è in elenco.`),
      ...faultsOfNomi(regole, 'mezzo', codesOf(mezzi), (one) => `Il mezzo ${one} quel giorno non è in elenco.`),
      ...faultsOfNomi(
        regole,
        'procedimento',
        codesOf(procedimenti),
        (one) => `Il procedimento ${one} non è in catalogo.`,
      ),
      ...faultsOfNomi(regole, 'competenza', uffici, (one) => `L’ufficio ${one} non esiste, o è chiuso.`),
      ...regole.flatMap(({ conoscenza = [] }, i) =>
        conoscenza.flatMap((uo, n) =>
          uffici.has(uo)
            ? []
            : [{ campo: `[${i}].conoscenza[${n}]`, messaggio: `L’ufficio ${uo} non esiste, o è chiuso.` }],
        ),
      ),
    ];
  },
  repertori: async (repertori, { aoo, giorno }) => {
    const [voci, { uffici }, prima, ultima] = await Promise.all([
      vociOf(aoo, giorno),
      conosciutiOf(aoo),
      configurazioneAl(aoo, 'repertori', giorno),
      configurazioneAl(aoo, 'repertori', SEMPRE),
    ]);
    return [
      ...faultsOfRepertori(repertori, [...prima, ...ultima]),
      ...faultsOfNomi(repertori, 'voce', voci, (one) => `La voce ${one} non è attiva quel giorno.`),
      ...faultsOfNomi(repertori, 'uo', uffici, (one) => `L’ufficio ${one} non esiste, o è chiuso.`),
      ...repertori.flatMap(({ scrivono = [] }, i) =>
        scrivono.flatMap((uo, n) =>
          uffici.has(uo)
            ? []
            : [{ campo: `[${i}].scrivono[${n}]`, messaggio: `L’ufficio ${uo} non esiste, o è chiuso.` }],
        ),
      ),
    ];
  },
  conservazione: async (conservazione, { aoo, giorno }) => {
    const [tipologie, esclusioni, repertori] = await Promise.all([
      configurazioneAl(aoo, 'tipologie', giorno),
      configurazioneAl(aoo, 'esclusioni', giorno),
      configurazioneAl(aoo, 'repertori', giorno),
    ]);
    return faultsOfConservazione(conservazione, {
      registri: new Set(repertori.map(({ codice }) => codice)),
      tipologie: new Set([
        ...[...tipologie, ...esclusioni].map(({ codice }) => codice),
        ...repertori.flatMap(({ tipologia }) => tipologia ?? []),
      ]),
    });
  },
  impostazioni: ({ sollecitoCapoGiorni, sollecitoRgdGiorni }) =>
    Promise.resolve(
      sollecitoRgdGiorni < sollecitoCapoGiorni
        ? [
            {
              campo: 'sollecitoRgdGiorni',
              messaggio:
                'Al responsabile della gestione documentale si arriva dopo il capo dell’ufficio: indicare non meno giorni.',
            },
          ]
        : [],
    ),
  parametri: ({ limiteFileMegabyte }, { limiteFileMegabyte: most }) =>
    Promise.resolve(
      limiteFileMegabyte !== undefined && limiteFileMegabyte > most
        ? [{ campo: 'limiteFileMegabyte', messaggio: `L’installazione ammette file fino a ${most} MiB.` }]
        : [],
    ),
};

/** What of a content does not agree with the rest of the AOO on its first day; `campo` begins at the content. */
export const faultsOfContenuto = async <K extends TipoConfigurazione>(
  tipo: K,
  contenuto: Contenuti[K],
  contesto: Contesto,
): Promise<ErroreCampo[]> => (await CONTROLLI[tipo]?.(contenuto, contesto)) ?? [];
