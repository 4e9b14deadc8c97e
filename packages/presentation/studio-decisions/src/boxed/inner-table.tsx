import type { JsonObject } from '@plinth/foundation';
import { itemsOf } from './boxed-parts.ts';

/** A table that stands within another boxed expression, to be read. */
export function InnerTable({ value }: { readonly value: JsonObject }) {
  const inputs = itemsOf(value.inputs);
  const outputs = itemsOf(value.outputs);
  const texts = (cells: unknown) => (Array.isArray(cells) ? cells.map(String) : []);
  return (
    <table className="boxed-table">
      <thead>
        <tr>
          {inputs.map(({ label, expression }) => (
            <th key={String(expression)} scope="col">
              <bdi>{String(label ?? expression ?? '')}</bdi>
            </th>
          ))}
          {outputs.map(({ name }, at) => (
            <th key={String(name ?? at)} scope="col" data-first={at === 0 ? '' : undefined}>
              <bdi>{String(name ?? '=')}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {itemsOf(value.rules).map((rule, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only read here
          <tr key={row}>
            {[...texts(rule.inputs), ...texts(rule.outputs)].map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells are only read here
              <td key={at}>
                <code dir="ltr">{cell}</code>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
