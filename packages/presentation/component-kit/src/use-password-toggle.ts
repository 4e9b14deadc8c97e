import { useText } from './text/text.ts';

/** What the kit's password input needs for its button that shows what is written: a name in the reader's language, and a place that Tab goes to. */
export function usePasswordToggle() {
  const text = useText();
  return {
    visibilityToggleFocusable: true,
    visibilityToggleButtonProps: { 'aria-label': text('player.showPassword', 'Show what is written') },
  } as const;
}
