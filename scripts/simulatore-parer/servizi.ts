import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { ricevi, scarta, type Arrivo } from './arrivo.js';
import { chiaveVista, leggiIndice, type Chiamata, type Risposta, type Simulato } from './chiamata.js';
import type { Chiamate } from './chiamate.js';
import { numeroDi, type Contesto, type Guasto } from './guasti.js';
import { istante } from './orologio.js';
import { corpoDi, invia, recidi, rispostaAlPosto, salvaPrima, TroncataError } from './rete.js';

/** One call from its first byte to its answer, with the faults that were asked for. */

export interface Rotta {
  percorso: string;
  /** as rules and the list of calls name it */
  nome: string;
  esegui: (simulato: Simulato, chiamata: Chiamata) => Promise<Risposta>;
  /** bytes of a whole request and of a field, where the service has its own; beyond: 413 */
  massimo?: { richiesta: number; campo: number };
}

export interface Ambiente extends Simulato {
  chiamate: Chiamate;
  tieniFile: boolean;
  /** closes the listener for so long */
  chiudiAscolto: (ms: number) => void;
}

const TROPPO: Risposta = { stato: 413, intestazioni: {}, corpo: '', esito: 'NEGATIVO', codice: '413' };

export async function servi(ambiente: Ambiente, rotta: Rotta, req: Request, res: Response): Promise<void> {
  const { chiamate, guasti, orologio } = ambiente;
  const inizio = performance.now();
  const quando = orologio.adesso();
  const chiamata: Chiamata = {
    servizio: rotta.nome,
    arrivo: { parti: [], byte: 0 },
    quando,
    ip: req.socket.remoteAddress ?? '',
    indice: { ricevuto: '', testo: '', radice: undefined, difetto: undefined },
    chiave: {},
    tentativo: chiamate.conta(rotta.nome),
    guasto: undefined,
  };
  let fatta: Pick<Risposta, 'esito' | 'codice'> = { esito: 'INTERROTTA', codice: '' };
  let scattato: (Guasto & { id?: string }) | undefined;
  try {
    scattato = guasti.prendi('arrivo', { servizio: rotta.nome, tentativo: chiamata.tentativo });
    const risposta = await esegui(ambiente, rotta, req, chiamata, scattato);
    scattato ??= chiamata.guasto;
    if (risposta === undefined) return;
    fatta = risposta;
    await invia(req, res, risposta, chiamata.guasto);
  } catch (error) {
    if (error instanceof TroncataError || res.destroyed || req.destroyed) return; // the client is gone
    fatta = { esito: 'ERRORE', codice: 'interno' };
    throw error;
  } finally {
    await scarta(chiamata.arrivo);
    chiamate.aggiungi({
      quando: istante(quando),
      servizio: rotta.nome,
      chiave: chiamata.chiave,
      esito: fatta.esito,
      codice: fatta.codice,
      ms: Math.round(performance.now() - inizio),
      byte: chiamata.arrivo.byte,
      ...(scattato !== undefined && { guasto: scattato.id ?? scattato.tipo }),
    });
  }
}

/** @returns undefined when nothing is to be answered */
async function esegui(
  ambiente: Ambiente,
  rotta: Rotta,
  req: Request,
  chiamata: Chiamata,
  inArrivo: Guasto | undefined,
): Promise<Risposta | undefined> {
  if (inArrivo?.tipo === 'rifiutaConnessione') ambiente.chiudiAscolto(numeroDi(inArrivo, 'ms', 2_000));
  if (inArrivo?.tipo === 'rifiutaConnessione' || inArrivo?.tipo === 'resetInizio') {
    recidi(req);
    return undefined;
  }
  const massimo = rotta.massimo;
  chiamata.arrivo = await leggi(ambiente, req, inArrivo, massimo);
  if (inArrivo?.tipo === 'statoGiu') return rispostaAlPosto(inArrivo);
  if (massimo !== undefined && chiamata.arrivo.oltre === true) return TROPPO;
  chiamata.indice = leggiIndice(chiamata.arrivo);
  chiamata.chiave = chiaveVista(chiamata.indice.radice);
  const { registro, anno, numero } = chiamata.chiave;
  if (numero !== undefined) chiamata.tentativo = ambiente.chiamate.conta(rotta.nome, registro, anno, numero);
  const contesto: Contesto = { servizio: rotta.nome, tentativo: chiamata.tentativo, ...chiamata.chiave };
  const guasto = (chiamata.guasto = ambiente.guasti.prendi('letta', contesto));
  if (guasto?.tipo === 'silenzioPrima') await sleep(numeroDi(guasto, 'ms', 60_000), undefined, { ref: false });
  const alPosto = rispostaAlPosto(guasto);
  if (guasto === undefined || alPosto === undefined) return rotta.esegui(ambiente, chiamata);
  if (salvaPrima(guasto)) await rotta.esegui(ambiente, chiamata);
  return alPosto;
}

const leggi = (
  ambiente: Ambiente,
  req: Request,
  guasto: Guasto | undefined,
  massimo: Rotta['massimo'],
): Promise<Arrivo> =>
  ricevi(req, corpoDi(req, guasto), {
    cartella: ambiente.archivio.arrivi,
    tieniFile: ambiente.tieniFile,
    limiti: { ...ambiente.config.limiti, ...massimo },
    uuid: () => ambiente.sorte.uuid(),
  });
