import sprite from 'bootstrap-italia/dist/svg/sprites.svg?url';

interface IconaProps {
  /** Name in Bootstrap Italia's sprite without its prefix: `check-circle`, `locked`. */
  nome: string;
  misura?: 's' | 'm' | 'l' | 'xl';
}

/** An ornament beside a word, never instead of it: hidden from screen readers. */
export function Icona({ nome, misura = 'm' }: IconaProps) {
  return (
    <svg className={misura === 'm' ? 'ico' : `ico ${misura}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#it-${nome}`} />
    </svg>
  );
}
