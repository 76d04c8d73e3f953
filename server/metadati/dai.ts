import type { Mancanza } from '../../schemas/metadati.api.js';
import type { Contenuto, Registrazione } from '../../schemas/registrazione.model.js';
import { formatNumero, REGISTRO_GENERALE } from '../protocollo/rules.js';
import { foglia, gruppo, type Nodo } from './albero.js';
import type { Conf } from './conf.js';
import { modificheOf, operatoreOf, tracciaturaOf, versioneOf } from './modifiche.js';
import { allegatiOf, classificazioneOf, dataOf, formatoOf, idAgg, identita, oraOf, verificaOf } from './parti.js';
import { CHI, Rilievi } from './rilievi.js';
import { assegnatario, controparte, proprio, ruolo } from './soggetti.js';
import { type Anni, noteOf, tempoOf } from './tempo.js';
import { CODICE_REGISTRO, type Modalita, MODALITA, TIPO_PROTOCOLLO, TIPO_REPERTORIO } from './valori.js';

/** A registration as the metadata see it: what the record holds, its acts, and the fascicoli in which it stands. */
export type RegistrazioneMetadati = Pick<
  Registrazione,
  'aoo' | 'registro' | 'anno' | 'numero' | 'dataRegistrazione' | 'segnatura' | 'eventi'
> &
  Pick<
    Contenuto,
    | 'flusso'
    | 'oggetto'
    | 'mittenti'
    | 'destinatari'
    | 'documento'
    | 'allegati'
    | 'mezzo'
    | 'tipologia'
    | 'note'
    | 'classifica'
    | 'fascicolo'
    | 'altriFascicoli'
    | 'assegnazioni'
    | 'riservatezza'
  > & {
    /** what identifies it for ever */
    id: string;
  };

/** What stands outside of the record. */
export interface Intorno {
  conf: Conf;
  /** what the massimario says; absent: it says nothing */
  anni?: Anni | undefined;
  /** a copia per immagine with its attestazione, or made by a certified process (rule D7) */
  conforme?: boolean;
  /** the batch in which its paper was scanned, where an attestazione names it (§8: no other element carries it) */
  lotto?: string | undefined;
  /** address under which a version of the titolario can be read */
  piano: (versione: number) => string | undefined;
}

/** Metadata as a tree, whole only where nothing is missing. */
export interface Costruito {
  radice: Nodo;
  mancanze: Mancanza[];
}

const stem = ({ conf, id }: { conf: Conf; id: string }): string =>
  `${conf.ente.codiceIPA}-${conf.aoo.codice}-doc-${id}`;
/** What names a document for ever, unique in the AOO. */
export const identificativoOf = (conf: Conf, id: string): string => stem({ conf, id });
/** The same of its attachment of that number, which never changes. */
export const identificativoAllegato = (conf: Conf, id: string, n: number): string => `${stem({ conf, id })}-all-${n}`;
/** What names the serie of a register of one year. */
export const identificativoSerie = (conf: Conf, registro: string, anno: number): string =>
  `${conf.ente.codiceIPA}-${conf.aoo.codice}-${registro}-${anno}`;

/** How a document came to be (§7.1, §8.1): what the AOO writes itself is a; a form of the portal is c; all else that arrives is b. */
export const modalitaOf = ({ flusso, mezzo }: Pick<Contenuto, 'flusso' | 'mezzo'>): Modalita =>
  flusso !== 'E' ? 'a' : mezzo === 'portale' ? 'c' : 'b';

function registrazioneOf(
  { flusso, registro, numero, dataRegistrazione }: RegistrazioneMetadati,
  rilievi: Rilievi,
): Nodo {
  if (!CODICE_REGISTRO.test(registro))
    rilievi.manca({
      codice: 'codice-registro',
      messaggio: `Il codice del registro ${registro} non ha la forma ammessa: al massimo 16 lettere, cifre, punti, trattini.`,
      chi: CHI.amministratore,
      elemento: 'CodiceRegistro',
    });
  const [nome, tipo, parola] =
    registro === REGISTRO_GENERALE
      ? (['ProtocolloOrdinario_ProtocolloEmergenza', TIPO_PROTOCOLLO, 'Protocollazione'] as const)
      : (['Repertorio_Registro', TIPO_REPERTORIO, 'Registrazione'] as const);
  return gruppo('DatiDiRegistrazione', foglia('TipologiaDiFlusso', flusso), [
    gruppo('TipoRegistro', [
      gruppo(
        nome,
        foglia('TipoRegistro', tipo),
        dataOf(`Data${parola}Documento`, dataRegistrazione),
        oraOf(`Ora${parola}Documento`, dataRegistrazione),
        foglia(
          registro === REGISTRO_GENERALE ? 'NumeroProtocolloDocumento' : 'NumeroRegistrazioneDocumento',
          formatNumero(numero),
        ),
        foglia('CodiceRegistro', registro),
      ),
    ]),
  ]);
}

/**
 * Roles of the DAI (§5, §8): who registers, who wrote, to whom, who has it in charge. What the AOO sends or writes has the own
 * AOO as Mittente also where no office is named, and the office that wrote it as Autore (rules S1, S2, S3).
 */
function soggettiOf(r: RegistrazioneMetadati, conf: Conf, rilievi: Rilievi): Nodo {
  const { flusso, mittenti, destinatari, assegnazioni } = r;
  const roles: Nodo[] = [...ruolo('AmministrazioneCheEffettuaLaRegistrazione', proprio(conf, undefined, rilievi))];
  for (const { uo, utente } of assegnazioni)
    roles.push(...ruolo('Assegnatario', assegnatario(conf, { uo, utente }, rilievi)));
  destinatari.forEach((soggetto, i) => {
    const una = { soggetto, detto: 'destinatario', campo: `destinatari[${i}]` };
    roles.push(...ruolo('Destinatario', controparte(conf, una, rilievi)));
  });
  const propri = flusso === 'E' ? [] : mittenti.length > 0 ? mittenti : [{ tipo: 'UO' as const }];
  const chiScrive = flusso === 'E' ? mittenti : propri;
  const nodi = chiScrive.map((soggetto, i) =>
    controparte(conf, { soggetto, detto: 'mittente', campo: `mittenti[${i}]` }, rilievi),
  );
  roles.push(...nodi.flatMap((nodo) => ruolo('Mittente', nodo)));
  if (chiScrive.length === 0)
    rilievi.manca({
      codice: 'mittente',
      messaggio: 'Manca il mittente.',
      chi: CHI.rgd,
      elemento: 'Mittente',
      rimedio: 'rinnovo',
      riferimento: 'mittenti',
    });
  if (flusso === 'U' && destinatari.length === 0)
    rilievi.manca({
      codice: 'destinatario',
      messaggio: 'Manca il destinatario.',
      chi: CHI.rgd,
      elemento: 'Destinatario',
      rimedio: 'rinnovo',
      riferimento: 'destinatari',
    });
  if (flusso !== 'E') roles.push(...nodi.flatMap((nodo) => ruolo('Autore', nodo)));
  roles.push(...operatoreOf(conf, modificheOf(r.eventi), rilievi));
  if (modalitaOf(r) === 'c')
    roles.push(...ruolo('Produttore', gruppo('SW', foglia('DenominazioneSistema', conf.sistema))));
  return gruppo('Soggetti', roles);
}

function classificaOf({ classifica }: RegistrazioneMetadati, { piano }: Intorno, rilievi: Rilievi): Nodo[] {
  if (classifica !== undefined) return [classificazioneOf(classifica, piano)];
  rilievi.manca({
    codice: 'classifica',
    messaggio: 'Manca la classifica.',
    chi: CHI.protocollo,
    elemento: 'Classificazione',
    rimedio: 'classificazione',
  });
  return [];
}

/** The fascicoli, the primary one first; of a repertorio the serie of its year, which needs nobody. */
function aggOf(
  { registro, anno, fascicolo, altriFascicoli = [] }: RegistrazioneMetadati,
  conf: Conf,
  rilievi: Rilievi,
): Nodo[] {
  const fascicoli = [...(fascicolo === undefined ? [] : [fascicolo]), ...altriFascicoli];
  const serie =
    registro === REGISTRO_GENERALE
      ? []
      : [idAgg('TipoAgg', 'Serie Documentale', identificativoSerie(conf, registro, anno))];
  const found = [...fascicoli.map((id) => idAgg('TipoAgg', 'Fascicolo', id)), ...serie];
  if (found.length > 0) return [gruppo('Agg', found)];
  rilievi.manca({
    codice: 'fascicolo',
    messaggio: 'Il documento non è in un fascicolo.',
    chi: CHI.assegnatario,
    elemento: 'Agg',
    rimedio: 'fascicolazione',
  });
  return [];
}

function tipologiaOf({ tipologia }: RegistrazioneMetadati, { tipologiaPredefinita }: Conf, rilievi: Rilievi): Nodo[] {
  const said = tipologia ?? tipologiaPredefinita;
  if (said === undefined)
    rilievi.manca({
      codice: 'tipologia',
      messaggio: 'Manca la tipologia del documento, e la AOO non ne ha una predefinita.',
      chi: CHI.protocollo,
      elemento: 'TipologiaDocumentale',
      rimedio: 'modifica',
      riferimento: 'tipologia',
    });
  return foglia('TipologiaDocumentale', said);
}

/**
 * DocumentoAmministrativoInformatico of a registration, of the protocol or of a repertorio, as it is now; the same record and
 * surroundings give the same tree. Pure.
 * @see Allegato 5 to the LG on the formation of documents; DPR 445/2000 art. 53, 56
 */
export function buildDai(r: RegistrazioneMetadati, intorno: Intorno): Costruito {
  const { conf, anni, conforme = false, lotto } = intorno;
  const rilievi = new Rilievi();
  const { documento } = r;
  if (documento === undefined)
    rilievi.manca({
      codice: 'documento',
      messaggio: 'Il documento attende la sua scansione: senza il file non c’è impronta.',
      chi: CHI.protocollo,
      elemento: 'IdDoc',
      rimedio: 'integrazione',
    });
  const id = documento && {
    sha256: documento.sha256,
    identificativo: identificativoOf(conf, r.id),
    segnatura: r.segnatura,
  };
  const modifiche = modificheOf(r.eventi);
  const allegati = r.allegati.map(({ n, nome, sha256 }) => ({
    nome,
    identita: { sha256, identificativo: identificativoAllegato(conf, r.id, n) },
  }));
  const radice = gruppo(
    'DocumentoAmministrativoInformatico',
    id === undefined ? [] : [identita('IdDoc', id)],
    foglia('ModalitaDiFormazione', MODALITA[conforme ? 'b' : modalitaOf(r)]), // of a scan, whoever wrote the paper
    tipologiaOf(r, conf, rilievi),
    [registrazioneOf(r, rilievi), soggettiOf(r, conf, rilievi)],
    [gruppo('ChiaveDescrittiva', foglia('Oggetto', r.oggetto)), allegatiOf(allegati)],
    classificaOf(r, intorno, rilievi),
    foglia('Riservato', r.riservatezza.livello === 'riservata'),
    documento === undefined ? [] : formatoOf(documento, rilievi),
    documento === undefined ? [] : verificaOf(documento, conforme, rilievi),
    aggOf(r, conf, rilievi),
    foglia('NomeDelDocumento', documento?.nome),
    versioneOf(modifiche),
    tracciaturaOf(conf, modifiche, id, rilievi),
    tempoOf(anni),
    noteOf(lotto === undefined ? r.note : [r.note, `Lotto di scansione: ${lotto}`].filter(Boolean).join('\n'), anni),
  );
  return { radice, mancanze: rilievi.mancanze };
}
