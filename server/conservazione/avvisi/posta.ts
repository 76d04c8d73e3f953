import type { Config } from '../../lib/config.js';
import type { Lettera } from './testi.js';

const CONNESSIONE_MS = 10_000;
const ATTESA_MS = 30_000;

/** How a mail leaves; a test gives its own server by the address. */
export type Spedisci = (lettera: Lettera, id: string) => Promise<void>;

/**
 * The way out by SMTP. Plain text, marked as automatic so that nobody's absence answers it; the same id is the same message, whoever
 * sends it twice.
 */
export function createSpedisci({ smtp, da, a }: NonNullable<Config['avvisi']>): Spedisci {
  return async ({ oggetto, testo }, id) => {
    const { createTransport } = await import('nodemailer'); // who sends nothing does not load it
    const transport = createTransport({
      url: smtp,
      connectionTimeout: CONNESSIONE_MS,
      greetingTimeout: CONNESSIONE_MS,
      socketTimeout: ATTESA_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const dominio = /@([A-Za-z0-9.-]+)/.exec(da)?.[1] ?? 'protocollo.invalid';
    try {
      await transport.sendMail({
        from: da,
        to: [...a],
        subject: oggetto,
        text: testo,
        messageId: `<${id}@${dominio}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    } finally {
      transport.close();
    }
  };
}
