import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useRemembered } from '../panels/remembered.ts';
import { windowQuery } from '../panels/window-query.ts';

/** Milliseconds for which the pointer rests on the rail before its names are shown: who is only passing by shall not see them. */
const rest = 220;
/** From this width of the window on, in pixels, names are kept in view until somebody decides otherwise. */
const roomy = 1600;
/** As the styles have it: below, names would take the work its room. */
const narrow = windowQuery('(width < 900px)');

/** Whether this device keeps the names of the rail in view, where there is room for them, and how that is changed. */
export function useRailPin() {
  const isNarrow = narrow.useMatches();
  const [remembered, remember] = useRemembered('rail-pinned', window.innerWidth >= roomy);
  return { isNarrow, isPinned: remembered && !isNarrow, remember };
}

/**
 * When the rail shows its names: kept in view beside the work, or over it while a pointer rests there or the keyboard is in it. Only the
 * rail is drawn for that.
 */
export function useRailNames(rail: RefObject<HTMLElement | null>) {
  const { isNarrow, isPinned, remember } = useRailPin();
  const [isOver, setOver] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Whoever has chosen, or has sent the names away, sees the work until the pointer comes again.
  const isDone = useRef(false);
  const set = (over: boolean) => {
    clearTimeout(timer.current);
    setOver(over && !isPinned);
  };
  const away = () => {
    isDone.current = true;
    set(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isOver) return;
    const close = () => {
      isDone.current = true;
      setOver(false);
    };
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // It takes back one thing at a time.
      event.stopPropagation();
      close();
    };
    const press = ({ target }: Event) => {
      if (!(target instanceof Node && rail.current?.contains(target))) close();
    };
    window.addEventListener('keydown', keys, true);
    window.addEventListener('pointerdown', press, true);
    return () => {
      window.removeEventListener('keydown', keys, true);
      window.removeEventListener('pointerdown', press, true);
    };
  }, [isOver, rail]);
  return {
    names: isPinned ? 'pinned' : isOver ? 'over' : 'none',
    isNarrow,
    /** Something was chosen. */
    onChoice: away,
    /** The button for the names was pressed: they are kept in view or no longer; where there is no room for that, shown once. */
    onNames() {
      if (isNarrow) return isOver ? away() : set(true);
      away();
      remember(!isPinned);
    },
    /** The keyboard has gone on within the rail. */
    onKeyboard: () => set(true),
    handlers: {
      onPointerMove({ pointerType }: PointerEvent) {
        if (pointerType === 'touch' || isOver || isDone.current) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => set(true), rest);
      },
      onPointerLeave({ pointerType }: PointerEvent) {
        if (pointerType === 'touch') return;
        isDone.current = false;
        set(false);
      },
      onFocus({ target }: FocusEvent) {
        if (target.matches(':focus-visible')) set(true);
      },
      onBlur({ relatedTarget, currentTarget }: FocusEvent) {
        if (!currentTarget.contains(relatedTarget)) set(false);
      },
    },
  } as const;
}
