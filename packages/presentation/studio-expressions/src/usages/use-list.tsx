import type { Definition } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { Guess, Use } from '@plinth/definition-expressions';
import { artefactWords, placeWords } from './place-words.ts';

interface UseListProps {
  readonly definition: Definition;
  readonly uses: readonly (Use | Guess)[];
  onOpen(record: string): void;
}

const mostShown = 300;
/** Letters of a long text that are shown on either side of a name. */
const around = 60;

/** Places that use something, by the artefact that they are part of. */
export function UseList({ definition, uses, onOpen }: UseListProps) {
  const text = useText();
  const groups = Map.groupBy(uses.slice(0, mostShown), ({ record }) => artefactWords(definition, record, text));
  return (
    <>
      {[...groups].map(([title, own]) => (
        <section key={title} className="usages-places">
          <h3>
            <bdi>{title}</bdi>
          </h3>
          <ul>
            {own.map((use) => (
              <li key={`${use.record.id} ${use.steps.join('/')} ${use.at} ${use.from}`}>
                <button type="button" onClick={() => onOpen(use.record.id)}>
                  <small>
                    <bdi>{placeWords(use.record, use.steps, text)}</bdi>
                  </small>
                  {use.at === 'id' ? null : <Written use={use} />}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {uses.length > mostShown ? (
        <p className="studio-none">{text('studio.usages.more', 'And {count} more.', { count: uses.length - mostShown })}</p>
      ) : null}
    </>
  );
}

/** The text around a name, which stands out in it. */
function Written({ use: { text, from, to, at } }: { readonly use: Use | Guess }) {
  if (at === 'key') return <code dir="ltr">{text}</code>;
  const start = Math.max(0, from - around);
  const end = Math.min(text.length, to + around);
  return (
    <code dir="ltr">
      {start > 0 ? '…' : ''}
      {text.slice(start, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to, end)}
      {end < text.length ? '…' : ''}
    </code>
  );
}
