import type { ProcessReplay, ReplayReport } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { shortOf } from '../monitor/short-of.ts';
import { kindWords } from './kind-words.ts';

/** With examples where somebody asked who may be told of them. */
export type CountedChange = ProcessReplay['changes'][number] & Partial<ReplayReport['changes'][number]>;

interface ReplayChangesProps {
  readonly process: RecordOf<'process'>;
  readonly changes: readonly CountedChange[];
  /** Where the instances ran. */
  readonly environment: string;
  nameOf(element: string): string;
  onLeave(): void;
}

/** Changes that are listed; the most frequent ones lead to the others. */
const mostListed = 20;

/** Where histories go otherwise, how many of them, and some of those, each of which can be looked at. */
export function ReplayChanges({ process, changes, environment, nameOf, onLeave }: ReplayChangesProps) {
  const text = useText();
  const format = useFormat();
  const { openTool } = useWork();
  if (changes.length === 0) return null;
  return (
    <ul className="planned-changes">
      {changes.slice(0, mostListed).map((change) => {
        const { element, kind, histories } = change;
        const { instances: examples = [], details = [] } = change;
        return (
          <li key={`${kind} ${element}`}>
            <bdi>
              {element === ''
                ? kindWords(kind, text)
                : text('studio.replay.difference', '{name}: {what}', { name: nameOf(element), what: kindWords(kind, text) })}
            </bdi>{' '}
            <span className="planned-count">{text('studio.replay.times', '{count}×', { count: format.number(histories) })}</span>
            {details.length === 0 ? null : <small>{details.join(' · ')}</small>}
            {examples.length === 0 ? null : (
              <span className="planned-examples">
                {examples.map((instance) => (
                  <button
                    key={instance}
                    type="button"
                    className="studio-link"
                    aria-label={text('studio.replay.openInstance', 'Instance {instance}', { instance: shortOf(instance) })}
                    onClick={() => {
                      onLeave();
                      openTool('instances', environment, process.key, instance);
                    }}
                  >
                    <bdi dir="ltr">{shortOf(instance)}</bdi>
                  </button>
                ))}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
