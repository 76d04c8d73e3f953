import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { foglia, gruppo } from './albero.js';
import { type Costruito, identificativoOf, type Intorno } from './dai.js';
import { type Modifica, operatoreOf, tracciaturaOf, versioneOf } from './modifiche.js';
import {
  allegatiOf,
  type ClassificaMetadati,
  classificazioneOf,
  dataOf,
  formatoOf,
  idAgg,
  identita,
  oraOf,
  verificaOf,
} from './parti.js';
import { CHI, Rilievi } from './rilievi.js';
import { proprio, ruolo } from './soggetti.js';
import { noteOf, tempoOf } from './tempo.js';
import { MODALITA, PARTITA_IVA, TIPO_NESSUNO } from './valori.js';

/** A document of a fascicolo that is not registered: a working paper, in its last version. */
export interface DocumentoMetadati {
  id: string;
  oggetto: string;
  tipologia?: string | undefined;
  /** the file of the last version */
  file: Pick<FileRegistrato, 'nome' | 'sha256' | 'formato' | 'firme'>;
  /** when that version was put there */
  data: Date;
  /** office that keeps it */
  uo: string;
  /** the versions after the first, in order */
  modifiche: readonly Modifica[];
  /** file of the version before the last */
  precedente?: string | undefined;
  classifica?: ClassificaMetadati | undefined;
  riservato: boolean;
  /** the primary one first */
  fascicoli: readonly string[];
  note?: string | undefined;
}

/**
 * DocumentoInformatico of a document that is in no register: number and identifier are those that the system gave it, the
 * subject that registers is the administration, the author the office that keeps it. Pure.
 */
export function buildDi(d: DocumentoMetadati, { conf, anni, conforme = false, piano }: Intorno): Costruito {
  const rilievi = new Rilievi();
  const identificativo = identificativoOf(conf, d.id);
  const id = { sha256: d.file.sha256, identificativo };
  const tipologia = d.tipologia ?? conf.tipologiaPredefinita;
  if (tipologia === undefined)
    rilievi.manca({
      codice: 'tipologia',
      messaggio: 'Manca la tipologia del documento, e la AOO non ne ha una predefinita.',
      chi: CHI.impostazioni,
      elemento: 'TipologiaDocumentale',
      rimedio: 'impostazioni',
    });
  const ente = gruppo(
    'PG',
    foglia('DenominazioneOrganizzazione', conf.ente.denominazione),
    foglia('CodiceFiscale_PartitaIva', PARTITA_IVA.test(conf.ente.codiceFiscale) ? conf.ente.codiceFiscale : undefined),
  );
  const radice = gruppo(
    'DocumentoInformatico',
    [identita('IdDoc', id)],
    foglia('ModalitaDiFormazione', MODALITA.a),
    foglia('TipologiaDocumentale', tipologia),
    [
      gruppo('DatiDiRegistrazione', foglia('TipologiaDiFlusso', 'I'), [
        gruppo('TipoRegistro', [
          gruppo(
            'Nessuno',
            foglia('TipoRegistro', TIPO_NESSUNO),
            dataOf('DataDocumento', d.data),
            oraOf('OraDocumento', d.data),
            foglia('NumeroDocumento', identificativo),
          ),
        ]),
      ]),
      gruppo(
        'Soggetti',
        ruolo('SoggettoCheEffettuaLaRegistrazione', ente),
        ruolo('Autore', proprio(conf, d.uo, rilievi)),
        operatoreOf(conf, d.modifiche, rilievi),
      ),
      gruppo('ChiaveDescrittiva', foglia('Oggetto', d.oggetto)),
      allegatiOf([]),
    ],
    d.classifica === undefined ? [] : [classificazioneOf(d.classifica, piano)],
    foglia('Riservato', d.riservato),
    formatoOf(d.file, rilievi),
    verificaOf(d.file, conforme, rilievi),
    [
      gruppo(
        'Agg',
        d.fascicoli.map((one) => idAgg('TipoAgg', 'Fascicolo', one)),
      ),
    ],
    foglia('NomeDelDocumento', d.file.nome),
    versioneOf(d.modifiche),
    tracciaturaOf(conf, d.modifiche, { ...id, sha256: d.precedente ?? id.sha256 }, rilievi),
    tempoOf(anni),
    noteOf(d.note, anni),
  );
  return { radice, mancanze: rilievi.mancanze };
}
