/** `10 anni`, `illimitata`; empty where the massimario decides. */
export const conservazioneInParole = (conservazione: string | undefined): string => {
  if (conservazione === undefined) return '';
  if (conservazione === 'illimitato') return 'illimitata';
  return conservazione === '1' ? '1 anno' : `${conservazione} anni`;
};
