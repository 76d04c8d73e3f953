import { estraiTesto } from './estrai.js';

/**
 * The process that reads what nobody has checked: it has no address of the database, no environment, no files; bytes come in and
 * words go out. It may die at any file (processo.ts).
 */
process.on('message', (message: { bytes: Uint8Array }) => {
  estraiTesto(Buffer.from(message.bytes)).then(
    (estratto) => process.send?.(estratto),
    () => process.exit(1),
  );
});
process.on('disconnect', () => process.exit(0));
