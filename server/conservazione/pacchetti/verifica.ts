import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import type { Voce } from '../../../schemas/versamento.api.js';
import type { DocumentoUnita, FascicoloDaVersare, FileDaVersare, UnitaDaVersare, Versabile } from '../tipi.js';
import { fileDi } from './file-di.js';
import { MASSIMO } from './parer-comune.js';
import { MAX_UNITA } from './parer-fascicolo.js';
import { lungo } from './testi.js';

/** What a receiver would refuse at sight, found before anything is sent (conservazione-parer.md §5, §15 no. 2). */

const MEGABYTE = 1024 ** 2;
const MAX_DOCUMENTI = 9_999;
/** What receivers keep of a number or of a register as it is: the rest they replace (§4.9). */
const SICURO = /^[A-Za-z0-9][A-Za-z0-9. _-]*$/;
const NOME_XML = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const ID_FILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const errore = (codice: string, messaggio: string, file?: string): Voce => ({
  codice,
  messaggio,
  gravita: 'errore',
  ...(file !== undefined && { file }),
});

/** What is there more than once, each once. */
function doppi(valori: readonly string[]): string[] {
  const visti = new Set<string>();
  const ripetuti = new Set<string>();
  for (const uno of valori) (visti.has(uno) ? ripetuti : visti).add(uno);
  return [...ripetuti];
}

function chiaveVoci({ chiave: { registro, anno, numero }, tipo }: Versabile): Voce[] {
  const voci: Voce[] = [];
  if (!SICURO.test(numero) || lungo(numero) > MASSIMO.chiave)
    voci.push(errore('numero-formato', `Il numero «${numero}» ha caratteri che il conservatore non ammette.`));
  if (!SICURO.test(registro) || lungo(registro) > MASSIMO.chiave)
    voci.push(
      errore('registro-formato', `Il tipo di registro «${registro}» ha caratteri che il conservatore non ammette.`),
    );
  if (tipo !== 'fascicolo' && !/^\d{7,9}$/.test(numero))
    voci.push(errore('numero-formato', `Il numero «${numero}» non è di sette cifre.`));
  if (!Number.isInteger(anno) || anno < 1 || anno > 9999)
    voci.push(errore('anno-formato', `L’anno ${anno} non è di quattro cifre.`));
  if (lungo(`${registro}-${anno}-${numero}`) > MASSIMO.chiave)
    voci.push(errore('chiave-lunga', 'Registro, anno e numero insieme superano i 100 caratteri.'));
  return voci;
}

function fileVoci({ id, nome, dimensione, sha256 }: FileDaVersare): Voce[] {
  return [
    ...(dimensione > 0 ? [] : [errore('file-vuoto', `Il file ${nome} è vuoto: il conservatore lo ignorerebbe.`, id)]),
    ...(nome.trim() === '' ? [errore('file-senza-nome', 'Un file è senza nome.', id)] : []),
    ...(ID_FILE.test(id) ? [] : [errore('file-id', `L’identificativo del file ${nome} non è ammesso.`, id)]),
    ...(/^[0-9a-f]{64}$/.test(sha256)
      ? []
      : [errore('file-impronta', `L’impronta del file ${nome} non è leggibile.`, id)]),
  ];
}

function documentiVoci(documenti: readonly DocumentoUnita[]): Voce[] {
  const principali = documenti.filter(({ ruolo }) => ruolo === 'principale');
  const ids = documenti.map(({ id }) => id);
  return [
    ...(principali.length === 1 && principali[0]?.file !== undefined
      ? []
      : [errore('documento-principale', 'L’unità deve avere un documento principale, con il suo file.')]),
    ...doppi(ids).map((uno) => errore('documento-ripetuto', `Il documento ${uno} compare due volte.`)),
    ...ids
      .filter((uno) => uno === '' || lungo(uno) > MASSIMO.chiave)
      .map((uno) => errore('documento-id', `L’identificativo ${uno.slice(0, 40)} supera i 100 caratteri.`)),
    ...(documenti.length > MAX_DOCUMENTI
      ? [errore('troppi-documenti', `I documenti sono ${documenti.length}: al massimo ${MAX_DOCUMENTI}.`)]
      : []),
  ];
}

function unitaVoci(unita: UnitaDaVersare, { dimensioneMassimaMegabyte }: ConservatoreAoo): Voce[] {
  const file = unita.documenti.flatMap(fileDi);
  const totale = file.reduce((sum, { dimensione }) => sum + dimensione, 0);
  const nomi = unita.datiSpecifici.map(([nome]) => nome);
  return [
    ...documentiVoci(unita.documenti),
    ...file.flatMap(fileVoci),
    ...doppi(file.map(({ id }) => id)).map((id) =>
      errore('file-ripetuto', `Due file hanno lo stesso identificativo.`, id),
    ),
    ...(totale > dimensioneMassimaMegabyte * MEGABYTE
      ? [
          errore(
            'dimensione',
            `I file sono di ${Math.ceil(totale / MEGABYTE)} MB: il conservatore accetta pacchetti fino a ${dimensioneMassimaMegabyte} MB.`,
          ),
        ]
      : []),
    ...doppi(nomi).map((nome) => errore('dato-ripetuto', `Il dato specifico ${nome} compare due volte.`)),
    ...nomi
      .filter((nome) => !NOME_XML.test(nome))
      .map((nome) => errore('dato-nome', `Il nome del dato specifico «${nome}» non è ammesso.`)),
  ];
}

function fascicoloVoci({ unita, dataApertura, dataChiusura, classificazione }: FascicoloDaVersare): Voce[] {
  const chiavi = unita.map(({ chiave: { registro, anno, numero } }) => `${registro} ${numero}/${anno}`);
  return [
    ...(unita.length > MAX_UNITA
      ? [errore('troppe-unita', `Il fascicolo ha ${unita.length} documenti: al massimo ${MAX_UNITA} in un versamento.`)]
      : []),
    ...doppi(chiavi).map((uno) => errore('unita-ripetuta', `Il documento ${uno} compare due volte.`)),
    ...(dataApertura > dataChiusura
      ? [errore('date-fascicolo', 'Il fascicolo risulta chiuso prima di essere aperto.')]
      : []),
    ...(classificazione.length === 0 ? [errore('classificazione', 'Manca la classificazione del fascicolo.')] : []),
  ];
}

/** What ParER knows the body by: agreed with it, and in every index. */
const versatoreVoci = ({ tipo, ambiente, ente, struttura }: ConservatoreAoo): Voce[] =>
  tipo !== 'parer' || (ambiente !== undefined && ente !== undefined && struttura !== undefined)
    ? []
    : [errore('versatore', 'Mancano ambiente, ente o struttura nella configurazione del conservatore.')];

/** All that is wrong with a package for that receiver; empty: it may be sent. Pure. */
export const verificaVersabile = (versabile: Versabile, conservatore: ConservatoreAoo): Voce[] => [
  ...versatoreVoci(conservatore),
  ...chiaveVoci(versabile),
  ...(versabile.tipo === 'fascicolo' ? fascicoloVoci(versabile) : unitaVoci(versabile, conservatore)),
];
