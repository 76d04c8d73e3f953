import { createHash } from 'node:crypto';
import type { TipoIpa } from '../../../schemas/importazione.api.js';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { cleanText } from '../../../schemas/testo.api.js';
import { difettoCodiceNumerico } from '../../../schemas/codici.api.js';
import { chiaveOf } from '../chiave.js';
import type { RecapitoVoluto } from '../recapiti.js';

/** A row of the IPA by the names of its columns, lower case. */
export type RigaIpa = Readonly<Record<string, string>>;

export interface VoceIpa {
  chiave: string;
  soggetto: Soggetto;
  recapiti: RecapitoVoluto[];
  /** of the AOO where it stands, whose address an office without one has */
  chiaveAoo?: string;
  /** 0 AOO, 1 ente, 2 UO: how they are proposed to who writes to an administration */
  rango: number;
  /** what of the row was left out, in words */
  segnalazioni: string[];
}
/** A row that cannot be taken; its key, if it can be read, is still that of something in the file. */
export interface RigaGuasta {
  difetto: string;
  chiave?: string;
}

/** What the body of a row says that the row itself does not: old files name it by code only. */
export type EnteNoto = Pick<Soggetto, 'denominazione' | 'codiceFiscale'>;

const MAX_MAIL = 5;
const CODICE = /^[\x21-\x7E]{1,100}$/;
/** As `domicilioDigitale` of a subject admits it. */
const MAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const RANGHI: Readonly<Record<TipoIpa, number>> = { aoo: 0, enti: 1, uo: 2 };

/** A value; blank and the word `null` are no value. */
function valueOf(riga: RigaIpa, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = cleanText(riga[name] ?? '');
    if (value !== '' && value.toLowerCase() !== 'null') return value;
  }
  return undefined;
}

/** Codes that make the key: of the body, of its AOO, of its office. */
function codiciOf(tipo: TipoIpa, riga: RigaIpa) {
  const ipa = valueOf(riga, 'codice_ipa', 'cod_amm');
  const aoo = tipo === 'enti' ? undefined : valueOf(riga, 'codice_uni_aoo', 'cod_aoo');
  const uo = tipo === 'uo' ? valueOf(riga, 'codice_uni_uo', 'cod_uni_ou') : undefined;
  return { ipa, aoo, uo };
}

const MANCA: Readonly<Record<TipoIpa, string>> = {
  enti: 'Manca il codice IPA.',
  aoo: 'Manca il codice della AOO, o quello dell’ente.',
  uo: 'Manca il codice dell’ufficio, o quello dell’ente.',
};

/** Key of the row as the address book has it; undefined if its codes cannot be read. */
export function chiaveOfRiga(tipo: TipoIpa, riga: RigaIpa): string | undefined {
  const { ipa, aoo, uo } = codiciOf(tipo, riga);
  const wanted = { enti: [ipa], aoo: [ipa, aoo], uo: [ipa, uo] }[tipo];
  if (wanted.some((code) => code === undefined || !CODICE.test(code))) return undefined;
  return ['ipa', ipa, aoo ?? '', uo ?? ''].join('|').toLowerCase();
}

/** Key of the body of a row. */
export const chiaveEnteOf = (riga: RigaIpa): string | undefined => chiaveOfRiga('enti', riga);

function mailsOf(riga: RigaIpa, segnalazioni: string[]): RecapitoVoluto[] {
  const found: RecapitoVoluto[] = [];
  for (let n = 1; n <= MAX_MAIL; n += 1) {
    const mail = valueOf(riga, `mail${n}`)?.toLowerCase();
    if (mail === undefined) continue;
    const tipo = /^(pec|cec-pac)$/i.test(valueOf(riga, `tipo_mail${n}`) ?? '') ? 'digitale' : 'email';
    const valid = mail.length <= 254 && mail.indexOf('@') <= 64 && MAIL.test(mail);
    if (!valid) segnalazioni.push(`L’indirizzo mail${n} non è valido: «${mail.slice(0, 80)}».`);
    else if (!found.some(({ valore }) => valore === mail)) found.push({ tipo, valore: mail, fonte: 'ipa' });
  }
  return found;
}

const indirizzoOf = (riga: RigaIpa): string | undefined => {
  const via = valueOf(riga, 'indirizzo');
  if (via === undefined) return undefined;
  const comune = [valueOf(riga, 'cap'), valueOf(riga, 'comune')].filter((part) => part !== undefined).join(' ');
  const provincia = valueOf(riga, 'provincia');
  return [via, comune, ...(provincia === undefined ? [] : [`(${provincia})`])].filter((part) => part !== '').join(', ');
};

function codiceFiscaleOf(riga: RigaIpa, ente: EnteNoto, segnalazioni: string[]): string | undefined {
  const written = valueOf(riga, 'codice_fiscale_ente', 'cf')?.replace(/\s+/g, '');
  if (written === undefined) return ente.codiceFiscale;
  if (difettoCodiceNumerico(written) === null) return written;
  segnalazioni.push(`Il codice fiscale «${written.slice(0, 20)}» non torna: la voce è presa senza.`);
  return undefined;
}

/**
 * What a row of the IPA says, in the shape of a subject. A wrong codice fiscale or mail address is left out and told; without key,
 * without name or with what no registration could take the row is refused. Pure.
 * @param ente - of the body, from its own row, where this one does not say it
 */
export function voceOf(tipo: TipoIpa, riga: RigaIpa, ente: EnteNoto = {}): VoceIpa | RigaGuasta {
  const { ipa, aoo, uo } = codiciOf(tipo, riga);
  const chiave = chiaveOfRiga(tipo, riga);
  if (chiave === undefined) {
    const [bad] = [ipa, aoo, uo].filter((code) => code !== undefined && !CODICE.test(code));
    return {
      difetto:
        bad === undefined
          ? MANCA[tipo]
          : `Il codice «${bad.slice(0, 60)}» non è un codice: non ammette spazi né accenti.`,
    };
  }
  const segnalazioni: string[] = [];
  const nomeAoo = valueOf(riga, 'denominazione_aoo', 'des_aoo');
  const nomeUo = valueOf(riga, 'descrizione_uo', 'des_ou');
  const own = { enti: valueOf(riga, 'denominazione_ente', 'des_amm'), aoo: nomeAoo, uo: nomeUo }[tipo];
  if (own === undefined) return { difetto: 'Manca la denominazione.', chiave };
  const denominazione = valueOf(riga, 'denominazione_ente', 'des_amm') ?? ente.denominazione ?? own;
  const codiceFiscale = codiceFiscaleOf(riga, ente, segnalazioni);
  const recapiti = mailsOf(riga, segnalazioni);
  const indirizzo = indirizzoOf(riga);
  const domicilio = recapiti.find((one) => one.tipo === 'digitale')?.valore;
  const parsed = Soggetto.safeParse({
    tipo: 'PAI',
    denominazione,
    codiceIPA: ipa,
    ...(codiceFiscale !== undefined && { codiceFiscale }),
    ...(aoo !== undefined && { codiceAOO: aoo }),
    ...(tipo === 'aoo' && { denominazioneAOO: own }),
    ...(uo !== undefined && { codiceUO: uo, denominazioneUO: own }),
    ...(domicilio !== undefined && { domicilioDigitale: domicilio }),
    ...(indirizzo !== undefined && { indirizzo }),
  });
  if (!parsed.success) return { difetto: parsed.error.issues[0]?.message ?? 'La riga non si può leggere.', chiave };
  return {
    chiave: chiaveOf(parsed.data),
    soggetto: parsed.data,
    recapiti: [
      ...recapiti,
      ...(indirizzo === undefined ? [] : [{ tipo: 'postale' as const, valore: indirizzo, fonte: 'ipa' as const }]),
    ],
    ...(tipo === 'uo' && aoo !== undefined && { chiaveAoo: ['ipa', ipa, aoo, ''].join('|').toLowerCase() }),
    rango: RANGHI[tipo],
    segnalazioni,
  };
}

/** An office without a PEC of its own is written to at that of its AOO. */
export function withDomicilioAoo(voce: VoceIpa, domicilio: string | undefined): VoceIpa {
  if (voce.soggetto.domicilioDigitale !== undefined || domicilio === undefined) return voce;
  return {
    ...voce,
    soggetto: { ...voce.soggetto, domicilioDigitale: domicilio },
    recapiti: [{ tipo: 'digitale', valore: domicilio, fonte: 'ipa' }, ...voce.recapiti],
  };
}

/** Digest of all that a row says: equal, nothing has changed. */
export const improntaOf = ({ soggetto, recapiti, rango }: VoceIpa): string =>
  createHash('sha256')
    .update(JSON.stringify([soggetto, recapiti, rango]))
    .digest('hex')
    .slice(0, 32);
