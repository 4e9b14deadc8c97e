import { labelFromKey } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import type { ChangedProperty } from './changed-artefacts.ts';

interface PropertyTableProps {
  readonly properties: readonly ChangedProperty[];
  /** Sets one of them as it was; absent where nothing can be brought back. */
  readonly onRestore?: ((property: ChangedProperty) => void) | undefined;
}

/** Properties with what each was and is. */
export function PropertyTable({ properties, onRestore }: PropertyTableProps) {
  const text = useText();
  const offered = onRestore !== undefined && properties.some(({ former }) => former !== undefined);
  return (
    <table className="lifecycle-properties">
      <thead>
        <tr>
          <th scope="col">{text('studio.property', 'Property')}</th>
          <th scope="col">{text('studio.before', 'Before')}</th>
          <th scope="col">{text('studio.after', 'After')}</th>
          {offered ? <td className="lifecycle-acts" /> : null}
        </tr>
      </thead>
      <tbody>
        {properties.map((property) => {
          const words = propertyWords(property.path);
          return (
            <tr key={property.path.join('.')}>
              <th scope="row">
                <bdi>{words}</bdi>
              </th>
              <td>
                <ValueText value={property.before} />
              </td>
              <td>
                <ValueText value={property.after} />
              </td>
              {offered ? (
                <td className="lifecycle-acts">
                  {property.former === undefined ? null : (
                    <ToolButton
                      icon="arrow-back-up"
                      label={text('studio.restoreOneOf', 'Restore {title}', { title: words })}
                      onClick={() => onRestore(property)}
                    />
                  )}
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** `properties.text` is “Text”. */
export function propertyWords(path: readonly string[]): string {
  const shown = path.length > 1 && path[0] === 'properties' ? path.slice(1) : path;
  return shown.map((step) => labelFromKey(step)).join(' › ');
}

const longestValue = 2000;

/** A value as text, whatever it holds; nothing where it is absent. */
export function ValueText({ value }: { readonly value: string | null }) {
  const text = useText();
  if (value === null) return <i className="lifecycle-absent">{text('studio.absent', 'nothing')}</i>;
  return <bdi className="lifecycle-value">{value.length > longestValue ? `${value.slice(0, longestValue)}…` : value}</bdi>;
}
