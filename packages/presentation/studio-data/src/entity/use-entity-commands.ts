import { fieldsOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { type Command, useDefinition, useWork } from '@plinth/studio-frame';
import { useMemo } from 'react';
import type { TabKey } from './entity-tabs.tsx';
import { useFieldActs } from './use-field-acts.ts';

/** What an open entity offers to the palette. */
export function useEntityCommands(entity: string, onTab: (tab: TabKey) => void): readonly Command[] {
  const text = useText();
  const work = useWork();
  const acts = useFieldActs();
  const definition = useDefinition();
  const selected = useSignalValue(work.selection).at(-1) ?? '';
  return useMemo(() => {
    const field = recordOf(definition, 'field', selected);
    const tab = (key: TabKey, title: string, icon: string): Command => ({ id: `tab-${key}`, title, icon, run: () => onTab(key) });
    const ofField: Command[] =
      field === null || field.parent !== entity
        ? []
        : [
            {
              id: 'field-duplicate',
              title: text('studio.duplicateField', 'Duplicate field'),
              icon: 'copy',
              keys: 'Ctrl D',
              run: () => acts.duplicate(field),
            },
            {
              id: 'field-up',
              title: text('studio.fieldUp', 'Move field up'),
              icon: 'arrow-up',
              keys: 'Alt ↑',
              run: () => acts.shift(field, -1),
            },
            {
              id: 'field-down',
              title: text('studio.fieldDown', 'Move field down'),
              icon: 'arrow-down',
              keys: 'Alt ↓',
              run: () => acts.shift(field, 1),
            },
            {
              id: 'field-remove',
              title: text('studio.removeField', 'Remove field'),
              icon: 'trash',
              keys: 'Ctrl Del',
              run: () => acts.remove([field]),
            },
          ];
    return [
      {
        id: 'field-add',
        title: text('studio.addField', 'Add field'),
        icon: 'plus',
        run() {
          onTab('fields');
          const last = fieldsOf(work.session.store.definition, entity).at(-1);
          work.selection.value = last === undefined ? [] : [last.id];
          // The palette gives the focus back to what had it, and only then it can go on.
          requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('new-field')?.focus()));
        },
      },
      ...ofField,
      tab('relations', text('studio.showRelations', 'Show relations'), 'arrows-join'),
      tab('indexes', text('studio.showIndexes', 'Show indexes'), 'sort-ascending'),
      tab('permissions', text('studio.showPermissions', 'Show permissions'), 'shield-lock'),
      {
        id: 'show-diagram',
        title: text('studio.showDiagram', 'Show in the diagram'),
        icon: 'sitemap',
        run: () => work.openTool('diagram', entity),
      },
    ];
  }, [definition, selected, entity, acts, work, text, onTab]);
}
