import type { Request, Response } from 'express';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Tentativo } from '../../schemas/versamento.api.js';
import type { Versamento } from '../../schemas/versamento.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { requireFascicolo, traceFascicoli } from '../fascicoli/visibilita.js';
import { DomainError } from '../lib/problem.js';
import { pour } from '../lib/invio.js';
import { sendFile } from '../protocollo/files.js';
import { createAnswers } from '../protocollo/registrazioni-http.js';
import { archivioOf } from './pacchetti/archivio.js';
import { type DettagliVersamento, readAtti } from './replay.js';
import { readRiferimento } from './regole/riferimento.js';

/** What a package holds is read as the thing itself is: what is reserved with a reason, and never without a trace. */
export function createContenuto(deps: Deps) {
  const { read } = createAnswers(deps);

  /** @throws NonTrovatoError, Problema `motivo-accesso-richiesto` */
  async function legge(caller: Caller, { tipo, riferimento }: Pick<Versamento, 'tipo' | 'riferimento'>): Promise<void> {
    const named = readRiferimento(tipo, riferimento);
    if (named?.tipo === 'unita-documentaria') await read(caller, named);
    else if (named?.tipo === 'fascicolo') {
      const f = await requireFascicolo(caller, named.id);
      await traceFascicoli(deps.clock, caller, [f], `fascicolo/${f._id}`);
    } else await recordAccesso(deps.clock, caller, 'legge-registro-giornaliero', riferimento);
  }

  /** A stored file of a package. */
  const invia = (
    req: Request,
    res: Response,
    { nome, sha256, dimensione, mime }: { nome: string; sha256: string; dimensione: number; mime: string },
  ): Promise<void> =>
    sendFile(deps, req, res, { nome, sha256, dimensione, mime, formato: { mime: mimeOf(mime) }, firme: [] });

  /** The whole package as one archive: the same bytes for ever, made again from what is stored. */
  async function inviaArchivio(req: Request, res: Response, versamento: Versamento): Promise<void> {
    const { _id, aoo, pacchetto, sha256 } = versamento;
    const etag = `"${sha256}"`;
    res.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="versamento-${_id}.zip"`,
      ETag: etag,
    });
    if (req.get('if-none-match') === etag) {
      res.status(304).end();
      return;
    }
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    try {
      if (
        await pour(
          res,
          archivioOf(pacchetto, (one) => deps.store.read(one)),
        )
      )
        res.end();
    } catch (error) {
      const code = error instanceof DomainError ? error.code : undefined;
      deps.log.error({ err: error, aoo, versamento: _id, code }, 'package broken off');
      if (!res.headersSent) throw error;
      res.destroy(); // what was sent has no end: who reads it sees that it failed
    }
  }
  return { legge, invia, inviaArchivio };
}

/** What the receiver said when it was last asked to annul the package. */
export const rispostaAnnullamento = (versamento: Pick<Versamento, 'eventi'>): Tentativo['risposta'] | undefined =>
  readAtti(versamento)
    .filter(({ tipo }) => tipo === 'annullamento')
    .map(({ dettagli }) => (dettagli as DettagliVersamento['annullamento']).risposta)
    .findLast((risposta) => risposta !== undefined);

/** As the receiver called it, without what a header may not hold. */
const mimeOf = (mime: string): string => {
  const [plain = ''] = mime.split(';');
  return /^[\w.+-]+\/[\w.+-]+$/.test(plain.trim()) ? plain.trim().toLowerCase() : 'application/octet-stream';
};
