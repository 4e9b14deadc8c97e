import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { type ReactNode, useContext } from 'react';
import { FrameContext, useIsPhone } from './frame-panels.ts';
import { ResizeHandle } from './resize-handle.tsx';

interface WorkAreaProps {
  /** Below the list of artefacts. */
  readonly side: ReactNode;
  /** The work itself. */
  readonly children: ReactNode;
  /** What is selected, to be changed; where it is absent there is no such panel. */
  readonly properties?: ReactNode;
}

const sizes = { smallest: 200, largest: 520 } as const;

/** The three columns of an open artefact, as every view fills them. */
export function WorkArea({ side, children, properties }: WorkAreaProps) {
  const text = useText();
  const panels = useContext(FrameContext);
  if (panels === null) throw new Error('A work area was shown outside of the frame.');
  const left = useSignalValue(panels.left);
  const right = useSignalValue(panels.right);
  const isPhone = useIsPhone();
  return (
    <>
      {left.open ? (
        <aside
          className="studio-side"
          style={isPhone ? undefined : { inlineSize: left.size }}
          aria-label={text('studio.side', 'Artefacts and outline')}
        >
          <div className="studio-side-scroll">
            {panels.artefacts}
            {side}
          </div>
          <ResizeHandle
            label={text('studio.resizeSide', 'Width of the left panel')}
            edge="right"
            size={left.size}
            {...sizes}
            onSize={(size) => panels.setLeft({ ...left, size })}
          />
        </aside>
      ) : null}
      <main className="studio-work">
        {/* On a phone an open panel stands over the work, which is then out of reach for everybody, not only for the pointer. */}
        <div className="studio-work-reach" inert={isPhone && (left.open || right.open)}>
          {children}
        </div>
      </main>
      {right.open && properties !== undefined ? (
        <aside
          className="studio-properties"
          style={isPhone ? undefined : { inlineSize: right.size }}
          aria-label={text('studio.properties', 'Properties')}
        >
          <ResizeHandle
            label={text('studio.resizeProperties', 'Width of the properties')}
            edge="left"
            size={right.size}
            {...sizes}
            onSize={(size) => panels.setRight({ ...right, size })}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <div className="studio-properties-scroll" tabIndex={0}>
            {properties}
          </div>
        </aside>
      ) : null}
    </>
  );
}
