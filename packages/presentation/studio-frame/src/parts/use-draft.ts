import { type KeyboardEvent, useEffect, useState } from 'react';

/** Text that is kept when the field is left or Enter is pressed, and given up by Escape. */
export function useDraft(value: string, keep: (text: string) => void) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = () => {
    if (draft !== value) keep(draft);
  };
  return {
    value: draft,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setDraft(event.currentTarget.value),
    onBlur: commit,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.key === 'Escape' && draft !== value) {
        event.stopPropagation();
        setDraft(value);
      } else if (event.key === 'Enter' && (event.currentTarget.tagName === 'INPUT' || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        commit();
      }
    },
  };
}
