import { useText } from '@plinth/component-kit';
import { useEffect, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useOutput } from '../contract/use-output.ts';
import { PushButton } from '../parts/push-button.tsx';
import type { undo } from './manifest.ts';
import { firstStep, followValue, stepBy } from './steps.ts';
import styles from './undo.module.css';

export function Undo({ properties, events, setOutput }: PropsOf<typeof undo>) {
  const { value, limit, shortcuts, iconOnly, disabled } = properties;
  const words = useText();
  const [known, setSteps] = useState(() => firstStep(value ?? null));
  const steps = followValue(known, value ?? null, limit);
  if (steps !== known) setSteps(steps);
  const back = steps.at;
  const forth = steps.values.length - 1 - steps.at;
  useOutput(setOutput, 'back', back);
  useOutput(setOutput, 'forth', forth);

  const step = (by: -1 | 1) => {
    const next = disabled ? null : stepBy(steps, by);
    if (next === null) return;
    setSteps(next);
    void events.restore?.({ value: next.values[next.at] });
  };
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    if (!shortcuts) return;
    const press = (event: KeyboardEvent) => {
      const by = event.defaultPrevented ? null : meantBy(event);
      if (by === null) return;
      event.preventDefault();
      latest.current(by);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [shortcuts]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    <div role="group" aria-label={words('ui.undo.name', 'Undo and redo')} className={styles.undo}>
      <PushButton
        text={words('ui.undo.undo', 'Undo')}
        icon="arrow-back-up"
        iconOnly={iconOnly}
        disabled={disabled}
        reason={back === 0 ? words('ui.undo.nothingToUndo', 'There is nothing to undo.') : null}
        onClick={() => step(-1)}
      />
      <PushButton
        text={words('ui.undo.redo', 'Redo')}
        icon="arrow-forward-up"
        iconOnly={iconOnly}
        disabled={disabled}
        reason={forth === 0 ? words('ui.undo.nothingToRedo', 'There is nothing to redo.') : null}
        onClick={() => step(1)}
      />
    </div>
  );
}

/** The step that a key means; null for other keys, and where it means what is being typed. */
function meantBy(event: KeyboardEvent): -1 | 1 | null {
  const typing =
    event.target instanceof HTMLElement && event.target.closest('input:not([type="range"]), textarea, [contenteditable="true"]');
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 1 : -1;
  return key === 'y' && !event.shiftKey ? 1 : null;
}
