const portaFile = (evento: DragEvent): boolean => evento.dataTransfer?.types.includes('Files') === true;

/**
 * Shows the place that takes files, chosen or dropped. It takes what is dropped anywhere in the page: a file let go beside it would
 * otherwise open in the place of the page.
 */
export function accogliFile(
  zona: HTMLElement,
  campo: HTMLInputElement,
  onFile: (files: readonly File[]) => void,
): void {
  campo.addEventListener('change', () => {
    const files = [...(campo.files ?? [])];
    campo.value = ''; // the same file may be chosen again, after it was changed
    onFile(files);
  });
  for (const tipo of ['dragover', 'dragenter'] as const)
    document.addEventListener(tipo, (evento) => {
      if (!portaFile(evento)) return;
      evento.preventDefault();
      zona.classList.add('sopra');
    });
  document.addEventListener('dragleave', (evento) => {
    if (evento.relatedTarget === null) zona.classList.remove('sopra');
  });
  document.addEventListener('drop', (evento) => {
    if (!portaFile(evento)) return;
    evento.preventDefault();
    zona.classList.remove('sopra');
    onFile([...(evento.dataTransfer?.files ?? [])]);
  });
  zona.hidden = false;
}
