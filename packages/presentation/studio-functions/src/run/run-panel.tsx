import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useId } from 'react';
import { jsonOf, type ShownRun, useFunctionWork } from '../function-work.ts';

const stackPlace = /:(\d+):(\d+)\)?$/;

/** An input, and what came of the function with it. */
export function RunPanel() {
  const text = useText();
  const work = useFunctionWork();
  const input = useSignalValue(work.input);
  const inWorld = useSignalValue(work.inWorld);
  const shown = useSignalValue(work.shown);
  const id = useId();
  const isJson = jsonOf(input) !== null;
  return (
    <div className="function-run-panel">
      <div className="function-input">
        <label htmlFor={id}>{text('studio.function.input', 'Input as JSON')}</label>
        <textarea
          id={id}
          dir="ltr"
          spellCheck={false}
          value={input}
          aria-invalid={!isJson || undefined}
          aria-describedby={isJson ? undefined : `${id}-wrong`}
          onChange={({ currentTarget }) => {
            work.input.value = currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) work.run();
          }}
        />
        {isJson ? null : (
          <small id={`${id}-wrong`} role="alert">
            {text('studio.function.noJson', 'This is no JSON object.')}
          </small>
        )}
        <label className="function-check">
          <input
            type="checkbox"
            checked={inWorld}
            onChange={({ currentTarget }) => {
              work.inWorld.value = currentTarget.checked;
            }}
          />
          <span>
            {text('studio.function.inWorld', 'With the records of {environment}, as yourself', { environment: work.work.environment })}
          </span>
        </label>
      </div>
      <div className="function-outcome" role="status" aria-live="polite">
        {shown === null ? (
          <p className="function-quiet">
            {text('studio.function.notRun', 'Run it to see what it gives, logs and asks for. Ctrl and Enter runs it from the source.')}
          </p>
        ) : (
          <Outcome shown={shown} />
        )}
      </div>
    </div>
  );
}

function Outcome({ shown }: { readonly shown: ShownRun }) {
  const text = useText();
  const { editor } = useFunctionWork();
  const id = useId();
  const { ok, text: said, hint, logs, requests, stack, figures } = shown;
  return (
    <>
      <p className="function-said" data-tone={ok ? 'good' : 'bad'}>
        <Icon name={ok ? 'circle-check' : 'circle-x'} size={16} />
        <span>{ok ? text('studio.function.gave', 'It gives') : said}</span>
      </p>
      {figures === null ? null : (
        <dl className="function-figures">
          <Figure
            name={text('studio.function.time', 'Time')}
            value={text('studio.function.milliseconds', '{count} ms', { count: Math.round(figures.milliseconds * 10) / 10 })}
          />
          <Figure
            name={text('studio.function.processor', 'Processor')}
            value={text('studio.function.milliseconds', '{count} ms', { count: Math.round(figures.cpu * 10) / 10 })}
          />
          <Figure
            name={text('studio.function.memory', 'Memory')}
            value={text('studio.function.megabytes', '{count} MB', { count: Math.round(figures.memory / 1e5) / 10 })}
          />
        </dl>
      )}
      {ok ? <pre dir="ltr">{said}</pre> : hint === '' ? null : <p className="function-quiet">{hint}</p>}
      {stack.length === 0 ? null : (
        <ul className="function-stack" aria-label={text('studio.function.where', 'Where it failed')}>
          {stack.map((line) => {
            const [, row, column] = stackPlace.exec(line) ?? [];
            return (
              <li key={line}>
                <button
                  type="button"
                  className="studio-link"
                  dir="ltr"
                  onClick={() => editor.peek()?.goTo(Number(row ?? 1), Number(column ?? 1))}
                >
                  {line}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {logs.length === 0 ? null : (
        <>
          <p className="function-title" id={`${id}-logs`}>
            {text('studio.function.logs', 'Logs')}
          </p>
          <ul className="function-logs" aria-labelledby={`${id}-logs`}>
            {logs.map(({ level, text: line }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else that tells them apart
              <li key={at} data-level={level}>
                <span>{level}</span>
                <code dir="auto">{line}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {requests.length === 0 ? null : (
        <>
          <p className="function-title" id={`${id}-trace`}>
            {text('studio.function.trace', 'What it asked for')}
          </p>
          <ol className="function-logs" aria-labelledby={`${id}-trace`}>
            {requests.map(({ what, milliseconds, problem }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same may be asked for twice
              <li key={at} data-level={problem === null ? 'info' : 'error'}>
                <span>{text('studio.function.milliseconds', '{count} ms', { count: milliseconds })}</span>
                <code dir="ltr">{problem === null ? what : `${what} → ${problem}`}</code>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
