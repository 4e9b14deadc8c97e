import type { DefinitionRecord } from '@plinth/app-definition';
import { type TextLookup, useText } from '@plinth/component-kit';
import { kindWords, labelledWords, useWork } from '@plinth/studio-frame';
import type { Usage } from '../definition/usages.ts';
import { openRecord } from '../use-edit.ts';
import type { Question } from './use-field-acts.ts';

/** Asks, above the work and without covering it, before something is done that others would notice. */
export function QuestionBar({ question, onDone }: { readonly question: Question; onDone(): void }) {
  const text = useText();
  return (
    <section
      className="data-question"
      aria-label={question.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <h2>
        <bdi>{question.title}</bdi>
      </h2>
      <UsageList usages={question.usages} />
      <p>{text('studio.usedHelp', 'What names it in an expression has to be mended by hand afterwards; problems will say where.')}</p>
      <div className="data-question-acts">
        <button
          type="button"
          className="studio-act"
          data-tone="bad"
          onClick={() => {
            onDone();
            question.run();
          }}
        >
          {question.action}
        </button>
        <button type="button" className="studio-act" ref={focused} onClick={onDone}>
          {text('studio.leaveIt', 'Leave it')}
        </button>
      </div>
    </section>
  );
}

const mostShown = 8;

/** Who uses something; each opens where it is. */
export function UsageList({ usages }: { readonly usages: readonly Usage[] }) {
  const text = useText();
  const work = useWork();
  const { length } = usages;
  return (
    <ul className="data-usages">
      {usages.slice(0, mostShown).map(({ record, place }) => (
        <li key={record.id}>
          <button type="button" className="studio-link" onClick={() => openRecord(work, record)}>
            <bdi>{usageWords(record, text)}</bdi>
          </button>
          {place === '' ? null : <small>{place}</small>}
        </li>
      ))}
      {length > mostShown ? <li>{text('studio.moreUsages', 'and {count} more', { count: length - mostShown })}</li> : null}
    </ul>
  );
}

/** What people call who uses something; a permission stands beside its role and entity, a component is known by its own name. */
function usageWords(record: DefinitionRecord, text: TextLookup): string {
  if (record.kind === 'permission') return kindWords(text).permission;
  return record.kind === 'component' ? (record.name ?? record.component) : labelledWords(record, text);
}

function focused(element: HTMLElement | null): void {
  element?.focus();
}
