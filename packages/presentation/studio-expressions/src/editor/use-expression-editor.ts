import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EditorOptions, ExpressionEditor } from './expression-editor.ts';

/** What was loaded stays: the second field has its editor at once. */
let loaded: Promise<typeof import('./expression-editor.ts')> | null = null;
let ready: typeof import('./expression-editor.ts') | null = null;

function load(): Promise<typeof import('./expression-editor.ts')> {
  loaded ??= import('./expression-editor.ts').then(
    (module) => {
      ready = module;
      return module;
    },
    (failure: unknown) => {
      // The next field tries again; until then there is the plain one.
      loaded = null;
      throw failure;
    },
  );
  return loaded;
}

interface FieldOptions extends Omit<EditorOptions, 'parent'> {
  /** Called when the editor is there, and what it replaces is there still. */
  onReady(): void;
}

/**
 * An editor in an element, once it is there; until then whatever the element's owner shows instead. `options` are read when they are
 * needed, so the editor stays the same whatever changes around it.
 */
export function useExpressionEditor(host: RefObject<HTMLElement | null>, options: FieldOptions): ExpressionEditor | null {
  const [module, setModule] = useState(ready);
  const [editor, setEditor] = useState<ExpressionEditor | null>(null);
  const current = useRef(options);
  current.current = options;
  useEffect(() => {
    if (module !== null) return;
    let isThere = true;
    load().then(
      (found) => isThere && setModule(found),
      () => undefined,
    );
    return () => {
      isThere = false;
    };
  }, [module]);
  // With the commit that brought the module, and shown at once: what came in between, a click or a key, would be the plain field's,
  // which is about to go.
  useLayoutEffect(() => {
    if (module === null || host.current === null) return;
    const made = module.createEditor({
      parent: host.current,
      text: current.current.text,
      kind: current.current.kind,
      words: current.current.words,
      scope: () => current.current.scope(),
      onChange: (text) => current.current.onChange(text),
      onKeep: () => current.current.onKeep(),
      onGiveUp: () => current.current.onGiveUp(),
      onOpen: (name, usages) => current.current.onOpen(name, usages),
    });
    current.current.onReady();
    setEditor(made);
    return () => {
      setEditor(null);
      made.close();
    };
  }, [module, host]);
  return editor;
}
