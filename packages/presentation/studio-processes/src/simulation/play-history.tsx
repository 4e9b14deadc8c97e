import { Icon, useText } from '@plinth/component-kit';
import { toJson } from '@plinth/expression';
import { fromStored } from '@plinth/workflow-engine';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useProcessWork } from '../process-work.ts';
import { Group } from '../properties/setting.tsx';
import { isHistory, type ShownRun } from './shown-run.ts';

interface PlayHistoryProps {
  readonly drawn: DrawnProcess;
  readonly run: ShownRun;
  nameOfElement(key: string): string;
}

const mostLines = 100;
const icons: Readonly<Record<string, string>> = { completed: 'check', cancelled: 'ban', incident: 'alert-circle', resolved: 'refresh' };

/** What has happened, the last first, each line with the element that it leads to. */
export function PlayHistory({ drawn, run: { simulated, shown }, nameOfElement }: PlayHistoryProps) {
  const text = useText();
  const { work } = useProcessWork();
  const words: Readonly<Record<string, string>> = {
    completed: text('studio.bpmn.wasCompleted', 'completed'),
    cancelled: text('studio.bpmn.wasCancelled', 'cancelled'),
    incident: text('studio.bpmn.wasStopped', 'stopped'),
    resolved: text('studio.bpmn.wasResolved', 'tried again'),
  };
  const lines = simulated.trace
    .slice(0, shown)
    .flatMap((line, number) => (isHistory(line) && line.event !== 'entered' && line.type !== 'process' ? [{ ...line, number }] : []))
    .slice(-mostLines)
    .reverse();
  if (lines.length === 0) return null;
  return (
    <Group title={text('studio.bpmn.happened', 'What happened')}>
      <ol className="process-happened">
        {lines.map(({ event, element, round, variables, number }) => {
          const node = drawn.nodes.find(({ key }) => key === element);
          const name = round === null ? nameOfElement(element) : `${nameOfElement(element)} ${round}`;
          const changed = Object.entries(variables).map(
            ([variable, value]) => `${variable} = ${JSON.stringify(toJson(fromStored(value)))}`,
          );
          return (
            <li key={number} data-event={event}>
              <Icon name={icons[event] ?? 'check'} size={14} label={words[event] ?? event} />
              <button
                type="button"
                disabled={node === undefined}
                onClick={() => {
                  if (node !== undefined) work.selection.value = [node.id];
                }}
              >
                <bdi>{name}</bdi>
              </button>
              {changed.length === 0 ? null : (
                <code dir="ltr" title={changed.join('\n')}>
                  {changed.join(', ')}
                </code>
              )}
            </li>
          );
        })}
      </ol>
    </Group>
  );
}
