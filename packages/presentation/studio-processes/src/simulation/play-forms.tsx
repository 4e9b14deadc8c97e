import { useText } from '@plinth/component-kit';
import type { JsonObject } from '@plinth/foundation';
import { useState } from 'react';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { useProcessWork } from '../process-work.ts';
import { Group } from '../properties/setting.tsx';
import { showRun } from './play-buttons.tsx';
import { usePlayNames } from './play-names.ts';
import { type OtherEnd, otherEndOf, type Play } from './plays.ts';
import { played, runProcess, type ShownRun } from './shown-run.ts';
import { ActForm } from './variables-form.tsx';

interface PlayFormsProps {
  readonly drawn: DrawnProcess;
  readonly run: ShownRun;
  readonly plays: readonly Play[];
  readonly selection: readonly string[];
  nameOfElement(key: string): string;
}

const withVariables: ReadonlySet<Play['kind']> = new Set(['start', 'complete', 'message', 'signal', 'resolve']);

/** What can happen next, by the element that waits for it, with the variables that come along; what is selected stands first. */
export function PlayForms({ drawn, run, plays, selection, nameOfElement }: PlayFormsProps) {
  const text = useText();
  const process = useProcessWork();
  const nameOf = usePlayNames();
  const { key } = drawn.record;
  if (plays.length === 0) return null;
  const isSelected = (element: string) => drawn.nodes.some((node) => node.key === element && selection.includes(node.id));
  const byElement = [...Map.groupBy(plays, ({ element }) => element)];
  byElement.sort(([a], [b]) => Number(isSelected(b)) - Number(isSelected(a)));
  const take = (play: Play, variables: JsonObject) => showRun(process, played(process.definition(), key, run, play, variables));
  const takeStep = (step: JsonObject) => {
    const { variables, steps, script } = run;
    showRun(process, runProcess(process.definition(), key, { variables, steps: [...steps, step], script }));
  };
  return (
    <Group title={text('studio.bpmn.waiting', 'What waits')}>
      {byElement.map(([element, ofElement]) => {
        const label = nameOfElement(element);
        return (
          <section key={element} className="process-wait" data-selected={isSelected(element) || undefined}>
            <h3>
              <bdi>{label}</bdi>
            </h3>
            {ofElement.map((play) => (
              <ActForm
                key={JSON.stringify(play)}
                title={nameOf(play)}
                label={label}
                withVariables={withVariables.has(play.kind)}
                onDone={(variables) => take(play, variables)}
              />
            ))}
            {ofElement
              .filter(({ kind }) => kind === 'complete')
              .slice(0, 1)
              .map((play) => (
                <OtherEnds key={play.element} label={label} onEnd={(end, words) => takeStep(otherEndOf(play, end, words))} />
              ))}
          </section>
        );
      })}
    </Group>
  );
}

/** Work that fails, or ends with an error or escalation of its code. */
function OtherEnds({ label, onEnd }: { readonly label: string; onEnd(end: OtherEnd, words: string): void }) {
  const text = useText();
  const [code, setCode] = useState('');
  const end = (title: string, kind: OtherEnd) => (
    <button
      type="button"
      className="studio-act"
      aria-label={`${title}: ${label}`}
      disabled={kind !== 'fail' && code.trim() === ''}
      onClick={() => onEnd(kind, kind === 'fail' && code.trim() === '' ? 'simulated' : code.trim())}
    >
      {title}
    </button>
  );
  return (
    <details className="process-otherwise">
      <summary>{text('studio.bpmn.otherwise', 'Otherwise')}</summary>
      <div>
        <input
          type="text"
          dir="ltr"
          spellCheck={false}
          placeholder={text('studio.bpmn.codeOrWords', 'Code, or why it fails')}
          aria-label={text('studio.bpmn.codeFor', 'Code for {name}', { name: label })}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {end(text('studio.bpmn.fail', 'Fail'), 'fail')}
        {end(text('studio.bpmn.endByError', 'Error'), 'error')}
        {end(text('studio.bpmn.endByEscalation', 'Escalate'), 'escalation')}
      </div>
    </details>
  );
}
