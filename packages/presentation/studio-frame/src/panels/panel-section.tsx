import { Icon } from '@plinth/component-kit';
import { type ReactNode, useId } from 'react';
import { useRemembered } from './remembered.ts';

interface PanelSectionProps {
  /** Under which it is remembered whether it is open. */
  readonly name: string;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly grow?: boolean;
  readonly children: ReactNode;
}

/** A part of a panel that can be folded away. */
export function PanelSection({ name, title, actions, grow = false, children }: PanelSectionProps) {
  const [open, setOpen] = useRemembered<boolean>(`section-${name}`, true);
  const id = useId();
  return (
    <section className="studio-section" data-grow={grow && open ? '' : undefined}>
      <header className="studio-section-head">
        <h2>
          <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'chevron-down' : 'chevron-right'} size={13} />
            <span>{title}</span>
          </button>
        </h2>
        {actions}
      </header>
      <div id={id} className="studio-section-body" hidden={!open}>
        {open ? children : null}
      </div>
    </section>
  );
}
