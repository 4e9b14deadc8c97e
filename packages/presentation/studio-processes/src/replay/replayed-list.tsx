import { Icon, type TextLookup, useFormat, useText } from '@plinth/component-kit';
import type { ReplayDifference, Replayed } from '@plinth/workflow-engine';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ElementChange } from '../diagram/diagram-node.ts';
import { ReadDiagram } from '../diagram/read-diagram.tsx';
import { tokensAfter } from '../diagram/tokens-after.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { shortOf } from '../monitor/short-of.ts';
import { kindWords } from './kind-words.ts';
import type { ReplayedInstance } from './use-replayed.ts';

interface ReplayedListProps {
  readonly drawn: DrawnProcess;
  readonly instances: readonly ReplayedInstance[];
}

const icons: Readonly<Record<Replayed['verdict'], string>> = { same: 'circle-check', differs: 'alert-triangle', stops: 'circle-x' };
const tones: Readonly<Record<Replayed['verdict'], string>> = { same: 'good', differs: 'warn', stops: 'bad' };
const order: readonly Replayed['verdict'][] = ['stops', 'differs', 'same'];

/** Replayed instances, those that go otherwise first, and the one that is chosen on the diagram. */
export function ReplayedList({ drawn, instances }: ReplayedListProps) {
  const text = useText();
  const format = useFormat();
  const { nameOfKey } = useElementNames(drawn);
  const [chosen, setChosen] = useState('');
  const [selected, setSelected] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const sorted = useMemo(
    () => instances.toSorted((a, b) => order.indexOf(a.replayed.verdict) - order.indexOf(b.replayed.verdict)),
    [instances],
  );
  const at = Math.max(
    0,
    sorted.findIndex(({ instance }) => instance.id === chosen),
  );
  const current = sorted[at];
  const marks = useMemo(() => marksOf(current?.replayed, drawn, text), [current, drawn, text]);
  const words: Readonly<Record<Replayed['verdict'], string>> = {
    same: text('studio.replay.same', 'goes the same way'),
    differs: text('studio.replay.differs', 'goes another way'),
    stops: text('studio.replay.stops', 'cannot be done to its end'),
  };
  const count = (verdict: Replayed['verdict']) => format.number(sorted.filter(({ replayed }) => replayed.verdict === verdict).length);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: sorted.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = sorted[Math.min(sorted.length - 1, Math.max(0, to))];
    setChosen(next?.instance.id ?? '');
    list.current?.querySelectorAll('[role="option"]')[to]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <p className="monitor-counted" role="status">
        {text('studio.replay.summary', '{same} go the same way, {differs} another way, {stops} not to their end', {
          same: count('same'),
          differs: count('differs'),
          stops: count('stops'),
        })}
      </p>
      <div className="replay-parts">
        <div
          ref={list}
          className="replay-list"
          role="listbox"
          tabIndex={0}
          aria-label={text('studio.replay.instances', 'Replayed instances')}
          aria-activedescendant={`replayed-${at}`}
          onKeyDown={keys}
        >
          {sorted.map(({ instance, replayed: { verdict } }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has its keys
            <div
              key={instance.id}
              id={`replayed-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => setChosen(instance.id)}
            >
              <span data-tone={tones[verdict]}>
                <Icon name={icons[verdict]} size={15} />
              </span>
              <bdi>{instance.key ?? shortOf(instance.id)}</bdi>
              <small>{words[verdict]}</small>
            </div>
          ))}
        </div>
        <div className="replay-shown">
          <ReadDiagram
            drawn={drawn}
            label={text('studio.replay.diagram', 'Diagram of the replay')}
            marks={marks}
            selected={selected}
            onSelect={setSelected}
          />
          {current === undefined || current.replayed.differences.length === 0 ? null : (
            <ul className="replay-differences" aria-label={text('studio.replay.differences', 'What goes otherwise')}>
              {current.replayed.differences.slice(0, mostShown).map((difference, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same difference may come twice, and none moves
                <li key={index}>
                  <button
                    type="button"
                    className="studio-link"
                    onClick={() => setSelected(drawn.nodes.find(({ key }) => key === difference.element)?.id ?? '')}
                  >
                    {text('studio.run.atStep', '{at} of {all}', {
                      at: format.number(difference.number),
                      all: format.number(current.entries.length),
                    })}
                  </button>{' '}
                  <bdi>{wordsOf(difference, nameOfKey(difference.element), text)}</bdi>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  );
}

/** Differences of one instance that are listed; the first ones lead to the others. */
const mostShown = 50;

function marksOf(replayed: Replayed | undefined, drawn: DrawnProcess, text: TextLookup) {
  if (replayed === undefined) return {};
  const changes = new Map<string, ElementChange>();
  for (const { kind, element } of replayed.differences) {
    const id = drawn.nodes.find(({ key }) => key === element)?.id;
    if (id === undefined || changes.has(id)) continue;
    const sign = kind === 'reached' || kind === 'passes' ? 'added' : kind === 'notReached' ? 'removed' : 'changed';
    changes.set(id, { kind: sign, words: kindWords(kind, text) });
  }
  return { changes, tokens: tokensAfter(replayed.history) };
}

function wordsOf({ kind, detail }: ReplayDifference, name: string, text: TextLookup): string {
  const what = kindWords(kind, text);
  const said = name === '' ? what : text('studio.replay.difference', '{name}: {what}', { name, what });
  return detail === '' ? said : text('studio.replay.detailed', '{said} ({detail})', { said, detail });
}
