import type { PlanComponent } from '@plinth/api-contract';
import type { CSSProperties } from 'react';

export interface LayoutAttributes {
  readonly className: string;
  readonly style: CSSProperties;
}

type LayoutValue = string | number | boolean;

const sizes: Readonly<Record<string, string>> = {
  full: '100%',
  half: '50%',
  third: '33.333%',
  quarter: '25%',
  auto: 'auto',
  fit: 'fit-content',
};
const alignments: Readonly<Record<string, string>> = { start: 'flex-start', end: 'flex-end', center: 'center', stretch: 'stretch' };

/** Layout token to CSS. Logical properties, so right-to-left needs nothing of its own. */
const writers: Readonly<Record<string, (value: LayoutValue) => CSSProperties>> = {
  width: (value) => ({ inlineSize: size(value) }),
  minWidth: (value) => ({ minInlineSize: size(value) }),
  maxWidth: (value) => ({ maxInlineSize: size(value) }),
  height: (value) => ({ blockSize: size(value) }),
  minHeight: (value) => ({ minBlockSize: size(value) }),
  padding: (value) => ({ padding: space(value) }),
  margin: (value) => ({ margin: space(value) }),
  marginTop: (value) => ({ marginBlockStart: space(value) }),
  marginBottom: (value) => ({ marginBlockEnd: space(value) }),
  grow: (value) => (value === true ? { flexGrow: 1, flexBasis: '200px', minInlineSize: 0 } : {}),
  shrink: (value) => ({ flexShrink: value === true ? 1 : 0 }),
  align: (value) => ({ alignSelf: alignments[String(value)] }),
  span: (value) => ({ gridColumn: value === 'full' ? '1 / -1' : `span ${Number(value) || 1}` }),
  background: (value) => ({ background: `var(--${token(value)})` }),
  radius: (value) => ({ borderRadius: `var(--radius-${token(value)})` }),
};

/** How an instance sits among its siblings; null where it needs no element of its own. */
export function layoutOf(plan: PlanComponent): LayoutAttributes | null {
  const entries = Object.entries(plan.layout);
  if (entries.length === 0 && plan.hiddenOn.length === 0) return null;
  const style = Object.assign({}, ...entries.map(([name, value]) => writers[name]?.(value) ?? {})) as CSSProperties;
  return { className: ['plinth-box', ...plan.hiddenOn.map((width) => `plinth-not-${width}`)].join(' '), style };
}

function size(value: LayoutValue): string {
  if (typeof value === 'number' || /^\d+(\.\d+)?$/.test(String(value))) return `${value}px`;
  const written = String(value);
  return sizes[written] ?? (/^\d+(\.\d+)?(px|rem|em|%|ch|vw|vh)$/.test(written) ? written : 'auto');
}

function space(value: LayoutValue): string {
  const step = token(value);
  return step === '0' ? '0' : `var(--space-${step})`;
}

function token(value: LayoutValue): string {
  return String(value).replace(/[^\w-]/g, '');
}
