import { Icon, useText } from '@plinth/component-kit';
import type { ChangeKind } from '@plinth/studio-frame';
import type { Mark } from './marks.ts';

const icons: Readonly<Record<ChangeKind, string>> = { added: 'plus', changed: 'pencil', removed: 'minus' };
/** Pixels of a mark that has room for a word beside its sign; the one that is looked at has it in any case. */
const roomy = { width: 110, height: 34 } as const;

/** Outlines around what differs: each kind by its line, its sign and its word. */
export function ComparedMarks({ marks, zoom }: { readonly marks: readonly Mark[]; readonly zoom: number }) {
  const text = useText();
  const words: Record<ChangeKind, string> = {
    added: text('studio.added', 'Added'),
    changed: text('studio.changed', 'Changed'),
    removed: text('studio.removed', 'Removed'),
  };
  return marks.map(({ id, kind, box, isCurrent, isAround }) => (
    <div
      key={`${id} ${box.left} ${box.top}`}
      className="compared-mark"
      data-kind={kind}
      data-current={isCurrent || undefined}
      data-around={isAround || undefined}
      style={{ left: box.left * zoom, top: box.top * zoom, width: box.width * zoom, height: box.height * zoom }}
    >
      <span data-place={box.top * zoom >= 18 ? undefined : box.height * zoom < 160 ? 'below' : 'inside'}>
        <Icon name={icons[kind]} size={11} />
        {isAround
          ? text('studio.changedInHere', '{what} in here, out of sight', { what: words[kind] })
          : isCurrent || (box.width * zoom >= roomy.width && box.height * zoom >= roomy.height)
            ? words[kind]
            : null}
      </span>
    </div>
  ));
}
