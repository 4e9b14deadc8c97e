import { compositeKey, entitiesOf, queriesOf, recordOf } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import type { Command } from '@plinth/studio-frame';
import { placeable } from './composites/placeable.ts';
import { addQuery, newQuery } from './data/new-query.ts';
import { alignments } from './edits/arrange.ts';
import { addComponent } from './edits/edits.ts';
import { pageActs } from './page-keys.ts';
import type { PageWork } from './page-work.ts';
import { alignmentTitle } from './properties/alignment-title.ts';
import { quickStarts, startTitle } from './starts/start-titles.ts';
import type { ComponentWords } from './words/use-component-words.ts';

/** Everything that can be done with the page, as commands of the palette. */
export function pageCommands(page: PageWork, text: TextLookup, told: ComponentWords): readonly Command[] {
  const acts = pageActs(page, text);
  const nothing = page.work.selection.peek().length === 0;
  const edits: readonly Command[] = [
    { id: 'duplicate', title: text('studio.duplicate', 'Duplicate'), icon: 'copy', keys: 'Ctrl D', disabled: nothing, run: acts.duplicate },
    { id: 'remove', title: text('studio.remove', 'Remove'), icon: 'trash', keys: 'Delete', disabled: nothing, run: acts.remove },
    {
      id: 'wrap',
      title: text('studio.wrapStack', 'Wrap in a stack'),
      icon: 'layout-list',
      keys: 'Ctrl G',
      disabled: nothing,
      run: () => acts.wrap('ui.stack'),
    },
    {
      id: 'wrap-card',
      title: text('studio.wrapCard', 'Wrap in a card'),
      icon: 'square',
      disabled: nothing,
      run: () => acts.wrap('ui.card'),
    },
    {
      id: 'unwrap',
      title: text('studio.unwrap', 'Unwrap: take out what stands in it'),
      icon: 'square',
      keys: 'Ctrl Shift G',
      disabled: nothing,
      run: acts.unwrap,
    },
    { id: 'comment', title: text('studio.commentOn', 'Comment on it'), icon: 'message-circle', keys: 'Ctrl Alt M', run: acts.comment },
    {
      id: 'make-composite',
      title: text('studio.makeComposite', 'Make a composite of it'),
      icon: 'puzzle',
      disabled: nothing,
      run: acts.makeComposite,
    },
    ...(isComposite(page)
      ? [
          { id: 'open-composite', title: text('studio.openComposite', 'Open the composite'), icon: 'puzzle', run: acts.openComposite },
          {
            id: 'detach',
            title: text('studio.detach', 'Detach into components'),
            icon: 'stack-2',
            run: acts.detach,
          },
        ]
      : []),
    ...alignments.map(
      (alignment): Command => ({
        id: `align-${alignment}`,
        title: alignmentTitle(text, alignment),
        icon: 'arrows-join',
        disabled: nothing,
        run: () => acts.align(alignment),
      }),
    ),
    { id: 'up', title: text('studio.moveUp', 'Move up'), icon: 'arrow-up', keys: 'Alt ↑', disabled: nothing, run: acts.moveUp },
    { id: 'down', title: text('studio.moveDown', 'Move down'), icon: 'arrow-down', keys: 'Alt ↓', disabled: nothing, run: acts.moveDown },
    { id: 'all', title: text('studio.selectAll', 'Select all beside it'), icon: 'select', keys: 'Ctrl A', run: acts.selectAll },
  ];
  const adds = placeable(page, page.definition()).map(
    (component): Command => ({
      id: `add-${component.id}`,
      title: text('studio.add', 'Add {title}', { title: inSentence(told(component.title), component.title) }),
      icon: component.icon,
      run: () => page.edit(addComponent(page.definition(), component, page.nextPlace())),
    }),
  );
  const entities = entitiesOf(page.definition());
  const starts = entities.flatMap(({ id, label, labelPlural = label }) =>
    quickStarts.map(({ start, icon }): Command => {
      const title = startTitle(text, start, start === 'form' ? label : labelPlural);
      return {
        id: `start-${start}-${id}`,
        title: text('studio.addStart', 'Add: {title}', { title }),
        icon,
        run: () => page.start(id, start, page.nextPlace()),
      };
    }),
  );
  const queries = entities.map(
    ({ id, label, labelPlural = label }): Command => ({
      id: `query-${id}`,
      title: text('studio.addQueryNamed', 'Add query of {entity}', { entity: labelPlural }),
      icon: 'database',
      run: () => {
        const on = recordOf(page.definition(), 'page', page.page);
        if (on !== null) page.edit(addQuery(newQuery(page.definition(), on, id)));
      },
    }),
  );
  const selects = [
    { id: 'page', title: text('studio.selectPage', 'Properties of the page'), icon: 'file', run: () => page.select([]) },
    ...queriesOf(page.definition(), page.page).map(
      ({ id, key }): Command => ({
        id: `select-${id}`,
        title: text('studio.selectQuery', 'Query {name}', { name: key }),
        icon: 'database',
        run: () => page.select([id]),
      }),
    ),
  ];
  return [...edits, ...selects, ...adds, ...starts, ...queries];
}

/** Whether what is selected is a composite. */
function isComposite(page: PageWork): boolean {
  const [only, further] = page.chosen();
  return only !== undefined && further === undefined && compositeKey(page.record(only)?.component ?? '') !== null;
}

/** English names are small within a sentence; other languages write theirs as they are. */
function inSentence(told: string, english: string): string {
  return told === english ? english.toLowerCase() : told;
}
