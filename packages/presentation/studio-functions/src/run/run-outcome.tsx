import { Icon, useText } from '@plinth/component-kit';
import { useId } from 'react';
import { type ShownRun, useFunctionWork } from '../function-work.ts';

/** What a run gave, took, logged and asked for, each with the way to its line. */
export function RunOutcome({ shown, name }: { readonly shown: ShownRun; readonly name: string }) {
  const text = useText();
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
          {stack.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a function that calls itself stands there again and again
            <li key={at}>
              <Place name={name} place={line} />
            </li>
          ))}
        </ul>
      )}
      {logs.length === 0 ? null : (
        <>
          <p className="function-title" id={`${id}-logs`}>
            {text('studio.function.logs', 'Logs')}
          </p>
          <ul className="function-logs" aria-labelledby={`${id}-logs`}>
            {logs.map(({ level, text: line, place }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else that tells them apart
              <li key={at} data-level={level}>
                <span>{level}</span>
                <code dir="auto">{line}</code>
                {place === null ? null : <Place name={name} place={place} />}
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

const sourcePlace = /([^\s(]+):(\d+):(\d+)\)?$/;

/** A place in the source, with the way there; one in a package is only said. */
function Place({ name, place }: { readonly name: string; readonly place: string }) {
  const { editor } = useFunctionWork();
  const [, file, line, column] = sourcePlace.exec(place) ?? [];
  if (file !== `${name}.ts`) return <span dir="ltr">{place}</span>;
  return (
    <button type="button" className="studio-link" dir="ltr" onClick={() => editor.peek()?.goTo(Number(line), Number(column))}>
      {place}
    </button>
  );
}
