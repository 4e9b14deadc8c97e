import { useText } from '@plinth/component-kit';

/** Something that an event or a dead letter says. */
export interface ShownPayload {
  readonly id: string;
  readonly title: string;
  readonly value: unknown;
}

const mostCharacters = 50_000;

/** An event whole, as text: whatever it holds is never anything else. */
export function PayloadPanel({ shown }: { readonly shown: ShownPayload | null }) {
  const text = useText();
  if (shown === null) return <p className="studio-none">{text('studio.events.choose', 'Choose an event to see what it says.')}</p>;
  const whole = JSON.stringify(shown.value, null, 2) ?? '';
  return (
    <div className="events-payload">
      <h2>
        <bdi>{shown.title}</bdi>
      </h2>
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
