import { formatEmergenza } from '../../schemas/emergenza-numero.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { formatNumero } from '../protocollo/rules.js';
import type { AttoRegistrato, Istantanea } from './istantanea.js';
import { cambioOf } from './parole.js';
import { element, textElement } from './xml.js';

/** Rows of a daily register as XML (schemas/registro-giornaliero.xsd). */

const CAMPI_SOGGETTO = [
  ['uo', 'Ufficio'],
  ['denominazione', 'Denominazione'],
  ['cognome', 'Cognome'],
  ['nome', 'Nome'],
  ['codiceFiscale', 'CodiceFiscale'],
  ['partitaIva', 'PartitaIva'],
  ['codiceIPA', 'CodiceIPA'],
  ['codiceAOO', 'CodiceAOO'],
  ['denominazioneAOO', 'DenominazioneAOO'],
  ['codiceUO', 'CodiceUO'],
  ['denominazioneUO', 'DenominazioneUO'],
  ['domicilioDigitale', 'DomicilioDigitale'],
  ['indirizzo', 'Indirizzo'],
  ['paese', 'Paese'],
] as const satisfies readonly (readonly [keyof Soggetto, string])[];

const soggetti = (nome: string, list: readonly Soggetto[]): string =>
  element(
    nome,
    {},
    list.map((one) =>
      element(
        'Soggetto',
        { tipo: one.tipo },
        CAMPI_SOGGETTO.map(([campo, tag]) => textElement(tag, one[campo])),
      ),
    ),
  );

const file = (nome: string, { nome: name, dimensione, sha256, n }: FileRegistrato & { n?: number }): string =>
  element(nome, { n, dimensione }, [
    textElement('Nome', name),
    textElement('Impronta', sha256, { algoritmo: 'SHA-256' }),
  ]);

export const provvedimento = ({ numero, data, autore }: Provvedimento): string =>
  element('Provvedimento', { data }, [textElement('Numero', numero), textElement('Autore', autore)]);

/** A registration as it stood at the end of the day. @param giorno - day of the register; one dated before it is marked as late */
export function rigaRegistrazione(
  record: Registrazione,
  { contenuto, ultimoAtto }: Istantanea,
  giorno: string | undefined,
): string {
  const { protocolloMittente, classifica, annullamento, documento, allegati, assegnazioni, riservatezza } = contenuto;
  const late = giorno !== undefined && legalDay(record.dataRegistrazione) < giorno;
  return element(
    'Registrazione',
    {
      numero: formatNumero(record.numero),
      anno: record.anno,
      stato: contenuto.stato,
      riservatezza: riservatezza.livello,
      ...(late && { tardiva: true }),
    },
    [
      textElement('Data', rfc3339(record.dataRegistrazione)),
      textElement('Segnatura', record.segnatura),
      textElement('Flusso', contenuto.flusso),
      textElement('Oggetto', contenuto.oggetto),
      soggetti('Mittenti', contenuto.mittenti),
      soggetti('Destinatari', contenuto.destinatari),
      protocolloMittente === undefined
        ? ''
        : textElement('ProtocolloMittente', protocolloMittente.numero, { data: protocolloMittente.data }),
      textElement('DataArrivo', contenuto.dataArrivo),
      textElement('Differimento', record.differimento?.id),
      textElement('Mezzo', contenuto.mezzo),
      textElement('Tipologia', contenuto.tipologia),
      documento === undefined ? '' : file('Documento', documento),
      element(
        'Allegati',
        { numero: allegati.length },
        allegati.map((one) => file('Allegato', one)),
      ),
      classifica === undefined ? '' : textElement('Classifica', classifica.voce, { codice: classifica.codice }),
      element(
        'Assegnazioni',
        {},
        assegnazioni.map(({ uo, tipo, utente }) => element('Assegnazione', { uo, tipo, utente })),
      ),
      annullamento === undefined
        ? ''
        : element('Annullamento', { data: rfc3339(new Date(annullamento.data)), operatore: annullamento.operatore }, [
            textElement('Motivo', annullamento.motivo),
            provvedimento(annullamento.provvedimento),
          ]),
      record.apertura === undefined
        ? ''
        : element('Apertura', { ultimoNumero: formatNumero(record.apertura.ultimoNumero) }, [
            provvedimento(record.apertura.provvedimento),
          ]),
      contenuto.emergenza === undefined
        ? ''
        : textElement('Emergenza', formatEmergenza(contenuto.emergenza), {
            registro: contenuto.emergenza.registro,
            data: contenuto.emergenza.data,
            ora: contenuto.emergenza.ora,
          }),
      textElement('Operatore', record.operatore),
      textElement('Impronta', record.catena.hash, { algoritmo: 'SHA-256' }),
      textElement('ImprontaUltimoAtto', ultimoAtto, { algoritmo: 'SHA-256' }),
    ],
  );
}

interface DettagliComuni {
  motivo?: string;
  provvedimento?: Provvedimento;
}

/** An act of the day on a registration of whatever day. @param ultimoAtto - hash of the registration's last act at the end of the day */
export function rigaVariazione(
  { anno, numero }: Pick<Registrazione, 'anno' | 'numero'>,
  { evento, canonico, hash }: AttoRegistrato,
  ultimoAtto: string,
): string {
  const { motivo, provvedimento: authority } = evento.dettagli as DettagliComuni;
  const { campo, vecchio, nuovo } = cambioOf(evento);
  return element('Variazione', { numero: formatNumero(numero), anno, tipo: evento.tipo, campo }, [
    textElement('Data', rfc3339(new Date(evento.data))),
    textElement('Operatore', evento.utente, { perContoDi: evento.perContoDi }),
    textElement('Vecchio', vecchio),
    textElement('Nuovo', nuovo),
    textElement('Motivo', motivo),
    authority === undefined ? '' : provvedimento(authority),
    textElement('Atto', canonico, { algoritmo: 'SHA-256', impronta: hash }),
    textElement('ImprontaUltimoAtto', ultimoAtto, { algoritmo: 'SHA-256' }),
  ]);
}
