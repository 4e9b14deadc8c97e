// @vitest-environment happy-dom
import { contextType } from '@plinth/expression';
import { act, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, test, vi } from 'vitest';
import { ExpressionInput } from './expression-input.tsx';

const held = vi.hoisted(() => ({ doc: '', told: [] as string[], type: (_text: string) => {} }));
vi.mock('./editor/editor-words.ts', () => ({ useEditorWords: () => ({}) }));
vi.mock('@plinth/studio-frame', () => ({ useWork: () => ({}) }));
vi.mock('./editor/use-expression-editor.ts', () => {
  const editor = {
    view: { focus: () => undefined },
    setText(text: string) {
      if (text === held.doc) return;
      held.doc = text;
      held.told.push(text);
    },
    setFindings: () => undefined,
    setAttributes: () => undefined,
  };
  return {
    useExpressionEditor(_host: unknown, { onChange }: { onChange(text: string): void }) {
      held.type = (text) => {
        held.doc = text;
        onChange(text);
      };
      return editor;
    },
  };
});

beforeAll(() => Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true));

/** Types one more letter once the letter before it was drawn, and before anything that follows from drawing it. */
function QuickTypist({ after, types }: { readonly after: string; readonly types: string }) {
  useLayoutEffect(() => {
    if (held.doc === after) held.type(types);
  });
  return null;
}

test('what is typed while the letter before it is being drawn is not taken back', async () => {
  const kept: string[] = [];
  const shown = (text: string, after: string, types: string) => (
    <>
      <ExpressionInput id="x" text={text} kind="expression" scope={contextType({})} expects="any" onKeep={(now) => kept.push(now)} />
      <QuickTypist key={after} after={after} types={types} />
    </>
  );
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () => root.render(shown('', '1', '12')));
  await act(async () => {
    held.type('1');
    root.render(shown('', '1', '12'));
  });
  expect([held.doc, held.told, kept]).toEqual(['12', [], []]);
});
