import { recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { definitionExpressionsOf } from '@plinth/studio-expressions';
import { useDraft } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import { type PageWork, usePageWork } from '../page-work.ts';
import { declaredId, type NameRefusal, nameRefusal, type PageName } from './page-name.ts';
import { renameName } from './rename-name.ts';

interface NameSettingProps {
  readonly label: string;
  readonly name: PageName;
  readonly selection: readonly string[];
}

/** A name of the page. Another one is written wherever it is used; one that cannot be is said to be, and nothing changes. */
export function NameSetting({ label, name, selection }: NameSettingProps) {
  const page = usePageWork();
  const id = useId();
  const [refused, rename] = useRenaming(page, name, selection);
  const draft = useDraft(name.name, (written) => rename(written.trim()));
  return (
    <div className="property">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" aria-invalid={refused !== null || undefined} aria-describedby={`${id}-refused`} {...draft} />
      <NameRefused id={`${id}-refused`} refusal={refused} />
    </div>
  );
}

/** Gives something of the page another name, or says why it cannot have it. */
export function useRenaming(
  page: PageWork,
  name: PageName,
  selection: readonly string[],
): readonly [refused: Refused, rename: (to: string) => void] {
  const [refused, setRefused] = useState<Refused>(null);
  const rename = (to: string) => {
    const definition = page.definition();
    const on = recordOf(definition, 'page', page.page);
    const declared = declaredId(definition, page.page, name);
    if (on === null || declared === null || to === name.name) return setRefused(null);
    const refusal = nameRefusal(definition, on, name.kind, to);
    if (refusal !== null) return setRefused({ reason: refusal });
    const made = renameName(definitionExpressionsOf(page.work), declared, to, selection);
    if ('refused' in made) return setRefused({ words: made.refused });
    setRefused(null);
    page.edit(made);
  };
  return [refused, rename];
}

/** Why a name was refused: as one of the known reasons, or in words. */
export type Refused = { readonly reason: NameRefusal } | { readonly words: string } | null;

/** Why a name cannot be given. */
export function NameRefused({ id, refusal }: { readonly id: string; readonly refusal: Refused }) {
  const text = useText();
  if (refusal === null) return null;
  const words: Readonly<Record<NameRefusal, string>> = {
    form: text('studio.nameForm', 'A name begins with a small letter and has only letters, digits and _.'),
    reserved: text('studio.nameReserved', 'This name already means something on every page. Choose another one.'),
    taken: text('studio.nameTaken', 'The page already has something of this name. Choose another one.'),
  };
  return (
    <p id={id} className="property-refused" role="alert">
      {'reason' in refusal ? words[refusal.reason] : refusal.words}
    </p>
  );
}
