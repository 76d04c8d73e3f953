import type { Conservazione, RegolaVersamento } from '../../../schemas/configurazione-conservazione.api.js';
import { type Attestazione, type FileAttestazione, findAttestate } from '../../../schemas/attestazione.model.js';
import { findEsami } from '../../../schemas/esame-file.model.js';
import type { Mancanza } from '../../../schemas/metadati.api.js';
import { modelOf, type Registrazione } from '../../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../../schemas/registrazione.types.js';
import { completato } from '../../formati/stato.js';
import { legalDay, rfc3339 } from '../../lib/clock.js';
import { readConf, readPersone } from '../../metadati/conf-lettura.js';
import type { Conf } from '../../metadati/conf.js';
import { identificativoAllegato, identificativoOf } from '../../metadati/dai.js';
import { metadatiOfRegistrazione } from '../../metadati/registrazione.js';
import { CHI } from '../../metadati/rilievi.js';
import { formatNumero, REGISTRO_GENERALE } from '../../protocollo/rules.js';
import { formatoVersato } from '../pacchetti/formati.js';
import { regolaFor } from '../regole/regola.js';
import type { DocumentoUnita, FileDaVersare, UnitaDaVersare } from '../tipi.js';
import { readCamicie } from './camicie.js';
import { datiSpecificiOf, nomiOf } from './dati-specifici.js';
import { type DepsLettura, type Letto, mancaRegola, readProduttore, readRegola, registroVersato } from './letto.js';

const fileOf = (file: FileRegistrato, n: number): FileDaVersare => ({
  id: `f${n}`,
  nome: file.nome,
  mime: file.formato.mime,
  formato: formatoVersato(file.formato, file.nome),
  dimensione: file.dimensione,
  sha256: file.sha256,
});

/** Id of the note of an annulment: one for ever, so that said twice it is one. */
export const idAnnullamento = (conf: Conf, id: string): string => `${identificativoOf(conf, id)}-ann`;

const giorno = (data: string): string => `${data.slice(8, 10)}/${data.slice(5, 7)}/${data.slice(0, 4)}`;

/** The annulment as a note: its words and no file (DPR 445/2000 art. 54 c. 2: what was annulled stays readable). */
function annullamentoOf(r: Registrazione, conf: Conf): DocumentoUnita[] {
  const { annullamento } = r;
  if (annullamento === undefined) return [];
  const { motivo, provvedimento, data, operatore } = annullamento;
  const atto = `provvedimento ${provvedimento.numero} del ${giorno(provvedimento.data)}`;
  return [
    {
      ruolo: 'annotazione',
      id: idAnnullamento(conf, String(r._id)),
      descrizione: `Annullamento del ${giorno(rfc3339(new Date(data)))}, ${atto}: ${motivo}`,
      autore: conf.persone.get(operatore)?.denominazione ?? operatore,
    },
  ];
}

const MIME_FIRMA = {
  pdf: 'application/pdf',
  p7m: 'application/pkcs7-mime',
  p7s: 'application/pkcs7-signature',
} as const;

/** Id of an attestation in a unit: one for ever. */
export const idAttestazione = (unita: string, attestazione: string): string => `${unita}-att-${attestazione}`;

/** The attestations of conformity of its copies, each with its signature: they go where the copies go (agid-scansione §9). */
function attestazioniOf(id: string, attestazioni: readonly Attestazione[], primo: number): DocumentoUnita[] {
  let n = primo;
  const fileDaVersare = ({ nome, sha256, dimensione }: FileAttestazione): FileDaVersare => {
    const estensione = nome.split('.').at(-1);
    const mime = MIME_FIRMA[estensione === 'p7m' || estensione === 'p7s' ? estensione : 'pdf'];
    return { id: `f${n++}`, nome, mime, formato: formatoVersato({ mime }, nome), dimensione, sha256 };
  };
  return attestazioni.map(({ _id, documento, firma, funzionario: { denominazione } }) => ({
    ruolo: 'annesso',
    id: idAttestazione(id, _id),
    descrizione: 'Attestazione di conformità della copia per immagine, con la sua firma',
    autore: denominazione,
    file: fileDaVersare(documento),
    ...(firma !== undefined && {
      firme: [fileDaVersare(firma)],
      riferimento: { istante: firma.quando, descrizione: 'DATA_DI_FIRMA_DELL_ATTESTAZIONE' },
    }),
  }));
}

/**
 * The documents of a registration in the order of a unit. What is produced alongside (receipts of what was sent, attestations) goes
 * between the attachments and the notes, as annessi.
 */
export function documentiOf(
  r: Registrazione,
  conf: Conf,
  autore: string | undefined,
  attestazioni: readonly Attestazione[] = [],
): DocumentoUnita[] {
  const id = String(r._id);
  const { documento, allegati, tipologia, oggetto } = r;
  return [
    ...(documento === undefined
      ? []
      : [
          {
            ruolo: 'principale' as const,
            id: identificativoOf(conf, id),
            descrizione: tipologia ?? oggetto,
            ...(autore !== undefined && { autore }),
            file: fileOf(documento, 0),
          },
        ]),
    ...allegati.map((allegato, i) => ({
      ruolo: 'allegato' as const,
      id: identificativoAllegato(conf, id, allegato.n),
      descrizione: allegato.nome,
      file: fileOf(allegato, i + 1),
    })),
    ...attestazioniOf(identificativoOf(conf, id), attestazioni, allegati.length + 1),
    ...annullamentoOf(r, conf),
  ];
}

/** Files that may not leave: the receiver would keep them for ever, and give them to others. */
const infettiOf = (files: readonly FileRegistrato[]): Mancanza[] =>
  files
    .filter(({ antivirus }) => antivirus?.stato === 'infetto')
    .map(({ nome, antivirus }) => ({
      codice: 'file-in-quarantena',
      messaggio: `L’antivirus ha trovato ${antivirus?.minaccia ?? 'una minaccia'} nel file ${nome}: non si versa. Chiedere al mittente un file sano.`,
      chi: CHI.protocollo,
    }));

/** Empty files are dropped by receivers without a word, and the package refused for it. */
const vuotiOf = (files: readonly FileRegistrato[]): Mancanza[] =>
  files
    .filter(({ dimensione }) => dimensione === 0)
    .map(({ nome }) => ({
      codice: 'file-vuoto',
      messaggio: `Il file ${nome} è vuoto: nessun conservatore lo accetta.`,
      chi: CHI.protocollo,
    }));

interface Collegamento {
  registro: string;
  anno: number;
  numero: number;
  descrizione: string;
}

const nominati = ({ risponde, protocollo }: Registrazione): Collegamento[] => [
  ...(risponde === undefined
    ? []
    : [{ registro: REGISTRO_GENERALE, ...risponde, descrizione: 'Registrazione a cui il documento risponde' }]),
  ...(protocollo === undefined
    ? []
    : [{ registro: REGISTRO_GENERALE, ...protocollo, descrizione: 'Registrazione di protocollo dell’atto' }]),
];

/** Links to what goes to the same receiver, by the key under which it is, or will be, there. */
async function readCollegati(
  r: Registrazione,
  conservazione: Conservazione,
  { conservatore }: RegolaVersamento,
): Promise<UnitaDaVersare['collegati']> {
  const found = await Promise.all(
    nominati(r).map(async ({ registro, anno, numero, descrizione }) => {
      const altra = await modelOf(registro)
        .findOne({ aoo: r.aoo, registro, anno, numero }, { _id: 0, tipologia: 1 })
        .lean<Pick<Registrazione, 'tipologia'>>();
      const { regola } =
        (altra && regolaFor(conservazione, { tipo: 'unita-documentaria', registro, tipologia: altra.tipologia })) ?? {};
      if (regola?.conservatore !== conservatore) return [];
      return [
        { chiave: { registro: registroVersato(regola, registro), anno, numero: formatNumero(numero) }, descrizione },
      ];
    }),
  );
  return found.flat();
}

const ISTANTI = { protocollo: 'DATA_DI_PROTOCOLLAZIONE', altro: 'DATA_DI_REGISTRAZIONE' } as const;

/** A registration of protocol, or an act of a repertorio, as a unit to be shipped; or all that it lacks. */
export async function readUnitaDi(
  deps: DepsLettura,
  stored: Registrazione,
  riferimento: string,
): Promise<Letto<UnitaDaVersare>> {
  const { aoo, registro, anno, numero, versione } = stored;
  const cosa = { tipo: 'unita-documentaria', registro, tipologia: stored.tipologia } as const;
  const files = [...(stored.documento === undefined ? [] : [stored.documento]), ...stored.allegati];
  const [{ conservazione, trovata }, { radice, mancanze }, esami, produttore, camicie, attestazioni] =
    await Promise.all([
      readRegola(deps, aoo, cosa),
      metadatiOfRegistrazione(deps, stored),
      findEsami(files.map(({ sha256 }) => sha256)),
      readProduttore(deps, aoo),
      readCamicie(stored),
      findAttestate(aoo, files.map(({ sha256 }) => sha256)), // prettier-ignore
    ]);
  const known = files.map((file) => completato(file, esami.get(file.sha256)));
  const lacking = [
    ...mancanze,
    ...infettiOf(known),
    ...vuotiOf(known),
    ...(trovata === undefined ? [mancaRegola(cosa)] : []),
  ];
  if (trovata === undefined || lacking.length > 0) return { mancanze: lacking, versione };
  const r: Registrazione = {
    ...stored,
    ...(stored.documento !== undefined && {
      documento: completato(stored.documento, esami.get(stored.documento.sha256)),
    }),
    allegati: stored.allegati.map((one) => completato(one, esami.get(one.sha256))),
  };
  const persone = await readPersone(r.annullamento === undefined ? [] : [r.annullamento.operatore]);
  const conf = await readConf(aoo, legalDay(r.dataRegistrazione), persone);
  const { regola, conservatore } = trovata;
  const mittenti = nomiOf(r.mittenti, conf);
  const versabile: UnitaDaVersare = {
    tipo: 'unita-documentaria',
    riferimento,
    produttore,
    chiave: { registro: registroVersato(regola, registro), anno, numero: formatNumero(numero) },
    versione,
    istante: rfc3339(r.dataRegistrazione),
    descrizioneIstante: registro === REGISTRO_GENERALE ? ISTANTI.protocollo : ISTANTI.altro,
    metadati: radice,
    regola,
    oggetto: r.oggetto,
    data: legalDay(r.dataRegistrazione),
    archivistico: camicie,
    datiSpecifici: datiSpecificiOf(r, conf),
    collegati: await readCollegati(r, conservazione, regola),
    documenti: documentiOf(r, conf, mittenti === '' ? undefined : mittenti, attestazioni),
  };
  return { versabile, configurazione: conservatore, versione };
}

export const findRegistrazione = (
  aoo: string,
  { registro, anno, numero }: Pick<Registrazione, 'registro' | 'anno' | 'numero'>,
): Promise<Registrazione | null> =>
  modelOf(registro).findOne({ aoo, registro, anno, numero }).lean<Registrazione>().exec();
