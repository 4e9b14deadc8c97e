import type { Builtin } from '@plinth/expression';
import { printType } from '@plinth/expression';
import { shortType } from '../language/completions.ts';
import type { NameAt } from '../language/meaning-at.ts';

/** A name of several is long enough to be read. */
const mostForms = 4;

/** An element with texts, each by itself and never as markup: labels are whatever people wrote. */
function element(name: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** What a name is: its type, what people call it, what it means. */
export function explainedName({ name, type, meaning, forms }: NameAt): HTMLElement {
  if (forms.length > 0) return explainedForms(forms, null);
  const head = element('div', 'feel-signature', element('b', '', name), ` ${type === null ? '' : shortType(type)}`);
  const lines = [head];
  if (meaning?.label !== undefined) lines.push(element('div', 'feel-label', element('bdi', '', meaning.label)));
  if (meaning?.documentation !== undefined) lines.push(element('div', 'feel-documentation', element('bdi', '', meaning.documentation)));
  if (meaning?.values !== undefined)
    lines.push(
      element(
        'div',
        'feel-documentation',
        meaning.values
          .slice(0, 12)
          .map(({ value }) => JSON.stringify(value))
          .join(', '),
      ),
    );
  return element('div', 'feel-explained', ...lines);
}

/** The ways to call a function; the parameter that is written now stands out. */
export function explainedForms(forms: readonly Builtin[], argument: number | null): HTMLElement {
  const lines = forms.slice(0, mostForms).map((form) => {
    const parameters = form.parameters.flatMap(({ name, type, optional, rest }, at) => {
      const isNow = argument !== null && (at === argument || (rest && argument > at));
      const text = `${rest ? '…' : ''}${name}${optional ? '?' : ''}: ${printType(type)}`;
      return [at === 0 ? '' : ', ', element(isNow ? 'b' : 'span', isNow ? 'feel-now' : '', text)];
    });
    const result = typeof form.result === 'string' ? '' : ` → ${printType(form.result)}`;
    return element('div', 'feel-signature', `${form.name}(`, ...parameters, `)${result}`);
  });
  const documentation = [...new Set(forms.slice(0, mostForms).map((form) => form.documentation))];
  return element('div', 'feel-explained', ...lines, ...documentation.map((text) => element('div', 'feel-documentation', text)));
}
