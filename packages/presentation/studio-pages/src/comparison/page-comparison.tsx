import '../studio-pages.css';
import { useText } from '@plinth/component-kit';
import { type DrawnComparison, useRemembered } from '@plinth/studio-frame';
import { useRef, type WheelEvent } from 'react';
import { useReleased } from '../plan/use-released.ts';
import { ComparedPage } from './compared-page.tsx';

const sides = ['both', 'before', 'after'] as const;
type Sides = (typeof sides)[number];

/** A page twice, as it was and as it is, with what differs marked on each; or one of the two alone, to change between them. */
export function PageComparison(props: DrawnComparison) {
  const text = useText();
  const released = useReleased(props.artefact);
  const [kept, setShown] = useRemembered<string>('compared-sides', 'both');
  const shown: Sides = sides.find((each) => each === kept) ?? 'both';
  const panes = useRef<HTMLDivElement>(null);
  const words: Record<Sides, string> = {
    both: text('studio.sideBySide', 'Side by side'),
    before: text('studio.before', 'Before'),
    after: text('studio.after', 'After'),
  };
  // What is turned on one side is turned on the other, too.
  const turn = (event: WheelEvent) => {
    for (const pane of panes.current?.querySelectorAll('.compared-scroll') ?? []) {
      if (!pane.contains(event.target as Node)) pane.scrollTop += event.deltaY;
    }
  };
  return (
    <>
      <fieldset className="compared-bar" aria-label={text('studio.comparedSides', 'What is shown')}>
        <div className="stage-choice">
          {sides.map((each) => (
            <button key={each} type="button" aria-pressed={each === shown} onClick={() => setShown(each)}>
              {words[each]}
            </button>
          ))}
        </div>
      </fieldset>
      <div className="compared-panes" ref={panes} onWheel={turn}>
        {(['before', 'after'] as const).map((side) =>
          shown === 'both' || shown === side ? (
            <ComparedPage
              key={side}
              side={side}
              title={`${words[side]} · ${props.names[side]}`}
              mostZoom={shown === 'both' ? 0.6 : 1}
              released={released}
              comparison={props}
            />
          ) : null,
        )}
      </div>
    </>
  );
}
