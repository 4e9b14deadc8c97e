import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';

/** Something that an event or a dead letter says. */
export interface ShownPayload {
  readonly id: string;
  readonly title: string;
  readonly value: unknown;
  /** Where a consumer begins with it, where that is known. */
  readonly position?: string | undefined;
}

const mostCharacters = 50_000;

interface PayloadPanelProps {
  readonly shown: ShownPayload | null;
  /** Null where the viewer may set no consumer back. */
  readonly onReplay: ((shown: ShownPayload) => void) | null;
}

/** An event whole, as text: whatever it holds is never anything else. */
export function PayloadPanel({ shown, onReplay }: PayloadPanelProps) {
  const text = useText();
  if (shown === null) return <p className="studio-none">{text('studio.events.choose', 'Choose an event to see what it says.')}</p>;
  const whole = JSON.stringify(shown.value, null, 2) ?? '';
  return (
    <div className="events-payload">
      <h2>
        <bdi>{shown.title}</bdi>
      </h2>
      {onReplay === null || shown.position === undefined ? null : (
        <ToolButton icon="history" label={text('studio.events.replayHere', 'Let a consumer begin here')} onClick={() => onReplay(shown)}>
          {text('studio.events.replayHere', 'Let a consumer begin here')}
        </ToolButton>
      )}
      <section aria-label={text('studio.events.payload', 'What the event says')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <pre dir="ltr" tabIndex={0}>
          {whole.slice(0, mostCharacters)}
        </pre>
      </section>
      {whole.length > mostCharacters ? <p>{text('studio.events.cut', 'It is longer: the rest is not shown.')}</p> : null}
    </div>
  );
}
