import './studio-expressions.css';
import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { useWork } from '@plinth/studio-frame';
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useEditorWords } from './editor/editor-words.ts';
import { useExpressionEditor } from './editor/use-expression-editor.ts';
import { checkExpression, type ExpressionKind, type QuickFix } from './expression-finding.ts';
import { ExpressionStatus } from './expression-status.tsx';
import { keptText } from './language/meaning-at.ts';
import { type PreviewValues, previewOf } from './language/preview.ts';
import { openDeclared, usagesTool } from './open-declared.ts';

export interface ExpressionInputProps {
  readonly id: string;
  readonly text: string;
  readonly kind: ExpressionKind;
  /** The names that it may use, with their types. */
  readonly scope: ContextType;
  /** FEEL type of what it must give. */
  readonly expects: string;
  /** For what no `label` element names. */
  readonly label?: string | undefined;
  /** Values of the names in scope, to show what it gives now. */
  readonly preview?: PreviewValues | undefined;
  /** Goes to what declares a name, in place of the Studio's own way there. */
  readonly onOpen?: ((declared: string) => void) | undefined;
  /** Whether it takes the focus when it is first shown. */
  readonly focused?: boolean | undefined;
  /** Called when it is left or Enter is pressed, where the text is another one. */
  onKeep(text: string): void;
}

/** FEEL as it is written: what it gives, or what is wrong, stands below it at each key. */
export function ExpressionInput({ id, text, kind, scope, expects, label, preview, onOpen, focused = false, onKeep }: ExpressionInputProps) {
  const say = useText();
  const work = useWork();
  const words = useEditorWords();
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  /** The selection of the plain field, where it had the focus when the editor came. */
  const handed = useRef<{ readonly anchor: number; readonly head: number } | null>(null);
  const [draft, setDraft] = useState(text);
  /** What is written, at once; the draft that is drawn may be behind it when keys are quicker than the page. */
  const written = useRef(text);
  /** What was last written into the field by anybody but the keys. */
  const begun = useRef(text);
  const stands = useRef(text);
  stands.current = text;
  const change = (now: string) => {
    written.current = now;
    setDraft(now);
  };
  const keep = () => {
    const before = stands.current;
    const kept = keptText(written.current, kind, scope);
    if (kept === before && written.current === before) return;
    begun.current = kept;
    change(kept);
    if (kept !== before) onKeep(kept);
  };
  const giveUp = () => {
    if (written.current === stands.current) return false;
    begun.current = stands.current;
    change(stands.current);
    return true;
  };
  // What somebody is writing stays when it becomes another text meanwhile, by a colleague say.
  useEffect(() => {
    if (written.current !== begun.current) return;
    begun.current = text;
    written.current = text;
    setDraft(text);
  }, [text]);

  const editor = useExpressionEditor(host, {
    text: draft,
    kind,
    words,
    scope: () => scope,
    onChange: change,
    onKeep: keep,
    onGiveUp: giveUp,
    onReady() {
      const before = plain.current;
      if (before === null || before.ownerDocument.activeElement !== before) return;
      handed.current = { anchor: before.selectionStart, head: before.selectionEnd };
    },
    onOpen(name, usages) {
      const declared = name.meaning?.declaredBy;
      if (declared === undefined) return false;
      // What was written is kept before the field goes away.
      keep();
      if (usages) work.openTool(usagesTool, declared);
      else if (onOpen === undefined) openDeclared(work, declared);
      else onOpen(declared);
      return true;
    },
  });

  // What was written in the plain field goes on in the editor, where the cursor was.
  useLayoutEffect(() => {
    if (editor === null || handed.current === null) return;
    editor.setText(written.current);
    editor.view.dispatch({ selection: handed.current });
    handed.current = null;
    editor.view.focus();
  }, [editor]);
  // Before the editor comes, which may be at once: it takes the focus over.
  useLayoutEffect(() => {
    if (focused) plain.current?.focus();
  }, [focused]);
  // Not the draft as it was drawn: what was typed since would be gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told whenever there is another draft
  useEffect(() => editor?.setText(written.current), [editor, draft]);

  const checked = useDeferredValue(draft);
  const finding = useMemo(
    () => (checked.trim() === '' ? null : checkExpression(checked, kind, scope, expects)),
    [checked, kind, scope, expects],
  );
  useEffect(() => editor?.setFindings(finding === null || finding.ok ? [] : finding.findings), [editor, finding]);
  const isBad = finding?.ok === false;
  useEffect(() => {
    if (editor === null) return;
    const element = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    editor.setAttributes({
      id,
      'aria-label': label ?? element?.textContent ?? say('studio.expression', 'Expression'),
      'aria-describedby': `${id}-finding`,
      'aria-multiline': 'true',
      ...(isBad ? { 'aria-invalid': 'true' } : {}),
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
      dir: 'ltr',
    });
    const focus = () => editor.view.focus();
    element?.addEventListener('click', focus);
    return () => element?.removeEventListener('click', focus);
  }, [editor, id, label, isBad, say]);

  const value = useMemo(() => {
    if (preview === undefined || finding === null || !finding.ok) return null;
    return previewOf(finding.feel ?? checked, kind, scope, preview);
  }, [preview, finding, checked, kind, scope]);
  const mend = (fix: QuickFix) => {
    change(draft.slice(0, fix.from) + fix.text + draft.slice(fix.to));
    editor?.view.focus();
  };
  return (
    <div className="expression-input" data-finding={finding === null ? 'none' : finding.ok ? 'good' : 'bad'}>
      <div className="expression-editor" ref={host} dir="ltr" hidden={editor === null} />
      {editor === null ? (
        <textarea
          ref={plain}
          id={id}
          dir="ltr"
          rows={Math.min(6, Math.max(1, draft.split('\n').length))}
          spellCheck={false}
          aria-label={label}
          aria-invalid={isBad || undefined}
          aria-describedby={`${id}-finding`}
          value={draft}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              keep();
            } else if (event.key === 'Escape' && giveUp()) event.stopPropagation();
          }}
        />
      ) : null}
      <ExpressionStatus id={`${id}-finding`} finding={finding} value={value} onMend={mend} />
    </div>
  );
}
