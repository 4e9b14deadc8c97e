import type { Finding } from '../finding.ts';
import { type FindComponent, type Part, says, setting, takes } from '../part.ts';

/** Headings that stand more than one level below the one before them: who goes from heading to heading misses something. */
export function headingOrder(parts: readonly Part[], component: FindComponent): readonly Finding[] {
  const findings: Finding[] = [];
  // The page's own title is of the first level.
  let before = 1;
  for (const part of parts) {
    const level = levelOf(part, component);
    if (level === null) continue;
    if (level > before + 1) {
      const right = before + 1;
      const fix = setting(part, 'level', String(right));
      findings.push({ kind: 'accessibility', finding: 'heading-left-out', record: part.id, about: { level, right }, fix });
    }
    before = level;
  }
  return findings;
}

/** The level of a heading or of a part with a title; null for everything else, and where nobody knows before it runs. */
function levelOf(part: Part, component: FindComponent): number | null {
  const metadata = component(part.component);
  if (!takes(metadata, 'level')) return null;
  if (metadata?.ui?.role !== 'heading' && !says(part, 'title')) return null;
  const level = Number(part.properties.level ?? 2);
  return Number.isInteger(level) ? level : null;
}
