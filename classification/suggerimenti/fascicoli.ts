import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { visibleTo } from '../../server/accesso/visibilita.js';
import { visibleFascicoli } from '../../server/fascicoli/visibilita.js';
import { nomeCorrispondente } from './apprese.js';
import { segniOf } from './parole.js';

/** Open fascicoli of a class that are looked at, newest first, and how many are proposed. */
const GUARDATI = 200;
const PROPOSTI = 3;
/** What a fascicolo needs to be proposed: two rare words in common, or the same person. */
const SOGLIA = 2.5;

export interface FascicoloProposto {
  id: string;
  codice: string;
  oggetto: string;
  motivo: string;
}

export type Candidato = Pick<Fascicolo, '_id' | 'codice' | 'oggetto' | 'tipo'> & { intestatario?: string };

/** What is known of the document that has to be filed. */
export interface DaFascicolare {
  oggetto: string;
  corrispondente: string;
  /** id of the fascicolo of the document that it answers */
  risposta?: string | undefined;
  /** how many registrations of this correspondent stand in which fascicolo */
  suoi: ReadonlyMap<string, number>;
}

/**
 * The likeliest among open fascicoli, best first: that of the document answered, those of the same person, those that share the
 * words and numbers by which one affair is known (names, streets, parcels). None where nothing speaks for one. Pure.
 */
export function scegliFascicoli(candidati: readonly Candidato[], documento: DaFascicolare): FascicoloProposto[] {
  const segni = segniOf(documento.oggetto);
  const per = candidati.map((candidato) => ({ candidato, suoi: new Set(segniOf(candidato.oggetto)) }));
  const rari = new Map(
    segni.map((segno) => {
      const con = per.filter(({ suoi }) => suoi.has(segno)).length;
      return [segno, Math.log(1 + (candidati.length + 3) / (con + 0.5))];
    }),
  );
  const nome = nomeCorrispondente(documento.corrispondente);
  return per
    .map(({ candidato: { _id: id, codice, oggetto, tipo, intestatario }, suoi }) => {
      const comuni = segni.filter((segno) => suoi.has(segno)).sort((a, b) => (rari.get(b) ?? 0) - (rari.get(a) ?? 0));
      const stessa = nome !== '' && intestatario !== undefined && nomeCorrispondente(intestatario) === nome;
      const registrate = documento.suoi.get(id) ?? 0;
      const motivi = [
        documento.risposta === id ? 'vi sta il documento a cui risponde' : '',
        stessa ? 'intestato a questo corrispondente' : '',
        registrate > 0
          ? `contiene ${registrate} registrazioni di questo corrispondente`.replace(
              ' 1 registrazioni',
              ' una registrazione',
            )
          : '',
        comuni.length > 0
          ? `in comune: ${comuni
              .slice(0, 4)
              .map((segno) => `«${segno}»`)
              .join(', ')}`
          : '',
      ].filter((motivo) => motivo !== '');
      const punti =
        (documento.risposta === id ? 20 : 0) +
        (stessa ? 4 : 0) +
        Math.min(3, registrate) +
        comuni.reduce((a, segno) => a + (rari.get(segno) ?? 0), 0) +
        (tipo === 'attivita' && comuni.length > 0 ? 0.5 : 0);
      return {
        id,
        codice,
        oggetto,
        motivo: motivi.join('; '),
        punti,
        cosi: comuni.length > 1 || stessa || registrate > 0,
      };
    })
    .filter(({ punti, cosi, id }) => documento.risposta === id || (cosi && punti >= SOGLIA))
    .sort((a, b) => b.punti - a.punti)
    .slice(0, PROPOSTI)
    .map(({ id, codice, oggetto, motivo }) => ({ id, codice, oggetto, motivo }));
}

/**
 * Open fascicoli under these codes in which the caller may see that the document could belong.
 * @param ultime - ids of the last registrations of the correspondent there
 */
export async function fascicoliPer(
  caller: Caller,
  codici: readonly string[],
  ultime: readonly string[],
  documento: Omit<DaFascicolare, 'suoi'>,
): Promise<FascicoloProposto[]> {
  const [lette, sue] = await Promise.all([
    FascicoloModel.find(
      {
        $and: [
          { aoo: caller.aoo, 'classifica.codice': { $in: codici }, stato: 'aperto', annullato: { $exists: false } },
          { 'riservatezza.livello': 'ordinaria' }, // what is reserved never speaks, whoever asks: a reading of it leaves a trace
          visibleFascicoli(caller),
        ],
      },
      { codice: 1, oggetto: 1, tipo: 1, intestatario: 1 },
    )
      .sort({ apertoIl: -1 })
      .limit(GUARDATI)
      .lean<Pick<Fascicolo, '_id' | 'codice' | 'oggetto' | 'tipo' | 'intestatario'>[]>(),
    ultime.length === 0
      ? []
      : RegistrazioneModel.find(
          { $and: [{ _id: { $in: ultime }, fascicolo: { $exists: true } }, visibleTo(caller)] },
          { fascicolo: 1 },
        ).lean<Pick<Registrazione, 'fascicolo'>[]>(),
  ]);
  const suoi = new Map<string, number>();
  for (const { fascicolo } of sue) if (fascicolo !== undefined) suoi.set(fascicolo, (suoi.get(fascicolo) ?? 0) + 1);
  const candidati = lette.map(({ intestatario, ...altro }): Candidato => ({
    ...altro,
    ...(intestatario !== undefined && { intestatario: nameOfSoggetto(intestatario) }),
  }));
  return scegliFascicoli(candidati, { ...documento, suoi });
}
