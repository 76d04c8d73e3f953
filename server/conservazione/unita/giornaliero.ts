import { findVoce } from '../../../classification/service.js';
import {
  findFirmeRegistri,
  findGiornaliero,
  type RegistroGiornaliero,
} from '../../../schemas/registro-giornaliero.model.js';
import { ensureCopia } from '../../giornaliero/copia.js';
import { findResponsabili } from '../../giornaliero/interroga.js';
import { legalDay, rfc3339 } from '../../lib/clock.js';
import type { ClassificaMetadati } from '../../metadati/parti.js';
import type { Conf } from '../../metadati/conf.js';
import { readConf, readPersone } from '../../metadati/conf-lettura.js';
import {
  buildGiornaliero,
  identificativoGiornaliero,
  oggettoGiornaliero,
  REGISTRO_GIORNALIERI,
} from '../../metadati/giornaliero.js';
import { pianoOf } from '../../metadati/registrazione.js';
import { formatNumero } from '../../protocollo/rules.js';
import type { DocumentoUnita, UnitaDaVersare } from '../tipi.js';
import { type DepsLettura, type Letto, mancaRegola, readProduttore, readRegola, registroVersato } from './letto.js';
import { conSigillo, type SigilliDelGiorno, sigilliDi } from './sigilli.js';

/** Where registers stand in the titolario of the Comuni. */
const VOCE_REGISTRI = 'I.6';

/** Data of a register under the names that are in use (conservazione-parer.md §9, §14.2); of an empty day there are no numbers. */
export function datiGiornaliero(
  r: RegistroGiornaliero,
  conf: Pick<Conf, 'ente' | 'aoo'>,
  responsabile: string | undefined,
): UnitaDaVersare['datiSpecifici'] {
  const { primo, ultimo, giorno } = r;
  return [
    ...(primo === undefined
      ? []
      : ([
          ['NumeroIniziale', formatNumero(primo.numero)],
          ['NumeroFinale', formatNumero(ultimo.numero)],
        ] as const)),
    ['DataInizioRegistrazioni', giorno],
    ['DataFineRegistrazioni', giorno],
    ['Originatore', `${conf.ente.denominazione} - ${conf.aoo.codice}`],
    ...(responsabile === undefined ? [] : ([['Responsabile', responsabile]] as const)),
    ['Operatore', 'sistema'],
    ['NumeroDocumentiRegistrati', String(r.registrazioni)],
    ['NumeroDocumentiAnnullati', String(r.annullate)],
    ['TempoConservazione', 'ILLIMITATO'],
  ];
}

/**
 * The PDF/A is the document: it is what a person reads in a hundred years, in a format that every receiver admits, and what is usually
 * shipped (conservazione-parer.md §14.2). The XML goes with it as its attachment: it is the register itself, the chain of the days is
 * made of its hash, and without it nobody could prove that chain by what is conserved. The seal of the AOO over each, where it was put, goes
 * under the file that it seals.
 */
function documentiOf(
  { xml }: RegistroGiornaliero,
  { pdf }: { pdf: { sha256: string; dimensione: number } },
  nome: string,
  identificativo: string,
  sigilli: SigilliDelGiorno,
): DocumentoUnita[] {
  return [
    conSigillo(
      {
        ruolo: 'principale',
        id: identificativo,
        descrizione: 'Registro giornaliero di protocollo',
        file: { id: 'f0', nome: `${nome}.pdf`, mime: 'application/pdf', formato: 'PDF', ...pdf },
      },
      sigilli.pdf,
      'f2',
    ),
    conSigillo(
      {
        ruolo: 'allegato',
        id: `${identificativo}-xml`,
        descrizione: 'Registro giornaliero in XML, da cui il PDF è formato',
        file: { id: 'f1', nome: `${nome}.xml`, mime: 'application/xml', formato: 'XML', ...xml },
      },
      sigilli.xml,
      'f3',
    ),
  ];
}

const classificaDi = async (
  aoo: string,
  giorno: string,
  codice = VOCE_REGISTRI,
): Promise<ClassificaMetadati | undefined> => {
  const voce = await findVoce(aoo, giorno, codice);
  return voce && { codice: voce.codice, voce: voce.voce, versione: voce.versione };
};

/** A closed day as a unit to be shipped; null for a day that is not closed. It draws the readable form where nobody has asked for it. */
export async function readGiornaliero(
  deps: DepsLettura,
  aoo: string,
  giorno: string,
): Promise<Letto<UnitaDaVersare> | null> {
  const registro = await findGiornaliero(aoo, giorno);
  if (registro === null) return null;
  const cosa = { tipo: 'registro-giornaliero', registro: REGISTRO_GIORNALIERI } as const;
  const { trovata } = await readRegola(deps, aoo, cosa);
  const versione = 1;
  if (trovata === undefined) return { mancanze: [mancaRegola(cosa)], versione };
  const { regola, conservatore } = trovata;
  const [responsabileOf, copia, classifica, produttore] = await Promise.all([
    findResponsabili(aoo),
    ensureCopia(deps.store, registro.xml.sha256),
    classificaDi(aoo, giorno, regola.classifica),
    readProduttore(deps, aoo),
  ]);
  const responsabile = responsabileOf(giorno);
  const firme = await findFirmeRegistri([registro.xml.sha256, copia.pdf.sha256]);
  const sigilli = sigilliDi(registro, copia, firme);
  const conf = await readConf(aoo, giorno, await readPersone(responsabile === null ? [] : [responsabile._id]));
  const nome = `registro-giornaliero-${giorno}`;
  const { radice, mancanze } = buildGiornaliero(
    {
      ...registro,
      pdf: copia.pdf,
      nomePdf: `${nome}.pdf`,
      nomeXml: `${nome}.xml`,
      responsabile: responsabile?._id,
      classifica,
      sigillo: sigilli.pdf,
    },
    { conf, piano: pianoOf(deps.config) },
  );
  if (mancanze.length > 0) return { mancanze, versione };
  const { anno, progressivo, chiusura } = registro;
  const versabile: UnitaDaVersare = {
    tipo: 'registro-giornaliero',
    riferimento: giorno,
    produttore,
    chiave: { registro: registroVersato(regola, REGISTRO_GIORNALIERI), anno, numero: formatNumero(progressivo) },
    versione,
    istante: rfc3339(chiusura),
    descrizioneIstante: 'DATA_DI_CHIUSURA_DEL_REGISTRO',
    metadati: radice,
    regola,
    oggetto: oggettoGiornaliero(registro),
    data: legalDay(chiusura),
    archivistico: { principale: classifica === undefined ? {} : { classifica: classifica.codice }, secondari: [] },
    datiSpecifici: datiGiornaliero(registro, conf, responsabile?.denominazione),
    collegati: [],
    documenti: documentiOf(registro, copia, nome, identificativoGiornaliero(conf, anno, progressivo), sigilli),
  };
  return { versabile, configurazione: conservatore, versione };
}
