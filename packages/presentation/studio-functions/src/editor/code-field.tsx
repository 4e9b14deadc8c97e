import { useText } from '@plinth/component-kit';
import { effect } from '@preact/signals-core';
import { useEffect, useRef, useState } from 'react';
import type { FunctionWork } from '../function-work.ts';
import { LanguageClient } from '../language/language-client.ts';
import type { SourceMistake } from '../language/source-language.ts';
import { breakpointGutter, showDebugging } from './breakpoint-gutter.ts';
import { type CodeEditor, createCodeEditor } from './code-editor.ts';
import { hoveredValue } from './hovered-value.ts';

/** Milliseconds of rest before what is written is looked at, and before it is kept. */
const rests = { look: 250, keep: 1500 } as const;

interface CodeFieldProps {
  readonly work: FunctionWork;
  /** As the definition has it. */
  readonly source: string;
  /** A declaration file of what the function may use. */
  readonly world: string;
  onMistakes(mistakes: readonly SourceMistake[] | null): void;
}

/** The source of a function, with what TypeScript knows of it. */
export function CodeField({ work, source, world, onMistakes }: CodeFieldProps) {
  const text = useText();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [client, setClient] = useState<LanguageClient | null>(null);
  const [written, setWritten] = useState(source);
  const now = useRef({ world, source, onMistakes });
  now.current = { world, source, onMistakes };
  const label = text('studio.function.source', 'Source of the function');
  useEffect(() => {
    const made = new LanguageClient();
    setClient(made);
    return () => made.close();
  }, []);
  useEffect(() => {
    if (host.current === null || client === null) return;
    let keeping: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(keeping);
      work.keepSource();
    };
    const made = createCodeEditor({
      parent: host.current,
      text: now.current.source,
      label,
      phrases: {},
      completions: (at, place) => client.completions({ source: at, world: now.current.world }, place),
      hover: async (at, place) =>
        (await hoveredValue(at, place, work.debug)) ?? client.hover({ source: at, world: now.current.world }, place),
      extensions: breakpointGutter({
        onToggle: work.debug.toggle,
        onCondition: work.writeCondition,
        onMove: work.debug.setBreakpoints,
      }),
      onChange(changed) {
        work.draft.value = changed;
        setWritten(changed);
        clearTimeout(keeping);
        keeping = setTimeout(keep, rests.keep);
      },
      onKeep: keep,
      onRun: () => work.run(),
    });
    setEditor(made);
    work.editor.value = made;
    const { breakpoints, nowhere, standing, frame } = work.debug;
    const stopShowing = effect(() => {
      const at = standing.value?.frames[frame.value];
      const isTop = frame.value === 0;
      const shown = { breakpoints: breakpoints.value, nowhere: nowhere.value };
      showDebugging(made.view, { ...shown, standing: at === undefined ? null : { line: at.line, isTop } });
    });
    return () => {
      stopShowing();
      keep();
      work.editor.value = null;
      setEditor(null);
      made.close();
    };
  }, [client, work, label]);
  useEffect(() => {
    // What somebody else or an undo changed.
    if (editor === null || work.draft.peek() !== null) return;
    editor.setText(source);
    setWritten(source);
  }, [editor, source, work]);
  useEffect(() => {
    if (client === null || editor === null) return;
    let isLatest = true;
    const timer = setTimeout(async () => {
      const found = await client.mistakes({ source: written, world });
      if (!isLatest) return;
      editor.setMistakes(found);
      now.current.onMistakes(found);
    }, rests.look);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [client, editor, written, world]);
  return <div className="function-code" ref={host} />;
}
