/** What stops a backup or a restore; the message is for who runs it: Italian, says what is wrong. */
export class SalvataggioError extends Error {
  override readonly name = 'SalvataggioError';
}
