import { useText } from '@plinth/component-kit';
import { useDraft } from '@plinth/studio-frame';
import { type Span, spanIn, spanText, type Unit, units } from './span.ts';
import { PlainOrFeel, type TaskSettingProps } from './task-setting.tsx';

/** When something is due: so long after the task begins, a moment, or FEEL. */
export function MomentSetting(props: TaskSettingProps) {
  return (
    <PlainOrFeel {...props}>
      {(id, plain) => {
        const span = spanIn(plain);
        return span === null ? (
          <Moment id={id} value={plain} onKeep={props.onKeep} />
        ) : (
          <After id={id} label={props.label} span={span} onKeep={props.onKeep} />
        );
      }}
    </PlainOrFeel>
  );
}

function Moment({ id, value, onKeep }: { readonly id: string; readonly value: string; onKeep(value: string): void }) {
  return <input id={id} type="text" dir="ltr" data-code="" {...useDraft(value, (written) => onKeep(written.trim()))} />;
}

interface AfterProps {
  readonly id: string;
  readonly label: string;
  readonly span: Span;
  onKeep(value: string): void;
}

function After({ id, label, span, onKeep }: AfterProps) {
  const text = useText();
  const titles: Readonly<Record<Unit, string>> = {
    D: text('studio.bpmn.days', 'days later'),
    H: text('studio.bpmn.hours', 'hours later'),
    M: text('studio.bpmn.minutes', 'minutes later'),
  };
  const draft = useDraft(span.count, (count) => onKeep(spanText({ ...span, count })));
  return (
    <div className="process-span">
      <input id={id} type="number" min={0} max={999_999} {...draft} />
      <select
        aria-label={text('studio.bpmn.unitOf', 'Unit of {name}', { name: label })}
        value={span.unit}
        disabled={span.count === ''}
        onChange={({ currentTarget }) => onKeep(spanText({ ...span, unit: currentTarget.value as Unit }))}
      >
        {units.map((unit) => (
          <option key={unit} value={unit}>
            {titles[unit]}
          </option>
        ))}
      </select>
    </div>
  );
}
