import { type KeyboardEvent, useState } from 'react';

/**
 * Text that is kept when the field is left or Enter is pressed, and given up by Escape. What somebody is writing stays when the value
 * becomes another one meanwhile, by a colleague say; a field in which nothing was written follows it.
 */
export function useDraft(value: string, keep: (text: string) => void) {
  // `from` is what was last written into the field by anybody but the keys.
  const [state, setState] = useState({ value, draft: value, from: value });
  const { draft, from } = state;
  // While it is drawn, and not afterwards: a field that shows the old value for a moment is drawn twice.
  if (state.value !== value) setState(draft === from ? { value, draft: value, from: value } : { ...state, value });
  const write = (text: string, begun: string) => setState({ value, draft: text, from: begun });
  const commit = () => {
    if (draft === value) return;
    write(draft, draft);
    keep(draft);
  };
  return {
    value: draft,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => write(event.currentTarget.value, from),
    onBlur: commit,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.key === 'Escape' && draft !== value) {
        event.stopPropagation();
        write(value, value);
      } else if (event.key === 'Enter' && (event.currentTarget.tagName === 'INPUT' || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        commit();
      }
    },
  };
}
