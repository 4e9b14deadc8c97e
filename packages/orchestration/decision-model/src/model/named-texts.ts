import type { BoxedExpression } from '@plinth/rule-processor';

/** Every FEEL text of a boxed expression. */
export function textsOf(boxed: BoxedExpression): readonly string[] {
  switch (boxed.kind) {
    case 'literal':
      return [boxed.text];
    case 'context':
      return boxed.entries.flatMap(({ value }) => textsOf(value));
    case 'list':
      return boxed.items.flatMap(textsOf);
    case 'relation':
      return boxed.rows.flatMap((row) => row.flatMap(textsOf));
    case 'invocation':
      return [...textsOf(boxed.callee), ...boxed.bindings.flatMap(({ value }) => textsOf(value))];
    case 'function':
      return boxed.body === null ? [] : textsOf(boxed.body);
    case 'conditional':
      return [boxed.condition, boxed.consequent, boxed.alternative].flatMap(textsOf);
    case 'filter':
      return [boxed.in, boxed.match].flatMap(textsOf);
    case 'iteration':
      return [boxed.in, boxed.body].flatMap(textsOf);
    case 'table':
      return [
        ...boxed.inputs.flatMap(({ expression, allowed }) => [expression, allowed ?? '']),
        ...boxed.outputs.flatMap(({ allowed, otherwise }) => [allowed ?? '', otherwise ?? '']),
        ...boxed.rules.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
      ];
  }
}

const stringsAndComments = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Which of the names some texts use. One too many does no harm: what is required is found out only when it is asked for. */
export function namesIn(texts: readonly string[], names: readonly string[]): readonly string[] {
  const text = texts.map((part) => part.replaceAll(stringsAndComments, ' ')).join('\n');
  return names.filter((name) => {
    if (!text.includes(name)) return false;
    const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(`(?<![\\p{L}\\p{N}_]|\\.\\s*)${pattern}(?![\\p{L}\\p{N}_])`, 'u').test(text);
  });
}
