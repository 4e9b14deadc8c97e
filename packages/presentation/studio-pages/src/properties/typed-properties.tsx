import { useSignalValue } from '@plinth/page-renderer';
import type { Canvas } from '@plinth/studio-canvas';
import { useDefinitionExpressionsAfterPaint } from '@plinth/studio-expressions';
import { useMemo } from 'react';
import { usePageWork } from '../page-work.ts';
import { BindingTypes } from './binding-types.ts';
import { PropertiesPanel } from './properties-panel.tsx';

/** The properties with what expressions may name: that follows a change of the page when it was painted. */
export function TypedProperties() {
  const page = usePageWork();
  const canvas = useSignalValue(page.canvas);
  const entities = useSignalValue(page.shell)?.entities;
  const names = useDefinitionExpressionsAfterPaint().page(page.page);
  const types = useMemo(
    () => (names === null || entities === undefined ? null : new BindingTypes(names, entities, (name) => valueOn(canvas, name))),
    [names, entities, canvas],
  );
  return types === null ? null : <PropertiesPanel types={types} />;
}

/** What a name of the page stands for on the canvas. */
function valueOn(canvas: Canvas | null, name: string): unknown {
  const json = canvas?.read(name) ?? null;
  return json === null ? undefined : JSON.parse(json);
}
