import type { ComponentCategory } from '@plinth/component-contract';
import type { Finding } from '../finding.ts';
import type { FindComponent, Part } from '../part.ts';

/** Pixels that a finger needs (WCAG 2.2, 2.5.8). */
const least = 24;
const pressed: ReadonlySet<ComponentCategory> = new Set(['input', 'action', 'navigation']);

/** What is pressed and was made smaller than a finger. */
export function targetSizes(parts: readonly Part[], component: FindComponent): readonly Finding[] {
  return parts.flatMap((part): Finding[] => {
    const category = component(part.component)?.category;
    if (category === undefined || !pressed.has(category)) return [];
    return ['width', 'height'].flatMap((side): Finding[] => {
      const pixels = pixelsOf(part.layout[side]);
      if (pixels === null || pixels >= least) return [];
      const fix = { type: 'RECORD_UPDATE', payload: { id: part.id, path: ['layout', side], value: least } } as const;
      return [{ kind: 'accessibility', finding: 'small-target', record: part.id, about: { pixels, least }, fix }];
    });
  });
}

function pixelsOf(size: string | number | boolean | undefined): number | null {
  const [, digits] = /^(\d+(?:\.\d+)?)(?:px)?$/.exec(String(size)) ?? [];
  return digits === undefined ? null : Number(digits);
}
