import { type CallTarget, resolveIncident, retryInstance } from '@plinth/api-contract';
import { Icon, useFormat, useText, waitingWords } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { Group } from '../properties/setting.tsx';
import { ActForm } from '../simulation/variables-form.tsx';
import type { InstanceData } from './instance-data.ts';
import type { Moment } from './moment.ts';

interface InstancePanelProps {
  readonly data: InstanceData;
  readonly moment: Moment;
  /** Whether that moment is the present one, in which something can be done. */
  readonly isNow: boolean;
  readonly drawn: DrawnProcess | null;
  readonly target: Required<CallTarget>;
  onAct(what: () => Promise<unknown>): Promise<void>;
}

const reasonIcons: Readonly<Record<InstanceData['places'][number]['reasons'][number]['kind'], string>> = {
  task: 'user',
  work: 'settings',
  message: 'mail',
  signal: 'bell',
  timer: 'clock',
  condition: 'help-circle',
  activation: 'player-play',
  join: 'arrows-join',
  incident: 'alert-circle',
  worker: 'alert-triangle',
};

/** What is known of an instance: why it goes no further, with what can be done about it, and its variables. */
export function InstancePanel({ data, moment, isNow, target, onAct }: InstancePanelProps) {
  const text = useText();
  const format = useFormat();
  const { client } = useWork();
  const { details, places } = data;
  const instance = details.id;
  const variables = isNow ? details.variables : moment.variables;
  const facts: readonly (readonly [string, string])[] = [
    [text('studio.run.version', 'Version'), details.version],
    [text('studio.run.started', 'Started'), format.dateTime(details.startedAt)],
    [text('studio.run.startedBy', 'By'), details.startedByName],
    ...(details.endedAt === null ? [] : [[text('studio.run.ended', 'Ended'), format.dateTime(details.endedAt)] as const]),
    [text('studio.run.id', 'Id'), instance],
  ];
  return (
    <div className="process-properties">
      <Group title={text('studio.run.instance', 'Instance')}>
        <dl className="monitor-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </Group>
      {!isNow || places.length === 0 ? null : (
        <Group title={text('studio.run.whereItStands', 'Where it stands')}>
          {places.map((place) => {
            const incident = place.reasons.find(({ kind }) => kind === 'incident');
            const isPutOff = place.reasons.some(({ kind }) => kind === 'worker');
            return (
              <section
                key={`${place.visit} ${place.element}`}
                className="process-wait"
                data-tone={incident === undefined ? undefined : 'bad'}
              >
                <h3>
                  <bdi>{place.name}</bdi>
                </h3>
                {place.reasons.map((reason) => (
                  <p key={`${reason.kind} ${reason.text}`} className="monitor-reason">
                    <Icon name={reasonIcons[reason.kind]} size={14} />
                    <bdi>{waitingWords(reason, text, format)}</bdi>
                  </p>
                ))}
                {incident === undefined ? null : (
                  <ActForm
                    title={text('studio.bpmn.resolve', 'Try again')}
                    label={place.name}
                    withVariables
                    onDone={(given) =>
                      void onAct(() => client.call(resolveIncident, target, { instance, visit: place.visit, variables: { ...given } }))
                    }
                  />
                )}
                {isPutOff ? (
                  <ActForm
                    title={text('studio.run.tryNow', 'Try at once')}
                    label={place.name}
                    withVariables={false}
                    onDone={() => void onAct(() => client.call(retryInstance, target, { instance }))}
                  />
                ) : null}
              </section>
            );
          })}
        </Group>
      )}
      <Group title={isNow ? text('studio.bpmn.variables', 'Variables') : text('studio.run.variablesThen', 'Variables as they were')}>
        {Object.keys(variables).length === 0 ? (
          <p className="process-hint">{text('studio.run.noVariables', 'None is set.')}</p>
        ) : (
          <dl className="process-values">
            {Object.entries(variables).map(([name, value]) => (
              <div key={name}>
                <dt dir="ltr">{name}</dt>
                <dd dir="ltr">{shortened(JSON.stringify(value))}</dd>
              </div>
            ))}
          </dl>
        )}
      </Group>
    </div>
  );
}

/** Characters of a value that are shown; a variable may have millions. */
const longest = 2000;

function shortened(value: string): string {
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}
