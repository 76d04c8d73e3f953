import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** One key of a page. */
interface Tasto {
  /**
   * `j`, `?`, `Enter`, `g r` (one after the other), `Ctrl+Enter`, `Alt+1`. Letters are compared without case unless
   * `Shift+` is written. What has Ctrl or Alt also works inside fields.
   */
  tasti: string;
  azione: (event: KeyboardEvent) => void;
}

const SWITCH_KEY = 'protocollo.tasti';
const SEQUENCE_MS = 900;

const switchListeners = new Set<() => void>();

/** Whether single-letter keys work: they can be switched off (WCAG 2.1.4), in this browser. */
const isTastiAccesi = (): boolean => localStorage.getItem(SWITCH_KEY) !== 'spenti';

export function setTastiAccesi(accesi: boolean): void {
  if (accesi) localStorage.removeItem(SWITCH_KEY);
  else localStorage.setItem(SWITCH_KEY, 'spenti');
  for (const listener of switchListeners) listener();
}

export function useTastiAccesi(): boolean {
  return useSyncExternalStore((listener) => {
    switchListeners.add(listener);
    return () => switchListeners.delete(listener);
  }, isTastiAccesi);
}

type Gruppo = readonly Tasto[];
/** Last mounted, first asked: what a page says beats what the frame says. */
const groups: { current: Gruppo }[] = [];

let pending: { first: string; alone: (() => void) | null; timer: number } | null = null;

function nameOf(event: KeyboardEvent): string {
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isLetter = /^[a-z]$/.test(letter);
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift' : '',
    letter === ' ' ? 'Space' : letter,
  ];
  return parts.filter(Boolean).join('+');
}

const isCombination = (name: string): boolean => name.startsWith('Ctrl+') || name.startsWith('Alt+');

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select')
  );
}

/** Enter and Space belong to the control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary, input, [role=option]') !== null;
}

function find(name: string): Tasto | undefined {
  for (const group of groups.toReversed()) {
    const found = group.current.find((tasto) => tasto.tasti === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const beginsSequence = (name: string): boolean =>
  groups.some((group) => group.current.some((tasto) => tasto.tasti.startsWith(`${name} `)));

function take(event: KeyboardEvent, tasto: Tasto): void {
  event.preventDefault();
  tasto.azione(event);
}

function forget(): { first: string; alone: (() => void) | null } | null {
  const was = pending;
  if (was !== null) window.clearTimeout(was.timer);
  pending = null;
  return was;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  const name = nameOf(event);
  const plain = !isCombination(name);
  if (plain && (isField(event.target) || document.querySelector('dialog:modal') !== null)) return;
  if ((name === 'Enter' || name === 'Space') && isControl(event.target)) return;
  if (plain && event.key.length === 1 && name !== 'Space' && !isTastiAccesi()) return;

  const first = forget();
  const second = first === null ? undefined : find(`${first.first} ${name}`);
  if (second !== undefined) return take(event, second);
  first?.alone?.();

  const alone = find(name);
  if (beginsSequence(name)) {
    event.preventDefault();
    const run = alone === undefined ? null : () => alone.azione(event);
    const timer = window.setTimeout(() => forget()?.alone?.(), SEQUENCE_MS);
    pending = { first: name, alone: run, timer };
    return;
  }
  if (alone !== undefined) take(event, alone);
}

/**
 * The keys of a page or of a part of it, for as long as it is mounted. Single keys do nothing inside fields, inside
 * dialogs, and while they are switched off; two keys in a row may be up to 0.9 s apart.
 */
export function useTasti(tasti: readonly Tasto[]): void {
  const ref = useRef<Gruppo>(tasti);
  // before the page is painted: whoever sees it may press a key at once
  useLayoutEffect(() => {
    ref.current = tasti;
  });
  useLayoutEffect(() => {
    if (groups.length === 0) document.addEventListener('keydown', onKeyDown);
    groups.push(ref);
    return () => {
      groups.splice(groups.indexOf(ref), 1);
      if (groups.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
