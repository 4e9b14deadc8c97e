import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { type ContextType, contextType, types } from '@plinth/expression';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { ExpressionInput } from '@plinth/studio-expressions';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { itemsOf, partsOf } from './boxed-parts.ts';
import { InnerTable } from './inner-table.tsx';

interface BoxedViewProps {
  readonly record: RecordOf<'decision'>;
  readonly element: string;
  /** Path of the whole boxed expression in the record. */
  readonly root: readonly string[];
  /** The part that is shown, and how it is reached from the whole. */
  readonly value: JsonValue | undefined;
  readonly steps: readonly string[];
  readonly scope: ContextType;
}

const literal: JsonObject = { kind: 'literal', text: 'null' };

/** A boxed expression as nested boxes. Its texts are edited wherever they stand; what has no editor of its own stays as it is. */
export function BoxedView(props: BoxedViewProps) {
  const { record, element, root, value, steps, scope } = props;
  const text = useText();
  const id = useId();
  const decision = useDecisionWork();
  const set = (more: readonly string[], next: JsonValue, what: string) =>
    decision.edit({
      body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: [...root, ...steps, ...more], value: next } },
      intent: `Change ${what} of ${element}`.slice(0, 200),
    });
  const inner = (more: readonly string[], part: JsonValue | undefined, names: ContextType = scope): ReactNode => (
    <BoxedView {...props} value={part} steps={[...steps, ...more]} scope={names} />
  );
  if (!isJsonObject(value)) return <p className="studio-none">{text('studio.emptyBox', 'There is nothing in it.')}</p>;
  const box = (label: string, children: ReactNode, actions?: ReactNode) => (
    <div className="boxed-row" key={label}>
      <div className="boxed-name">
        <bdi>{label}</bdi>
        {actions}
      </div>
      <div className="boxed-value">{children}</div>
    </div>
  );
  switch (value.kind) {
    case 'literal':
      return (
        <ExpressionInput
          id={id}
          label={text('studio.expressionAt', 'Expression at {place}', { place: steps.length === 0 ? element : steps.join(' ') })}
          text={typeof value.text === 'string' ? value.text : ''}
          kind="expression"
          scope={scope}
          expects="any"
          onKeep={(next) => set(['text'], next, 'expression')}
        />
      );
    case 'context': {
      const entries = itemsOf(value.entries);
      const names: Record<string, typeof types.any> = {};
      return (
        <div className="boxed" data-kind="context">
          {entries.map((entry, at) => {
            const before = contextType({ ...scope.entries, ...names }, { open: scope.open });
            const name = typeof entry.name === 'string' ? entry.name : null;
            if (name !== null) names[name] = types.any;
            const number = at + 1;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other name that stays
              <div className="boxed-row" key={at}>
                <div className="boxed-name">
                  <EntryName
                    label={text('studio.entryName', 'Name of entry {number}', { number })}
                    placeholder={text('studio.entryResult', 'result')}
                    value={name ?? ''}
                    onKeep={(next) =>
                      set(
                        ['entries'],
                        entries.map((each, place) => (place === at ? { ...each, name: next.trim() === '' ? null : next.trim() } : each)),
                        'entries',
                      )
                    }
                  />
                  <ToolButton
                    icon="x"
                    label={text('studio.removeEntry', 'Remove entry {number}', { number })}
                    onClick={() => set(['entries'], entries.toSpliced(at, 1), 'entries')}
                  />
                </div>
                <div className="boxed-value">{inner(['entries', String(at), 'value'], entry.value, before)}</div>
              </div>
            );
          })}
          <ToolButton
            icon="plus"
            label={text('studio.addEntry', 'Add entry')}
            onClick={() => set(['entries'], [...entries, { name: `entry${entries.length + 1}`, value: literal }], 'entries')}
          >
            <span>{text('studio.addEntry', 'Add entry')}</span>
          </ToolButton>
        </div>
      );
    }
    case 'invocation': {
      const bindings = itemsOf(value.bindings);
      return (
        <div className="boxed" data-kind="invocation">
          {box(text('studio.callee', 'Function'), inner(['callee'], value.callee))}
          {bindings.map((binding, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bindings have no other name that stays
            <div className="boxed-row" key={at}>
              <div className="boxed-name">
                <EntryName
                  label={text('studio.parameterName', 'Parameter {number}', { number: at + 1 })}
                  placeholder=""
                  value={String(binding.parameter ?? '')}
                  onKeep={(next) =>
                    set(
                      ['bindings'],
                      bindings.map((each, place) => (place === at ? { ...each, parameter: next } : each)),
                      'parameters',
                    )
                  }
                />
                <ToolButton
                  icon="x"
                  label={text('studio.removeParameter', 'Remove parameter {number}', { number: at + 1 })}
                  onClick={() => set(['bindings'], bindings.toSpliced(at, 1), 'parameters')}
                />
              </div>
              <div className="boxed-value">{inner(['bindings', String(at), 'value'], binding.value)}</div>
            </div>
          ))}
          <ToolButton
            icon="plus"
            label={text('studio.addParameter', 'Add parameter')}
            onClick={() => set(['bindings'], [...bindings, { parameter: `parameter${bindings.length + 1}`, value: literal }], 'parameters')}
          >
            <span>{text('studio.addParameter', 'Add parameter')}</span>
          </ToolButton>
        </div>
      );
    }
    case 'conditional':
      return (
        <div className="boxed" data-kind="conditional">
          {box(text('studio.if', 'if'), inner(['condition'], value.condition))}
          {box(text('studio.then', 'then'), inner(['consequent'], value.consequent))}
          {box(text('studio.else', 'else'), inner(['alternative'], value.alternative))}
        </div>
      );
    case 'table':
      return <InnerTable value={value} />;
    default:
      return (
        <div className="boxed" data-kind={String(value.kind)}>
          <p className="studio-none">
            <code>{String(value.kind)}</code> {text('studio.boxedKept', 'Its texts can be changed here; its form is kept as it is.')}
          </p>
          {partsOf(value).map(({ label, steps: more, part, names }) =>
            box(
              label,
              inner(
                more,
                part,
                contextType({ ...scope.entries, ...Object.fromEntries(names.map((name) => [name, types.any])) }, { open: true }),
              ),
            ),
          )}
        </div>
      );
  }
}

interface EntryNameProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onKeep(value: string): void;
}

function EntryName({ label, placeholder, value, onKeep }: EntryNameProps) {
  return <input type="text" dir="auto" aria-label={label} placeholder={placeholder} {...useDraft(value, onKeep)} />;
}
