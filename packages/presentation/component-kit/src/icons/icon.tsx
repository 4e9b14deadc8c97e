import { memo, useMemo, useSyncExternalStore } from 'react';
import type { IconDrawing } from './icon-set.ts';

export interface IconProps {
  /** Tabler's kebab-case name; one outside the set is shown as a plain square. */
  readonly name: string;
  /** Edge in pixels. */
  readonly size?: number;
  readonly className?: string;
  /** What it says to screen readers; without it the icon is decoration. */
  readonly label?: string;
}

type IconSet = Readonly<Record<string, IconDrawing>>;

let loaded: IconSet | null = null;
let loading: Promise<void> | null = null;
const waiting = new Set<() => void>();

/** Fetches the drawings, so that the first icon needs not wait. */
export function loadIcons(): Promise<void> {
  loading ??= import('./icon-set.ts').then((module) => {
    loaded = module.iconSet;
    for (const tell of waiting) tell();
    waiting.clear();
  });
  return loading;
}

function subscribe(tell: () => void): () => void {
  if (loaded === null) {
    waiting.add(tell);
    void loadIcons();
  }
  return () => waiting.delete(tell);
}

/** An icon of the curated set. Its place is kept while the drawings load; what is drawn around it again leaves it as it is. */
export const Icon = memo(function Icon({ name, size = 16, className, label }: IconProps) {
  const icons = useSyncExternalStore(subscribe, () => loaded);
  const Drawing = icons?.[name] ?? icons?.square;
  const accessible = label === undefined ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  if (Drawing === undefined) return <svg width={size} height={size} className={className} {...accessible} />;
  // Told in the document, so that whoever wonders about the square finds the name.
  const unknown = icons && !Object.hasOwn(icons, name) ? { 'data-unknown-icon': name } : {};
  return <Drawing size={size} stroke={1.75} className={className} {...accessible} {...unknown} />;
});

/** The names of the set, in order; none as long as the drawings load. */
export function useIconNames(): readonly string[] {
  const icons = useSyncExternalStore(subscribe, () => loaded);
  return useMemo(() => Object.keys(icons ?? {}).sort(), [icons]);
}
