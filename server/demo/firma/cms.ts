import { createHash, sign } from 'node:crypto';
import { chiudiCms, preparaCms } from '../../firme/crea/cms.js';
import { certificatoDer, type Identita } from './autorita.js';

export interface OpzioniCms {
  firmatario: Identita;
  autorita: Identita;
  /** put among the signed attributes */
  istante?: Date;
  /** the content goes into the envelope */
  incluso: boolean;
}

/** A CAdES of the demonstration, at once and with the same bytes each time (server/firme/crea makes it). */
export function signCms(contenuto: Buffer, { firmatario, autorita, istante, incluso }: OpzioniCms): Buffer {
  const sha256 = createHash('sha256').update(contenuto).digest();
  const daFirmare = preparaCms(sha256, certificatoDer(firmatario), istante);
  const { testa, coda } = chiudiCms(daFirmare, {
    firma: sign('sha256', daFirmare.dati, firmatario.chiave),
    chiave: 'rsa',
    catena: [certificatoDer(autorita)],
    ...(incluso && { inclusi: contenuto.length }),
  });
  return Buffer.concat([testa, ...(incluso ? [contenuto] : []), coda]);
}
