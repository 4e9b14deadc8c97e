import type { RecordOf } from '@plinth/app-definition';
import { readPropertyText } from '@plinth/component-contract';
import { compile, contextType, expressionsIn } from '@plinth/expression';

/** What a composite is given, as FEEL that can stand within another expression. */
export function argumentText(written: unknown): string {
  const read = readPropertyText(written ?? null);
  if (read.kind === 'literal') return JSON.stringify(read.value);
  if (read.kind === 'expression') return isPath(read.text) ? read.text : `(${read.text})`;
  return joined(read.text);
}

/** Whether what is given would mean something else within a text: a variable or an entry of a list there may be called the same. */
export function isHiddenIn(text: string, argument: string): boolean {
  const reads = namesRead(argument);
  if (reads === null) return true;
  return reads.length > 0 && (text.includes('[') || reads.some((name) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text)));
}

/** The names of the scope that an expression reads; null where it cannot be read. */
function namesRead(expression: string): readonly string[] | null {
  try {
    const { dependencies } = compile(expression, { scope: contextType({}, { open: true }), mode: 'standard' });
    return dependencies.flatMap(([first]) => first ?? []);
  } catch {
    return null;
  }
}

function isPath(text: string): boolean {
  return /^\s*[A-Za-z_][\w.]*\s*$/.test(text);
}

/** A template as an expression: what is null adds nothing. */
function joined(template: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of expressionsIn(template)) {
    parts.push(JSON.stringify(template.slice(at, template.lastIndexOf('{{', from))), `string(${template.slice(from, to)})`);
    at = template.indexOf('}}', to) + 2;
  }
  parts.push(JSON.stringify(template.slice(at)));
  return `string join([${parts.filter((part) => part !== '""').join(', ')}])`;
}

/** Whether a component instance says how it stands where it is, beside what it shows. */
export function hasOwnPlace({ visible, hiddenOn, layout }: RecordOf<'component'>): boolean {
  return visible !== undefined || hiddenOn.length > 0 || Object.keys(layout).length > 0;
}
