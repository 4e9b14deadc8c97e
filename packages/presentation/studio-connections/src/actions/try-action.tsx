import { Button } from '@mantine/core';
import { callConnectorAction } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, isJsonObject, type PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import type { Static } from 'typebox';
import { readInput } from './read-input.ts';
import { sampleOf, type Types } from './schema-shape.ts';

interface TryActionProps {
  readonly connection: string;
  readonly environment: string;
  readonly action: string;
  readonly input: unknown;
  readonly types: Types;
  readonly mayTry: boolean;
}

type Answer = Static<(typeof callConnectorAction)['output']>;

const mostShown = 20_000;

/** Asks the system really, and shows what was said and answered; no secret is in either. */
export function TryAction({ connection, environment, action, input, types, mayTry }: TryActionProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const id = useId();
  const [written, setWritten] = useState(() => JSON.stringify(sampleOf(input, types), null, 2));
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const given = readInput(written);
  const ask = async () => {
    if (given === null) return;
    setBusy(true);
    setFailure(null);
    setAnswer(null);
    try {
      setAnswer(await client.call(callConnectorAction, { tenant, environment }, { connection, action, input: given }));
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <section className="connections-try" aria-label={text('studio.connections.try', 'Try it')}>
      <h2>{text('studio.connections.try', 'Try it')}</h2>
      <label htmlFor={id}>{text('studio.connections.input', 'What it is asked with, as JSON')}</label>
      <textarea
        id={id}
        rows={Math.min(16, Math.max(3, written.split('\n').length))}
        spellCheck={false}
        dir="ltr"
        aria-invalid={given === null || undefined}
        value={written}
        onChange={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      {given === null ? <p className="studio-failure">{text('studio.connections.noJson', 'This is no object of JSON.')}</p> : null}
      <div className="studio-buttons">
        <Button disabled={given === null || busy || !mayTry} loading={busy} onClick={() => void ask()}>
          {text('studio.connections.ask', 'Ask the system')}
        </Button>
        {mayTry ? null : (
          <p className="studio-quiet">
            {text('studio.connections.onlyAdministrators', 'It may change something there: administrators try it.')}
          </p>
        )}
      </div>
      <div role="status">
        {answer === null ? null : (
          <div className="connections-exchange">
            <p className="studio-done">
              {text('studio.connections.answered', '{attempts, plural, one {Answered at once.} other {Answered at attempt #.}}', {
                attempts: answer.attempts,
              })}
            </p>
            {answer.request === null ? null : (
              <Shown label={text('studio.connections.request', 'Request, without what one signs in with')}>
                {[
                  `${answer.request.method} ${answer.request.address}`,
                  ...Object.entries(answer.request.headers).map(([name, value]) => `${name}: ${value}`),
                  answer.request.body === null ? '' : `\n${answer.request.body}`,
                ]
                  .join('\n')
                  .trim()}
              </Shown>
            )}
            <Shown label={text('studio.connections.answer', 'Answer')}>{JSON.stringify(answer.output, null, 2) ?? 'null'}</Shown>
            {answer.mismatches.length === 0 ? null : (
              <div className="studio-warning">
                <p>{text('studio.connections.mismatches', 'The answer is not what the document says:')}</p>
                <ul>
                  {answer.mismatches.map(({ path, message }) => (
                    <li key={`${path} ${message}`}>
                      <bdi>{`${path} ${message}`}</bdi>
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
        )}
      </div>
      {failure === null ? null : (
        <div role="alert" className="studio-failure">
          <p>
            <strong>{failure.message}</strong> {failure.hint}
          </p>
          {isJsonObject(failure.details.answer) || Array.isArray(failure.details.violations) ? (
            <Shown label={text('studio.connections.details', 'In detail')}>
              {JSON.stringify(failure.details.answer ?? failure.details.violations, null, 2)}
            </Shown>
          ) : null}
        </div>
      )}
    </section>
  );
}

/** Marks that would turn around what stands behind them. */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

function escaped(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16)}`;
}

/** Text of another system: shown as it is, never as markup, and in its own direction. */
function Shown({ label, children }: { readonly label: string; readonly children: string }) {
  const isLong = children.length > mostShown;
  return (
    <figure>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre dir="ltr" tabIndex={0}>
        {children.slice(0, mostShown).replaceAll(directions, escaped) + (isLong ? '…' : '')}
      </pre>
    </figure>
  );
}
