import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { definitionExpressionsOf } from '@plinth/studio-expressions';
import { useDraft } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import { usePageWork } from '../page-work.ts';
import { NameRefused, type Refused } from './name-setting.tsx';
import { renameName } from './rename-name.ts';

/** The key of a page or composite. Another one is written wherever something leads to it, or it stands. */
export function KeySetting({ record }: { readonly record: RecordOf<'page'> }) {
  const text = useText();
  const page = usePageWork();
  const id = useId();
  const [refused, setRefused] = useState<Refused>(null);
  const draft = useDraft(record.key, (written) => {
    const to = written.trim();
    if (to === record.key) return setRefused(null);
    const made = renameName(definitionExpressionsOf(page.work), record.id, to, []);
    if ('refused' in made) return setRefused({ words: made.refused });
    setRefused(null);
    page.edit(made);
  });
  return (
    <div className="property">
      <label htmlFor={id}>{text('studio.key', 'Key')}</label>
      <input id={id} type="text" aria-invalid={refused !== null || undefined} aria-describedby={`${id}-refused`} {...draft} />
      <NameRefused id={`${id}-refused`} refusal={refused} />
    </div>
  );
}
