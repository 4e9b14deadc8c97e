import { eventTypesOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonObject } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { useFunctionWork } from '../function-work.ts';
import { Group, TextSetting } from './setting.tsx';
import { TypeChoice } from './type-choice.tsx';

type StartedBy = NonNullable<RecordOf<'function'>['startedBy']>;

/** What calls a function by itself: events of some types, and times. */
export function StartsSettings({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { set } = useFunctionWork();
  const types = eventTypesOf(useDefinition());
  const { startedBy = {} } = record;
  const { events = [], schedule } = startedBy;
  const keep = (changed: StartedBy) => {
    const { events: heard = [], schedule: due } = changed;
    const kept = { ...(heard.length === 0 ? {} : { events: heard }), ...(due === undefined ? {} : { schedule: due }) };
    set(['startedBy'], Object.keys(kept).length === 0 ? undefined : (kept as JsonObject), 'what starts it');
  };
  const keepTimes = (at: string, zone: string) => {
    const { schedule: _, ...others } = startedBy;
    if (at.trim() === '') return keep(others);
    keep({ ...others, schedule: { at: at.trim(), ...(zone.trim() === '' ? {} : { zone: zone.trim() }) } });
  };
  return (
    <Group
      title={text('studio.function.starts', 'What starts it by itself')}
      help={text(
        'studio.function.startsHelp',
        'Then it runs as Plinth, with “event” or “due” as its input. What fails is tried again, then it is a dead letter.',
      )}
    >
      <TypeChoice
        types={types}
        chosen={events}
        none={text('studio.function.noTypes', 'There are no types of events yet.')}
        onChange={(chosen) => keep({ ...startedBy, events: [...chosen] })}
      />
      <TextSetting
        label={text('studio.function.times', 'Times')}
        value={schedule?.at ?? ''}
        placeholder="0 8 * * 1-5"
        help={text('studio.function.timesHelp', 'Minute, hour, day, month, weekday; or R/PT1H for every hour.')}
        isCode
        onKeep={(at) => keepTimes(at, schedule?.zone ?? '')}
      />
      {schedule === undefined ? null : (
        <TextSetting
          label={text('studio.function.zone', 'Time zone')}
          value={schedule.zone ?? ''}
          placeholder="UTC"
          isCode
          onKeep={(zone) => keepTimes(schedule.at, zone)}
        />
      )}
    </Group>
  );
}
