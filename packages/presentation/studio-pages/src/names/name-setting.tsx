import { useText } from '@plinth/component-kit';
import { useDraft } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from '../properties/binding-types.ts';
import { nameSearch } from './name-search.ts';
import { type NameRefusal, nameRefusal, type PageName } from './page-name.ts';
import { renameName } from './rename-name.ts';

interface NameSettingProps {
  readonly label: string;
  readonly name: PageName;
  readonly types: BindingTypes;
  readonly selection: readonly string[];
}

/** A name of the page. Another one is written wherever the page uses it; one that cannot be is said to be, and nothing changes. */
export function NameSetting({ label, name, types, selection }: NameSettingProps) {
  const page = usePageWork();
  const id = useId();
  const [refused, setRefused] = useState<NameRefusal | null>(null);
  const draft = useDraft(name.name, (written) => {
    const to = written.trim();
    const search = nameSearch(page, types);
    if (search === null || to === name.name) return setRefused(null);
    const refusal = nameRefusal(search.definition, search.page, name.kind, to);
    setRefused(refusal);
    if (refusal === null) page.edit(renameName(search, name, to, selection));
  });
  return (
    <div className="property">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" aria-invalid={refused !== null || undefined} aria-describedby={`${id}-refused`} {...draft} />
      <NameRefused id={`${id}-refused`} refusal={refused} />
    </div>
  );
}

/** Why a name cannot be given. */
export function NameRefused({ id, refusal }: { readonly id: string; readonly refusal: NameRefusal | null }) {
  const text = useText();
  if (refusal === null) return null;
  const words: Readonly<Record<NameRefusal, string>> = {
    form: text('studio.nameForm', 'A name begins with a small letter and has only letters, digits and _.'),
    reserved: text('studio.nameReserved', 'This name already means something on every page. Choose another one.'),
    taken: text('studio.nameTaken', 'The page already has something of this name. Choose another one.'),
  };
  return (
    <p id={id} className="property-refused" role="alert">
      {words[refusal]}
    </p>
  );
}
