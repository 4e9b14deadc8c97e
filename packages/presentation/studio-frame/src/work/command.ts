/** Something that can be done from the palette or by keys. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  /** What else is to know of it, smaller. */
  readonly detail?: string;
  /** As people read them: `Ctrl Z`. */
  readonly keys?: string;
  readonly disabled?: boolean;
  run(): void;
}

/** Whether what has the focus takes text, so that plain keys are its own. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select');
}
