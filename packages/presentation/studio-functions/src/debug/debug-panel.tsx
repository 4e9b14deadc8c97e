import type { StopAtErrors } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useFunctionWork } from '../function-work.ts';
import { RunOutcome } from '../run/run-outcome.tsx';
import { BreakpointList } from './breakpoint-list.tsx';
import { CallStack } from './call-stack.tsx';
import { DebugConsole } from './debug-console.tsx';
import { ScopeList } from './scope-list.tsx';
import { WatchList } from './watch-list.tsx';

/** The debugger of the open function: how it goes on, where it stands, and what is there. */
export function DebugPanel({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { debug, shown, draft, debugged } = useFunctionWork();
  const state = useSignalValue(debug.state);
  const standing = useSignalValue(debug.standing);
  const outcome = useSignalValue(shown);
  const written = useSignalValue(draft);
  const source = useSignalValue(debugged);
  const isStale = state !== 'idle' && (written ?? record.source) !== source;
  return (
    <div className="debug-panel">
      <DebugBar />
      {isStale ? (
        <p className="function-quiet debug-note">
          {text('studio.debug.stale', 'The source has changed since: this is still what was written when it began.')}
        </p>
      ) : null}
      <Broken />
      {/* What may have the focus stays where it is, whether the function stands or runs. */}
      <div className="debug-parts">
        {standing === null ? null : <CallStack key="stack" />}
        {standing === null ? null : <ScopeList key="scopes" />}
        <div key="asked" className="debug-asked">
          <WatchList />
          <DebugConsole />
        </div>
        {state === 'idle' && outcome !== null ? (
          <div key="outcome" className="function-outcome">
            <RunOutcome shown={outcome} name={record.key} />
          </div>
        ) : null}
        <BreakpointList key="breakpoints" />
      </div>
    </div>
  );
}

function Broken() {
  const text = useText();
  const { debug } = useFunctionWork();
  const broken = useSignalValue(debug.broken);
  if (broken === null) return null;
  return (
    <p className="function-said debug-note" data-tone="bad" role="alert">
      <Icon name="cloud-off" size={16} />
      <span>
        {broken.problem?.detail ??
          text(
            'studio.debug.broken',
            'The server is not reached any more, so the function was stopped. Your source, breakpoints and watched expressions are still here.',
          )}
      </span>
    </p>
  );
}

function DebugBar() {
  const text = useText();
  const { debug, debugNow } = useFunctionWork();
  const state = useSignalValue(debug.state);
  const errors = useSignalValue(debug.errors);
  const isPaused = state === 'paused';
  const choices: Readonly<Record<StopAtErrors, string>> = {
    none: text('studio.debug.errorsNone', 'Not at errors'),
    uncaught: text('studio.debug.errorsUncaught', 'At errors nobody catches'),
    all: text('studio.debug.errorsAll', 'At all errors'),
  };
  return (
    <div className="debug-bar" role="toolbar" aria-label={text('studio.debug.bar', 'How it goes on')}>
      {state === 'running' || state === 'pausing' ? (
        <Tool
          key="go"
          icon="player-pause"
          name={text('studio.debug.pause', 'Pause')}
          keys="F6"
          isOff={state !== 'running'}
          onPress={debug.askToPause}
        />
      ) : (
        <Tool
          key="go"
          icon="player-play"
          name={isPaused ? text('studio.debug.continue', 'Continue') : text('studio.debug.begin', 'Debug')}
          keys="F5"
          isOff={state === 'starting'}
          onPress={() => (isPaused ? debug.resume('on') : debugNow())}
        />
      )}
      <Tool
        icon="arrow-forward-up"
        name={text('studio.debug.over', 'Step over')}
        keys="F10"
        isOff={!isPaused}
        onPress={() => debug.resume('over')}
      />
      <Tool
        icon="arrow-down"
        name={text('studio.debug.into', 'Step into')}
        keys="F11"
        isOff={!isPaused}
        onPress={() => debug.resume('into')}
      />
      <Tool
        icon="arrow-up"
        name={text('studio.debug.out', 'Step out')}
        keys="Shift F11"
        isOff={!isPaused}
        onPress={() => debug.resume('out')}
      />
      <Tool icon="player-stop" name={text('studio.debug.stop', 'Stop')} keys="Shift F5" isOff={state === 'idle'} onPress={debug.stop} />
      <State />
      <span className="studio-grow" />
      <select
        aria-label={text('studio.debug.errors', 'Stops at errors')}
        value={errors}
        onChange={({ currentTarget }) => debug.stopAt(currentTarget.value as StopAtErrors)}
      >
        {Object.entries(choices).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ToolProps {
  readonly icon: string;
  readonly name: string;
  readonly keys: string;
  readonly isOff: boolean;
  onPress(): void;
}

/** Stays where the focus is when there is nothing to do with it. */
function Tool({ icon, name, keys, isOff, onPress }: ToolProps) {
  return (
    <button
      type="button"
      className="studio-tool"
      aria-label={name}
      title={`${name} (${keys})`}
      aria-keyshortcuts={keys.replace(' ', '+')}
      aria-disabled={isOff || undefined}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}

function State() {
  const text = useText();
  const { debug } = useFunctionWork();
  const state = useSignalValue(debug.state);
  const standing = useSignalValue(debug.standing);
  const line = standing?.frames[0]?.line ?? 0;
  const said = {
    idle: text('studio.debug.idle', 'Nothing is being debugged'),
    starting: text('studio.debug.starting', 'Begins…'),
    running: text('studio.debug.running', 'Runs'),
    pausing: text('studio.debug.pausing', 'Stops at what it does next…'),
    paused:
      standing?.why === 'error'
        ? text('studio.debug.atError', 'Stands at an error in line {line}: {error}', { line, error: standing.error?.text ?? '' })
        : standing?.why === 'breakpoint'
          ? text('studio.debug.atBreakpoint', 'Stands at the breakpoint in line {line}', { line })
          : text('studio.debug.atLine', 'Stands in line {line}', { line }),
  }[state];
  return (
    <p className="debug-state" role="status" data-tone={standing?.why === 'error' ? 'bad' : undefined}>
      <span>{said}</span>
      {standing === null ? null : <small>{text('studio.debug.left', 'at most {minutes} min more', { minutes: standing.minutes })}</small>}
    </p>
  );
}
