import type { RegistroGiornaliero } from '../../schemas/registro-giornaliero.model.js';
import { formatGiorno } from '../giornaliero/pdf/date.js';
import { formatNumero } from '../protocollo/rules.js';
import { foglia, gruppo, type Nodo } from './albero.js';
import type { Conf } from './conf.js';
import { type Costruito, identificativoSerie, type Intorno } from './dai.js';
import { allegatiOf, type ClassificaMetadati, classificazioneOf, dataOf, idAgg, identita, oraOf } from './parti.js';
import { CHI, Rilievi } from './rilievi.js';
import { persona, proprio, ruolo } from './soggetti.js';
import { tempoOf } from './tempo.js';
import { MODALITA, TIPO_REPERTORIO } from './valori.js';

/** Code under which the daily registers are numbered, year by year; nobody else writes in it. */
export const REGISTRO_GIORNALIERI = 'RGP';
export const TIPOLOGIA_GIORNALIERO = 'Registro giornaliero di protocollo';

export interface GiornalieroMetadati extends Pick<
  RegistroGiornaliero,
  'anno' | 'progressivo' | 'giorno' | 'chiusura' | 'primo' | 'ultimo' | 'registrazioni' | 'xml'
> {
  /** its readable form: what is kept as the document */
  pdf: { sha256: string };
  nomePdf: string;
  nomeXml: string;
  /** who answered for the register that day */
  responsabile?: string | undefined;
  /** under which voce registers stand; absent: the titolario has none */
  classifica?: ClassificaMetadati | undefined;
  /** the seal of the AOO over the document, where it was put */
  sigillo?: { marcata: boolean } | undefined;
}

/** What names a daily register for ever. */
export const identificativoGiornaliero = (conf: Conf, anno: number, progressivo: number): string =>
  `${identificativoSerie(conf, REGISTRO_GIORNALIERI, anno)}-${formatNumero(progressivo)}`;

/** `Registro giornaliero di protocollo del 16/03/2026, registrazioni da 0000101 a 0000148` */
export function oggettoGiornaliero({
  giorno,
  primo,
  ultimo,
}: Pick<GiornalieroMetadati, 'giorno' | 'primo' | 'ultimo'>): string {
  const quali =
    primo === undefined
      ? 'nessuna registrazione'
      : `registrazioni da ${formatNumero(primo.numero)} a ${formatNumero(ultimo.numero)}`;
  return `${TIPOLOGIA_GIORNALIERO} del ${formatGiorno(giorno)}, ${quali}`;
}

function soggettiOf(responsabile: string | undefined, conf: Conf, rilievi: Rilievi): Nodo {
  const nomi =
    responsabile === undefined ? undefined : persona(conf, responsabile, 'ResponsabileGestioneDocumentale', rilievi);
  return gruppo(
    'Soggetti',
    ruolo('AmministrazioneCheEffettuaLaRegistrazione', proprio(conf, undefined, rilievi)),
    nomi === undefined ? [] : ruolo('ResponsabileGestioneDocumentale', gruppo('PF', nomi)),
    ruolo('Produttore', gruppo('SW', foglia('DenominazioneSistema', conf.sistema))),
  );
}

/**
 * DocumentoAmministrativoInformatico of a closed daily register: a grouping of data made by the system in a static form, in a serie of
 * its own, kept for ever. Its document is the PDF/A; the XML from which that is drawn is its attachment. Pure.
 * @see LG on the formation of documents §3.1.6; Allegato 5
 */
export function buildGiornaliero(r: GiornalieroMetadati, { conf, piano }: Pick<Intorno, 'conf' | 'piano'>): Costruito {
  const rilievi = new Rilievi();
  const identificativo = identificativoGiornaliero(conf, r.anno, r.progressivo);
  if (r.classifica === undefined)
    rilievi.manca({
      codice: 'classifica',
      messaggio:
        'La voce in cui stanno i registri giornalieri non è nel titolario: indicarla nella regola di versamento.',
      chi: CHI.impostazioni,
      elemento: 'Classificazione',
      rimedio: 'impostazioni',
    });
  const radice = gruppo(
    'DocumentoAmministrativoInformatico',
    [identita('IdDoc', { sha256: r.pdf.sha256, identificativo })],
    foglia('ModalitaDiFormazione', MODALITA.d),
    foglia('TipologiaDocumentale', TIPOLOGIA_GIORNALIERO),
    [
      gruppo('DatiDiRegistrazione', foglia('TipologiaDiFlusso', 'I'), [
        gruppo('TipoRegistro', [
          gruppo(
            'Repertorio_Registro',
            foglia('TipoRegistro', TIPO_REPERTORIO),
            dataOf('DataRegistrazioneDocumento', r.chiusura),
            oraOf('OraRegistrazioneDocumento', r.chiusura),
            foglia('NumeroRegistrazioneDocumento', formatNumero(r.progressivo)),
            foglia('CodiceRegistro', REGISTRO_GIORNALIERI),
          ),
        ]),
      ]),
      soggettiOf(r.responsabile, conf, rilievi),
      gruppo('ChiaveDescrittiva', foglia('Oggetto', oggettoGiornaliero(r))),
      allegatiOf([{ nome: r.nomeXml, identita: { sha256: r.xml.sha256, identificativo: `${identificativo}-xml` } }]),
    ],
    r.classifica === undefined ? [] : [classificazioneOf(r.classifica, piano)],
    foglia('Riservato', false),
    [gruppo('IdentificativoDelFormato', foglia('Formato', 'application/pdf'))],
    [
      gruppo(
        'Verifica',
        foglia('FirmatoDigitalmente', false),
        foglia('SigillatoElettronicamente', r.sigillo !== undefined),
        foglia('MarcaturaTemporale', r.sigillo?.marcata === true),
        foglia('ConformitaCopieImmagineSuSupportoInformatico', false),
      ),
    ],
    [gruppo('Agg', [idAgg('TipoAgg', 'Serie Documentale', identificativoSerie(conf, REGISTRO_GIORNALIERI, r.anno))])],
    foglia('NomeDelDocumento', r.nomePdf),
    foglia('VersioneDelDocumento', 1),
    tempoOf('illimitato'),
  );
  return { radice, mancanze: rilievi.mancanze };
}
