import type { DebugFrame } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useId } from 'react';
import { useFunctionWork } from '../function-work.ts';
import { Parts } from './value-tree.tsx';

type ScopeKind = DebugFrame['scopes'][number]['kind'];

/** What the frame that is looked at can name, from the inside out; what lies further out unfolds. */
export function ScopeList() {
  const text = useText();
  const { debug } = useFunctionWork();
  const standing = useSignalValue(debug.standing);
  const current = useSignalValue(debug.frame);
  const pause = useSignalValue(debug.pause);
  const changes = useSignalValue(debug.changes);
  const id = useId();
  const names: Readonly<Record<ScopeKind, string>> = {
    local: text('studio.debug.local', 'In the function'),
    block: text('studio.debug.block', 'In the block'),
    closure: text('studio.debug.closure', 'Around it'),
    catch: text('studio.debug.catch', 'Caught'),
    module: text('studio.debug.module', 'In the module'),
  };
  const scopes = standing?.frames[current]?.scopes ?? [];
  return (
    <section aria-labelledby={id}>
      <p className="function-title" id={id}>
        {text('studio.debug.values', 'Values')}
      </p>
      {scopes.map(({ kind, of }) => (
        <details key={`${pause} ${of}`} className="debug-scope" open={kind === 'local' || kind === 'block' || kind === 'catch'}>
          <summary>{names[kind]}</summary>
          <Parts key={changes} of={of} label={names[kind]} />
        </details>
      ))}
    </section>
  );
}
