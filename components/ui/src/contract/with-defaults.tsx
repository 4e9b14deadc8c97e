import type { PropertyValues, SkinProps, WebSkin } from '@plinth/component-kit';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { useMemo } from 'react';
import type { DefinedComponent } from './define-component.ts';

/** Values that stand for absent properties, from the schema. */
export function defaultsOf(metadata: Pick<DefinedComponent<object>, 'schema'>): Readonly<Record<string, JsonValue>> {
  const properties = metadata.schema.properties;
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      isJsonObject(schema) && schema.default !== undefined ? [[name, schema.default]] : [],
    ),
  );
}

/** A skin that never sees an absent property which has a default; what an expression gives as null counts as absent. */
export function withDefaults<Properties extends object>(metadata: DefinedComponent<Properties>, skin: WebSkin<Properties>): WebSkin {
  const defaults = defaultsOf(metadata);
  // The manifest, from which both the defaults and the skin's property types come, makes the completed values right.
  const complete = skin as WebSkin<PropertyValues>;
  return (props: SkinProps) => <Completed skin={complete} defaults={defaults} props={props} />;
}

interface CompletedProps {
  readonly skin: WebSkin<PropertyValues>;
  readonly defaults: PropertyValues;
  readonly props: SkinProps;
}

function Completed({ skin: Skin, defaults, props }: CompletedProps) {
  const given = props.properties;
  const properties = useMemo(() => {
    const complete: Record<string, unknown> = { ...given };
    for (const [name, value] of Object.entries(defaults)) complete[name] ??= value;
    return complete;
  }, [given, defaults]);
  return <Skin {...props} properties={properties} />;
}
