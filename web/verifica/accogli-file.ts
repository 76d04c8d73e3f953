/** Shows the place that takes files, chosen or dropped on it. */
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
  for (const tipo of ['dragover', 'dragenter'])
    zona.addEventListener(tipo, (evento) => {
      evento.preventDefault();
      zona.classList.add('sopra');
    });
  zona.addEventListener('dragleave', () => zona.classList.remove('sopra'));
  zona.addEventListener('drop', (evento) => {
    evento.preventDefault();
    zona.classList.remove('sopra');
    onFile([...(evento.dataTransfer?.files ?? [])]);
  });
  zona.hidden = false;
}
