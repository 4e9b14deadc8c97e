import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useState } from 'react';
import chips from '../parts/chips.module.css';
import { PageLink } from '../parts/page-link.tsx';
import type { Reference } from '../reference-picker/reference.ts';

/** How many are shown before people ask for all. */
const few = 12;

interface ChosenChipsProps {
  readonly label: string;
  readonly chosen: readonly Reference[];
  readonly page: string | null;
  /** Absent: they stay. */
  readonly onRemove?: (reference: Reference) => void;
  /** The arrow keys leave the chips. */
  readonly onLeave?: () => void;
}

/** The records chosen so far; each leads to its page and can be taken away. */
export function ChosenChips({ label, chosen, page, onRemove, onLeave }: ChosenChipsProps) {
  const words = useText();
  const [all, setAll] = useState(false);
  const shown = all ? chosen : chosen.slice(0, few);
  const press = (event: KeyboardEvent<HTMLButtonElement>, reference: Reference) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onRemove?.(reference);
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const list = event.currentTarget.closest('ul');
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step;
    const buttons = [...(list?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])];
    const next = buttons[buttons.indexOf(event.currentTarget) + forward];
    if (next !== undefined) next.focus();
    else if (forward > 0) onLeave?.();
  };
  if (chosen.length === 0) return null;
  return (
    <ul
      className={chips.chips}
      aria-label={words('ui.multiReferencePicker.chosen', '{label}: {count} chosen', { label, count: chosen.length })}
    >
      {shown.map((reference) => {
        const title = reference.title ?? reference.id;
        return (
          <li key={reference.id} className={chips.value} data-fixed={onRemove === undefined || undefined}>
            {page ? (
              <PageLink className={chips.link} page={page} parameters={{ id: reference.id }}>
                {title}
              </PageLink>
            ) : (
              title
            )}
            {onRemove ? (
              <button
                type="button"
                className={chips.remove}
                data-remove
                tabIndex={-1}
                aria-label={words('ui.multiSelect.remove', 'Remove {label}', { label: title })}
                onClick={() => onRemove(reference)}
                onKeyDown={(event) => press(event, reference)}
              >
                <Icon name="x" size={12} />
              </button>
            ) : null}
          </li>
        );
      })}
      {chosen.length > few ? (
        <li>
          <button type="button" className={chips.more} onClick={() => setAll(!all)}>
            {all
              ? words('ui.multiReferencePicker.fewer', 'Show fewer')
              : words('ui.multiReferencePicker.all', 'Show all {count}', { count: chosen.length })}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
