import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '../work/use-work.ts';

/** Whether the server has everything. */
export function SaveState() {
  const text = useText();
  const { session } = useWork();
  const connection = useSignalValue(session.connection);
  const pending = useSignalValue(session.pending);
  const [saving, saved] = [text('studio.saving', 'Saving'), text('studio.saved', 'Saved')];
  const [tone, said] =
    connection === 'offline'
      ? [
          'warn',
          text('studio.offline', 'Offline, {pending, plural, =0 {all saved} one {# change waits} other {# changes wait}}', { pending }),
        ]
      : connection === 'ended'
        ? ['bad', text('studio.ended', 'Not connected')]
        : pending > 0 || connection === 'connecting'
          ? ['busy', saving]
          : ['good', saved];
  return (
    <span className="studio-pill" role="status" data-tone={tone}>
      <span className="studio-dot" />
      {/* As wide for the one as for the other: both are said at each change, and what stands beside it is not to move for that. */}
      <span style={{ ['--longest' as string]: Math.max(saving.length, saved.length) }}>{said}</span>
    </span>
  );
}
