/** The address with one filter more, changed or gone; a list that is asked otherwise begins from its first page. */
export function conParametro(parametri: URLSearchParams, nome: string, valore: string | null): URLSearchParams {
  const next = new URLSearchParams(parametri);
  next.delete('cursore');
  if (valore === null || valore === '') next.delete(nome);
  else next.set(nome, valore);
  return next;
}
